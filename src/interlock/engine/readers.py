"""Who may see what: the report cut to its reader, so that nothing leaks to a side."""

from collections.abc import Mapping
from dataclasses import replace

from interlock.engine import one_rep, people
from interlock.engine.without_amounts import without_amounts
from interlock.records.book import Book
from interlock.records.errors import UnknownName
from interlock.records.report import QuarterSection, Reader, WeeklyReport

KINDS = ("management", "sales", "development")


def for_reader(
    report: WeeklyReport,
    reader: Reader,
    *,
    own_deals: frozenset[str] = frozenset(),
    own_quarter: QuarterSection | None = None,
    behind: Mapping[str, frozenset[str]] | None = None,
) -> WeeklyReport:
    """The report as ``reader`` may see it; made from management's, which holds everything.

    - *management*: everything. *sales*: everything but what is told to development, and what
      finance reads of promises in writing.
    - *development*, and any person who is not of sales: no amount of money, nor the odds of
      reaching a target in money; dates, odds of deals and features, counts and promises stay.
    - *a person of sales*: their own deals (``own_deals``: ids), what hangs on those, and promises
      that they made, were given or that concern those deals. The quarter is ``own_quarter``, worked
      out over their deals alone, or left out; so is one that names anybody else's deal. Money on a
      feature or release stays only where every deal behind it is theirs: ``behind`` gives the ids
      of those deals for a feature's or release's id, and without an entry the money goes.
    """
    if reader.kind == "management":
        return replace(report, reader=reader)
    side = "sales" if reader.sees_amounts else "development"
    told = tuple(part for part in report.other_side if part.to == side)
    weeks = tuple(week for week in report.sides if week.to == side)
    report = replace(report, reader=reader, other_side=told, sides=weeks, firm=())
    if not reader.sees_amounts:
        return without_amounts(report)
    if reader.kind == "sales":
        return report
    return one_rep.only(report, own=own_deals, own_quarter=own_quarter, behind=behind or {})


def find_reader(name: str, book: Book) -> Reader:
    """The reader meant by management, sales, development or a name; case is ignored.

    A name is a deal's owner's, another person's of ours or a team's.
    A team reads as development. Buyers are no readers. Raises UnknownName, with near misses, when
    nobody or somebody on more than one side is called so.
    """
    asked = name.strip().casefold()
    if asked in KINDS:
        return Reader(kind=asked)
    written = _written_names(book)
    sides = people.sides(book).get(asked)
    if sides is None:
        raise UnknownName("reader", name, [*KINDS, *written.values()])
    if len(sides) > 1:
        others = [known for plain, known in written.items() if plain != asked]
        raise UnknownName("reader of one side only", name, [*KINDS, *others])
    side = next(iter(sides))
    kind = "development" if asked in _teams(book) else "person"
    return Reader(kind=kind, name=written[asked], side=side)


def own_deals_of(reader: Reader, book: Book) -> frozenset[str]:
    """Ids of the deals that the reader owns, open or closed; none for a reader who is no person."""
    if reader.kind != "person":
        return frozenset()
    owned = book.deals.select("id", "owner").drop_nulls("owner")
    asked = reader.name.casefold()
    return frozenset(id_ for id_, owner in owned.iter_rows() if owner.strip().casefold() == asked)


def _teams(book: Book) -> frozenset[str]:
    teams = book.teams["name"].to_list() + book.features["team"].drop_nulls().to_list()
    return frozenset(team.strip().casefold() for team in teams)


def _written_names(book: Book) -> dict[str, str]:
    """The names of readers as the data writes them, by their lower-case form."""
    ours = people.sides(book)
    named = [
        *book.people["name"],
        *book.deals["owner"].drop_nulls().unique().sort(),
        *book.teams["name"],
        *book.features["team"].drop_nulls().unique().sort(),
    ]
    return {n.strip().casefold(): n.strip() for n in named if n.strip().casefold() in ours}
