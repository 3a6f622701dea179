"""What exports put around a table: titles above the header, the header again, a footer below."""

from collections.abc import Callable
from dataclasses import replace

import polars as pl

from interlock.importers.cells import LINE
from interlock.importers.table import Rows

MOST_TITLES = 20
"""Rows above a header at most."""

TOTALS = r"(?i)^(grand total|total|subtotal|gesamt|total général|suma|total geral)"


def with_header(rows: Rows, knows: Callable[[tuple[str, ...]], bool]) -> Rows:
    """The rows below the first line that is known as a header; as they are where none is."""
    if knows(rows.headers):
        return rows
    cells = rows.frame.drop(LINE)
    for at, row in enumerate(cells.head(MOST_TITLES).iter_rows()):
        headers = tuple(cell or "" for cell in row)
        if sum(map(bool, headers)) > 1 and knows(headers):
            return replace(rows, headers=headers, frame=rows.frame.slice(at + 1))
    return rows


def without_repeated_headers(rows: Rows) -> Rows:
    """Pages put after each other repeat the header: those rows are none."""
    if not rows.frame.height:
        return rows
    same = pl.all_horizontal(
        pl.col(f"c{at}").eq_missing(pl.lit(header or None, pl.String))
        for at, header in enumerate(rows.headers)
    )
    return rows.where(~rows.frame.select(same).to_series())


def without_footer(rows: Rows) -> Rows:
    """Rows of totals, and the last rows with a single cell: a title, a copyright, who made it."""
    cells = pl.exclude(LINE)
    filled = rows.frame.select(pl.sum_horizontal(cells.is_not_null())).to_series()
    full = (filled > 1).arg_true()
    end = full[-1] + 1 if len(full) else 0
    first = pl.coalesce(cells).str.contains(TOTALS).fill_null(value=False)
    totals = rows.frame.select(first & (pl.lit(filled) <= 3)).to_series()
    kept = pl.Series(range(rows.frame.height), dtype=pl.Int64) < end
    return rows.where(kept & ~totals)
