"""Every open deal with what lies ahead of it, and the features that deals wait for."""

from collections.abc import Callable
from datetime import date, timedelta

from interlock.engine import (
    deal_call_scores,
    part_worth,
    promise_odds,
    rule_worth,
    tabulate,
    weekly_deals,
)
from interlock.engine.notes import notes
from interlock.engine.outlook import birth
from interlock.engine.outlooks import look
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.report import DealsAhead, FeatureAhead


def deals_ahead(
    book: Book, *, as_of: date, seed: int, progress: Callable[[str], None] = lambda _: None
) -> DealsAhead:
    """The lines of the weekly report for all open deals, most in the balance first, as known on
    ``as_of`` and a week before.
    """
    now = look(book, as_of=as_of, seed=seed, progress=progress)
    progress("the same for last week")
    last = look(book, as_of=as_of - timedelta(days=DAYS_PER_WEEK), seed=seed)
    progress("putting the deals together")
    promises = promise_odds.promises(now)
    rules = rule_worth.measure(now.book, as_of=as_of)
    columns = ("id", "name", "p50_on", "p80_on", "p_by_quarter_end")
    company = now.book.company
    return DealsAhead(
        company=company.name,
        simulated=company.simulated,
        currency=company.currency,
        quarter=now.quarter.label,
        quarter_last=now.quarter.last,
        next_quarter_last=now.quarters[1].last,
        stages=tuple(dict.fromkeys(s.name for p in company.pipelines for s in p.stages)),
        deals=weekly_deals.lines(now, last, promises, shown=None),
        features=tuple(
            FeatureAhead(*row) for row in tabulate.features(now).select(columns).iter_rows()
        ),
        notes=notes(now),
        birth=birth(now),
        rules=rules,
        parts=part_worth.measure(now.book, rules, as_of=as_of),
        deal_calls=deal_call_scores.score(now.book, seed=seed),
    )
