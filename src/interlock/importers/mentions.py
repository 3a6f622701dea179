"""Names of records found in what people wrote."""

import polars as pl

SHORTEST = 8
"""Letters of the shortest name looked for: shorter ones, and single words, stand in many texts by
chance."""


def mentioned(cells: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """(cell, said, meant) for each name (``name``, ``meant``) that stands in a cell (``cell``,
    ``text``) as whole words, without regard to case and marks.

    Where one name holds another, the longer counts; a name of several records names none.
    """
    known = names.with_columns(name=_words("name")).filter(
        pl.col("name").is_unique(),
        pl.col("name").str.contains(r"\S +\S"),
        pl.col("name").str.replace_all(" ", "").str.len_chars() >= SHORTEST,
    )
    if not known.height:
        return cells.select("cell", said="text", meant="text").clear()
    longest_first = known["name"].gather(known["name"].str.len_chars().arg_sort(descending=True))
    found = _words("text").str.extract_many(longest_first.to_list(), leftmost=True)
    said = cells.select("cell", said=found)
    said = said.explode("said", keep_nulls=False, empty_as_null=False).unique(maintain_order=True)
    return said.join(known, left_on="said", right_on="name").select("cell", "said", "meant")


def _words(column: str) -> pl.Expr:
    """Lower-case words, each with a space of its own on both sides."""
    plain = pl.col(column).str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", "  ")
    return pl.format(" {} ", plain.str.strip_chars())
