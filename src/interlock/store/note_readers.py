"""Which notes somebody reads: what is for sales alone reaches nobody else, by no way."""

from collections.abc import Iterable

import polars as pl

from interlock.records.notes import SALES
from interlock.records.record import Past
from interlock.records.rights import Viewer
from interlock.store.kept import RECORD


def readable(rows: pl.DataFrame, viewer: Viewer) -> pl.DataFrame:
    """The notes that are theirs to read. What answers a note that is not is not either."""
    if viewer.reads_sales:
        return rows
    kept = rows.filter(pl.col("readers").ne_missing(SALES))
    hidden = rows.filter(pl.col("readers") == SALES)
    while hidden.height:
        answers = pl.col("reply_to").is_in(hidden["id"].implode())
        hidden = kept.filter(answers)
        kept = kept.filter(~answers.fill_null(value=False))
    return kept


def past(steps: Iterable[Past], viewer: Viewer) -> tuple[Past, ...]:
    """What a note said before; nothing of one that may have been for others to read once."""
    told = tuple(steps)
    made = {one.at for one in told if one.column == RECORD}
    of_readers = [one for one in told if one.column == "readers"]
    was_hidden = any(one.at not in made or SALES in (one.old, one.new) for one in of_readers)
    return () if was_hidden and not viewer.reads_sales else told
