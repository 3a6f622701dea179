"""What each team finishes for features in the weeks ahead, in every draw."""

from collections.abc import Mapping
from datetime import date
from math import exp, log1p, sqrt
from typing import Any

import numpy as np
from numba import njit

from interlock.engine import luck, side_by_side
from interlock.engine.luck import Weekly
from interlock.engine.pace import MEMORY, Floats, Pace, Weeks
from interlock.engine.presence import Shares
from interlock.records.calendar import DAYS_PER_WEEK

Capacity = np.ndarray[Any, np.dtype[np.float32]]
"""(draws, weeks, teams), items; a team's week lies together in memory."""

SHARED = 0.5
"""Part of the variance of drift and spells that all teams share: declared, not learnt."""

PERSISTENCE = 0.9
"""Part of the usual rate's deviation from today's that is left a week later: declared."""

WALKS = {"drift": PERSISTENCE, "spells": MEMORY}
OWN, JOINT = sqrt(1 - SHARED), sqrt(SHARED)
LARGE_COUNT = 400.0
"""From this mean on a normal stands in for the negative binomial."""

RATIOS, LEAST_MASS = 1024, 1e-18


def simulate(
    pace: Pace,
    *,
    as_of: date,
    seed: int,
    draws: int,
    weeks: int,
    presence: Shares,
    where: Mapping[str, Weeks] | None = None,
) -> Capacity:
    """Items finished for features in each week after ``as_of``, upkeep set aside.

        mean_t = usual rate * share to features * spell_t * exp(drift_t) * share of the week worked
        spell_t = (1 + .4^t (spell_0 - 1)) exp(s_t),  s_t = .4 s_{t-1} + normal,  s_0 = 0
        drift_t = .9 drift_{t-1} + sd normal,  sd^2 = (1/w - 1) / A,  drift_0 = 0

    The variance of s_t in the long run is log(1 + spell), so that spells ahead have median one.
    ``presence`` (teams, weeks) is the share of a full week that is worked. ``where`` are the draws
    of a team that are asked for, all where it is not named; the others are not worked out.

    Half the variance of drift and spells belongs to all teams at once. The count
    is negative binomial around the mean, by its quantile at a uniform of its own: the same luck
    and a higher rate never give fewer items. A week's luck is that of the calendar's week, so that
    forecasts a week apart agree on the weeks they share.
    """
    key: dict[str, Any] = {"seed": seed, "first": as_of.toordinal() // DAYS_PER_WEEK}
    shared = {name: _shared(name, keep, draws, weeks, key) for name, keep in WALKS.items()}
    made = np.empty((len(pace.teams), weeks, draws), dtype=np.float32)
    asked, every = where or {}, np.arange(draws)

    def one(at: int) -> None:
        team = pace.teams[at]
        own = {
            name: luck.weekly_normals(draws, weeks, purpose=name, entity=team, **key)
            for name in WALKS
        }
        chance = luck.weekly_uniforms(draws, weeks, purpose="items", entity=team, **key)
        _weeks(
            _level(pace, at, draws, seed), _spell_now(pace, at, draws, seed), presence[at],
            _drift_sd(pace, at), own["drift"], shared["drift"],
            _spell_sd(pace), own["spells"], shared["spells"],
            chance, 1 / pace.single, asked.get(team, every), made[at],
        )  # fmt: skip

    side_by_side.each(one, range(len(pace.teams)))
    return made.T


def _shared(name: str, keep: float, draws: int, weeks: int, key: Mapping[str, Any]) -> Weekly:
    """The standard walk of all teams, which forgets: (weeks, draws)."""
    walk = luck.weekly_normals(draws, weeks, purpose=f"{name} of all teams", **key)
    for week in range(1, weeks):
        walk[week] += np.float32(keep) * walk[week - 1]
    return walk


def _level(pace: Pace, at: int, draws: int, seed: int) -> Floats:
    """Today's usual rate times the part of all work that goes to features: (draws,)."""
    (shape, exposure), (mine, others), team = pace.usual[at], pace.to_features[at], pace.teams[at]
    rate = luck.gammas(shape, draws, seed=seed, purpose="usual rate", entity=team) / exposure
    return rate * luck.betas(mine, others, draws, seed=seed, purpose="share", entity=team)


def _spell_now(pace: Pace, at: int, draws: int, seed: int) -> Floats:
    shape, exposure = pace.now[at]
    return luck.gammas(shape, draws, seed=seed, purpose="spell", entity=pace.teams[at]) / exposure


def _drift_sd(pace: Pace, at: int) -> float:
    return sqrt((1 / pace.discount - 1) / pace.usual[at][0])


def _spell_sd(pace: Pace) -> float:
    return sqrt(log1p(pace.spell) * (1 - MEMORY**2))


@njit(cache=True, nogil=True)
def _weeks(
    level: Floats,
    spell_now: Floats,
    presence: Floats,
    drift_sd: float,
    drift_steps: Weekly,
    drift_shared: Weekly,
    spell_sd: float,
    spell_steps: Weekly,
    spell_shared: Weekly,
    chance: Weekly,
    size: float,
    where: Weeks,
    made: Weekly,
) -> None:
    """One team's weeks into ``made`` (weeks, draws) in the draws ``where``, as `simulate` says; the
    walks of all teams are given whole, the own ones as steps.
    """
    weeks, draws = made.shape
    drift, spell, fading = np.zeros(draws), np.zeros(draws), 1.0
    ratios = _ratios(size)
    for week in range(weeks):
        fading *= MEMORY
        for d in where:
            drift[d] = PERSISTENCE * drift[d] + drift_steps[week, d]
            spell[d] = MEMORY * spell[d] + spell_steps[week, d]
            walk = drift_sd * (OWN * drift[d] + JOINT * drift_shared[week, d])
            walk += spell_sd * (OWN * spell[d] + JOINT * spell_shared[week, d])
            turn = 1.0 + fading * (spell_now[d] - 1.0)
            mean = level[d] * presence[week] * turn * exp(walk)
            made[week, d] = _count(chance[week, d], mean, size, ratios)


@njit(cache=True, nogil=True)
def negative_binomial_quantile(chance: Floats, mean: Floats, size: float) -> Floats:
    """The smallest count whose cumulative chance reaches ``chance``; both (weeks, draws)."""
    found, ratios = np.zeros_like(mean), _ratios(size)
    for week in range(mean.shape[0]):
        for d in range(mean.shape[1]):
            found[week, d] = _count(chance[week, d], mean[week, d], size, ratios)
    return found


@njit(cache=True, nogil=True)
def _ratios(size: float) -> Floats:
    """(count + size) / (count + 1), by which the chance of a count leads to that of the next."""
    count = np.arange(RATIOS)
    return (count + size) / (count + 1.0)


@njit(cache=True, nogil=True)
def _count(chance: float, mean: float, size: float, ratios: Floats) -> float:
    if mean <= 0.0:
        return 0.0
    if mean > LARGE_COUNT:
        return _normal_count(chance, mean, size)
    single = size / (size + mean)
    mass, more, count = single**size, 1.0 - single, 0
    below = mass
    while below < chance and (count <= mean or mass > LEAST_MASS):
        ratio = ratios[count] if count < RATIOS else (count + size) / (count + 1.0)
        mass *= ratio * more
        below += mass
        count += 1
    return float(count)


@njit(cache=True, nogil=True)
def _normal_count(chance: float, mean: float, size: float) -> float:
    """Normal with the same mean and variance, its quantile by Tukey's lambda."""
    normal = (chance**0.135 - (1.0 - chance) ** 0.135) / 0.1975
    return max(0.0, round(mean + sqrt(mean + mean * mean / size) * normal))
