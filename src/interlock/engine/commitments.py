"""What the buyer of a won deal was promised, and what they were given to understand besides."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from interlock.engine import verdicts
from interlock.engine.people import plain_name
from interlock.engine.promise_ends import OUTCOME
from interlock.records.book import Book
from interlock.records.customers import (
    KEPT,
    LATE,
    OVER,
    TOLD,
    WAITS,
    WRITTEN,
    Commitment,
    Health,
    ToCommit,
    standing,
)
from interlock.records.report import PromiseLine

INTERNAL, WRITTEN_NEED = "internal", "written promise"

ByDeal = Mapping[str, tuple[Commitment, ...]]


def commitments(book: Book, lines: Iterable[PromiseLine]) -> ByDeal:
    """By won deal the promises that name it and were given to its account, or to one of the buyer's
    people, before the signature or after: the nearest day first.

    What is internal is none, nor is an outcome that is not of a feature or release: that the
    buyer signs.
    """
    given, seen_to = _given_to(book), _seen_to(book)
    found: dict[str, list[Commitment]] = defaultdict(list)
    for line in lines:
        if plain_name(line.to) in given.get(line.deal, ()) and _commits(line):
            found[line.deal].append(Commitment(line, *seen_to[line.id]))
    return {deal: tuple(sorted(some, key=_nearness)) for deal, some in found.items()}


def to_commit(book: Book, made: ByDeal) -> Mapping[str, tuple[ToCommit, ...]]:
    """By won deal the features, not out yet, that its buyer was last told a day of, or with whose
    written promise a need of the deal was met, and of which no commitment says anything.
    """
    held = {(deal, one.line.feature) for deal, some in made.items() for one in some}
    found: dict[str, list[ToCommit]] = defaultdict(list)
    for row in _understood(book).iter_rows(named=True):
        if (row["deal"], row["feature"]) not in held:
            found[row["deal"]].append(_to_commit(row))
    return {deal: tuple(some) for deal, some in found.items()}


def health(some: Iterable[Commitment]) -> Health:
    stood = [standing(one.line) for one in some]
    return Health(*(stood.count(one) for one in (KEPT, LATE, WAITS, OVER)))


def is_settled(line: PromiseLine) -> bool:
    return standing(line) in (KEPT, LATE, OVER)


def _given_to(book: Book) -> dict[str, set[str]]:
    """By won deal the names, in lower case, by which something is given to its buyer."""
    won = book.deals.filter(outcome="won").select("id", "account")
    given = {deal: {plain_name(account)} - {""} for deal, account in won.iter_rows()}
    theirs = book.people.filter(pl.col("side") == "buyer").drop_nulls("deal")
    for deal, name in theirs.select("deal", "name").iter_rows():
        if deal in given:
            given[deal].add(plain_name(name))
    return given


def _seen_to(book: Book) -> dict[str, tuple[str, str]]:
    rows = book.promises.select("id", "delivery", "support").iter_rows()
    return {own_id: (delivery or "", support or "") for own_id, delivery, support in rows}


def _commits(line: PromiseLine) -> bool:
    is_ours = line.kind != OUTCOME or bool(line.feature or line.release)
    return is_ours and line.form != INTERNAL and not verdicts.is_excused(line)


def _nearness(one: Commitment) -> tuple[bool, int, str]:
    """What stands by its day; then what is settled, the latest first."""
    on = one.line.settled_on
    if on is not None and standing(one.line) != OVER:
        return True, -on.toordinal(), one.line.id
    return False, (one.line.due or one.line.first_due or date.max).toordinal(), one.line.id


def _understood(book: Book) -> pl.DataFrame:
    """deal, feature, due, said_by, said_on, why: of won deals, in a steady order."""
    won = book.deals.filter(outcome="won").select(deal="id", _owner="owner", _won="closed_on")
    told = (
        book.told.filter(pl.col("due").is_not_null())
        .sort("on")
        .unique(["deal", "feature"], keep="last", maintain_order=True)
        .select("deal", "feature", "due", said_by="by", said_on="on")
    )
    written = book.needs.filter(met_by=WRITTEN_NEED).select("deal", "feature", _why=pl.lit(WRITTEN))
    both = told.join(written, on=["deal", "feature"], how="full", coalesce=True)
    ended = pl.col("shipped_on").is_not_null()
    out = book.features.filter(ended).select(feature="id")
    called = book.features.select(feature="id", name=pl.coalesce("name", "key", "id"))
    return (
        both.join(won, on="deal")
        .join(out, on="feature", how="anti")
        .join(called, on="feature", how="left")
        .with_columns(
            pl.col("name").fill_null(pl.col("feature")),
            said_by=pl.coalesce("said_by", "_owner").fill_null(""),
            said_on=pl.coalesce("said_on", "_won"),
            why=pl.col("_why").fill_null(TOLD),
        )
        .sort("deal", "due", "feature", nulls_last=True)
    )


def _to_commit(row: Mapping[str, object]) -> ToCommit:
    said = {name: row[name] for name in ToCommit.__dataclass_fields__}
    return ToCommit(**said)  # type: ignore[arg-type]
