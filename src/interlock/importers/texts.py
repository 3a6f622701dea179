"""What people wrote in a tracker: looked through for deals that it names, and not kept."""

from collections.abc import Iterable

import polars as pl

from interlock.importers.cells import LINE
from interlock.importers.kept import MOST_PROSE, NONE, is_wanted
from interlock.importers.table import Rows, plain_header
from interlock.records.company import Company

WRITTEN = "texts"
"""Cells in the shape of attributes; they do not enter the book."""

LONGEST_TEXT = 1_000
MOST_ISSUES = 20_000
MOST_REPEATED = 4
"""Of an issue so many labels and comments, and so many letters of each text where a column holds
much; and of a tracker the texts of so many issues, features first and then the newest: what is
looked through stays bounded.
"""

COLUMNS = (
    "summary", "title", "name", "description", "body", "labels", "label", "tags", "comment",
    "comments",
)  # fmt: skip


def texts(
    rows: Rows,
    issues: pl.DataFrame,
    features: pl.DataFrame,
    company: Company,
    *,
    used: Iterable[str] = COLUMNS,
) -> pl.DataFrame:
    """The texts of ``issues`` (``line``, ``id``, ``created_on``), one a row.

    Only columns that were ``used`` are looked at, all others being kept as attributes, and of these
    those that ``keep_columns`` of company.toml wants.
    """
    taken = {*map(plain_header, used)}
    places = [at for at in _places(rows, company) if plain_header(rows.headers[at]) in taken]
    if not places:
        return NONE
    who = _looked_at(issues, features)
    cells = rows.frame.select(LINE, *(f"c{at}" for at in places)).join(who, on=LINE)
    parts = [
        cells.select(
            "table",
            "id",
            name=pl.lit(rows.headers[at]),
            value=_bounded(pl.col(f"c{at}")),
        ).drop_nulls("value")
        for at in places
    ]
    return pl.concat(parts)


def _bounded(text: pl.Expr) -> pl.Expr:
    """Whole texts where a column holds little, else the beginning of each."""
    whole = text.str.len_chars().sum() <= MOST_PROSE
    return pl.when(whole).then(text).otherwise(text.str.slice(0, LONGEST_TEXT))


def _places(rows: Rows, company: Company) -> list[int]:
    """Where the columns stand, of a repeated header the first few."""
    found = [rows.positions(name)[:MOST_REPEATED] for name in COLUMNS]
    return [at for places in found for at in places if is_wanted(rows.headers[at], company)]


def _looked_at(issues: pl.DataFrame, features: pl.DataFrame) -> pl.DataFrame:
    is_feature = pl.col("id").is_in(features["id"].implode())
    table = pl.when(is_feature).then(pl.lit("features")).otherwise(pl.lit("items"))
    who = issues.select(LINE, "id", "created_on", table=table)
    if who.height > MOST_ISSUES:
        who = who.sort(
            "table", "created_on", LINE, descending=[False, True, False], nulls_last=True
        )
    return who.head(MOST_ISSUES).select(LINE, "id", "table")
