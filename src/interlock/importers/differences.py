"""The change log made whole: from dated exports, from the day of creation, and up to today."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from interlock.importers.columns import as_text
from interlock.records.tables import CHANGES, TABLES

Frames = Mapping[str, pl.DataFrame]
Dated = tuple[date, Frames]
WHO = ("table", "id", "field")
EXPORTS, TODAY = "dated exports", "today's value"
"""Sources of changes that no file tells."""
BORN = {
    "deals": "created_on",
    "features": "created_on",
    "items": "created_on",
    "promises": "said_on",
}
"""The day on which a record of a table began."""


def with_old(log: pl.DataFrame) -> pl.DataFrame:
    """A sorted log in which a change that does not say what stood before has it from the one
    before.
    """
    same = pl.all_horizontal(pl.col(name) == pl.col(name).shift(1) for name in WHO)
    before = pl.when(same).then(pl.col("new").shift(1))
    return log.with_columns(old=pl.coalesce("old", before))


def from_exports(exports: Sequence[Dated], log: pl.DataFrame) -> pl.DataFrame:
    """Changes between dated exports, oldest first, for records whose field has no history of its
    own in ``log``.

    The first export that holds a record gives its first value, with nothing before it.
    """
    seen = [observed(frames, day) for day, frames in exports]
    if not seen:
        return CHANGES.empty()
    values = pl.concat(seen).sort(*WHO, "at", maintain_order=True)
    values = values.join(log.select(WHO).unique(), on=WHO, how="anti", maintain_order="left")
    values = values.with_columns(
        old=pl.col("new").shift(1).over(WHO), first=pl.int_range(pl.len()).over(WHO) == 0
    )
    moved = values.filter(pl.col("first") | pl.col("new").ne_missing(pl.col("old")))
    moved = moved.filter(~(pl.col("first") & pl.col("new").is_null()))
    return moved.with_columns(source=pl.lit(EXPORTS)).select(CHANGES.names)


def from_birth(tables: Frames, log: pl.DataFrame) -> pl.DataFrame:
    """The value before a field's first change, as the value of the record's first day."""
    if not log.height:
        return log
    first = log.sort("at", maintain_order=True).unique(WHO, keep="first", maintain_order=True)
    born = first.filter(pl.col("old").is_not_null()).join(_births(tables), on=("table", "id"))
    born = born.filter(pl.col("born") < pl.col("at"))
    born = born.with_columns(at="born", new="old", old=pl.lit(None, pl.String))
    return born.select(CHANGES.names)


def never_changed(
    tables: Frames, log: pl.DataFrame, day: date, files: Sequence[str]
) -> pl.DataFrame:
    """Today's value from the first day on, for deals on which a field history is silent.

    ``files`` are histories that hold a row for each change and none for a deal that never changed.
    They can be silent about a deal only when they had begun before it.
    """
    history = log.filter(pl.col("source").is_in(list(files))) if files else log.clear()
    if not history.height:
        return history
    fields, began = history["field"].unique(), history["at"].min()
    deals = tables["deals"].with_columns(
        expected_close_on=pl.coalesce("expected_close_on", "closed_on")
    )
    today = observed({"deals": deals}, day).filter(pl.col("field").is_in(fields.implode()))
    silent = today.drop_nulls("new").join(log.select(WHO).unique(), on=WHO, how="anti")
    silent = silent.join(_births(tables), on=("table", "id"), maintain_order="left")
    silent = silent.filter(pl.col("born") > pl.lit(began))
    silent = silent.with_columns(at="born", old=pl.lit(None, pl.String), source=pl.lit(files[0]))
    return silent.select(CHANGES.names)


def up_to_today(tables: Frames, log: pl.DataFrame, day: date) -> pl.DataFrame:
    """A change on ``day`` for each followed field whose value today is not the one that the log
    last says.

    A field that no record has a log of stays without: today's value alone is no history. So does a
    record of the tracker that the log says nothing of: its value stands for past days too.
    A value that stands no more is no change: a closed deal has no expected day any longer.
    """
    if not log.height:
        return log
    last = log.sort("at", maintain_order=True).unique(WHO, keep="last", maintain_order=True)
    logged = log.select("table", "field").unique()
    today = observed(tables, day).drop_nulls("new").join(logged, on=["table", "field"], how="semi")
    late = today.join(last.select(*WHO, old="new", before="at"), on=WHO, how="left")
    told = pl.col("before").is_not_null() | (pl.col("table") == "deals")
    late = late.filter(told, pl.col("new").ne_missing(pl.col("old")))
    late = late.with_columns(at=pl.max_horizontal("at", "before"), source=pl.lit(TODAY))
    return late.select(CHANGES.names)


def gone(exports: Sequence[Dated]) -> dict[str, int]:
    """Per table the records of earlier exports that the last one no longer holds."""
    if len(exports) < 2:
        return {}
    (_, last), earlier = exports[-1], [frames for _, frames in exports[:-1]]
    counts = {}
    for name, table in TABLES.items():
        if table.key == ("id",) and name in last and last[name].height:
            before = [frames[name].select("id") for frames in earlier if name in frames]
            here = last[name].select("id")
            counts[name] = (
                pl.concat([here.clear(), *before]).unique().join(here, on="id", how="anti")
            )
    return {name: lost.height for name, lost in counts.items() if lost.height}


def _births(tables: Frames) -> pl.DataFrame:
    parts = [
        tables[name].select(
            table=pl.lit(name), id="id", born=pl.col(column).cast(pl.Datetime("us"))
        )
        for name, column in BORN.items()
    ]
    return pl.concat(parts).drop_nulls("born")


def observed(frames: Frames, day: date) -> pl.DataFrame:
    """Values of every followed field as they stood on a day: table, id, field, at, new."""
    empty = pl.DataFrame(schema={name: CHANGES.schema[name] for name in (*WHO, "at", "new")})
    parts = [
        frame.select(
            table=pl.lit(name),
            id="id",
            field=pl.lit(field),
            at=pl.lit(day).cast(pl.Datetime("us")),
            new=as_text(pl.col(field), pl.lit(field)),
        )
        for name, frame in frames.items()
        for field in TABLES[name].followed
        if frame.height and field in frame.columns
    ]
    return pl.concat([empty, *parts])
