"""Changes of a tracker's issues, as its log tells them, each led to the record that it is of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from interlock.importers.cells import LINE
from interlock.records.problems import LeftOut, Problem
from interlock.records.tables import CHANGES

ISSUES = "issues"
"""In the log's column ``table``: an issue, be it an item or a feature here."""

ISSUE_LOG, ISSUE_ROWS = "issue log", "issue rows"
"""Changes of issues; and every row of a tracker's export: id, key, status, category. Neither enters
the book.
"""

NO_LOG = pl.DataFrame(schema={LINE: pl.Int64(), **CHANGES.schema})
NO_ROWS = pl.DataFrame(schema=dict.fromkeys(("id", "key", "status", "category"), pl.String()))

MOST_SAID = 20
RECORDS = (
    ("items", "id", 0), ("features", "id", 0), ("items", "key", 1), ("features", "key", 1),
    ("releases", "id", 3), ("releases", "name", 3),
)  # fmt: skip
"""(table, column, rank): what the log may name a record by, the lowest rank first."""


@dataclass(frozen=True)
class Led:
    """Changes with the ``table`` and ``id`` of a record, and what could not be led to any."""

    changes: pl.DataFrame
    problems: tuple[Problem, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def apart(changes: pl.DataFrame, file: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(changes of our own records, changes of issues), the latter with their ``line``."""
    of_issues = changes["table"] == ISSUES
    issues = pl.concat([NO_LOG, changes.filter(of_issues)], how="diagonal_relaxed")
    told = issues.select(NO_LOG.columns).with_columns(source=pl.lit(file))
    return changes.filter(~of_issues), told


def led(log: pl.DataFrame, tables: Mapping[str, pl.DataFrame], rows: pl.DataFrame) -> Led:
    """Changes of items, features and releases in order of time, each once.

    ``rows`` are the issues that the export holds: of one that became no record here, a sub-task
    say, changes are counted; an issue that it does not hold is a problem.
    """
    log = log.with_row_index("place")
    names = _names(tables)
    said = log.rename({"id": "said"}).drop("table").join(names, on="said", how="left")
    known = said.filter(pl.col("id").is_not_null())
    lost = said.filter(pl.col("id").is_null())
    held = pl.concat([rows["id"], rows["key"], rows["key"].str.strip_prefix("#")]).implode()
    strange = lost.filter(~pl.col("said").is_in(held))
    once = known.unique(
        ["table", "id", "field", "old", "new", "at"], keep="first", maintain_order=True
    )
    counts = {
        "of issues that are no items here, such as sub-tasks": lost.height - strange.height,
        "of issues that the export does not hold, see the problems": strange.height,
        "stood more than once": known.height - once.height,
    }
    return Led(
        _in_time(once),
        _unknown(strange),
        tuple(LeftOut("changes", count, why) for why, count in counts.items() if count),
    )


def _names(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """(said, table, id); a name that several records have at its lowest rank is nobody's."""
    parts = [
        tables[table].select(said=column, table=pl.lit(table), id="id", rank=pl.lit(rank))
        for table, column, rank in RECORDS
    ]
    bare = [
        part.with_columns(pl.col("said").str.strip_prefix("#"), rank=pl.lit(2))
        for part in parts[2:4]
    ]
    every = pl.concat([*parts, *bare]).drop_nulls().unique()
    lowest = every.filter(pl.col("rank") == pl.col("rank").min().over("said"))
    return lowest.filter(pl.col("said").is_unique()).drop("rank")


def _in_time(changes: pl.DataFrame) -> pl.DataFrame:
    """Changes sorted by record and moment; those of one moment as the file has them, from its end
    where it begins with the newest.
    """
    same = pl.col("said") == pl.col("said").shift(1)
    later = (pl.col("at") - pl.col("at").shift(1)).dt.total_microseconds().sign()
    steps = changes.sort("place").select(step=pl.when(same).then(later).sum().over("source"))
    order = changes.sort("place").with_columns(
        place=pl.when(steps["step"] < 0).then(-pl.col("place").cast(pl.Int64)).otherwise("place")
    )
    return order.sort("table", "id", "at", "place")


def _unknown(strange: pl.DataFrame) -> tuple[Problem, ...]:
    named = strange.group_by("source", "said", maintain_order=True).agg(
        pl.col(LINE).first(), count=pl.len()
    )
    remedy = "export the issue too, or take its rows out"
    said = [
        Problem(file, _what(count), line, "key", key, remedy=remedy, row_left_out=True)
        for file, key, line, count in named.head(MOST_SAID).iter_rows()
    ]
    return (*said, *_more(named))


def _what(count: int) -> str:
    several = f" ({count:,} rows)" if count > 1 else ""
    return f"the tracker's export holds no issue, or several, of this key{several}"


def _more(named: pl.DataFrame) -> Sequence[Problem]:
    rest = named.slice(MOST_SAID)
    what = f"{rest.height:,} more keys that the export does not hold ({rest['count'].sum():,} rows)"
    return [Problem(rest["source"][0], what, None, "key")] if rest.height else []
