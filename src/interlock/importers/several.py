"""Cells that hold several records, with ``;`` between."""

import polars as pl


def each(frame: pl.DataFrame, *names: str) -> pl.DataFrame:
    """One row for each of the several in every one of these columns; an empty cell is one row."""
    for name in names:
        frame = frame.with_columns(pl.col(name).str.split(";").fill_null(pl.concat_list(name)))
        frame = frame.explode(name, keep_nulls=True, empty_as_null=True)
        stripped = pl.col(name).str.strip_chars()
        frame = frame.with_columns(pl.when(stripped != "").then(stripped).alias(name))
    return frame
