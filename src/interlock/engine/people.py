"""Who stands on which side."""

from datetime import date

import polars as pl

from interlock.records.book import Book

OURS = ("sales", "development", "other")


def sides(book: Book) -> dict[str, frozenset[str]]:
    """For each name of ours, in lower case, the sides it stands on.

    ``people`` says so first; a deal's owner is of sales and a team is of development. Buyers are
    not listed. A person of ours without a stated side stands where the department says, else on
    side "other".
    """
    found: dict[str, set[str]] = {}
    ours = book.people.filter(pl.col("side").ne_missing("buyer"))
    for name, side, department in ours.select("name", "side", "department").unique().iter_rows():
        found.setdefault(plain_name(name), set()).add(side or _side_of_department(department))
    for owner in book.deals["owner"].drop_nulls().unique():
        found.setdefault(plain_name(owner), set()).add("sales")
    for team in [*book.teams["name"], *book.features["team"].drop_nulls().unique()]:
        found.setdefault(plain_name(team), set()).add("development")
    return {name: frozenset(stood) for name, stood in found.items()}


def side_of(name: str | None, known: dict[str, frozenset[str]]) -> str:
    """Sales or development where that is certain, else other: unknown, a buyer, or on both."""
    stood = known.get(plain_name(name), frozenset()) - {"other"}
    return next(iter(stood)) if len(stood) == 1 else "other"


def in_role(people: pl.DataFrame, *, on: date) -> pl.DataFrame:
    """Those who are in their role on a day, or whose last day in it nobody knows."""
    return people.filter(pl.col("to_on").is_null() | (pl.col("to_on") >= on))


def names_buyers(book: Book) -> bool:
    """Whether anybody of a buyer is listed."""
    return bool((book.people["side"] == "buyer").any())


def names_ours(book: Book) -> bool:
    """Whether anybody of ours is listed."""
    return not book.people.filter(is_ours()).is_empty()


def is_ours() -> pl.Expr:
    """Whether a row of ``people`` is somebody of ours."""
    of_ours = pl.col("side").is_in(OURS)
    return of_ours | (pl.col("side").is_null() & pl.col("department").is_not_null())


def rows_of(rows: pl.DataFrame, name: str, *columns: str) -> pl.DataFrame:
    """The rows in which one of these columns names somebody."""
    me = plain_name(name)
    named = {
        column: [one for one in rows[column].drop_nulls().unique() if plain_name(one) == me]
        for column in columns
    }
    return rows.filter(pl.any_horizontal(pl.col(one).is_in(some) for one, some in named.items()))


def open_deals(book: Book, name: str) -> pl.DataFrame:
    """Somebody's own that are open."""
    return rows_of(book.deals, name, "owner").filter(outcome="open")


def _side_of_department(department: str | None) -> str:
    plain = plain_name(department)
    return plain if plain in ("sales", "development") else "other"


def plain_name(name: str | None) -> str:
    """A name, role or department as others are compared with it."""
    return (name or "").strip().casefold()
