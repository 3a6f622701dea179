"""A file of closed deals without dates, read as a mapping's first source of deals."""

import re
from dataclasses import replace
from pathlib import Path

import polars as pl

from interlock.importers.cells import LINE
from interlock.importers.mapped import read
from interlock.importers.mapping import Mapped, read_mapping
from interlock.importers.numbers import plain_numbers
from interlock.importers.opening import read_tables
from interlock.importers.table import Rows, plain_header
from interlock.records.company import Company
from interlock.records.errors import NothingRead, NothingToRead
from interlock.records.problems import LeftOut, Problem
from interlock.records.wins import ClosedDeals

KNOWN_BEFORE = ("owner", "segment", "kind", "pipeline", "account")
"""Our columns that say something of a deal before it ends."""

ENDINGS = ("won", "lost")
_TELLS = re.compile(
    r"\b(loss|lost|lose|win|won|closed?|closing|outcome|result|days? to close)\b|sales.?cycle", re.I
)


def source_of_deals(path: Path) -> tuple[Mapped, tuple[Problem, ...]]:
    """The first source of deals in a mapping file, and what is wrong with the file."""
    mapping, problems = read_mapping(path)
    deals = [one for one in mapping.sources if one.table == "deals"]
    if not deals:
        if problems:
            raise NothingRead(problems)
        raise NothingToRead(f'{path.name} has no [[source]] with table = "deals".')
    return deals[0], problems


def read_closed(path: Path, mapped: Mapped) -> tuple[ClosedDeals, tuple[Problem, ...]]:
    """The deals in ``path`` that were won or lost, whatever the file is called.

    An attribute is what the mapping keeps, who owns the deal and the like; never a column that
    tells of the ending. Raises ``NothingRead`` when no deal can be read.
    """
    rows = next(read_tables(path), None)
    if rows is None or not rows.headers:
        raise NothingRead((*(rows.problems if rows else ()), Problem(path.name, "holds no table")))
    named = _named(mapped)
    extract = read(rows, _only_ending(mapped, tuple(named.values())), Company(), path.parent)
    deals = extract.tables.get("deals")
    problems = (*rows.problems, *extract.problems)
    if deals is None:
        raise NothingRead(problems)
    place = pl.DataFrame({LINE: rows.lines, "row": range(1, rows.frame.height + 1)})
    placed = deals.join(place, on=LINE, how="left", maintain_order="left")
    closed = placed.filter(pl.col("outcome").is_in(ENDINGS))
    if not closed.height:
        raise NothingRead((*problems, Problem(path.name, "holds no deal that was won or lost")))
    values = _values(rows, named, mapped).select(pl.all().gather(closed["row"] - 1))
    return (
        ClosedDeals(
            attributes=values,
            won=(closed["outcome"] == "won").cast(pl.Int8).alias("won"),
            rows=closed["row"],
            left_out=_left_out(path.name, rows.frame.height, deals.height, closed.height),
        ),
        problems,
    )


def tells_the_ending(header: str) -> bool:
    """Whether a column's name says that it is filled in when a deal ends."""
    return bool(_TELLS.search(header.replace("_", " ")))


def _named(mapped: Mapped) -> dict[str, str]:
    """The name of each attribute -> the header it stands under."""
    ours = {name: mapped.columns[name] for name in KNOWN_BEFORE if name in mapped.columns}
    if "amount" in mapped.columns:
        ours["amount"] = mapped.columns["amount"]
    named = {plain_header(theirs) for theirs in ours.values()}
    kept = (one for one in mapped.attributes if plain_header(one) not in named)
    return {one: one for one in kept if not tells_the_ending(one)} | ours


def _only_ending(mapped: Mapped, headers: tuple[str, ...]) -> Mapped:
    """The source without what is not needed here, so that nothing else can spoil a row."""
    columns = {ours: theirs for ours, theirs in mapped.columns.items() if ours == "outcome"}
    return replace(
        mapped,
        columns=columns,
        attributes=headers,
        constant={ours: word for ours, word in mapped.constant.items() if ours == "outcome"},
        lookup={ours: by for ours, by in mapped.lookup.items() if ours == "outcome"},
        unique=(),
    )


def _values(rows: Rows, named: dict[str, str], mapped: Mapped) -> pl.DataFrame:
    """Every row's attributes as text, amounts without signs and thousands marks."""
    rows = rows.without_words(*mapped.null) if mapped.null else rows
    columns = {name: rows.columns(theirs)[0] for name, theirs in named.items()}
    if "amount" in columns:
        columns["amount"] = plain_numbers(columns["amount"])
    return pl.DataFrame([column.alias(name) for name, column in columns.items()])


def _left_out(file: str, every: int, read_: int, closed: int) -> tuple[LeftOut, ...]:
    said = {
        f"{file}: no ending that can be read, or not asked for by the mapping": every - read_,
        f"{file}: still open": read_ - closed,
    }
    return tuple(LeftOut("deals", count, why) for why, count in said.items() if count)
