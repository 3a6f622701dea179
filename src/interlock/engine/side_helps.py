"""What one side could do this week that would help the other most, ranked by measured effect."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from interlock.engine import outlook as looking
from interlock.engine import plain
from interlock.engine.delay_values import delay_values
from interlock.engine.drivers import SOONER_WEEKS
from interlock.engine.other_development import unfinished
from interlock.engine.outlook import Outlook
from interlock.records.report import FeatureLine, PromiseLine, Question
from interlock.records.report_sides import Help
from interlock.records.sales_tables import STRENGTHS

MOST = 6
UNLIKELY = 0.1
"""Deals with lower odds within the year are asked whether they still need something."""

DOUBTFUL = 0.5
SOON_DAYS = 28
NOTICEABLE = 0.05
"""Effects on so few deals are told as hardly any."""

FIRM = STRENGTHS[:2]


@dataclass(frozen=True)
class _Ranked:
    """Something that would help, with the measure by which it is ranked."""

    size: float
    help: Help


def of_sales(
    now: Outlook, *, questions: Sequence[Question], owner: str | None = None
) -> tuple[Help, ...]:
    """What sales (one rep) could do for development: the needs on which most work rests.

        weeks of work that rest on a need = w / n

    w: weeks of its teams' time left in the feature, n: open deals that need it. A need that nobody
    confirmed is to be confirmed or ruled out; one of a deal that is hardly won any more, asked
    about; a firm one without a day, given one. The same need is named once, in that order.
    ``questions`` are this week's: one that asks the same gives the effect of its answer.
    """
    asked = {(one.deal, one.feature): one for one in questions if one.kind == "link"}
    found: dict[tuple[str, str], _Ranked] = {}
    for row in _needs(now, owner).iter_rows(named=True):
        said = _of_need(row, asked.get((row["id"], row["feature"])))
        if said is not None:
            found[row["id"], row["feature"]] = _Ranked(row["rests"], said)
    return _first(found.values())


def of_development(
    now: Outlook, *, features: Sequence[FeatureLine], promises: Sequence[PromiseLine]
) -> tuple[Help, ...]:
    """What development could do for sales: the moves and the words that most deals hang on.

        deals won more      sum_d P_d(won | four weeks sooner) - P_d(won), until the fourth quarter
        deals won fewer     sum_d P_d(won) - P_d(won | four weeks later), the same until then

    A feature is ranked by the first; word about a promise or a stated date that is likelier missed
    than held, or a range of dates for a feature that has none, by the second: that is what not
    knowing it may cost. No amount of money enters the order.
    """
    values = _Values(now)
    words = [
        *_renewals(now, promises, values), *_doubtful(features, values, now.as_of),
        *_undated(features, values),
    ]  # fmt: skip
    said: dict[str, _Ranked] = {}
    for one in words:
        said.setdefault(one.help.feature, one)
    return _first([*said.values(), *_sooner(features, values)])


def _first(found: Iterable[_Ranked]) -> tuple[Help, ...]:
    ranked = sorted(found, key=lambda one: (-one.size, one.help.deal, one.help.text))
    return tuple(one.help for one in ranked[:MOST])


def _needs(now: Outlook, owner: str | None) -> pl.DataFrame:
    """Open deals' needs of unfinished features, each with the weeks of work that rest on it."""
    work = pl.DataFrame(
        {"feature": list(now.ship.features), "work": np.asarray(now.ship.work_weeks, float)},
        schema={"feature": pl.String, "work": pl.Float64},
    )
    year = now.joint.ends.index(now.quarters[-1].last)
    groups = now.open_deals["group"].to_numpy()
    odds = now.joint.mean_odds[groups, year] if groups.size else np.zeros(0)
    every = now.book.needs.rename({"deal": "id"}).join(
        now.open_deals.with_columns(odds=pl.Series(odds, dtype=pl.Float64)).select(
            "id", "odds", "owner", pl.coalesce("name", "id").alias("name")
        ),
        on="id",
    )
    every = every.join(work, on="feature").join(
        unfinished(now.book).select("feature", "team", feature_name="name"), on="feature"
    )
    every = every.with_columns(rests=pl.col("work") / pl.len().over("feature"))
    mine = looking.owned(now, owner)["id"].implode()
    return every.filter(pl.col("id").is_in(mine)).sort("id", "feature")


def _of_need(row: dict[str, object], question: Question | None) -> Help | None:
    name, what = row["name"], row["feature_name"]
    odds = float(str(row["odds"]))
    if row["confirmed"] is False or question:
        said = f"Say whether {name} waits for {what}"
        why = "found by matching: nobody has confirmed it or ruled it out"
    elif odds < UNLIKELY:
        said = f"Ask whether {name} still needs {what}"
        why = f"won within the year in {plain.odds(odds)} of cases"
    elif row["wanted_by"] is None and row["strength"] in FIRM:
        said = f"Find out by which day {name} wants {what}"
        why = f"{row['strength']}, and no day is known"
    else:
        return None
    return Help(
        text=said,
        sub=why,
        measured=_weeks(float(str(row["rests"])), str(row["team"] or "")),
        effect=question.effect if question else None,
        deal=str(row["id"]),
        feature=str(row["feature"]),
        question=question.kind if question else "",
    )


def _weeks(weeks: float, team: str) -> str:
    whose = f" of {team}'s work" if team else " of work"
    if weeks < 1:
        return f"less than a week{whose} rests on it"
    count = round(weeks)
    return f"{plain.count(count, 'week')}{whose} {'rests' if count == 1 else 'rest'} on it"


class _Values:
    """Of each feature: deals won and bookings that four weeks sooner bring or later cost."""

    def __init__(self, now: Outlook) -> None:
        self.place = {feature: at for at, feature in enumerate(now.ship.features)}
        joint, count = now.joint, len(now.ship.features)
        brings = joint.deals.join(now.open_deals.select("id", "at_close"), on="id", how="left")
        money = brings["at_close"].fill_null(0.0).to_numpy()
        ones = np.ones(joint.deals.height)
        self.sooner, self.later, self.money_sooner, self.money_later = (
            delay_values(joint, values, weeks=weeks, features=count)
            if count and joint.groups
            else np.zeros(count)
            for values, weeks in (
                (ones, -SOONER_WEEKS), (ones, SOONER_WEEKS),
                (money, -SOONER_WEEKS), (money, SOONER_WEEKS),
            )
        )  # fmt: skip

    def cost(self, feature: str) -> tuple[float, float]:
        """Deals and bookings that four weeks later cost; none of a feature that is finished."""
        at = self.place.get(feature)
        return (0.0, 0.0) if at is None else (float(self.later[at]), float(self.money_later[at]))

    def gain(self, feature: str) -> tuple[float, float]:
        """Deals and bookings that four weeks sooner bring."""
        at = self.place.get(feature)
        return (0.0, 0.0) if at is None else (float(self.sooner[at]), float(self.money_sooner[at]))


def _sooner(features: Sequence[FeatureLine], values: _Values) -> list[_Ranked]:
    found = []
    for one in features:
        wins, money = values.gain(one.id)
        if not one.deals or wins < NOTICEABLE:
            continue
        held = f"held most by {one.held_by[0][0]}" if one.held_by else ""
        why = "; ".join(filter(None, (_waiting(one), held)))
        said = f"{_deals(wins)} more won within the year"
        what = f"Look for a way to ship {one.name} {SOONER_WEEKS} weeks sooner"
        found.append(_Ranked(wins, Help(what, why, said, money, feature=one.id)))
    return found


def _renewals(now: Outlook, promises: Sequence[PromiseLine], values: _Values) -> list[_Ranked]:
    """Promises of development that are likelier missed than kept, or whose day has passed."""
    found = []
    for one in promises:
        if one.side != "development" or one.verdict != "open" or one.due is None:
            continue
        days = (one.due - now.as_of).days
        if days > SOON_DAYS or (days >= 0 and (one.odds is None or one.odds >= DOUBTFUL)):
            continue
        what = f"Give {one.to or 'whoever was promised it'} another day for: {one.what}"
        why = f"the day promised, {_holds(one.due, one.odds or 0.0, now.as_of)}"
        found.append(_word(what, why, one.feature, values))
    return found


def _doubtful(features: Sequence[FeatureLine], values: _Values, as_of: date) -> list[_Ranked]:
    return [
        _word(
            f"Give {one.name} another date, or less scope",
            f"its date {_holds(one.due, one.p_by_due, as_of)}; {_waiting(one)}",
            one.id,
            values,
        )
        for one in features
        if one.deals and one.due and one.p_by_due is not None and one.p_by_due < DOUBTFUL
    ]


def _undated(features: Sequence[FeatureLine], values: _Values) -> list[_Ranked]:
    return [
        _word(
            f"Say a range of dates for {one.name}", f"it has none; {_waiting(one)}", one.id, values
        )
        for one in features
        if one.deals and one.p50_on is None
    ]


def _word(what: str, why: str, feature: str, values: _Values) -> _Ranked:
    wins, money = values.cost(feature)
    weeks = f"{SOONER_WEEKS} weeks later"
    said = f"{_deals(wins)} fewer won if it ships {weeks}" if feature in values.place else ""
    return _Ranked(wins, Help(what, why, said, money or None, feature=feature))


def _holds(due: date, odds: float, as_of: date) -> str:
    """16 Sep, has passed; 12 Dec, holds in 20 % of cases."""
    said = plain.day(due, as_of=as_of)
    return f"{said} has passed" if due <= as_of else f"{said} holds in {plain.odds(odds)} of cases"


def _deals(wins: float) -> str:
    """about 0.4 deals."""
    return "hardly any deal" if wins < NOTICEABLE else f"about {wins:.1f} deals"


def _waiting(one: FeatureLine) -> str:
    return f"{plain.count(one.deals, 'deal')} {'waits' if one.deals == 1 else 'wait'} for it"
