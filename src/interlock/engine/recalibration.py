"""Recalibration: what forecasts of past days were off by, learnt from what then happened."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from interlock.engine import likelihood
from interlock.engine.gate import AHEAD, Fold
from interlock.engine.rows import Rows, band_of
from interlock.engine.stage_table import CAUSES
from interlock.engine.terms import BAND_COUNT

PSEUDO_EVENTS = 50.0
"""Events with which each shift starts at zero and each slope at one."""

MOST_EVENTS, MARKET_DAYS = 20.0, 91
"""Expected events for which the past days of one quarter speak at most, all together: their deals
shared one market (sd .22).
"""

STEPS = 30
STEEPEST = (0.3, 2.0)
"""Bounds of a slope."""


@dataclass(frozen=True)
class Recalibration:
    """eta' = centre + shift + slope (eta - centre), each (bands, causes)."""

    centre: np.ndarray
    shift: np.ndarray
    slope: np.ndarray

    def of(self, eta: np.ndarray) -> np.ndarray:
        """``eta`` (..., weeks, causes) recalibrated."""
        band = band_of(eta.shape[-2])
        moved: np.ndarray = (
            self.centre[band] + self.shift[band] + self.slope[band] * (eta - self.centre[band])
        )
        return moved

    @property
    def line(self) -> tuple[np.ndarray, np.ndarray]:
        """(a, b) of eta' = a + b eta, each (bands, causes)."""
        return self.centre + self.shift - self.slope * self.centre, self.slope


NONE = Recalibration(*(np.full((BAND_COUNT, len(CAUSES)), value) for value in (0.0, 0.0, 1.0)))


def learnt(folds: Sequence[Fold]) -> Recalibration:
    """Shift and slope of each band and cause, from forecasts of weeks that were not seen yet.

        events ~ Poisson(p exp(shift + (slope - 1) (eta - centre)))
        shift ~ Normal(0, 1/50),  slope ~ Normal(1, 1 / (50 v))

    p and eta are a week's forecast chance and log odds, centre and v the mean and variance of
    eta over the expected events; so with 50 events half of what they say is believed. All weeks
    together count for 20 expected events, and 20 more for each quarter between the first and the
    last of the past days, at most.
    """
    if not folds:
        return NONE
    quarters = 1 + (folds[-1].day - folds[0].day) / MARKET_DAYS
    parts = [_weeks(fold, MOST_EVENTS * quarters / len(folds)) for fold in folds]
    band, eta, p, events, weight = (np.concatenate([part[at] for part in parts]) for at in range(5))
    found = np.zeros((3, BAND_COUNT, len(CAUSES)))
    found[2] = 1.0
    for b in range(BAND_COUNT):
        for c in range(len(CAUSES)):
            mine = band == b
            if mine.any():
                found[:, b, c] = _line(
                    eta[mine, c],
                    weight[mine, c] * p[mine, c],
                    weight[mine, c] * events[mine, c],
                )
    return Recalibration(*found)


def _line(eta: np.ndarray, p: np.ndarray, events: np.ndarray) -> tuple[float, float, float]:
    centre = float(eta @ p / p.sum())
    x = np.column_stack([np.ones_like(eta), eta - centre])
    prior = PSEUDO_EVENTS * np.array([1.0, float((eta - centre) ** 2 @ p / p.sum()) + 1e-9])
    line = np.zeros(2)
    for _ in range(STEPS):
        mean = p * np.exp(np.clip(x @ line, -5.0, 5.0))
        slope = x.T @ (events - mean) - prior * line
        step = np.linalg.solve(x.T @ (x * mean[:, None]) + np.diag(prior), slope)
        line = line + np.clip(step, -1.0, 1.0)
        if np.abs(step).max() < 1e-8:
            break
    return centre, float(line[0]), float(np.clip(1 + line[1], *STEEPEST))


def _weeks(fold: Fold, most: float) -> tuple[np.ndarray, ...]:
    """Each week at risk after the fold's day: band, eta, chance, event and weight."""
    later = fold.later
    weeks = min(AHEAD, later.calendar.shape[1])
    eta = likelihood.log_odds(fold.found.theta, fold.table, later, weeks=weeks)
    odds = np.exp(eta)
    p = odds / (1 + odds.sum(axis=-1, keepdims=True))
    at_risk, events = _followed(later, weeks)
    band = np.broadcast_to(band_of(weeks), at_risk.shape)[at_risk]
    expected = np.array([p[at_risk][band == b].sum(axis=0) for b in range(BAND_COUNT)])
    weight = np.minimum(1.0, most / np.maximum(expected, 1e-9))[band]
    return band, eta[at_risk], p[at_risk], events[at_risk], weight


def _followed(rows: Rows, weeks: int) -> tuple[np.ndarray, np.ndarray]:
    """(at risk (rows, weeks), ended (rows, weeks, causes))."""
    week = np.arange(weeks)
    at_risk = week < (rows.last + (rows.ending > 0))[:, None]
    ends = (week == rows.last[:, None])[..., None] & (
        rows.ending[:, None] == np.arange(1, 1 + len(CAUSES))
    )[:, None]
    return at_risk, ends.astype(float)
