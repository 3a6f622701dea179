"""The quarter in the weekly report: closed, forecast, target, the bridge from the CRM's commit, and
why it moved.
"""

from datetime import date

import polars as pl

from interlock.engine import bridge, money, moved, targets
from interlock.engine import outlook as looking
from interlock.engine.bookings import Distribution
from interlock.engine.outlook import Outlook
from interlock.records.calendar import Quarter
from interlock.records.calls import COMPANY, Scope
from interlock.records.report import (
    BridgeStep,
    Closed,
    FanPoint,
    LastWeek,
    LaterQuarter,
    QuarterSection,
    Range,
)

FEWEST_AMOUNTS = 0.5
"""With amounts on fewer of the open deals a sum would mislead: wins are counted instead."""

FAN_DRAWS = 64
"""Draws behind the fan's weeks; one a world."""


def section(now: Outlook, last: Outlook | None, *, owner: str | None = None) -> QuarterSection:
    """The quarter of ``now``, for the whole company or for one rep's own deals."""
    quarter = now.quarter
    closed = _closed(now, quarter.first, owner)
    deals = looking.owned(now, owner)
    with_money = amounts_known(deals, closed)
    target = target_of(now, quarter, owner)
    booked = _booked(now, quarter, float(closed.total), owner)
    change = moved.change(last, now, owner=owner) if last and with_money else None
    return QuarterSection(
        label=quarter.label,
        first=quarter.first,
        last=quarter.last,
        target=target,
        p_target=booked.reaches(target) if target is not None and with_money else None,
        closed=closed,
        forecast=booked.range() if with_money else None,
        wins=_wins(now, quarter, closed.deals, owner),
        last_week=_last_week(last, quarter, target, owner) if last else None,
        bridge=_bridge(now, closed, owner) if with_money else (),
        movers=moved.movers(change) if change else (),
        fan=_fan(now, float(closed.total), booked.range(), owner) if with_money else (),
        closed_path=_closed_path(now, owner),
        later=tuple(
            _later(now, quarter, owner, with_money=with_money) for quarter in now.quarters[1:]
        ),
        open_deals=deals.height,
        open_amount=float(deals["value"].sum()),
        without_amount=deals["value"].null_count(),
        expected_new=0.0 if owner else looking.expected_new(now, now.as_of, quarter.last),
        doubt=moved.doubt(change) if change else None,
    )


def amounts_known(deals: pl.DataFrame, closed: Closed) -> bool:
    """Whether amounts are known of enough open deals, or anything is closed."""
    counted = deals.height - deals["value"].null_count()
    return counted >= FEWEST_AMOUNTS * deals.height and (counted > 0 or closed.total > 0)


def target_of(now: Outlook, quarter: Quarter, owner: str | None) -> float | None:
    """The company's target, or a rep's own."""
    return targets.named(now.book).of(quarter.label, Scope("rep", owner) if owner else COMPANY)


def _closed(outlook: Outlook, first: date, owner: str | None) -> Closed:
    book = outlook.book
    if owner is not None:
        book = book.with_tables(deals=book.deals.filter(pl.col("owner") == owner))
    return money.closed_between(book, first, outlook.as_of)


def _booked(outlook: Outlook, quarter: Quarter, closed: float, owner: str | None) -> Distribution:
    return looking.booked(
        outlook, looking.eve(quarter), quarter.last, closed=closed, of=looking.owned_by(owner)
    )


def _wins(outlook: Outlook, quarter: Quarter, closed: int, owner: str | None) -> Range:
    return looking.won_count(
        outlook, looking.eve(quarter), quarter.last, closed=closed, of=looking.owned_by(owner)
    ).range()


def _last_week(
    last: Outlook, quarter: Quarter, target: float | None, owner: str | None
) -> LastWeek:
    closed = _closed(last, quarter.first, owner)
    booked = _booked(last, quarter, float(closed.total), owner)
    return LastWeek(
        as_of=last.as_of,
        forecast=booked.range(),
        p_target=booked.reaches(target) if target is not None else None,
        wins=_wins(last, quarter, closed.deals, owner),
    )


def _later(now: Outlook, quarter: Quarter, owner: str | None, *, with_money: bool) -> LaterQuarter:
    target = target_of(now, quarter, owner)
    booked = _booked(now, quarter, 0.0, owner)
    return LaterQuarter(
        label=quarter.label,
        last=quarter.last,
        forecast=booked.range() if with_money else None,
        wins=_wins(now, quarter, 0, owner),
        target=target,
        p_target=booked.reaches(target) if target is not None and with_money else None,
    )


def _fan(now: Outlook, closed: float, end: Range, owner: str | None) -> tuple[FanPoint, ...]:
    """Bookings by each week's end; the last point is the quarter's forecast itself."""
    days = [day for day in now.joint.ends if day < now.quarter.last]
    weekly = [
        looking.booked(
            now, now.as_of, day, closed=closed, of=looking.owned_by(owner), draws=FAN_DRAWS
        )
        for day in days
    ]
    points = [FanPoint(day, booked.range()) for day, booked in zip(days, weekly, strict=True)]
    return (*points, FanPoint(now.quarter.last, end))


def _closed_path(now: Outlook, owner: str | None) -> tuple[tuple[date, float], ...]:
    """Bookings of the quarter by the end of each day on which something was won."""
    won = money.won_between(now.book.deals, now.quarter.first, now.as_of)
    won = money.with_value(won, now.book.company, as_of=now.as_of)
    won = won if owner is None else won.filter(pl.col("owner") == owner)
    by_day = won.group_by("closed_on").agg(pl.col("value").sum()).sort("closed_on")
    path = by_day.with_columns(pl.col("value").cum_sum())
    return tuple(
        (day, float(total)) for day, total in path.select("closed_on", "value").iter_rows()
    )


def _bridge(now: Outlook, closed: Closed, owner: str | None) -> tuple[BridgeStep, ...]:
    deals = looking.owned(now, owner).filter(pl.col("value").is_not_null())
    end = now.joint.ends.index(now.quarter.last)
    odds = now.joint.mean_odds[deals["group"], end]
    frame = deals.select(
        "id",
        "category",
        amount="value",
        p_won=pl.Series(odds),
        in_quarter=(pl.col("expected_close_on") <= now.quarter.last).fill_null(False),
    ).with_columns(expected=deals["at_close"] * pl.col("p_won"))
    return bridge.bridge(
        frame,
        closed=float(closed.total),
        from_new=0.0 if owner else looking.expected_new(now, now.as_of, now.quarter.last),
        has_categories=deals["category"].null_count() < deals.height,
    )
