"""Our own simple files: a CSV whose headers are the columns of one of our tables."""

from pathlib import PurePath

import polars as pl

from interlock.importers.columns import Field, as_text, for_type, one_of, take
from interlock.importers.said_currency import with_said_currency
from interlock.importers.source import Extract, ImportSource, Likeness, likeness
from interlock.importers.table import Rows, plain_header
from interlock.records.company import Company
from interlock.records.problems import OWN
from interlock.records.sales_tables import STRENGTHS
from interlock.records.table import Table
from interlock.records.tables import TABLES
from interlock.records.tool_tables import STATES_ELSEWHERE, TOOL_STATES

MOST_OTHERS, FEWEST = 0.5, 2
"""A file is ours when at most this share of its headers are none of the table's; where some are,
more than two must be the table's: an id and a name stand in any file.
"""


def detect(headers: tuple[str, ...]) -> Likeness | None:
    table = table_of(headers)
    if table is None:
        return None
    must = [(column.name,) for column in table.columns if column.required]
    return likeness(headers, f"columns of our table {table.name}", must=must, known=table.names)


def table_of(headers: tuple[str, ...], *, file: str = "") -> Table | None:
    """The table that holds all required columns among these headers and most of the others.

    Where several hold as many, a file called like one of them decides, then the smaller table.
    """
    plain = {plain_header(header) for header in headers}
    fitting = [t for t in TABLES.values() if _fits(t, plain)]
    return max(fitting, key=lambda t: _likeness(t, plain, file), default=None)


def read(rows: Rows, company: Company) -> Extract:
    table = table_of(rows.headers, file=rows.file)
    if table is None:
        raise TypeError("own.read takes only files that own.detect knows")
    fields = [_field(table, name, company) for name in table.names]
    taken = take(rows, fields, required=[c.name for c in table.columns if c.required])
    frame = taken.frame
    if table.name == "deals":
        frame = with_said_currency(frame, rows, "amount")
    if table.name == "changes":
        frame = frame.with_columns(
            as_text(pl.col(n), pl.col("field")) for n in ("old", "new") if n in frame.columns
        )
    return Extract(
        tables={table.name: frame},
        problems=taken.problems,
        taken=frame.height,
        unread=taken.left_out,
        read=frozenset(table.names),
        garbled={table.name: taken.garbled},
    )


def _likeness(table: Table, plain: set[str], file: str) -> tuple[int, bool, int]:
    named = PurePath(file).name.split(".")[0].lower() == table.name
    return len(plain & set(table.names)), named, -len(table.names)


def _fits(table: Table, plain: set[str]) -> bool:
    required = {column.name for column in table.columns if column.required}
    shared = plain & set(table.names)
    few_others = len(plain - shared) <= MOST_OTHERS * len(plain)
    enough = len(shared) > FEWEST if plain - shared else len(shared) > 1
    return required <= plain and enough and few_others


def _field(table: Table, name: str, company: Company) -> Field:
    if (table.name, name) == ("needs", "strength"):
        words = {w: s.name for s in company.need_strengths for w in s.synonyms}
        return Field(name, (name,), one_of(STRENGTHS, words))
    if (table.name, name) == ("tools", "state"):
        return Field(name, (name,), one_of(TOOL_STATES, STATES_ELSEWHERE))
    return Field(name, (name,), for_type(table, name, time_zone=company.time_zone))


SOURCE = ImportSource(
    OWN,
    detect,
    read,
    tuple((name,) for table in TABLES.values() for name in table.names),
)
