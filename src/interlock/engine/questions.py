"""What to ask this week: the answers that would change the forecast most."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import numpy as np
import polars as pl

from interlock.engine.exposure import odds_along
from interlock.engine.joint import Group
from interlock.engine.outlook import Outlook, owned
from interlock.engine.waits import Need
from interlock.records.report import NeedsKnown, Question
from interlock.records.sales_tables import STRENGTHS

ASKED = 5
EITHER = 0.5
"""A link found by matching is as likely right as wrong until somebody says so: declared."""


def questions(outlook: Outlook, *, owner: str | None = None) -> tuple[Question, ...]:
    """The five with the largest ``effect``: the change, up or down, of expected bookings until the
    end of the fourth quarter, times the chance of the answer that brings it.

        a proposed link    value |P(won) - P(won | no such need)| / 2
        no known needs     value (P(won) - P(won | it needs what most deals need)) (k + 1) / (n + 2)
        no amount          P(won) times the median amount of the open deals

    k of n open deals have a known need.
    """
    if not outlook.joint.groups:
        return ()
    asker = _Asker(outlook)
    deals = owned(outlook, owner).iter_rows(named=True)
    found = [question for deal in deals for question in asker.of(deal) if question.effect]
    return tuple(sorted(found, key=lambda q: (-(q.effect or 0), q.deal, q.kind))[:ASKED])


def needs_known(outlook: Outlook) -> NeedsKnown | None:
    """Of how much of the open money, and of how many open deals, any need is known."""
    deals = outlook.open_deals
    if not deals.height:
        return None
    said = {*outlook.book.needs["deal"], *outlook.ruled_out}
    known = deals.filter(pl.col("id").is_in(list(said)))
    money = float(deals["value"].sum())
    share = float(known["value"].sum()) / money if money else None
    return NeedsKnown(share, known.height, deals.height)


class _Asker:
    """The questions about one deal after the other; odds are worked out once for deals alike."""

    def __init__(self, outlook: Outlook) -> None:
        self.outlook = outlook
        needs, deals = outlook.book.needs, outlook.open_deals
        self.needs = needs.filter(pl.col("deal").is_in(deals["id"].implode()))
        self.links = self._links()
        known = self.needs["deal"].n_unique()
        self.chance = (known + 1) / (deals.height + 2)
        self.likely = self._most_wanted()
        median = deals["value"].median()
        self.median = float(median) if isinstance(median, int | float) else 0.0
        self.asked_before = {*self.needs["deal"], *outlook.ruled_out}
        self.names = {row["id"]: row for row in outlook.book.features.iter_rows(named=True)}
        self.chance_of = cache(self._chance_of)

    def of(self, deal: dict[str, object]) -> Iterator[Question]:
        group = self.outlook.joint.groups[int(str(deal["group"]))]
        now, value = self.chance_of(group), deal["value"]
        if value is None:
            yield self._amount(deal, now * self.median)
            return
        for feature, need in self.links.get(str(deal["id"]), []):
            moved = abs(self.chance_of(_without(group, need)) - now)
            yield self._link(deal, feature, float(str(value)) * moved * EITHER)
        if deal["id"] not in self.asked_before and self.likely is not None:
            feature, need = self.likely
            less = now - self.chance_of(Group(group.profile, (need,)))
            yield self._need(deal, feature, float(str(value)) * less * self.chance)

    def _chance_of(self, group: Group) -> float:
        """Of being won by the end of the fourth quarter."""
        return float(np.mean(odds_along(self.outlook, group)[:, -1]))

    def _links(self) -> dict[str, list[tuple[str, Need]]]:
        """Per deal the links that nobody has confirmed, where their feature is not finished."""
        column = {feature: at for at, feature in enumerate(self.outlook.ship.features)}
        default = self.outlook.book.company.need_strength_default
        found: dict[str, list[tuple[str, Need]]] = {}
        open_ = self.needs.filter(~pl.col("confirmed").fill_null(value=True))
        for deal, feature, strength in open_.select("deal", "feature", "strength").iter_rows():
            if feature in column:
                need = (column[feature], STRENGTHS.index(strength or default))
                found.setdefault(deal, []).append((feature, need))
        return found

    def _most_wanted(self) -> tuple[str, Need] | None:
        """The unfinished feature that most open deals need, at the usual strength."""
        features = self.outlook.ship.features
        if not features:
            return None
        wanted = self.needs.filter(pl.col("feature").is_in(list(features)))["feature"]
        counted = wanted.value_counts().sort("count", "feature", descending=[True, False])
        feature = str(counted["feature"][0]) if counted.height else features[0]
        default = self.outlook.book.company.need_strength_default
        return feature, (features.index(feature), STRENGTHS.index(default))

    def _link(self, deal: dict[str, object], feature: str, effect: float) -> Question:
        what = f"Does it wait for {self._name(feature)}?"
        answer = f"in needs.csv: {deal['id']},{self._key(feature)}"
        return self._about(feature, _question(deal, "link", what, answer, effect))

    def _need(self, deal: dict[str, object], feature: str, effect: float) -> Question:
        what = f"Does it wait for anything that is being built, such as {self._name(feature)}?"
        answer = f"in needs.csv: {deal['id']},{self._key(feature)} (for example)"
        return self._about(feature, _question(deal, "need", what, answer, effect))

    def _amount(self, deal: dict[str, object], effect: float) -> Question:
        return _question(deal, "amount", "What is it worth?", "in the CRM", effect)

    def _about(self, feature: str, question: Question) -> Question:
        return replace(question, feature=feature, feature_name=self._name(feature))

    def _name(self, feature: str) -> str:
        return str(self.names[feature]["name"] or self._key(feature))

    def _key(self, feature: str) -> str:
        return str(self.names[feature]["key"] or feature)


def _without(group: Group, need: Need) -> Group:
    """The same deals, did they not need it."""
    promises = group.promises or (None,) * len(group.needs)
    left = [(n, p) for n, p in zip(group.needs, promises, strict=True) if n != need]
    return Group(
        group.profile,
        tuple(n for n, _ in left),
        tuple(p for _, p in left) if any(p for _, p in left) else (),
    )


def _question(
    deal: dict[str, object], kind: str, what: str, answer: str, effect: float
) -> Question:
    return Question(
        deal=str(deal["id"]),
        deal_name=str(deal["name"] or deal["id"]),
        ask=str(deal["owner"] or ""),
        kind=kind,
        what=what,
        answer=answer,
        effect=effect,
    )
