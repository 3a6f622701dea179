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
        and is_wanted(header, company)
    ]
    who = rows.frame.join(frame.select(LINE, "id"), on=LINE, maintain_order="left")
    parts = [
        who.filter(pl.col(f"c{at}").str.len_chars() <= LONGEST_KEPT).select(
            table=pl.lit(table), id="id", name=pl.lit(rows.headers[at]), value=f"c{at}"
        )
        for at in wanted[:MOST_KEPT]
    ]
    return pl.concat([NONE, *parts])


def is_wanted(header: str, company: Company) -> bool:
    return any(fnmatch(header.lower(), pattern.lower()) for pattern in company.keep_columns)
