"""What was promised in writing and is not out yet: the list that finance reads."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from interlock.engine import money, verdicts
from interlock.records.book import Book
from interlock.records.report import FirmPromise, PromiseLine

FORMS = ("contract", "written")


def firm(book: Book, promises: Iterable[PromiseLine], *, as_of: date) -> tuple[FirmPromise, ...]:
    """The written and contract promises of a feature, release or tool that is not out, the nearest
    day first, each with its deal's amount in the company's currency.

    One whose day has passed is still owed, and so is one whose feature was dropped. One whose day
    was taken away, or whose deal was lost, is not.
    """
    owed = [line for line in promises if line.form in FORMS and _is_owed(line)]
    called = _called(book)
    deals = _deals(book, {line.deal for line in owed}, as_of)
    made = [_firm(line, called, deals.get(line.deal, {})) for line in owed]
    return tuple(sorted(made, key=lambda one: (one.due or date.max, one.id)))


def _is_owed(line: PromiseLine) -> bool:
    decided = line.decided
    if not (line.feature or line.release or line.tool):
        return False
    if decided is None or decided.says == "passed":
        return True
    return decided.says not in verdicts.DONE.values() and decided.table == "features"


def _firm(line: PromiseLine, called: dict[str, str], deal: dict[str, object]) -> FirmPromise:
    amount = deal.get("value")
    return FirmPromise(
        id=line.id,
        what=line.what,
        about=called.get(line.feature) or called.get(line.release) or line.release or line.tool,
        form=line.form,
        maker=line.maker,
        to=line.to,
        said_on=line.said_on,
        due=line.due,
        first_due=line.first_due,
        moved=line.moved,
        verdict=line.verdict,
        odds=line.odds,
        evidence=line.evidence,
        deal=line.deal,
        deal_name=str(deal.get("name") or line.deal),
        outcome=str(deal.get("outcome") or ""),
        amount=float(amount) if isinstance(amount, float) else None,
    )


def _called(book: Book) -> dict[str, str]:
    """The names of features and releases by their ids."""
    named = book.features.select("id", name=pl.coalesce("name", "key", "id"))
    others = book.releases.select("id", name=pl.coalesce("name", "id"))
    return dict([*named.iter_rows(), *others.iter_rows()])


def _deals(book: Book, ids: set[str], as_of: date) -> dict[str, dict[str, object]]:
    some = book.deals.filter(pl.col("id").is_in(list(ids)))
    valued = money.with_value(some, book.company, as_of=as_of)
    return {row["id"]: row for row in valued.iter_rows(named=True)}
