"""What sales is up against this week, in the words told to development: no amounts, no blame."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from math import ceil

import polars as pl

from interlock.engine import due, plain, waiting
from interlock.engine.waiting import Wait
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.report import DealLine, FeatureLine, PromiseLine, QuarterSection
from interlock.records.report_promises import SOON_DAYS


def lines(
    book: Book,
    *,
    as_of: date,
    deals: Sequence[DealLine],
    features: Sequence[FeatureLine],
    promises: Sequence[PromiseLine],
    quarter: QuarterSection | None,
) -> list[str]:
    """The quarter's end, who waits for what, the buyers' days, what changed; then what helps."""
    if book.deals.is_empty():
        return []
    waits = waiting.waits(book)
    said = [
        quarter_end(book, quarter, as_of),
        _waiting(book, waits),
        _buyers_days(book, as_of),
        this_week(book, as_of),
        moved_by_features(deals),
        _promises_due(promises, as_of),
        _help(waits, features, as_of),
    ]
    return [line for line in said if line]


def quarter_end(book: Book, quarter: QuarterSection | None, as_of: date) -> str:
    """When the quarter ends, and how many open deals are dated to close by then."""
    ends = quarter or book.company.fiscal.quarter_of(as_of)
    weeks = ceil((ends.last - as_of).days / DAYS_PER_WEEK)
    still_open = book.deals.filter(pl.col("outcome") == "open")
    dated = still_open.filter(pl.col("expected_close_on").is_between(as_of, ends.last)).height
    when = "this week" if weeks <= 1 else f"in {weeks} weeks"
    return (
        f"The quarter {ends.label} ends {when}, on {plain.day(ends.last, as_of=as_of)}: "
        f"{dated:,} of {plain.count(still_open.height, 'open deal')} "
        f"{'is' if dated == 1 else 'are'} dated to close by then."
    )


def _waiting(book: Book, waits: Sequence[Wait]) -> str:
    if not waits:
        return ""
    count = waiting.waiting_deals(book)
    top = plain.listed([_wait_words(wait) for wait in waits[:3]])
    more = f", and {plain.count(len(waits) - 3, 'more feature')}" if len(waits) > 3 else ""
    return (
        f"{plain.count(count, 'open deal')} {'waits' if count == 1 else 'wait'} for something not "
        f"shipped yet: {top}{more}."
    )


def _wait_words(wait: Wait) -> str:
    breakers = f", {wait.dealbreakers} of them as a dealbreaker" if wait.dealbreakers else ""
    return f"{wait.name} ({plain.count(wait.deals, 'deal')}{breakers})"


def _buyers_days(book: Book, as_of: date) -> str:
    steps = due.buyer_steps(book, as_of=as_of)
    if not steps:
        return ""
    over = sum(step.days_over > 0 for step in steps)
    ahead = [step for step in steps if not step.days_over and step.due is not None]
    said = [f"Buyers set {plain.count(len(ahead), 'day')} of their own in the next 14 days"]
    if ahead and ahead[0].due is not None:
        first = ahead[0]
        when = plain.day(ahead[0].due, as_of=as_of)
        said.append(f", the next is “{first.step}” for {first.deal_name} on {when}")
    if over:
        said.append(
            f"; {plain.count(over, 'earlier one')} {'is' if over == 1 else 'are'} not met yet"
        )
    return "".join(said) + "."


def this_week(book: Book, as_of: date) -> str:
    """Won, lost and re-dated deals since a week ago; a date moves only when the log says so."""
    since = as_of - timedelta(days=DAYS_PER_WEEK)
    closed = book.deals.filter(pl.col("closed_on") > since, pl.col("closed_on") <= as_of)
    won, lost = (closed.filter(pl.col("outcome") == o).height for o in ("won", "lost"))
    still_open = book.deals.filter(pl.col("outcome") == "open")["id"]
    log = book.changes.filter(
        pl.col("table") == "deals",
        pl.col("field") == "expected_close_on",
        pl.col("at").dt.date() > since,
        pl.col("at").dt.date() <= as_of,
        pl.col("new") > pl.col("old"),
        pl.col("id").is_in(still_open.implode()),
    )
    later = log["id"].n_unique()
    if not won + lost + later:
        return ""
    moved = f"; the date moved later on {plain.count(later, 'deal')}" if later else ""
    return f"This week {plain.count(won, 'deal')} won, {lost:,} lost{moved}."


def moved_by_features(deals: Sequence[DealLine]) -> str:
    """Deals to look at, by the feature they wait for, whose odds fell since last week."""
    fell = sorted(
        (deal.waits_for, deal.name)
        for deal in deals
        if deal.waits_for and deal.p_won_last_week is not None
        and round(100 * deal.p_won) < round(100 * deal.p_won_last_week)
    )  # fmt: skip
    if not fell:
        return ""
    parts = [
        f"{plain.listed([name for _, name in group])} (for {feature})"
        for feature, group in groupby(fell, key=lambda pair: pair[0])
    ]
    return f"Odds are lower than last week where deals wait: {plain.listed(parts)}."


def _promises_due(promises: Sequence[PromiseLine], as_of: date) -> str:
    soon = [p for p in promises if _stands(p, "development", as_of)]
    if not soon:
        return ""
    first = min(soon, key=lambda p: p.due or date.max)
    when = plain.day(first.due or as_of, as_of=as_of)
    return (
        f"{plain.count(len(soon), 'promise')} of development to sales or buyers "
        f"{'is' if len(soon) == 1 else 'are'} due in the next 14 days, "
        f"first “{first.what}” on {when}."
    )


def _stands(promise: PromiseLine, side: str, as_of: date) -> bool:
    within = promise.due is not None and 0 <= (promise.due - as_of).days <= SOON_DAYS
    return promise.side == side and promise.verdict == "open" and within


def _help(waits: Sequence[Wait], features: Sequence[FeatureLine], as_of: date) -> str:
    if not waits:
        return ""
    lines_of = {line.id: line for line in features}
    for wait in waits:
        line = lines_of.get(wait.feature)
        if line is None:
            continue
        if line.p50_on is None:
            return f"What would help: a range of dates for {wait.name}, which has none yet."
        if line.p80_on is None or line.p80_on > line.p50_on:
            p80 = plain.day(line.p80_on, as_of=as_of) if line.p80_on else "later than can be said"
            return (
                f"What would help: early word if {wait.name} moves. It ships by "
                f"{plain.day(line.p50_on, as_of=as_of)} in 5 of 10 cases, in 8 of 10 by {p80}."
            )
    return f"What would help: early word if {waits[0].name} moves, in either direction."
