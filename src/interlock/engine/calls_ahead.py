"""The figures that stand beside calls: closed, the CRM's, the model's and the target, for everybody
who calls.
"""

from collections.abc import Callable
from datetime import date
from functools import partial

import polars as pl

from interlock.engine import call_scores, money, scopes, side_by_side, targets
from interlock.engine import outlook as looking
from interlock.engine.notes import notes
from interlock.engine.outlook import Deals, Outlook, birth
from interlock.engine.outlooks import look
from interlock.engine.targets import Targets
from interlock.engine.weekly_quarter import FAN_DRAWS, amounts_known
from interlock.records.book import Book
from interlock.records.calendar import Quarter
from interlock.records.calls import (
    CallsAhead,
    CategorySums,
    PeriodFigures,
    Scope,
    ScopeFigures,
    Sum,
    categories,
)

PERIODS = 2


def calls_ahead(
    book: Book, *, as_of: date, seed: int, progress: Callable[[str], None] = lambda _: None
) -> CallsAhead:
    """This fiscal quarter and the next for every scope, as known on ``as_of``; and how good calls
    of ended quarters were.
    """
    now = look(book, as_of=as_of, seed=seed, progress=progress)
    progress("adding up what may be called")
    goals, company = targets.named(now.book), now.book.company
    return CallsAhead(
        company=company.name,
        simulated=company.simulated,
        currency=company.currency,
        periods=tuple(_period(now, quarter, goals) for quarter in now.quarters[:PERIODS]),
        scores=call_scores.score(now.book, as_of=as_of),
        unclear=goals.unclear,
        notes=(*notes(now), *_without_category(now)),
        birth=birth(now),
    )


def _period(now: Outlook, quarter: Quarter, goals: Targets) -> PeriodFigures:
    periods = [one.label for one in now.quarters[:PERIODS]]
    whose = scopes.scopes(now.book, since=now.quarter.first, periods=periods)
    figures = partial(_figures, now, quarter, goals)
    found = side_by_side.each(figures, whose)
    return PeriodFigures(quarter.label, quarter.first, quarter.last, tuple(found))


def _figures(now: Outlook, quarter: Quarter, goals: Targets, scope: Scope) -> ScopeFigures:
    of = scopes.deals_of(now.book, scope, as_of=now.as_of)
    book = now.book if of is None else now.book.with_tables(deals=now.book.deals.filter(of))
    closed = money.closed_between(book, quarter.first, now.as_of)
    target = goals.of(quarter.label, scope)
    booked = looking.booked(
        now, looking.eve(quarter), quarter.last, closed=float(closed.total), of=of
    )
    known = amounts_known(looking.chosen(now, of), closed)
    return ScopeFigures(
        scope=scope,
        closed=closed.total,
        closed_deals=closed.deals,
        forecast=booked.range() if known else None,
        target=target,
        p_target=booked.reaches(target) if target is not None and known else None,
        categories=_categories(now, quarter, of, float(closed.total)),
    )


def _categories(
    now: Outlook, quarter: Quarter, of: Deals, closed: float
) -> tuple[CategorySums, ...]:
    names, dated = categories(now.book.company), _dated(now, quarter)
    mine = dated if of is None else dated & of
    within = [
        (
            name,
            mine & (pl.col("category") == name),
            mine & pl.col("category").is_in(names[: at + 1]),
        )
        for at, name in enumerate(names)
    ]
    return tuple(
        CategorySums(name, _sum(now, quarter, alone, 0.0), _sum(now, quarter, with_surer, closed))
        for name, alone, with_surer in within
    )


def _sum(now: Outlook, quarter: Quarter, of: pl.Expr, closed: float) -> Sum:
    deals = looking.chosen(now, of)
    booked = looking.booked(
        now, looking.eve(quarter), quarter.last, closed=closed, of=of, draws=FAN_DRAWS
    )
    return Sum(deals.height, closed + float(deals["value"].sum()), booked.range())


def _dated(now: Outlook, quarter: Quarter) -> pl.Expr:
    """Open deals whose stated date lies in the quarter; one that has passed counts for this one, as
    in the report's bridge.
    """
    day = pl.col("expected_close_on")
    first = date.min if quarter == now.quarter else quarter.first
    return day.is_between(first, quarter.last).fill_null(value=False)


def _without_category(now: Outlook) -> tuple[str, ...]:
    without = looking.chosen(now, pl.col("category").is_null()).height
    if not without:
        return ()
    return (f"{without:,} of {now.open_deals.height:,} open deals have no forecast category",)
