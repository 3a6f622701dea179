"""What each team finishes for features in the weeks ahead, in every draw."""

from datetime import date
from math import exp, log1p, sqrt
from typing import Any

import numpy as np
from numba import njit

from interlock.engine import luck, side_by_side
from interlock.engine.pace import MEMORY, Floats, Pace
from interlock.engine.presence import Shares
from interlock.records.calendar import DAYS_PER_WEEK

Capacity = np.ndarray[Any, np.dtype[np.float32]]
"""(draws, weeks, teams), items."""

SHARED = 0.5
"""Part of the variance of drift and spells that all teams share: declared, not learnt."""

PERSISTENCE = 0.9
"""Part of the usual rate's deviation from today's that is left a week later: declared."""

WALKS = {"drift": PERSISTENCE, "spells": MEMORY}
LARGE_COUNT = 400.0
"""From this mean on a normal stands in for the negative binomial."""


def simulate(
    pace: Pace, *, as_of: date, seed: int, draws: int, weeks: int, presence: Shares
) -> Capacity:
    """Items finished for features in each week after ``as_of``, upkeep set aside.

        mean_t = usual rate * share to features * spell_t * exp(drift_t) * share of the week worked
        spell_t = (1 + .4^t (spell_0 - 1)) exp(s_t),  s_t = .4 s_{t-1} + normal,  s_0 = 0
        drift_t = .9 drift_{t-1} + sd normal,  sd^2 = (1/w - 1) / A,  drift_0 = 0

    The variance of s_t in the long run is log(1 + spell), so that spells ahead have median one.
    ``presence`` (teams, weeks) is the share of a full week that is worked.

    Half the variance of drift and spells belongs to all teams at once. The count
    is negative binomial around the mean, by its quantile at a uniform of its own: the same luck
    and a higher rate never give fewer items. A week's luck is that of the calendar's week, so that
    forecasts a week apart agree on the weeks they share.
    """
    first = as_of.toordinal() // DAYS_PER_WEEK
    walks = _Walks(first=first, seed=seed, draws=draws, weeks=weeks)
    made = np.empty((draws, weeks, len(pace.teams)), dtype=np.float32)

    def one(at: int) -> None:
        mean = _spells(pace, at, walks) * _rates(pace, at, walks)
        mean *= _shares(pace, at, walks) * presence[at]
        chance = luck.weekly_uniforms(
            draws, weeks, seed=seed, purpose="items", entity=pace.teams[at], first=first
        )
        made[:, :, at] = negative_binomial_quantile(chance, mean, 1 / pace.single)

    side_by_side.each(one, range(len(pace.teams)))
    return made


class _Walks:
    """Standard walks that forget, shared and own, each drawn once. (draws, weeks)."""

    def __init__(self, *, first: int, seed: int, draws: int, weeks: int) -> None:
        self.first, self.seed, self.draws, self.weeks = first, seed, draws, weeks
        self.shared = {
            purpose: self._one(f"{purpose} of all teams", "", keep)
            for purpose, keep in WALKS.items()
        }

    def walk(self, purpose: str, team: str) -> Floats:
        """Variance one after the first week, half of each step that of all teams."""
        own = self._one(purpose, team, WALKS[purpose])
        own *= sqrt(1 - SHARED)
        own += sqrt(SHARED) * self.shared[purpose]
        return own

    def _one(self, purpose: str, entity: str, keep: float) -> Floats:
        walk = luck.weekly_normals(
            self.draws, self.weeks, seed=self.seed, purpose=purpose, entity=entity, first=self.first
        )
        for week in range(1, self.weeks):
            walk[:, week] += keep * walk[:, week - 1]
        return walk


def _rates(pace: Pace, at: int, walks: _Walks) -> Floats:
    """The usual rate and its drift: (draws, weeks)."""
    shape, exposure = pace.usual[at]
    sd = sqrt((1 / pace.discount - 1) / shape)
    drift = sd * walks.walk("drift", pace.teams[at])
    today = luck.gammas(
        shape, walks.draws, seed=walks.seed, purpose="usual rate", entity=pace.teams[at]
    )
    return np.exp(drift) * (today / exposure)[:, None]


def _spells(pace: Pace, at: int, walks: _Walks) -> Floats:
    """Today's spell, fading, and those to come: (draws, weeks)."""
    shape, exposure = pace.now[at]
    today = luck.gammas(shape, walks.draws, seed=walks.seed, purpose="spell", entity=pace.teams[at])
    left = MEMORY ** np.arange(1, walks.weeks + 1)
    fading = 1 + left * (today[:, None] / exposure - 1)
    step = sqrt(log1p(pace.spell) * (1 - MEMORY**2))
    return fading * np.exp(step * walks.walk("spells", pace.teams[at]))


def _shares(pace: Pace, at: int, walks: _Walks) -> Floats:
    """The part of all work that goes to features: (draws, 1)."""
    mine, others = pace.to_features[at]
    share = luck.betas(
        mine, others, walks.draws, seed=walks.seed, purpose="share", entity=pace.teams[at]
    )
    return share[:, None]


@njit(cache=True, nogil=True)
def negative_binomial_quantile(chance: Floats, mean: Floats, size: float) -> Floats:
    """The smallest count whose cumulative chance reaches ``chance``; both (draws, weeks)."""
    found = np.zeros_like(mean)
    for d in range(mean.shape[0]):
        for week in range(mean.shape[1]):
            if mean[d, week] > LARGE_COUNT:
                found[d, week] = _normal_count(chance[d, week], mean[d, week], size)
            elif mean[d, week] > 0.0:
                found[d, week] = _small_count(chance[d, week], mean[d, week], size)
    return found


@njit(cache=True, nogil=True)
def _small_count(chance: float, mean: float, size: float) -> int:
    mass, count = exp(-size * log1p(mean / size)), 0
    below = mass
    while below < chance and (count <= mean or mass > 1e-18):
        mass *= (count + size) / (count + 1.0) * mean / (size + mean)
        below += mass
        count += 1
    return count


@njit(cache=True, nogil=True)
def _normal_count(chance: float, mean: float, size: float) -> float:
    """Normal with the same mean and variance, its quantile by Tukey's lambda."""
    normal = (chance**0.135 - (1.0 - chance) ** 0.135) / 0.1975
    return max(0.0, round(mean + sqrt(mean + mean * mean / size) * normal))
