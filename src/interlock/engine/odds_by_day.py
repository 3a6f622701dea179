"""Odds by any day, out of what a forecast says week by week."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil

import numpy as np

from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.report import DealLine, DealsAhead, FeatureAhead


def won(made: DealsAhead, deal: DealLine, day: date) -> float | None:
    """That a deal is won by a day; None beyond the weeks that are known."""
    if day == made.quarter_last:
        return deal.p_won
    return by(np.cumsum(deal.strip.won).tolist(), deal.strip.first_day, day)


def shipped(made: DealsAhead, feature: FeatureAhead, day: date) -> float | None:
    """That a feature has shipped by a day; None beyond the weeks that are known."""
    if day == feature.due and feature.p_by_due is not None:
        return feature.p_by_due
    return by(feature.ships, made.birth.as_of, day)


def last_day(first_day: date, weeks: Sequence[float]) -> date:
    """The day up to which weekly odds are known."""
    return first_day + timedelta(days=DAYS_PER_WEEK * len(weeks))


def day_of(ends: Sequence[float], first_day: date, p: float) -> date | None:
    """The first day by which the odds reach ``p``; None where they do not in the weeks known."""
    steps = np.array([0.0, *ends])
    if steps[-1] < p:
        return None
    at = int(np.argmax(steps >= p))
    share = (p - steps[at - 1]) / (steps[at] - steps[at - 1]) if at else 0.0
    return first_day + timedelta(days=ceil((at - 1 + share) * DAYS_PER_WEEK if at else 0))


def by(ends: Sequence[float], first_day: date, day: date) -> float | None:
    """Odds by a day: ``ends`` are those by the end of each week from ``first_day`` on, and between
    two of them a week's odds are spread evenly over its days.
    """
    if day > last_day(first_day, ends):
        return None
    weeks = max(0, (day - first_day).days) / DAYS_PER_WEEK
    return float(np.interp(weeks, np.arange(len(ends) + 1), [0.0, *ends]))
