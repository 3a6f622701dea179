"""Deals and money under a what-if: which odds fall or rise, and what the quarters bring."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import polars as pl

from interlock.engine import joint as joining
from interlock.engine import quarter_bookings, rejoined, tool_waits
from interlock.engine.need_estimates import spread_of
from interlock.engine.outlook import Outlook
from interlock.records.book import Book
from interlock.records.whatif import DealChange, FeatureChange, QuarterChange

NOTICEABLE = 0.005
"""Odds that change by less are not told."""

ANYWAY = 0.85
"""A deal that keeps at least this share of its odds would close anyway, as far as this goes."""

BRINGS = pl.col("after") * pl.col("at_close_then") - pl.col("before") * pl.col("at_close")
"""What a deal's change is worth in expected bookings."""


@dataclass(frozen=True)
class Changed:
    """The open deals that a what-if changes.

    ``deals``: id, name, owner, value, ``group`` and ``at_close`` of either outlook with the suffix
    ``_then``, ``before`` and ``after`` (chance of being won until the fourth quarter's end), and
    ``place`` among the open deals.
    """

    before: Outlook
    after: Outlook
    deals: pl.DataFrame
    is_part: bool = False

    def where(self, some: pl.Expr) -> "Changed":
        """Of some of the deals alone."""
        return replace(self, deals=self.deals.filter(some), is_part=True)

    @cached_property
    def losing(self) -> "Changed":
        """The deals that lose expected bookings."""
        return self.where(BRINGS < 0)

    @cached_property
    def gaining(self) -> "Changed":
        """The others."""
        return self.where(BRINGS >= 0)

    @cached_property
    def through(self) -> dict[str, tuple[str, ...]]:
        """The features that each deal needs, or a tool shows it waits for, before or after, that
        move or are needed anew.
        """
        return _through(self)

    @cached_property
    def gains(self) -> np.ndarray:
        """Change of what is expected of each quarter along each draw: (draws, quarters)."""
        if not self.is_part:
            both: np.ndarray = self.losing.gains + self.gaining.gains
            return both
        sides = ((self.before, "group", "at_close"), (self.after, "group_then", "at_close_then"))
        before, after = (
            _brings(of, self.deals[group].to_numpy(), self.deals[value].to_numpy())
            for of, group, value in sides
        )
        gains: np.ndarray = after - before
        return gains

    @property
    def gain(self) -> np.ndarray:
        """The same of all four: (draws,)."""
        gain: np.ndarray = self.gains.sum(axis=1)
        return gain

    @property
    def expected(self) -> float:
        """The mean of it."""
        return float(self.gain.mean())


def changed(before: Outlook, after: Outlook) -> Changed:
    """Deals whose odds by any day, or whose amount, differ."""
    columns = ("id", "name", "owner", "value", "group", "at_close")
    later = after.open_deals.select(pl.col("value", "group", "at_close").name.suffix("_then"))
    deals = before.open_deals.select(columns).with_row_index("place").hstack(later)
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
    through = found.through
    worse = {one.id for one in features if one.state in ("later", "dropped")}
    names = {one.id: one.name for one in features}
    hurt, anyway, helped = [], [], []
    for row in found.deals.iter_rows(named=True):
        needed = through[row["id"]]
        brings = row["after"] * row["at_close_then"] - row["before"] * row["at_close"]
        line = DealChange(
            id=row["id"],
            name=row["name"] or row["id"],
            owner=row["owner"] or "",
            amount=row["value_then"],
            before=row["before"],
            after=row["after"],
            brings=brings,
            through=tuple(names[feature] for feature in needed if feature in names),
        )
        rises = line.after > line.before and is_noticeable(line)
        if brings > 0 or (brings == 0 and rises):
            helped.append(line)
        elif is_noticeable(line) or row["at_close_then"] < row["at_close"]:
            hurt.append(line)
        if brings <= 0 and line.after >= ANYWAY * line.before and worse & set(needed):
            anyway.append(line)
    return tuple(_ordered(part) for part in (hurt, anyway, helped))


def is_noticeable(one: DealChange) -> bool:
    return abs(one.after - one.before) > NOTICEABLE


def quarters(found: Changed) -> tuple[QuarterChange, ...]:
    """Each quarter's bookings before and after, and the change of what is expected."""
    before, after = found.before, found.after
    then = quarter_bookings.under(before, after, found.deals["place"].to_numpy())
    return tuple(
        QuarterChange(
            label=quarter.label,
            before=was.bookings,
            after=now.bookings,
            change=spread_of(found.gains[:, at]),
            wins_before=was.wins,
            wins_after=now.wins,
        )
        for at, (quarter, was, now) in enumerate(
            zip(before.quarters, quarter_bookings.quarters(before), then, strict=True)
        )
    )


def _brings(of: Outlook, groups: np.ndarray, values: np.ndarray) -> np.ndarray:
    """What some deals are expected to bring in each quarter, along each draw: (draws, quarters)."""
    if not groups.size:
        return np.zeros((of.joint.draws, len(of.quarters)))
    chosen, group = np.unique(groups, return_inverse=True)
    some = replace(
        of.joint,
        groups=tuple(of.joint.groups[at] for at in chosen),
        deals=pl.DataFrame({"group": group}),
        ends=tuple(quarter.last for quarter in of.quarters),
    )
    mean: np.ndarray = joining.sums(some, values)[0]
    return mean


def _through(found: Changed) -> dict[str, tuple[str, ...]]:
    moved = rejoined.moved_features(found.before, found.after)
    then, now = (_needed(one.book, found.deals["id"]) for one in (found.before, found.after))
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


def _needed(book: Book, deals: pl.Series) -> dict[str, dict[str, str | None]]:
    """deal -> feature -> how much hangs on it; on a tool that shows it where it is not needed."""
    shown = tool_waits.shown_to(book)
    found: dict[str, dict[str, str | None]] = {
        deal: dict(shown[deal]) for deal in deals if deal in shown
    }
    needs = book.needs.filter(pl.col("deal").is_in(deals.implode()))
    for deal, feature, strength in needs.select("deal", "feature", "strength").iter_rows():
        found.setdefault(deal, {})[feature] = strength
    return found


def _ordered(lines_: list[DealChange]) -> tuple[DealChange, ...]:
    return tuple(
        sorted(lines_, key=lambda one: (-abs(one.brings or 0.0), -(one.amount or 0), one.id))
    )
