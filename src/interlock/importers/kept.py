"""Columns that no table takes, kept as they are: custom fields, and whatever the company wishes."""

from collections.abc import Callable, Iterable
from fnmatch import fnmatch

import polars as pl

from interlock.importers.cells import LINE
from interlock.importers.table import Rows, plain_header
from interlock.records.company import Company

LONGEST_KEPT, MOST_PROSE = 500, 20_000_000
"""Letters: a longer cell is kept only where its whole column has no more than the second number."""

MOST_KEPT = 60
NONE = pl.DataFrame(schema=dict.fromkeys(("table", "id", "name", "value"), pl.String))


def keep(
    rows: Rows,
    table: str,
    frame: pl.DataFrame,
    *,
    used: Iterable[str],
    company: Company,
    only: Callable[[str], bool] = lambda _: True,
) -> pl.DataFrame:
    """The unused columns of the rows in ``frame`` (``line``, ``id``) as attributes, one value a
    row; ``keep_columns`` of company.toml says which, at most 60 of them.
    """
    taken = {*map(plain_header, used)}
    wanted = [
        at
        for at, header in enumerate(rows.headers)
        if header
        and plain_header(header) not in taken
        and only(header)
        and is_wanted(header, company)
    ]
    if not wanted:
        return NONE
    who = rows.frame.join(frame.select(LINE, "id"), on=LINE, maintain_order="left")
    parts = [
        who.filter(short_enough(pl.col(f"c{at}"))).select(
            table=pl.lit(table), id="id", name=pl.lit(rows.headers[at]), value=f"c{at}"
        )
        for at in wanted[:MOST_KEPT]
    ]
    return pl.concat([NONE, *parts])


def short_enough(cell: pl.Expr) -> pl.Expr:
    """Cells that may be kept: short ones, and all of a column that holds little."""
    letters = cell.str.len_chars()
    return (letters <= LONGEST_KEPT) | (letters.is_not_null() & (letters.sum() <= MOST_PROSE))


def is_wanted(header: str, company: Company) -> bool:
    return any(fnmatch(header.lower(), pattern.lower()) for pattern in company.keep_columns)
