"""Why the forecast moved since last week: one cause after the other, adding up to the whole."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

import numpy as np
import polars as pl

from interlock.engine import joint as joining
from interlock.engine import money
from interlock.engine import outlook as looking
from interlock.engine.outlook import Outlook
from interlock.engine.releases import NEVER, ShipDates
from interlock.records.book import Book
from interlock.records.report import MovedDeal, Mover

TOP = 3
NEW, WON, LOST, DATE, AMOUNT, STAGE, FEATURES = (
    "new deals",
    "won",
    "lost",
    "moved date",
    "amount",
    "stage and evidence",
    "feature dates",
)
TIME, UNENTERED, REFIT = "a week less to go", "deals not yet entered", "model learnt anew"

Parts = Mapping[str, float]
"""deal id -> its part of this quarter's expected bookings"""


@dataclass(frozen=True)
class _State:
    """What the odds are computed from; replaced piece by piece from last week's to this week's."""

    book: Book
    as_of: date
    outlook: Outlook
    ship: ShipDates


def movers(last: Outlook, now: Outlook, *, owner: str | None = None) -> tuple[Mover, ...]:
    """The change of this quarter's expected bookings, cause by cause, largest first; the parts sum
    to the change.

    Causes enter one after the other (time, won, lost, new, amount, date, stage, features, refit),
    each deal's odds recomputed exactly after each, so a cause's part depends on that order where
    causes act together. The refit of the model stands apart, so that nobody is praised or blamed
    for it.
    """
    keep = _only(now, owner)
    steps = _Steps(last, now)
    found = [
        _mover(reason, {deal: part for deal, part in parts.items() if keep(deal)}, steps.names)
        for reason, parts in steps.parts()
    ]
    if owner is None:
        found.append(Mover(UNENTERED, _unentered(now, now) - _unentered(last, now), 0))
    return tuple(sorted((m for m in found if m.amount or m.count), key=lambda m: -abs(m.amount)))


class _Steps:
    """The states between two weeks, and what each deal brings this quarter in each."""

    def __init__(self, last: Outlook, now: Outlook) -> None:
        self.last, self.now = last, now
        before, after = _open(last), _open(now)
        both = before.filter(pl.col("id").is_in(after["id"].implode()))
        entered = after.filter(~pl.col("id").is_in(before["id"].implode()))
        self.values_last = _at_close(last, last, last)
        self.values_said = _at_close(now, last, last)
        self.values_staged = _at_close(now, now, last)
        self.values_now = _at_close(now, now, now)
        self.names = _names(last.book) | _names(now.book)
        self.entered = set(entered["id"])
        self.states = self._states(before, both, entered)

    def _states(
        self, before: pl.DataFrame, both: pl.DataFrame, entered: pl.DataFrame
    ) -> list[_State]:
        then, now = self.last.book, self.now.book
        aged = _State(
            then.with_tables(deals=before), self.now.as_of, self.last, _aged(self.last, self.now)
        )
        joined = replace(aged, book=then.with_tables(deals=pl.concat([both, entered])))
        dated = replace(joined, book=_taking(joined.book, now, "expected_close_on"))
        staged = replace(dated, book=then.with_tables(deals=_open(self.now)))
        shipped = replace(staged, book=now, ship=self.now.ship)
        return [aged, joined, dated, staged, shipped]

    def parts(self) -> list[tuple[str, Parts]]:
        """(cause, each deal's part) in the order in which causes enter."""
        first, later = self._odds_last(), [self._odds(state) for state in self.states]
        aged, joined, dated, staged, shipped = later
        final = _odds_now(self.now)
        closed_last = _closed(self.last, self.now)
        closed_now = _closed(self.now, self.now)
        won = {d: v - self._worth(aged, d) for d, v in closed_now.items() if d not in closed_last}
        gone = {d: -self._worth(aged, d) for d in aged if d not in joined and d not in won}
        gone |= {d: -v for d, v in closed_last.items() if d not in closed_now}
        return [
            (TIME, _scaled(_less(aged, first), self.values_last)),
            (WON, won),
            (LOST, gone),
            (NEW, _scaled({d: joined[d] for d in self.entered if d in joined}, self.values_said)),
            (AMOUNT, self._amounts(joined) | _less_kept(closed_now, closed_last)),
            (DATE, _scaled(_less(dated, joined), self.values_said)),
            (STAGE, _less(_scaled(staged, self.values_staged), _scaled(dated, self.values_said))),
            (FEATURES, _scaled(_less(shipped, staged), self.values_staged)),
            (REFIT, _less(_scaled(final, self.values_now), _scaled(shipped, self.values_staged))),
        ]

    def _amounts(self, odds: Parts) -> dict[str, float]:
        kept = (d for d in odds if d not in self.entered)
        return {
            d: odds[d] * (self.values_said.get(d, 0.0) - self.values_last.get(d, 0.0)) for d in kept
        }

    def _worth(self, odds: Parts, deal: str) -> float:
        return odds.get(deal, 0.0) * self.values_last.get(deal, 0.0)

    def _odds_last(self) -> Parts:
        return _odds(self.last, self.now.quarter.first, self.now.quarter.last)

    def _odds(self, state: _State) -> Parts:
        """Chance of each open deal being won within this quarter, in the given state."""
        end = self.now.quarter.last
        joined = joining.join(
            state.book,
            as_of=state.as_of,
            fitted=state.outlook.fitted,
            ship=state.ship,
            worth=state.outlook.worth,
            ends=(end,),
            seed=self.now.seed,
            weeks=ceil(joining.weeks_until([end], state.as_of)[0]),
        )
        return dict(
            zip(joined.deals["id"], joined.mean_odds[joined.deals["group"], 0], strict=True)
        )


def _odds_now(now: Outlook) -> Parts:
    return _odds(now, now.quarter.first, now.quarter.last)


def _odds(outlook: Outlook, first: date, last: date) -> Parts:
    """Chance of each open deal being won from ``first`` to ``last``, mean over all draws."""
    won = looking.mean_between(outlook, first - timedelta(days=1), last)
    deals = outlook.open_deals
    return dict(zip(deals["id"], won[deals["group"]], strict=True))


def _unentered(outlook: Outlook, now: Outlook) -> float:
    """Expected bookings this quarter of deals that nobody has entered yet."""
    after = max(outlook.as_of, now.quarter.first - timedelta(days=1))
    return looking.expected_new(outlook, after, now.quarter.last)


def _closed(outlook: Outlook, now: Outlook) -> dict[str, float]:
    """Deals won this quarter as known in ``outlook``, with their value."""
    won = money.won_between(outlook.book.deals, now.quarter.first, outlook.as_of)
    won = money.with_value(won, outlook.book.company, as_of=outlook.as_of)
    return {d: v or 0.0 for d, v in won.select("id", "value").iter_rows()}


def _aged(last: Outlook, now: Outlook) -> ShipDates:
    """Last week's ship dates, counted from today."""
    days = (now.as_of - last.as_of).days
    aged = np.where(last.ship.days >= NEVER, last.ship.days, np.maximum(last.ship.days - days, 0))
    return replace(last.ship, days=aged.astype(last.ship.days.dtype))


def _taking(book: Book, other: Book, column: str) -> Book:
    """``book`` with one column of its deals as in ``other``."""
    values = other.deals.select("id", column)
    deals = book.deals.drop(column).join(values, on="id", how="left", maintain_order="left")
    return book.with_tables(deals=deals.select(book.deals.columns))


def _open(outlook: Outlook) -> pl.DataFrame:
    return outlook.book.deals.filter(pl.col("id").is_in(outlook.open_deals["id"].implode()))


def _at_close(said: Outlook, stood: Outlook, learnt: Outlook) -> dict[str, float]:
    """What each open deal is expected to be won for, by the amounts ``said`` in one week, how deals
    ``stood`` in one and what was ``learnt`` of closing in one; one that was not open then stands as
    it is.
    """
    deals = said.open_deals.select("id", "value", "stage").join(
        stood.open_deals.select("id", stood="stage"), on="id", how="left", maintain_order="left"
    )
    deals = deals.with_columns(stage=pl.col("stood").fill_null(pl.col("stage")))
    return {d: v or 0.0 for d, v in zip(deals["id"], learnt.amounts.at_close(deals), strict=True)}


def _names(book: Book) -> dict[str, str]:
    return {d: name or d for d, name in book.deals.select("id", "name").iter_rows()}


def _less(after: Parts, before: Parts) -> dict[str, float]:
    return {d: after[d] - before[d] for d in after if d in before}


def _less_kept(after: Parts, before: Parts) -> dict[str, float]:
    return {d: v for d, v in _less(after, before).items() if v}


def _scaled(odds: Parts, values: Mapping[str, float]) -> dict[str, float]:
    return {d: p * values.get(d, 0.0) for d, p in odds.items()}


def _only(now: Outlook, owner: str | None) -> Callable[[str], bool]:
    if owner is None:
        return lambda _: True
    own = set(now.book.deals.filter(pl.col("owner") == owner)["id"])
    return own.__contains__


def _mover(reason: str, parts: Parts, names: Mapping[str, str]) -> Mover:
    moved = sorted(
        ((d, p) for d, p in parts.items() if p), key=lambda pair: (-abs(pair[1]), pair[0])
    )
    top = tuple(MovedDeal(d, names.get(d, d), float(p)) for d, p in moved[:TOP])
    other = sum(p for _, p in moved[TOP:])
    return Mover(reason, float(sum(p for _, p in moved)), len(moved), top, float(other))
