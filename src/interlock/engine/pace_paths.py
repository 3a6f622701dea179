"""Weeks to come of the pool, drawn: items of each week in every draw, for whatever needs paths."""

from math import sqrt
from typing import Any

import numpy as np

from interlock.engine import drifting_pace, luck
from interlock.engine.capacity import negative_binomial_quantile
from interlock.engine.pace import Floats
from interlock.engine.pace_members import redrawn
from interlock.engine.week_blocks import Blocks, Redrawn


def paths(
    done: Floats, weights: Floats, *, draws: int, weeks: int, seed: int, team: str, first: int
) -> Floats:
    """Items of each of ``weeks`` weeks to come in every draw: (draws, weeks).

    ``done`` (weeks,) are past weeks, the latest last, ``weights`` (members,) what the members
    count, ``first`` the number of the first week to come among all weeks, by which luck is keyed.
    Each draw follows one member; the share of draws that have N items by week k is the pool's
    chance of it, before recalibration (for the drifting rate, of the walk whose variance the closed
    form takes).
    """
    key = _Luck(draws=draws, weeks=weeks, seed=seed, team=team, first=first)
    followed = np.searchsorted(weights.cumsum()[:-1], key.once("member of the pool"))
    members = [_redrawn(member, key) for member in redrawn(done)]
    members.append(_drifting(drifting_pace.fit(done), key))
    return np.stack(members)[followed, np.arange(draws)]


class _Luck:
    """All luck of one team's paths; members share it, so that they differ by what they say."""

    def __init__(self, *, draws: int, weeks: int, seed: int, team: str, first: int) -> None:
        self.draws, self.weeks = draws, weeks
        self.seed, self.team, self.first = seed, team, first

    def once(self, purpose: str) -> Floats:
        return luck.uniforms(self.draws, seed=self.seed, purpose=purpose, entity=self.team)

    def weekly(self, purpose: str) -> Floats:
        """Uniforms: (draws, weeks)."""
        drawn = luck.weekly_uniforms(self.draws, self.weeks, purpose=purpose, **self._key())
        return drawn.T.astype(np.float64)

    def steps(self, purpose: str) -> Floats:
        """Normals: (draws, weeks)."""
        drawn = luck.weekly_normals(self.draws, self.weeks, purpose=purpose, **self._key())
        return drawn.T.astype(np.float64)

    def _key(self) -> dict[str, Any]:
        return {"seed": self.seed, "entity": self.team, "first": self.first}


def _redrawn(member: Redrawn, key: _Luck) -> Floats:
    """One stretch after the other, each picked by its first week's luck."""
    picked, rounded = key.weekly("stretch of weeks"), key.weekly("part of an item")
    made = np.empty((key.draws, key.weeks))
    week, blocks = 0, member.first
    while week < key.weeks:
        drawn = _stretch(blocks, picked[:, week], rounded[:, week])[:, : key.weeks - week]
        made[:, week : week + drawn.shape[1]] = drawn
        week, blocks = week + drawn.shape[1], member.then
    return made


def _stretch(blocks: Blocks, picked: Floats, rounded: Floats) -> Floats:
    """Whole items of each week; a part of an item is done with its chance. (draws, weeks)."""
    which = np.searchsorted(blocks.chance.cumsum()[:-1], picked)
    summed = np.floor(blocks.items[which] + rounded[:, None])
    weekly: Floats = np.diff(summed, axis=1, prepend=0.0)
    return weekly


def _drifting(drifting: drifting_pace.Drifting, key: _Luck) -> Floats:
    """Negative binomial weeks around a rate that walks: (draws, weeks)."""
    today = luck.gammas(
        drifting.shape, key.draws, seed=key.seed, purpose="drifting rate", entity=key.team
    )
    step = sqrt((1 / drifting_pace.DISCOUNT - 1) / drifting.shape)
    walk = np.cumsum(key.steps("drift of the rate"), axis=1) * step
    level = np.exp(walk - step**2 * np.arange(1, key.weeks + 1) / 2)
    mean = (today / drifting.shape * drifting.rate)[:, None] * level
    return negative_binomial_quantile(key.weekly("items of a week"), mean, 1 / drifting.noise)
