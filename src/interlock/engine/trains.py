"""Dated releases: when each train leaves, and which one a finished feature takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist, median
from typing import Any

import numpy as np
import polars as pl

from interlock.engine import luck
from interlock.engine.work import Work
from interlock.records.book import Book

Days = np.ndarray[Any, np.dtype[np.float64]]
"""Days after as_of, one a draw or (draws, stops)."""

_NORMAL = NormalDist()

PRIOR_SLIPS, PRIOR_TRAINS = 2, 8
"""Of 24 Kubernetes releases 6 left after their planned day; that counts like 8 own trains."""

PRIOR_SLIP_DAYS, PRIOR_SLIP_SD, PSEUDO_SLIPS = 14.0, 0.7, 6
USUAL_SPACING_DAYS = 91
ON_TIME_DAYS = 3
"""A release this close to its first date counts as on time."""


@dataclass(frozen=True)
class Slips:
    """How many of the company's own ``trains`` left ``late``, and the log-normal of by how many
    days.
    """

    late: int
    trains: int
    log_mean: float
    log_sd: float

    @property
    def chance(self) -> float:
        """(late + 2) / (trains + 8)."""
        return (self.late + PRIOR_SLIPS) / (self.trains + PRIOR_TRAINS)

    def chances(self, *, seed: int, draws: int) -> Days:
        """What the chance may be, one for all trains of a draw: a beta with ``chance`` as its mean,
        (draws,).
        """
        late = self.late + PRIOR_SLIPS
        on_time = self.trains + PRIOR_TRAINS - late
        return luck.betas(late, on_time, draws, seed=seed, purpose="chance of a late train")


@dataclass(frozen=True)
class Train:
    """One series of dated releases from here on: ``days`` (draws, stops) after as_of, each stop
    with its release id.

    Stops beyond the dated releases follow at the series' usual spacing and have no id.
    """

    releases: tuple[str, ...]
    days: Days


def slips(book: Book, *, as_of: date) -> Slips:
    """Chance and length of a train's slip against the first date stated for it, from the company's
    own shipped trains.

    chance = (late + 2) / (trains + 8); log length shrunk to a median of 14 days with the weight of
    six slips.
    """
    first_due = _first_due(book)
    late, count = [], 0
    for release, due, shipped in _trains(book).select("id", "due", "shipped_on").iter_rows():
        planned = first_due.get(release, due)
        if shipped is not None and planned is not None:
            count += 1
            if (shipped - planned).days > ON_TIME_DAYS:
                late.append(np.log((shipped - planned).days))
    mean = (sum(late) + PSEUDO_SLIPS * np.log(PRIOR_SLIP_DAYS)) / (len(late) + PSEUDO_SLIPS)
    return Slips(
        late=len(late),
        trains=count,
        log_mean=float(mean),
        log_sd=PRIOR_SLIP_SD,
    )


def trains(
    book: Book, *, as_of: date, seed: int, draws: int, horizon_days: int
) -> dict[str, Train]:
    """Every train's stops after ``as_of``, by stated day, until the horizon."""
    slip = slips(book, as_of=as_of)
    series = _trains(book).filter(pl.col("due").is_not_null()).sort("due", "id")
    found = {}
    for name in series["train"].unique(maintain_order=True):
        dated = series.filter(pl.col("train") == name)
        ahead = dated.filter(pl.col("shipped_on").is_null())
        stops = [(r, (due - as_of).days) for r, due in ahead.select("id", "due").iter_rows()]
        stops += _later(dated, stops, as_of, horizon_days)
        days = [
            leaves(release or f"{name} {at}", day, slip, seed=seed, draws=draws)
            for at, (release, day) in enumerate(stops)
        ]
        found[str(name)] = Train(
            tuple(release for release, _ in stops),
            np.column_stack(days) if days else np.zeros((draws, 0)),
        )
    return found


def takes(train: Train, done: Days, first_stop: int) -> Days:
    """Day of the soonest stop, none before ``first_stop``, that leaves on or after each feature is
    done. (draws, features).

    Infinite where no stop within the horizon does.
    """
    soonest = np.full(done.shape, np.inf)
    for stop in train.days.T[first_stop:]:
        day = stop[:, None]
        np.minimum(soonest, np.where(day >= done, day, np.inf), out=soonest)
    return soonest


def aboard(todo: Work, stops: Mapping[str, Train]) -> dict[tuple[str, int], list[int]]:
    """Features that go with a train, by its name and the stop of their own release."""
    found: dict[tuple[str, int], list[int]] = {}
    for at, (release, name) in enumerate(zip(todo.release, todo.train, strict=True)):
        train = stops.get(name or "")
        if name is not None and train is not None and train.releases:
            own = train.releases.index(release) if release in train.releases else 0
            found.setdefault((name, own), []).append(at)
    return found


def nearest(train: Train, days: Days) -> Days:
    """The stop that leaves nearest to each draw's day; a day after the last one stays. (draws,)."""
    if not train.days.size:
        return days
    at = np.abs(train.days - days[:, None]).argmin(axis=1)
    stops: Days = np.where(
        days > train.days.max(axis=1), days, train.days[np.arange(days.size), at]
    )
    return stops


def leaves(entity: str, due: int, slip: Slips, *, seed: int, draws: int) -> Days:
    """Simulated day of one stop, stated for day ``due`` after as_of. (draws,), tomorrow at soonest.

    A train whose day has passed without it is late for sure, and by more than it already is: its
    slip is the log-normal above that, by the quantile F + u (1 - F).
    """
    late = luck.uniforms(draws, seed=seed, purpose="train late", entity=entity)
    length = luck.uniforms(draws, seed=seed, purpose="train slip", entity=entity)
    if due > 0:
        slipped = np.exp(slip.log_mean + slip.log_sd * _normal_quantiles(length))
        return due + np.where(late < slip.chances(seed=seed, draws=draws), np.round(slipped), 0.0)
    gone = _NORMAL.cdf((np.log(max(-due, 0.5)) - slip.log_mean) / slip.log_sd)
    above = np.minimum(gone + length * (1 - gone), 1 - 1e-9)
    slipped = np.exp(slip.log_mean + slip.log_sd * _normal_quantiles(above))
    return np.maximum(due + np.round(slipped), 1.0)


def _normal_quantiles(chance: Days) -> Days:
    return np.array([_NORMAL.inv_cdf(one) for one in chance])


def _trains(book: Book) -> pl.DataFrame:
    return book.releases.filter(pl.col("train").is_not_null())


def _later(
    dated: pl.DataFrame, stops: list[tuple[str, int]], as_of: date, horizon_days: int
) -> list[tuple[str, int]]:
    """Stops that nobody has dated yet, at the series' median spacing."""
    dues = dated["due"].sort()
    if not dues.len():
        return []
    gaps = dues.diff().drop_nulls().dt.total_days().to_list()
    spacing = round(median(gaps)) if gaps and median(gaps) >= 1 else USUAL_SPACING_DAYS
    day = max([day for _, day in stops], default=(dues[-1] - as_of).days)
    later = []
    while day + spacing <= horizon_days:
        day += spacing
        if day > 0:
            later.append(("", day))
    return later


def _first_due(book: Book) -> dict[str, date]:
    """The first date that was ever stated for each release."""
    log = book.changes.filter(pl.col("table") == "releases", pl.col("field") == "due").sort("at")
    first = log.select("id", due=pl.coalesce("old", "new").str.to_date(strict=False)).drop_nulls()
    return dict(first.unique("id", keep="first", maintain_order=True).iter_rows())
