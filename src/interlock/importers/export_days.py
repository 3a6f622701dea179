"""What dated exports tell of themselves: weeks without one, histories beside, ids used again."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from statistics import median

import polars as pl

from interlock.importers.differences import WHO, Dated
from interlock.records.problems import LeftOut, Problem

RARE = 2.0
"""So many times the usual distance of two exports is a gap."""

MOST_SAID = 20


def gaps(days: Sequence[date]) -> tuple[Problem, ...]:
    """Days between two exports that are much further apart than they usually are."""
    apart = [(after - before).days for before, after in pairwise(sorted(days))]
    usual = median(apart) if apart else 0
    return tuple(
        Problem(
            f"{after}",
            f"no export for {(after - before).days} days, usually one every {usual:.0f}",
            remedy=f"add the exports since {before}: what changed counts only from {after} on",
        )
        for before, after in pairwise(sorted(days))
        if (after - before).days > RARE * usual
    )


def beside(dated: Sequence[Dated], log: pl.DataFrame) -> tuple[LeftOut, ...]:
    """Records whose exports differ in a field that has a history of its own: the history counts."""
    if len(dated) < 2 or not log.height:
        return ()
    own = log.select(WHO).unique()
    said = []
    for table, field in own.select("table", "field").unique().sort("table", "field").iter_rows():
        seen = [frames[table].select("id", field) for _, frames in dated if table in frames]
        moved = (
            pl.concat(seen).group_by("id").agg(pl.col(field).n_unique()).filter(pl.col(field) > 1)
        )
        both = moved.join(own.filter(table=table, field=field), on="id", how="semi").height
        if both:
            why = f"{field} differs between dated exports; its own history counts"
            said.append(LeftOut(table, both, why))
    return tuple(said)


def used_again(dated: Sequence[Dated]) -> tuple[list[Dated], tuple[Problem, ...]]:
    """The exports without deals whose ids stand for other deals in a later one, which were created
    after these had ended.
    """
    kept: list[Dated] = []
    problems: dict[str, Problem] = {}
    newest = pl.DataFrame(schema={"id": pl.String, "later": pl.Date})
    for day, frames in sorted(dated, key=lambda one: one[0], reverse=True):
        deals = frames["deals"]
        others = deals.join(newest, on="id").filter(pl.col("closed_on") <= pl.col("later"))["id"]
        problems |= {id_: _again(id_, day) for id_ in others if id_ not in problems}
        mine = deals.filter(~pl.col("id").is_in(others.implode()))
        created = mine.select("id", later="created_on")
        newest = pl.concat([newest, created]).unique("id", keep="first")
        kept.append((day, {**frames, "deals": mine}))
    return kept[::-1], tuple(problems.values())[:MOST_SAID]


def _again(id_: str, day: date) -> Problem:
    what = "this id stands for another deal in a later export"
    remedy = "its earlier deal is left out; give each deal an id of its own"
    return Problem(f"{day}", what, None, "id", id_, remedy=remedy)
