"""What each team finishes for features in the weeks ahead: by the pool where its past allows."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import sqrt
from typing import Any

import numpy as np

from interlock.engine import capacity, luck, pace_paths, pace_pool, pool_weights, side_by_side
from interlock.engine.capacity import Capacity
from interlock.engine.luck import Numbers, Weekly
from interlock.engine.pace import Floats, Pace
from interlock.engine.pace_members import DRIFTING, MEMBERS
from interlock.engine.presence import Shares
from interlock.engine.team_history import Throughput
from interlock.engine.whole_weeks import Series, is_active
from interlock.records.birth import PacePool
from interlock.records.calendar import DAYS_PER_WEEK

SHARED = 0.75
"""Part of what makes a draw good or bad for a team that is so for all teams: declared, since with
it the number of features shipped in made-up companies varied as forecast.
"""

ORDERED_WEEKS, BLOCK = 26, 64
"""Paths are good or bad by the items of so many weeks, among so many neighbouring draws."""

DRIFTS = MEMBERS.index(DRIFTING)
"""The member that is simulated and not drawn anew."""

LEAST_OPEN = 0.4
"""A week of which less was worked tells nothing of a full one; the usual week stands in."""

MOST_LOOKS = 60
"""Past forecasts, over all teams, from which the members' weights are learnt."""


@dataclass(frozen=True)
class Pooled:
    """Teams with a pool: their past as full weeks, and what its members count (members,)."""

    every: Mapping[str, Series]
    counts: Mapping[str, Floats]

    def only(self, teams: Container[str]) -> "Pooled":
        """Of some teams alone."""
        return Pooled(
            {team: one for team, one in self.every.items() if team in teams},
            {team: one for team, one in self.counts.items() if team in teams},
        )

    def said(self) -> tuple[PacePool, ...]:
        """By name."""
        return tuple(
            PacePool(team, tuple(zip(MEMBERS, map(float, count), strict=True)))
            for team, count in self.counts.items()
        )


def learnt(history: Throughput) -> Pooled:
    """The pool of each team whose last 26 weeks hold 13 with any item, and 26 items.

    Its members are weighed by how good their forecasts of past weeks were (`pool_weights`), of
    weeks evenly over all that is known.
    """
    found = ((team, _full_weeks(history, at)) for at, team in enumerate(history.teams))
    every = {team: one for team, one in found if one is not None}
    series = list(every.values())
    apart = max(1, -(-sum(one.done.size for one in series) // MOST_LOOKS))
    past = pace_pool.remembered(
        series, looked=lambda one, week: (one.done.size - week) % apart == 0
    )
    counts = {
        one.team: pool_weights.weights(past, team=at, week=one.began + one.done.size)
        for at, one in enumerate(series)
    }
    return Pooled(every, counts)


def simulate(
    pooled: Pooled,
    paces: Pace,
    *,
    as_of: date,
    seed: int,
    draws: int,
    weeks: int,
    presence: Shares,
) -> Capacity:
    """Items finished for features in each week after ``as_of``, upkeep set aside:
    (draws, weeks, teams).

        items = items of a full week * share to features * share of the week worked

    In each draw a team with a pool follows one of its members: past weeks drawn anew
    (`pace_paths`), or the drifting rate, here that of `capacity` with what teams have in common. A
    draw that is good for one team is rather good for all: among every 64 draws each team's paths,
    in the order of their items over 26 weeks, go to the draws in the order of a normal of which
    three quarters belong to all teams (the Schaake shuffle). Other teams have the drifting rate.

    Source: Clark et al. (2004), The Schaake shuffle.
    """
    key: dict[str, Any] = {"as_of": as_of, "seed": seed, "weeks": weeks}
    whole = -(-draws // BLOCK) * BLOCK
    made = np.empty((len(paces.teams), weeks, whole), dtype=np.float32)
    pool = [at for at, team in enumerate(paces.teams) if team in pooled.every]
    alone = [at for at, team in enumerate(paces.teams) if team not in pooled.every]
    full = np.ones((len(pool), weeks))
    made[alone] = capacity.simulate(paces.of(alone), draws=whole, presence=presence[alone], **key).T
    drifts = {
        team: np.flatnonzero(pace_paths.followed(count, whole, seed=seed, entity=team) == DRIFTS)
        for team, count in pooled.counts.items()
    }
    made[pool] = capacity.simulate(
        _all_work(paces.of(pool)), draws=whole, presence=full, where=drifts, **key
    ).T
    shared = luck.normals(whole, seed=seed, purpose="good or bad for all teams")

    def one(at: int) -> None:
        team = paces.teams[at]
        pace_paths.draw_anew(
            pooled.every[team].done, pooled.counts[team], made[at],
            seed=seed, team=team, first=as_of.toordinal() // DAYS_PER_WEEK,
        )  # fmt: skip
        own = luck.normals(whole, seed=seed, purpose="good or bad", entity=team)
        mine, others = paces.to_features[at]
        share = luck.betas(mine, others, whole, seed=seed, purpose="share", entity=team)
        ordered = _in_order_of(sqrt(SHARED) * shared + sqrt(1 - SHARED) * own, made[at])
        made[at] = ordered * share * presence[at][:, None]

    side_by_side.each(one, pool)
    return made[:, :, :draws].T


def _all_work(paces: Pace) -> Pace:
    """The same where all work goes to features."""
    return replace(paces, to_features=np.tile([1e9, 1e-3], (len(paces.teams), 1)))


def _in_order_of(lucky: Numbers, items: Weekly) -> Weekly:
    """The paths (weeks, draws), in each block the one with the fewest items where ``lucky``
    (draws,) is least.
    """
    first = np.arange(0, lucky.size, BLOCK)[:, None]
    total = items[:ORDERED_WEEKS].sum(axis=0)
    least, worst = (
        (first + np.argsort(by.reshape(-1, BLOCK), axis=1, kind="stable")).ravel()
        for by in (lucky, total)
    )
    ordered = np.empty_like(items)
    ordered[:, least] = items[:, worst]
    return ordered


def _full_weeks(history: Throughput, at: int) -> Series | None:
    """A team's items as in full weeks, from its first one on; None for one that has no pool."""
    done = (history.feature_items[at] + history.other_items[at]).astype(float)
    if not done.any():
        return None
    began = int((done > 0).argmax())
    done, worked = done[began:], history.open[at, began:]
    told = worked >= LEAST_OPEN
    usual = done[told].sum() / max(float(worked[told].sum()), LEAST_OPEN)
    full = np.where(told, done / np.maximum(worked, LEAST_OPEN), usual)
    return Series(history.teams[at], history.weeks[began], full) if is_active(full) else None
