"""The development side: teams finish items week by week, features grow, releases leave and slip."""

from dataclasses import dataclass

import numpy as np
from synthetic.luck import luck
from synthetic.weeks import monday
from synthetic.world import World

NEVER = 1 << 14
"""A week that does not come."""

SHIPPED_BY_NOW, LEAD = 0.65, 26
SECOND_IN_LINE = 0.3
SLOW = 0.25
"""Pace in the week of Christmas and the next."""


@dataclass
class Plan:
    """What is to be built: one entry a feature, by number; team = number modulo the teams."""

    created: np.ndarray
    items: np.ndarray
    dropped: np.ndarray
    after: np.ndarray
    """the feature that must ship before it, or -1"""
    planned: np.ndarray
    """the week for which it was first promised"""


@dataclass
class Work:
    """Where the teams stand, in each of S stories: what is left, and how fast they are."""

    left: np.ndarray
    shared: np.ndarray
    own: np.ndarray


@dataclass
class Past:
    """What was done: by week and feature, and the week in which each feature was finished."""

    done: np.ndarray
    found: np.ndarray
    upkeep: np.ndarray
    finished: np.ndarray
    work: Work


def plan(world: World, seed: int) -> Plan:
    random = luck(seed, "features")
    count, teams = world.feature_count, world.team_count
    start = np.arange(count) // teams / (count / teams) * world.weeks / SHIPPED_BY_NOW
    created = np.floor(start - LEAD - random.uniform(0, 26, count)).astype(int).clip(0)
    dropped = np.where(random.random(count) < 0.04, created + random.integers(20, 60, count), NEVER)
    after = np.where(
        random.random(count) < world.waiting,
        np.arange(count) - random.integers(1, 2 * teams, count),
        -1,
    )
    after = np.where((after % teams) == np.arange(count) % teams, -1, after)
    planned = np.floor(start + world.weeks / count * teams * random.uniform(0.5, 1.5, count))
    return Plan(
        created,
        1 + random.poisson(world.items, count),
        dropped,
        after.clip(-1),
        planned.astype(int),
    )


def history(world: World, seed: int, plan: Plan) -> Past:
    """One story, from the first week to the as-of day."""
    random = luck(seed, "work")
    count, teams = world.feature_count, world.team_count
    work = Work(np.zeros((1, count), int), np.zeros(1), np.zeros((1, teams)))
    past = Past(
        np.zeros((world.weeks, count), int),
        np.zeros((world.weeks, count), int),
        np.zeros((world.weeks, teams), int),
        np.full(count, NEVER),
        work,
    )
    for week in range(world.weeks):
        born = plan.created == week
        work.left[0, born] = plan.items[born]
        work.left[0, plan.dropped == week] = 0
        had = work.left[0] > 0
        done, past.found[week], past.upkeep[week] = (x[0] for x in _week(world, work, week, random))
        past.done[week] = done
        past.finished[had & (work.left[0] == 0)] = week
    plan.dropped = np.where(
        plan.dropped < np.minimum(past.finished, world.weeks), plan.dropped, NEVER
    )
    return past


def futures(world: World, seed: int, plan: Plan, past: Past, stories: int) -> np.ndarray:
    """(stories, features): the week in which each is finished, ``NEVER`` when after the end."""
    random = luck(seed, "future work")
    work = Work(*(np.repeat(x, stories, axis=0) for x in vars(past.work).values()))
    finished = np.repeat(past.finished[None], stories, axis=0)
    for week in range(world.weeks, world.weeks + world.ahead):
        had = work.left > 0
        _week(world, work, week, random)
        finished[had & (work.left == 0)] = week
    return finished


def shipped(plan: Plan, finished: np.ndarray, trains: np.ndarray) -> np.ndarray:
    """The week of the first train, of (stories, trains), at or after the finish, and never before
    the feature that it waits for.
    """
    at = (trains[:, None, :] < finished[:, :, None]).sum(axis=2)
    left = np.concatenate([trains, np.full((len(trains), 1), NEVER)], axis=1)
    weeks = np.take_along_axis(left, at, axis=1)
    for feature in np.flatnonzero(plan.after >= 0):
        weeks[:, feature] = np.maximum(weeks[:, feature], weeks[:, plan.after[feature]])
    return weeks


def trains(world: World, seed: int, stories: int) -> tuple[np.ndarray, np.ndarray]:
    """(due weeks, (stories, trains) weeks in which they left): all stories share the past."""
    random = luck(seed, "work", 1)
    due = np.arange(world.train_weeks - 1, world.weeks + world.ahead, world.train_weeks)
    slips = _slips(world, random, (1, len(due)))
    later = _slips(world, luck(seed, "future work", 1), (stories, len(due)))
    return due, due + np.where(due + slips < world.weeks, slips, later)


def _slips(world: World, random: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    return np.where(random.random(shape) < world.train_slips, random.integers(1, 4, shape), 0)


def _week(
    world: World, work: Work, week: int, random: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Items done, items found and upkeep of one week, in every story."""
    stories, teams = work.own.shape
    keep, step = world.persistence, world.pace_sd
    work.shared = keep * work.shared + step * random.standard_normal(stories)
    work.own = keep * work.own + step * random.standard_normal((stories, teams))
    rate = _pace(world) * np.exp(work.shared[:, None] + work.own) * _closed(world, week)
    count = random.poisson(rate * random.gamma(world.burst, 1 / world.burst, rate.shape))
    upkeep = random.binomial(count, world.upkeep)
    second = random.binomial(count - upkeep, SECOND_IN_LINE)
    done = np.zeros_like(work.left)
    for team in range(teams):
        done[:, team::teams] = _spent(
            work.left[:, team::teams], (count - upkeep - second)[:, team], second[:, team]
        )
    found = random.poisson(world.discovered * done)
    work.left = work.left - done + found
    return done, found, upkeep


def _pace(world: World) -> float:
    """Items a team and week, such that the planned share is finished by now."""
    size = (1 + world.items) / (1 - world.discovered)
    weekly = SHIPPED_BY_NOW * world.feature_count / world.team_count * size / world.weeks
    return weekly / (1 - world.upkeep)


def _closed(world: World, week: int) -> float:
    day = monday(world, week).astype("M8[D]").item()
    return SLOW if (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 3) else 1.0


def _spent(left: np.ndarray, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Work goes to the first unfinished feature and on down the queue; some to the second."""
    done = _serial(left, first)
    rest = left - done
    top = np.argmax(rest > 0, axis=1)
    behind = rest.copy()
    behind[np.arange(len(rest)), top] = 0
    return done + _serial(behind, second)


def _serial(left: np.ndarray, count: np.ndarray) -> np.ndarray:
    before = np.cumsum(left, axis=1) - left
    return np.clip(count[:, None] - before, 0, left)
