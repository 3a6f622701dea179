"""Weeks to come of the pool's members that draw past weeks anew, in every draw."""

from typing import Any

import numpy as np
from numba import njit

from interlock.engine import luck
from interlock.engine.luck import Weekly
from interlock.engine.pace import Floats, Weeks
from interlock.engine.pace_members import redrawn


def draw_anew(
    done: Floats, weights: Floats, made: Weekly, *, seed: int, team: str, first: int
) -> None:
    """Into ``made`` (weeks, draws), items of each week to come in the draws that follow a member
    which draws past weeks anew; the other draws, which follow the drifting rate, stay as they are.

    ``done`` (weeks,) are past weeks, the latest last, ``weights`` (members,) what the members
    count, ``first`` the number of the first week to come among all weeks, by which luck is keyed.
    The share of a member's draws that have N items by week k is its chance of it
    (`pace_members.chances`).
    """
    weeks, draws = made.shape
    key: dict[str, Any] = {"seed": seed, "entity": team}
    members = followed(weights, draws, **key)
    picked, rounded = (
        luck.weekly_uniforms(draws, weeks, purpose=purpose, first=first, **key)
        for purpose in ("stretch of weeks", "part of an item")
    )
    for at, member in enumerate(redrawn(done)):
        first_one, then = member.first, member.then
        _stretches(
            first_one.items, first_one.chance.cumsum(), then.items, then.chance.cumsum(),
            np.flatnonzero(members == at), picked, rounded, made,
        )  # fmt: skip


def followed(weights: Floats, draws: int, *, seed: int, entity: str) -> Weeks:
    """Which member each draw of a team follows, by its place, (draws,)."""
    picks = luck.uniforms(draws, seed=seed, purpose="member of the pool", entity=entity)
    return np.searchsorted(weights.cumsum()[:-1], picks)


@njit(cache=True, nogil=True)
def _stretches(
    first: Floats,
    first_chance: Floats,
    then: Floats,
    then_chance: Floats,
    where: Weeks,
    picked: Weekly,
    rounded: Weekly,
    made: Weekly,
) -> None:
    """One stretch after the other, each picked by its first week's luck, in the draws ``where``.
    Items are whole; a part of one is done with its chance.
    """
    weeks = made.shape[0]
    for d in where:
        start, blocks, chance = 0, first, first_chance
        while start < weeks:
            block = np.searchsorted(chance[:-1], picked[start, d])
            before = 0.0
            for at in range(min(blocks.shape[1], weeks - start)):
                summed = np.floor(blocks[block, at] + rounded[start, d])
                made[start + at, d] = summed - before
                before = summed
            start, blocks, chance = start + blocks.shape[1], then, then_chance
