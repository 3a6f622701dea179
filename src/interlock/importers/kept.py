"""Columns that no table takes, kept as they are: custom fields, and whatever the company wishes."""

from collections.abc import Callable, Iterable
from fnmatch import fnmatch

import polars as pl

from interlock.importers.cells import LINE
from interlock.importers.table import Rows, plain_header
from interlock.records.company import Company

LONGEST_KEPT = 500
"""A longer cell is prose; nothing is looked up in it."""

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
        and _is_wanted(header, company)
    ]
    names = {f"c{at}": rows.headers[at] for at in wanted[:MOST_KEPT]}
    if not names:
        return NONE
    who = rows.frame.join(frame.select(LINE, "id"), on=LINE, maintain_order="left")
    cells = who.unpivot(list(names), index="id", variable_name="name")
    return cells.filter(pl.col("value").str.len_chars() <= LONGEST_KEPT).select(
        pl.lit(table).alias("table"), "id", pl.col("name").replace(names), "value"
    )


def _is_wanted(header: str, company: Company) -> bool:
    return any(fnmatch(header.lower(), pattern.lower()) for pattern in company.keep_columns)
