"""Items finished per whole week, Monday to Sunday, a series each team."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from interlock.engine.pace import Floats
from interlock.records.calendar import DAYS_PER_WEEK, week_start_of

ALL = "all"
"""What the one series is called where teams are not told apart."""

WINDOW, FEWEST_WEEKS, FEWEST_ITEMS = 26, 13, 26


@dataclass(frozen=True)
class Series:
    """``done`` (weeks,): items of each week from the one that begins on the Monday ``first``."""

    team: str
    first: date
    done: Floats

    @property
    def began(self) -> int:
        """The first week's number among all weeks of all calendars."""
        return self.first.toordinal() // DAYS_PER_WEEK

    def monday(self, week: int) -> date:
        return self.first + timedelta(days=DAYS_PER_WEEK * week)


def series(items: pl.DataFrame, *, last: date) -> tuple[Series, ...]:
    """A series for each team, by name, from the week of its first item to the last whole week.

    ``items`` has a row for each finished item: ``done_on``, and ``team`` if teams are told apart.
    A week is whole when its Sunday is not after ``last``. Teams without a whole week are left out.
    """
    named = items if "team" in items.columns else items.with_columns(team=pl.lit(ALL))
    by_team = {
        str(team): days["done_on"].to_list()
        for (team,), days in named.group_by("team", maintain_order=True)
    }
    end = week_start_of(last + timedelta(days=1))
    made = [_series(team, days, end) for team, days in sorted(by_team.items())]
    return tuple(one for one in made if one.done.size)


def is_active(done: Floats) -> bool:
    """Whether the last 26 weeks hold at least 13 with any item, and 26 items."""
    window = done[-WINDOW:]
    busy, items = int((window > 0).sum()), float(window.sum())
    return window.size == WINDOW and busy >= FEWEST_WEEKS and items >= FEWEST_ITEMS


def actual_weeks(done: Floats, week: int, items: int) -> int | None:
    """Whole weeks from ``week`` to the one of the Nth item, that week itself being 1; None when
    the series ends before.
    """
    reached = int(np.searchsorted(done[week:].cumsum(), items))
    return reached + 1 if reached < done.size - week else None


def _series(team: str, days: list[date], end: date) -> Series:
    first = week_start_of(min(days))
    weeks = max((end - first).days // DAYS_PER_WEEK, 0)
    at = np.array([(day - first).days // DAYS_PER_WEEK for day in days])
    counted = np.bincount(at[at < weeks], minlength=weeks).astype(float)
    return Series(team, first, counted)
