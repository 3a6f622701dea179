"""Burn-up of a release: features meant for it and finished, week by week, and those to come."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from interlock.engine import releases
from interlock.engine.outlook import Outlook
from interlock.engine.pace import Floats
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.report_sales import Range
from interlock.records.report_work import BurnUp

PAST_WEEKS, MOST_WEEKS = 26, 52
DRAWS = 256
ALL_DONE = 0.9
"""The drawing ends with the week in which all are done in so many draws."""

QUANTILES = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)


def burn_ups(now: Outlook) -> dict[str, BurnUp]:
    """open release -> its features by week: those known, those finished, and how many will be.

    A feature is finished when it has shipped or all of its known items are done. Ahead of today, in
    every draw, it is finished when its simulated work is; trains are not waited for.
    """
    few = now.delivery.first(DRAWS)
    days = releases.done_days(few.todo, few.left, few)
    features = _features(now)
    return {
        release: _burn_up(features.filter(pl.col("release") == release), days, now)
        for release in few.todo.releases
        if release in set(features["release"])
    }


def _burn_up(features: pl.DataFrame, days: Floats, now: Outlook) -> BurnUp:
    first = min([now.as_of, *features["created_on"].drop_nulls()])
    weeks = min((now.as_of - first).days // DAYS_PER_WEEK + 1, PAST_WEEKS)
    past = [now.as_of - timedelta(days=DAYS_PER_WEEK * back) for back in range(weeks, -1, -1)]
    return BurnUp(
        past=tuple((day, *_counts(features, day)) for day in past),
        ahead=_ahead(features, days, now),
    )


def _counts(features: pl.DataFrame, day: date) -> tuple[int, int]:
    """Features known and finished at the end of a day."""
    known = pl.col("created_on").fill_null(date.min) <= day
    return features.filter(known).height, features.filter(
        known, pl.col("finished_on") <= day
    ).height


def _ahead(features: pl.DataFrame, days: Floats, now: Outlook) -> tuple[tuple[date, Range], ...]:
    open_ones = features.filter(pl.col("finished_on").is_null())["id"]
    places = now.delivery.todo.places(set(open_ones) & set(now.ship.features))
    finished = features.height - open_ones.len()
    points = []
    for week in range(1, MOST_WEEKS + 1):
        counts = finished + (days[:, places] <= week * DAYS_PER_WEEK).sum(axis=1)
        day = now.as_of + timedelta(days=DAYS_PER_WEEK * week)
        points.append((day, range_of(counts)))
        if (counts == features.height).mean() >= ALL_DONE:
            break
    return tuple(points)


def range_of(counts: np.ndarray) -> Range:
    """That of counts, one a draw."""
    return ranges_of(counts[:, None])[0]


def ranges_of(counts: np.ndarray) -> list[Range]:
    """That of each column; ``counts`` (draws, columns)."""
    levels = np.quantile(counts, QUANTILES, axis=0, method="inverted_cdf")
    return [Range(*map(float, one)) for one in np.vstack([counts.mean(axis=0), levels]).T]


def _features(now: Outlook) -> pl.DataFrame:
    """(id, release, created_on, finished_on) of every feature that was not dropped."""
    items = now.book.items.filter(pl.col("dropped_on").is_null())
    worked = items.group_by(id="feature").agg(
        _done=pl.when(pl.col("done_on").is_not_null().all()).then(pl.col("done_on").max())
    )
    return (
        now.book.features.filter(pl.col("dropped_on").is_null())
        .join(worked, on="id", how="left")
        .select("id", "release", "created_on", finished_on=pl.coalesce("shipped_on", "_done"))
    )
