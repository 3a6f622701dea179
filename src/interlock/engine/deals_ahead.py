"""Every open deal with what lies ahead of it, and the features that deals wait for."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np

from interlock.engine import (
    deal_call_scores,
    part_worth,
    promise_odds,
    rule_worth,
    weekly_deals,
    weekly_features,
)
from interlock.engine.notes import notes
from interlock.engine.outlook import Outlook, birth
from interlock.engine.outlooks import look
from interlock.engine.releases import NEVER
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.report import DealsAhead, FeatureAhead, FeatureLine

SHIP_WEEKS = 52
"""Weeks to come of which a feature's odds are kept."""


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
            _feature(now, line) for line in weekly_features.features(now, None, {}, shown=None)
        ),
        notes=notes(now),
        birth=birth(now),
        rules=rules,
        parts=part_worth.measure(now.book, rules, as_of=as_of),
        deal_calls=deal_call_scores.score(now.book, seed=seed),
    )


def _feature(now: Outlook, line: FeatureLine) -> FeatureAhead:
    days = now.ship.days[:, now.ship.features.index(line.id)]
    ends = DAYS_PER_WEEK * np.arange(1, SHIP_WEEKS + 1)
    by_week = (days[:, None] <= ends).mean(axis=0).round(4)
    return FeatureAhead(
        id=line.id,
        name=line.name,
        p50_on=line.p50_on,
        p80_on=line.p80_on,
        p_by_quarter_end=weekly_features.p_by(days, now.quarter.last, now.as_of),
        due=line.due,
        p_by_due=line.p_by_due,
        ships=() if (days >= NEVER).all() else tuple(by_week.tolist()),
        held_by=line.held_by,
    )
