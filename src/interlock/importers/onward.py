"""The change log from one export to the next: what is known stays, what differs is added."""

from datetime import date

import polars as pl

from interlock.importers.differences import EXPORTS, TODAY, WHO, observed, with_old
from interlock.records.book import Book
from interlock.records.tables import CHANGES, TABLES

LOGGED = frozenset(name for name, table in TABLES.items() if table.followed)


def log(now: Book, export: Book, filled: set[str]) -> pl.DataFrame:
    """The log of the book ``now`` once the export filled these tables.

    A record's field of which the export has a history of its own has that history. Of any other
    what the log says stays, begun with the value in the book where it says nothing; the export's
    value is a change on the export's day where it differs. This is what `differences.from_exports`
    finds in all the exports at once. Of a day that the book has seen only what it follows is
    compared. Logs of tables that the export does not fill stay.
    """
    mine = filled & LOGGED
    told = filled | (set(export.changes["table"].unique()) - LOGGED)
    others = now.changes.filter(~pl.col("table").is_in(list(told)))
    own = _histories(export.changes.filter(pl.col("table").is_in(list(told))))
    known = now.changes.filter(pl.col("table").is_in(list(mine))).join(own, on=WHO, how="anti")
    if export.seen_on > now.seen_on:
        began = _values(now, mine).drop_nulls("new")
        known = pl.concat([known, began.join(pl.concat([known, own]), on=WHO, how="anti")])
    later = pl.concat([_between(export, own), _values(export, mine)]).join(own, on=WHO, how="anti")
    if export.seen_on <= now.seen_on:
        later = later.join(known, on=WHO, how="semi")
    known = _without_same_day(known, later)
    whole = pl.concat([own, known, _moved(known, later)])
    whole = with_old(whole.sort(*WHO, "at", maintain_order=True))
    return pl.concat([others, _as_first_told(whole, now.changes)])


def is_older(now: Book, export: Book) -> bool:
    """Whether the book knows of later changes in what the export fills."""
    filled = [name for source in export.sources for name in source.tables]
    last = now.changes.filter(pl.col("table").is_in(filled))["at"].dt.date().max()
    return isinstance(last, date) and last > export.seen_on


def _histories(changes: pl.DataFrame) -> pl.DataFrame:
    """What files tell, and today's value of what they tell the past of."""
    told = changes.filter(~pl.col("source").is_in([EXPORTS, TODAY]).fill_null(value=False))
    today = changes.filter(pl.col("source") == TODAY).join(told, on=WHO, how="semi")
    return pl.concat([told, today])


def _between(export: Book, own: pl.DataFrame) -> pl.DataFrame:
    """What differed between the dated exports that came together."""
    dated = export.changes.filter(pl.col("source") == EXPORTS)
    return dated.join(own, on=WHO, how="anti").with_columns(old=pl.lit(None, pl.String))


def _values(book: Book, tables: set[str]) -> pl.DataFrame:
    """Every followed value of these tables on the book's day, as rows of a log."""
    values = observed({name: book.table(name) for name in sorted(tables)}, book.seen_on)
    said = values.with_columns(old=pl.lit(None, pl.String), source=pl.lit(EXPORTS))
    return said.select(CHANGES.names)


def _without_same_day(known: pl.DataFrame, later: pl.DataFrame) -> pl.DataFrame:
    """Of two exports of one day the later one counts."""
    again = known.filter(pl.col("source") == EXPORTS).join(later, on=[*WHO, "at"], how="semi")
    return known.join(again, on=[*WHO, "at", "source"], how="anti")


def _as_first_told(log: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """A change that an earlier file told is that file's: next week's may be called otherwise."""
    of_files = [~frame["source"].is_in([EXPORTS, TODAY]) for frame in (log, known)]
    what = [name for name in CHANGES.names if name != "source"]
    first = known.filter(of_files[1]).select(*what, told="source")
    again = log.join(first, on=what, how="left", nulls_equal=True, maintain_order="left")
    kept = pl.when(of_files[0]).then(pl.coalesce("told", "source")).otherwise("source")
    return again.with_columns(source=kept).select(CHANGES.names)


def _moved(known: pl.DataFrame, later: pl.DataFrame) -> pl.DataFrame:
    """The later values that differ from the one before them; one that a file's history ends on
    and that stands no more is no change: a closed deal has no expected day any longer.
    """
    last = known.sort("at", maintain_order=True).unique(WHO, keep="last", maintain_order=True)
    line = pl.concat([last.with_columns(is_last=True), later.with_columns(is_last=False)])
    line = line.sort(*WHO, "at", maintain_order=True).with_columns(
        before=pl.col("new").shift(1).over(WHO), of=pl.col("source").shift(1).over(WHO)
    )
    changed = ~pl.col("is_last") & pl.col("new").ne_missing(pl.col("before"))
    stands = pl.col("new").is_not_null() | (pl.col("of") == EXPORTS)
    return line.filter(changed, stands).select(CHANGES.names)
