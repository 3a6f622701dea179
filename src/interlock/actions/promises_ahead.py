"""Promises ahead: a book and what lies ahead in; every promise as it stands, with its odds, out."""

from interlock.records.book import Book
from interlock.records.features_ahead import FeaturesAhead
from interlock.records.report import DealsAhead, PromiseLine


def promises_ahead(
    book: Book, *, deals: DealsAhead, features: FeaturesAhead
) -> tuple[PromiseLine, ...]:
    """All of them as of the latest day seen, however long ago they were settled."""
    from interlock.engine import due_odds, ledger

    odds = due_odds.odds(due_odds.curves(deals, features))
    return ledger.promises(book, as_of=book.seen_on, odds=odds, older=True)
