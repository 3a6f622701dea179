"""What each quarter brings, and under a what-if: worked out anew only where deals changed."""

from dataclasses import dataclass

import numpy as np

from interlock.engine import money, side_by_side
from interlock.engine import outlook as looking
from interlock.engine.outlook import Outlook
from interlock.records.calendar import Quarter
from interlock.records.report import Range


@dataclass(frozen=True)
class Brought:
    """A quarter of an outlook: ``odds`` (draws, deals) of each open deal being won in it along the
    first draws, its ``mean`` (deals,) over all, what is ``closed`` already in money and in deals,
    the ``bookings`` that come of it and how many deals are expected to be won, ``wins``.
    """

    odds: np.ndarray
    mean: np.ndarray
    closed: float
    closed_deals: int
    bookings: Range
    wins: float


def quarters(now: Outlook) -> tuple[Brought, ...]:
    """Each quarter as forecast; worked out once for an outlook."""
    return now.once(_quarters)


def under(before: Outlook, after: Outlook, changed: np.ndarray) -> tuple[Brought, ...]:
    """The same under a what-if that changes the deals at these places of the open deals."""
    known = quarters(before)
    if not changed.size:
        return known
    values = after.open_deals["at_close"]
    worth = ~values.eq_missing(before.open_deals["at_close"]).to_numpy()
    groups = after.open_deals["group"].to_numpy()[changed]

    def one(pair: tuple[Quarter, Brought]) -> Brought:
        quarter, was = pair
        some = looking.odds_between(after, looking.eve(quarter), quarter.last, groups)
        mean = looking.mean_between(after, looking.eve(quarter), quarter.last)[groups]
        same = np.array_equal(some, was.odds[:, changed]) and (mean == was.mean[changed]).all()
        if same and not worth.any():
            return was
        odds, means = was.odds.copy(), was.mean.copy()
        odds[:, changed], means[changed] = some, mean
        return _brought(after, quarter, odds, means, was.closed, was.closed_deals)

    return tuple(side_by_side.each(one, zip(before.quarters, known, strict=True)))


def _quarters(now: Outlook) -> tuple[Brought, ...]:
    groups = now.open_deals["group"].to_numpy()

    def one(quarter: Quarter) -> Brought:
        closed, count = 0.0, 0
        if quarter == now.quarter:
            won = money.closed_between(now.book, quarter.first, now.as_of)
            closed, count = float(won.total), won.deals
        odds = looking.odds_between(now, looking.eve(quarter), quarter.last, groups)
        mean = looking.mean_between(now, looking.eve(quarter), quarter.last)[groups]
        return _brought(now, quarter, odds, mean, closed, count)

    return tuple(side_by_side.each(one, now.quarters))


def _brought(
    of: Outlook, quarter: Quarter, odds: np.ndarray, mean: np.ndarray, closed: float, count: int
) -> Brought:
    values = of.open_deals["at_close"]
    there = values.is_not_null().to_numpy()
    new = looking.new_deals(of, looking.eve(quarter), quarter.last)
    valued = odds if there.all() else np.ascontiguousarray(odds[:, there])
    worth = values.drop_nulls().to_numpy()
    booked = looking.summed(valued, mean[there], worth, closed=closed, new=new)
    wins = count + float(mean.sum()) + float(new.count.mean())
    return Brought(odds, mean, closed, count, booked.range(), wins)
