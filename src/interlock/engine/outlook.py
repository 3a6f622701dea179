"""All that is forecast as of one day: the whole flow from records to joined odds, in one place."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

from interlock import __version__
from interlock.engine import arrivals as arriving
from interlock.engine import (
    bookings,
    close_amounts,
    deal_history,
    hazards,
    history,
    joint,
    money,
    releases,
    stated_ships,
    tool_dates,
    worth,
)
from interlock.engine.arrivals import Arrivals
from interlock.engine.bookings import NewDeals
from interlock.engine.close_amounts import CloseAmounts
from interlock.engine.hazards import Hazards
from interlock.engine.joint import Joint
from interlock.engine.releases import Delivery, ShipDates
from interlock.engine.tool_dates import ToolDates
from interlock.engine.worth import Worth
from interlock.records.birth import Birth
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK, Quarter
from interlock.records.errors import NothingDated
from interlock.records.problems import LeftOut
from interlock.records.settings_in_force import settings_in_force

METHOD = "landmark competing risks on a shrunk stage table, joined to simulated ship dates"
DRAWS = 1024
DRAWS_LARGE = 256
LARGE_NEEDS = 5_000
"""Above this many needs of open deals the large book's draws are used; the birth says how many
were.
"""
SHIP_WEEKS = 104
QUARTERS = 4
MIXED_DRAWS = joint.KEPT_DRAWS
"""Draws that enter the distribution of a sum; a multiple of the worlds."""

Deals = pl.Expr | None
"""Which open deals are meant; None for all of them and those not yet entered."""


@dataclass(frozen=True, eq=False)
class Outlook:
    """The book as known on ``as_of`` and everything fitted and simulated from it; equal to itself
    alone.

    ``open_deals`` are the open deals with ``value`` (company currency), what that is expected to be
    ``at_close``, and ``group`` (index into the joint's groups). ``quarters`` are this fiscal
    quarter and the next three.
    """

    as_of: date
    seed: int
    book: Book
    quarters: tuple[Quarter, ...]
    fitted: Hazards
    delivery: Delivery
    ship: ShipDates
    tools: ToolDates
    worth: Worth
    arrivals: Arrivals
    amounts: CloseAmounts
    joint: Joint
    open_deals: pl.DataFrame
    left_out: tuple[LeftOut, ...]
    unseen: tuple[str, ...]
    ruled_out: frozenset[str] = frozenset()
    """ids of deals of which somebody said that they do not wait for a feature"""
    _found: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def quarter(self) -> Quarter:
        return self.quarters[0]

    def once[Found](self, work: "Callable[[Outlook], Found]") -> Found:
        """``work`` on this outlook, which never changes: done once however many ask for it."""
        if work not in self._found:
            self._found[work] = work(self)
        found: Found = self._found[work]
        return found


def outlook(
    book: Book,
    *,
    as_of: date,
    seed: int,
    draws: int | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Outlook:
    """Everything there is to say as of a day; nothing dated later has any part in it. Raises
    ``NothingDated`` for the day of a book that says none.
    """
    if as_of == date.min:
        raise NothingDated
    progress("cutting the records to the day")
    known = history.known(book, as_of=as_of)
    progress("learning from closed deals")
    risk = deal_history.at_risk(known, as_of=as_of)
    fitted = hazards.fit(risk, known.company)
    worth_of_needs = worth.learnt(known, *hazards.worths_of(fitted))
    progress("simulating ship dates")
    draws = draws or (DRAWS if known.needs.height <= LARGE_NEEDS else DRAWS_LARGE)
    delivery = stated_ships.prepare(
        known, as_of=as_of, seed=seed, draws=draws, weeks=SHIP_WEEKS, source=book
    )
    ship = releases.ship(delivery)
    tools = tool_dates.dated(known, ship, as_of=as_of, seed=seed)
    progress("joining deals and ship dates")
    quarters = known.company.fiscal.quarters_from(as_of, QUARTERS)
    joined = joint.join(
        known,
        as_of=as_of,
        fitted=fitted,
        ship=ship,
        worth=worth_of_needs,
        ends=fan_days(as_of, quarters),
        seed=seed,
        tools=tools,
    )
    amounts = close_amounts.fit(known, as_of=as_of)
    return Outlook(
        as_of=as_of,
        seed=seed,
        book=known,
        quarters=quarters,
        fitted=fitted,
        delivery=delivery,
        ship=ship,
        tools=tools,
        worth=worth_of_needs,
        arrivals=arriving.fit(known, as_of=as_of, weeks=joint.WEEKS),
        amounts=amounts,
        joint=joined,
        open_deals=valued_deals(known, joined, amounts, as_of),
        left_out=(*known.left_out, *risk.left_out),
        unseen=history.unseen(book, as_of=as_of),
        ruled_out=history.ruled_out(book, as_of=as_of),
    )


def fan_days(as_of: date, quarters: tuple[Quarter, ...]) -> tuple[date, ...]:
    """Every week's end in this quarter, and the last day of each quarter."""
    end = quarters[0].last
    weekly = [
        as_of + timedelta(days=DAYS_PER_WEEK * week)
        for week in range(1, (end - as_of).days // DAYS_PER_WEEK + 1)
    ]
    return tuple(sorted({*weekly, *(quarter.last for quarter in quarters)}))


def odds_between(
    outlook: Outlook, after: date, until: date, groups: np.ndarray, *, draws: int = MIXED_DRAWS
) -> np.ndarray:
    """Chance of each deal being won after one day and until another, (draws, deals).

    ``groups`` (deals,) index the joint's groups; draw d lives in world d mod worlds throughout.
    """
    if not groups.size:
        return np.zeros((draws, 0))
    some, at = np.unique(groups, return_inverse=True)
    ends = outlook.joint.ends
    of_draw: dict[int, np.ndarray] = {}
    rows = np.empty((some.size, draws))
    for place, group in enumerate(some.tolist()):
        odds = outlook.joint.odds[group]
        along = odds[of_draw.setdefault(len(odds), np.arange(draws) % len(odds))]
        rows[place] = along[:, ends.index(until)] if until > outlook.as_of else 0.0
        if after > outlook.as_of:
            rows[place] -= along[:, ends.index(after)]
    return np.ascontiguousarray(rows[at].T)


def mean_between(outlook: Outlook, after: date, until: date) -> np.ndarray:
    """Chance of each group being won after one day and until another, over all draws: (groups,)."""
    mean = outlook.joint.mean_odds
    won = mean[:, outlook.joint.ends.index(until)] if until > outlook.as_of else 0.0 * mean[:, 0]
    if after > outlook.as_of:
        won = won - mean[:, outlook.joint.ends.index(after)]
    return won


def booked(
    outlook: Outlook,
    after: date,
    until: date,
    *,
    closed: float = 0.0,
    of: Deals = None,
    draws: int = MIXED_DRAWS,
) -> bookings.Distribution:
    """Bookings after one day and until another, plus what is ``closed``; of some deals alone when
    ``of`` says which.

    The mean is that over all draws; the chances are those of the first ``draws``. Deals not yet
    entered belong to nobody yet and count for the company only.
    """
    deals = chosen(outlook, of).filter(pl.col("at_close").is_not_null())
    odds = odds_between(outlook, after, until, deals["group"].to_numpy(), draws=draws)
    new = new_deals(outlook, after, until) if of is None else None
    values = deals["at_close"].to_numpy()
    mean = mean_between(outlook, after, until)[deals["group"].to_numpy()]
    return summed(odds, mean, values, closed=closed, new=new)


def summed(
    odds: np.ndarray,
    mean: np.ndarray,
    values: np.ndarray,
    *,
    closed: float = 0.0,
    new: NewDeals | None = None,
) -> bookings.Distribution:
    """Bookings of deals worth ``values`` (deals,), won with these ``odds`` (draws, deals), whose
    ``mean`` (deals,) over all draws is known.
    """
    found = bookings.bookings(odds, values, closed=closed, new=new)
    expected = closed + float(values @ mean)
    return replace(found, known_mean=expected + (new.mean if new else 0.0))


def won_count(
    outlook: Outlook, after: date, until: date, *, closed: int = 0, of: Deals = None
) -> bookings.Distribution:
    """Deals won after one day and until another, plus those ``closed``."""
    odds = odds_between(outlook, after, until, chosen(outlook, of)["group"].to_numpy())
    new = new_deals(outlook, after, until) if of is None else None
    return bookings.wins(odds, closed=closed, new=new)


def eve(quarter: Quarter) -> date:
    """The day before the quarter; what is counted from it begins at as_of when that is later."""
    return quarter.first - timedelta(days=1)


def owned_by(owner: str | None) -> Deals:
    """One rep's deals; all without one."""
    return None if owner is None else pl.col("owner") == owner


def owned(outlook: Outlook, owner: str | None) -> pl.DataFrame:
    return chosen(outlook, owned_by(owner))


def chosen(outlook: Outlook, of: Deals) -> pl.DataFrame:
    deals = outlook.open_deals
    return deals if of is None else deals.filter(of)


def valued_deals(book: Book, joined: Joint, amounts: CloseAmounts, as_of: date) -> pl.DataFrame:
    """The open deals with what they are worth, what that becomes at close, and their group."""
    some = book.deals.join(joined.deals, on="id", how="inner", maintain_order="left")
    deals = money.with_value(some.drop("group"), book.company, as_of=as_of)
    deals = deals.with_columns(amounts.at_close(deals))
    return deals.with_columns(some["group"])


def new_deals(outlook: Outlook, after: date, until: date) -> NewDeals:
    """Deals not yet entered that are won after one day and until another, in every world."""
    first, last = (max(0, (day - outlook.as_of).days // DAYS_PER_WEEK) for day in (after, until))
    market = outlook.joint.world.market[:, first : max(last, first + 1)].mean(axis=1)
    return arriving.new_deals(outlook.arrivals, after, until, market)


def expected_new(outlook: Outlook, after: date, until: date) -> float:
    """Expected bookings of deals not yet entered, won after one day and until another."""
    return new_deals(outlook, after, until).mean


def birth(outlook: Outlook) -> Birth:
    """Where the figures come from."""
    return Birth(
        as_of=outlook.as_of,
        seed=outlook.seed,
        method=METHOD,
        version=__version__,
        draws=outlook.joint.draws,
        used=tuple(outlook.book.counts.items()),
        left_out=outlook.left_out,
        unseen=outlook.unseen,
        settings=settings_in_force(outlook.book.company),
        sources=outlook.book.sources,
        terms=hazards.tried(outlook.fitted),
        pools=outlook.delivery.pools,
    )
