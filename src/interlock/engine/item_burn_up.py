"""Burn-up of a feature: its items known and finished, week by week, and those to come."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from interlock.engine import releases, team_history
from interlock.engine.burn_up import DRAWS, MOST_WEEKS, PAST_WEEKS, range_of, ranges_of
from interlock.engine.outlook import Outlook
from interlock.engine.pace import DECLARED, Floats
from interlock.engine.queue import After
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.report_sales import Range
from interlock.records.report_work import BurnUp

ALL_DONE = 0.95
"""The drawing ends with the week in which the work is done in so many draws."""


def burn_ups(now: Outlook) -> dict[str, BurnUp]:
    """unfinished feature with items -> its items by week: those known, those finished, how many
    will be, and how many there will be in the end.

    Finished after w weeks in a draw: items done + (left today - left after w weeks), as teams work
    through their queues; in the end: done + left today. What is left counts as items of the usual
    size of those known (``weight``). Not where no team's pace dates features.
    """
    if DECLARED in now.delivery.paces.basis:
        return {}
    few = now.delivery.first(DRAWS)
    todo, weeks = few.todo, min(MOST_WEEKS, few.weeks)
    after = np.zeros((few.draws, few.weeks, len(todo.features)), dtype=np.float32)
    releases.done_days(todo, few.left, few, after=after)
    items = _items(now)
    known = items.partition_by("feature", as_dict=True)
    return {
        feature: BurnUp(
            past=_past(known[(feature,)], now.as_of),
            ahead=_ahead(
                few.left[:, at], after[:, :weeks, at], todo.done[at], todo.weight[at], now
            ),
            scope=range_of(np.round(todo.done[at] + few.left[:, at] / todo.weight[at], 2)),
        )
        for at, feature in enumerate(todo.features)
        if (feature,) in known
    }


def _past(items: pl.DataFrame, as_of: date) -> tuple[tuple[date, int, int], ...]:
    first = min([as_of, *items["created_on"].drop_nulls()])
    weeks = min((as_of - first).days // DAYS_PER_WEEK + 1, PAST_WEEKS)
    days = [as_of - timedelta(days=DAYS_PER_WEEK * back) for back in range(weeks, -1, -1)]
    known = _until(items["created_on"].fill_null(date.min), days)
    return tuple(zip(days, known, _until(items["done_on"].drop_nulls(), days), strict=True))


def _until(when: pl.Series, days: list[date]) -> list[int]:
    """How many lie on each day or before it."""
    return [int(n) for n in when.sort().search_sorted(pl.Series(days), side="right")]


def _ahead(
    left: Floats, after: After, done: float, weight: float, now: Outlook
) -> tuple[tuple[date, Range], ...]:
    is_done = (after <= 0.0).mean(axis=0) >= ALL_DONE
    weeks = int(is_done.argmax()) + 1 if is_done.any() else after.shape[1]
    finished = np.round(done + (left[:, None] - after[:, :weeks]) / weight, 2)
    days = (now.as_of + timedelta(days=DAYS_PER_WEEK * (week + 1)) for week in range(weeks))
    return tuple(zip(days, ranges_of(finished), strict=True))


def _items(now: Outlook) -> pl.DataFrame:
    """(feature, created_on, done_on) of the items that count for a feature's scope."""
    return (
        team_history.with_upkeep(now.book)
        .filter(~pl.col("upkeep"), pl.col("dropped_on").is_null())
        .select("feature", "created_on", "done_on")
    )
