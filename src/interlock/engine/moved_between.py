"""Why the forecast moved between any two days of the records, with all that is to be told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import polars as pl

from interlock.engine import moved, moved_quantiles
from interlock.engine.moved import Change
from interlock.engine.moved_players import EDITS, places
from interlock.engine.outlook import QUARTERS, Outlook, birth
from interlock.engine.outlooks import look
from interlock.engine.told_since import deals_told_of
from interlock.records.book import Book
from interlock.records.errors import DayOutside, NothingKnown
from interlock.records.moved import Moved

METHOD = "exact Shapley shares of eight causes, the same luck in every state"


def moved_between(
    book: Book,
    *,
    since: date,
    as_of: date,
    seed: int,
    progress: Callable[[str], None] = lambda _: None,
) -> Moved:
    """The change of the forecast of ``as_of``'s quarter since another day, cause by cause.

    Raises ``DayOutside`` for a day that cannot be compared, ``NothingKnown`` where the records do
    not tell how the deals stood on it.
    """
    check_days(book, since=since, as_of=as_of)
    now = look(book, as_of=as_of, seed=seed, progress=progress)
    progress("the same for the earlier day")
    last = now if since == as_of else look(book, as_of=since, seed=seed)
    progress("sharing the change out")
    change = moved.change(last, now)
    then, later, shared = moved_quantiles.quantiles(change.worths)
    return Moved(
        since=since,
        period=now.quarter.label,
        quarter_end=now.quarter.last,
        currency=now.book.company.currency,
        then=change.then,
        now=change.now,
        parts=tuple(
            replace(part, quantiles=of) for part, of in zip(change.parts, shared, strict=True)
        ),
        doubt=moved.doubt(change),
        birth=replace(birth(now), method=METHOD),
        quantiles_then=then,
        quantiles_now=later,
        notes=_notes(change, last, now),
    )


def check_days(book: Book, *, since: date, as_of: date) -> None:
    """Whether the forecast of the quarter of ``as_of`` can be compared with that of ``since``."""
    first = _first_day(book, as_of)
    if since > as_of:
        raise DayOutside("--since", since, first, as_of, f"lies after --as-of {as_of}")
    if since < first:
        why = "lies before the first record, or more than three quarters before that of --as-of"
        raise DayOutside("--since", since, first, as_of, why)
    if since < book.seen_on and not deals_told_of(book, since):
        raise NothingKnown(since, _logged_from(book))


def _first_day(book: Book, as_of: date) -> date:
    """The first record of a deal, but no day whose four quarters end before that of ``as_of``."""
    fiscal = book.company.fiscal
    first = fiscal.quarter_of(as_of).first
    for _ in range(QUARTERS - 1):
        first = fiscal.quarter_of(first - timedelta(days=1)).first
    seen = book.deals["created_on"].min()
    return max(first, seen) if isinstance(seen, date) and seen <= as_of else first


def _logged_from(book: Book) -> str:
    log = book.changes.filter(pl.col("table") == "deals", pl.col("field") == "amount")
    first = log["at"].dt.date().min()
    if not isinstance(first, date):
        return (
            "no history of amounts is there. Keep each week's export in a folder named by its day, "
            "or add the history export of your CRM"
        )
    return f"amounts are logged from {first} on. Ask for a day from then on"


def _notes(change: Change, last: Outlook, now: Outlook) -> tuple[str, ...]:
    """Amounts that became known between the days may be no edits, but count as such."""
    then = last.book.deals.filter(pl.col("outcome") == "open", pl.col("amount").is_null())
    known = now.book.deals.filter(pl.col("outcome") == "open", pl.col("amount").is_not_null())
    unseen = set(then["id"]) & set(known["id"])
    if not unseen:
        return ()
    part = change.parts[places(EDITS)[0]]
    amount = sum(deal.amount for deal in part.deals if deal.id in unseen)
    return (
        f"Open deals whose amount is not known on {last.as_of}, not entered yet or without a "
        f"history of it: {len(unseen)}. {amount:,.0f} of the {part.amount:,.0f} of {part.reason} "
        "is their becoming known",
    )
