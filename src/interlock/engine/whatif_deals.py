"""Deals and money under a what-if: which odds fall or rise, and what the quarters bring."""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from interlock.engine import money, rejoined
from interlock.engine import outlook as looking
from interlock.engine.need_estimates import spread_of
from interlock.engine.outlook import Outlook
from interlock.records.calendar import Quarter
from interlock.records.report import Range
from interlock.records.whatif import DealChange, FeatureChange, QuarterChange

NOTICEABLE = 0.005
"""Odds that change by less are not told."""

ANYWAY = 0.85
"""A deal that keeps at least this share of its odds would close anyway, as far as this goes."""


@dataclass(frozen=True)
class Changed:
    """The open deals that a what-if changes.

    ``deals``: id, name, owner, value, ``group`` and ``at_close`` of either outlook with the suffix
    ``_then``, ``before`` and ``after`` (chance of being won until the fourth quarter's end).
    """

    before: Outlook
    after: Outlook
    deals: pl.DataFrame

    def gain(self, quarter: Quarter | None = None) -> np.ndarray:
        """Change of what is expected of a quarter, or of all four, along each draw: (draws,)."""
        first, last = (quarter, quarter) if quarter else self._whole
        sides = ((self.before, "group", "at_close"), (self.after, "group_then", "at_close_then"))
        brings = [
            looking.odds_between(one, looking.eve(first), last.last, self.deals[group].to_numpy())
            @ self.deals[value].to_numpy()
            for one, group, value in sides
        ]
        gain: np.ndarray = brings[1] - brings[0]
        return gain

    def expected(self, quarter: Quarter | None = None) -> float:
        """Change of what is expected, over all draws."""
        first, last = (quarter, quarter) if quarter else self._whole
        then, now = (
            looking.mean_between(one, looking.eve(first), last.last)
            for one in (self.before, self.after)
        )
        deals = self.deals
        return float(
            now[deals["group_then"].to_numpy()] @ deals["at_close_then"].to_numpy()
            - then[deals["group"].to_numpy()] @ deals["at_close"].to_numpy()
        )

    @property
    def _whole(self) -> tuple[Quarter, Quarter]:
        return self.before.quarters[0], self.before.quarters[-1]


def changed(before: Outlook, after: Outlook) -> Changed:
    """Deals whose odds by any day, or whose amount, differ."""
    columns = ("id", "name", "owner", "value", "group", "at_close")
    deals = before.open_deals.select(columns).join(
        after.open_deals.select("id", "value", "group", "at_close"), on="id", suffix="_then"
    )
    group, then = (deals[name].to_numpy() for name in ("group", "group_then"))
    odds, odds_then = before.joint.mean_odds[group], after.joint.mean_odds[then]
    differs = (odds != odds_then).any(axis=1) if deals.height else np.zeros(0, dtype=bool)
    worth = ~deals["at_close"].eq_missing(deals["at_close_then"]).to_numpy()
    last = pl.DataFrame({"before": odds[:, -1:].ravel(), "after": odds_then[:, -1:].ravel()})
    kept = deals.hstack(last).filter(pl.Series(differs | worth))
    amounts = pl.col("at_close", "at_close_then").fill_null(0.0)
    return Changed(before, after, kept.with_columns(amounts))


def lines(
    found: Changed, features: tuple[FeatureChange, ...]
) -> tuple[tuple[DealChange, ...], ...]:
    """(hurt, would close anyway, helped), each with most money first."""
    through = _through(found)
    worse = {one.id for one in features if one.state in ("later", "dropped")}
    names = {one.id: one.name for one in features}
    hurt, anyway, helped = [], [], []
    for row in found.deals.iter_rows(named=True):
        needed = through[row["id"]]
        line = DealChange(
            id=row["id"],
            name=row["name"] or row["id"],
            owner=row["owner"] or "",
            amount=row["value_then"],
            before=row["before"],
            after=row["after"],
            brings=row["after"] * row["at_close_then"] - row["before"] * row["at_close"],
            through=tuple(names[feature] for feature in needed if feature in names),
        )
        if line.before - line.after > NOTICEABLE:
            hurt.append(line)
        if line.after - line.before > NOTICEABLE or line.brings > 0:
            helped.append(line)
        elif line.after >= ANYWAY * line.before and worse & set(needed):
            anyway.append(line)
    return tuple(_ordered(part) for part in (hurt, anyway, helped))


def quarters(found: Changed) -> tuple[QuarterChange, ...]:
    """Each quarter's bookings before and after, and the change of what is expected."""
    return tuple(
        QuarterChange(
            label=quarter.label,
            before=_bookings(found.before, quarter),
            after=_bookings(found.after, quarter),
            change=change(found, quarter),
        )
        for quarter in found.before.quarters
    )


def change(found: Changed, quarter: Quarter | None = None) -> Range:
    """The change of what is expected of a quarter, or of all four, with its range over draws."""
    return replace(spread_of(found.gain(quarter)), mean=found.expected(quarter))


def _bookings(of: Outlook, quarter: Quarter) -> Range:
    closed = money.closed_between(of.book, quarter.first, of.as_of).total
    already = float(closed) if quarter == of.quarter else 0.0
    return looking.booked(of, looking.eve(quarter), quarter.last, closed=already).range()


def _through(found: Changed) -> dict[str, tuple[str, ...]]:
    """The features that each deal needs, before or after, and that move or are needed anew."""
    moved = rejoined.moved_features(found.before.ship, found.after.ship)
    then, now = (_needed(one) for one in (found.before, found.after))
    return {
        deal: tuple(
            sorted(
                feature
                for feature in then.get(deal, {}) | now.get(deal, {})
                if feature in moved
                or then.get(deal, {}).get(feature) != now.get(deal, {}).get(feature)
            )
        )
        for deal in found.deals["id"]
    }


def _needed(of: Outlook) -> dict[str, dict[str, str | None]]:
    found: dict[str, dict[str, str | None]] = {}
    for deal, feature, strength in of.book.needs.select("deal", "feature", "strength").iter_rows():
        found.setdefault(deal, {})[feature] = strength
    return found


def _ordered(lines_: list[DealChange]) -> tuple[DealChange, ...]:
    return tuple(sorted(lines_, key=lambda one: (-abs(one.brings), -(one.amount or 0), one.id)))
