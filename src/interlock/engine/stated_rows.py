"""Statements of dates as numbers: what was left, how the date had moved, and what came of it."""

from dataclasses import dataclass, fields
from typing import Self

import numpy as np
import polars as pl

DAYS = 7.0
NEVER = np.inf
LEAST_WEEKS = 1 / DAYS
GRACE_WEEKS = 1.5
"""Added to what is left, so that a date of tomorrow, or one past, still means some time."""

SETTLING_WEEKS, RECENT_SETTLING_WEEKS = 8.0, 4.0
"""Weeks without a move that each thing's pace of moves begins with."""

USUAL_SHARE, SHARE_ADDED = 0.6, 0.1
"""Share of the time passed that counts as usual, and what is added before its logarithm."""

RECENT_DAYS = 100
"""What was said within these days before tells the recent pace of moves."""


@dataclass(frozen=True)
class Rows:
    """Statements by day, then thing; each array (rows,).

    ``thing`` is a number, ``day`` days since 1970, ``left`` stated weeks until the date (zero or
    less: already past), ``shipped`` the day or infinity. ``slip`` and ``recent`` are weeks that the
    date moved per week passed: since the first statement, and of late. ``elapsed`` is the log of
    the share of the stated time that had passed (0.6 counts as 0), 0 where the start is unknown.
    ``after`` is the place of the thing's next statement, -1 without one.
    """

    thing: np.ndarray
    day: np.ndarray
    left: np.ndarray
    shipped: np.ndarray
    slip: np.ndarray
    recent: np.ndarray
    elapsed: np.ndarray
    after: np.ndarray
    team: np.ndarray
    kind: np.ndarray

    def where(self, kept: np.ndarray) -> Self:
        """Some of the rows; ``after`` still counts places of all."""
        return type(self)(*(getattr(self, one.name)[kept] for one in fields(self)))

    @property
    def weeks(self) -> np.ndarray:
        """Weeks from each statement until it shipped, or infinity."""
        return (self.shipped - self.day) / DAYS

    def followed(self, as_of: float) -> tuple[np.ndarray, np.ndarray]:
        """(weeks known on ``as_of``, at least a day; whether still open then)."""
        until = np.minimum(self.shipped, as_of)
        return np.maximum((until - self.day) / DAYS, LEAST_WEEKS), self.shipped >= as_of


def monthly(said: pl.DataFrame) -> pl.DataFrame:
    """The first statement of each thing in each calendar month, by day, then thing.

    Of several on one day the latest date counts. What was said on or after the ship day is dropped.
    """
    before = said.filter(
        pl.col("shipped_on").is_null() | (pl.col("said_on") < pl.col("shipped_on"))
    )
    month = pl.col("said_on").dt.truncate("1mo").alias("month")
    ordered = before.sort("what", "said_on", "date_said", descending=[False, False, True])
    kept = ordered.with_columns(month).unique(["what", "month"], keep="first", maintain_order=True)
    return kept.drop("month").sort("said_on", "what")


def rows(kept: pl.DataFrame) -> Rows:
    """``monthly`` statements as numbers. Slips look back only."""
    day, date = _days(kept, "said_on"), _days(kept, "date_said")
    thing = _codes(kept, "what")
    slip, recent = np.zeros(day.size), np.zeros(day.size)
    after = np.full(day.size, -1)
    for places in _by_thing(thing):
        after[places[:-1]] = places[1:]
        slip[places] = _pace(day[places], date[places], 0, SETTLING_WEEKS, (-1.0, 1.0))
        since = np.searchsorted(day[places], day[places] - RECENT_DAYS)
        recent[places] = _pace(day[places], date[places], since, RECENT_SETTLING_WEEKS, (-1.0, 1.5))
    return Rows(
        thing=thing,
        day=day,
        left=(date - day) / DAYS,
        shipped=np.nan_to_num(_days(kept, "shipped_on"), nan=NEVER),
        slip=slip,
        recent=recent,
        elapsed=_elapsed(kept, day, (date - day) / DAYS),
        after=after,
        team=_codes(kept, "team"),
        kind=_codes(kept, "kind"),
    )


def shares(thing: np.ndarray) -> np.ndarray:
    """Weights under which each thing counts once, shared by its rows: (rows,)."""
    _, place, count = np.unique(thing, return_inverse=True, return_counts=True)
    made: np.ndarray = 1.0 / count[place]
    return made


def _pace(
    day: np.ndarray,
    date: np.ndarray,
    since: np.ndarray | int,
    settling: float,
    bounds: tuple[float, float],
) -> np.ndarray:
    """(date - date then) / (day - day then + settling), within bounds."""
    then = np.broadcast_to(since, day.shape)
    pace = (date - date[then]) / (day - day[then] + settling * DAYS)
    return np.clip(pace, *bounds)


def _elapsed(kept: pl.DataFrame, day: np.ndarray, left: np.ndarray) -> np.ndarray:
    """log(e / (e + left) + 0.1) + 0.36, so 0 at 60 %; e the weeks since the start, left at least
    1.5 weeks.
    """
    if "started_on" not in kept.columns:
        return np.zeros(day.size)
    since = np.maximum((day - _days(kept, "started_on")) / DAYS, 0.0)
    share = since / (since + np.maximum(left, GRACE_WEEKS))
    return np.nan_to_num(np.log(share + SHARE_ADDED) - np.log(USUAL_SHARE + SHARE_ADDED), nan=0.0)


def _by_thing(thing: np.ndarray) -> list[np.ndarray]:
    order = np.argsort(thing, kind="stable")
    edges = np.flatnonzero(np.diff(thing[order])) + 1
    return np.split(order, edges) if order.size else []


def _days(kept: pl.DataFrame, column: str) -> np.ndarray:
    return kept[column].cast(pl.Int32).cast(pl.Float64).fill_null(np.nan).to_numpy()


def _codes(kept: pl.DataFrame, column: str) -> np.ndarray:
    """Levels as numbers in order of their names; -1 where none is given."""
    if column not in kept.columns:
        return np.full(kept.height, -1)
    ranks = kept[column].cast(pl.String).rank("dense").cast(pl.Int64) - 1
    return ranks.fill_null(-1).to_numpy()
