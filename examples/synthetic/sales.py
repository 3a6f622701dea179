"""The sales side: what a week does to the deals that are open, and the history that it leaves."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from synthetic.deals import Deals, Entries, join
from synthetic.development import NEVER
from synthetic.luck import luck
from synthetic.weeks import friday_left, monday, month_end, quarter, season
from synthetic.world import RULE_STAGES, World

OPEN, WON, LOST = 0, 1, 2
LOSES_WITH, NEED_LOSES, MOST_UNMET = -0.4, 0.25, 3.0
FOUND, FOUND_WITH = 0.1, 0.4
"""Chance a week of a rule's evidence from its stage on, and what quality adds to its log."""

BACK, REPRICED, PUSHED, DATED = 0.01, 0.03, 0.7, 0.5
HARDLY = -6.0
"""Added to both log hazards of a forgotten deal."""

SWEPT_AFTER, FEWEST_SWEPT = 16, 8
DISCOUNTED = 0.5


@dataclass
class Log:
    """What was saved in the history: for each field a list of (deal, day, old, new) arrays."""

    stage: list[np.ndarray] = field(default_factory=list)
    amount: list[np.ndarray] = field(default_factory=list)
    close: list[np.ndarray] = field(default_factory=list)
    evidence: list[np.ndarray] = field(default_factory=list)
    """(deal, day, rule)"""

    def add(self, name: str, at: np.ndarray, *columns: np.ndarray) -> None:
        if at.any():
            getattr(self, name).append(np.stack([column[at] for column in columns]))

    def of(self, name: str) -> np.ndarray:
        return np.concatenate(getattr(self, name), axis=1)


@dataclass
class Market:
    """What the quarters and the weeks add to winning, and when features ship."""

    world: World
    season: np.ndarray
    shock: np.ndarray
    """(stories, quarters from the first week's on)"""
    shipped: np.ndarray
    """(stories, features + 2) weeks; the last columns stand for a feature that never ships, and for
    none"""

    def adds(self, week: int, story: np.ndarray) -> np.ndarray:
        world = self.world
        since = quarter(monday(world, week) + 4) - quarter(monday(world, 0) + 4)
        return (
            self.season[week]
            + self.shock[story, since]
            + world.drift * min(1.0, week / world.weeks)
        )


def market(world: World, seed: int, shipped: np.ndarray) -> Market:
    """All stories share the shocks of the quarters up to the as-of day's."""
    quarters = 1 + int(
        quarter(monday(world, world.weeks + world.ahead)) - quarter(monday(world, 0) + 4)
    )
    now = int(quarter(monday(world, world.weeks - 1) + 4) - quarter(monday(world, 0) + 4))
    shock = luck(seed, "sales", 1).standard_normal((1, quarters)).repeat(len(shipped), axis=0)
    later = luck(seed, "future sales", 1).standard_normal(shock.shape)
    shock[:, now + 1 :] = later[:, now + 1 :]
    beside = np.full((len(shipped), 2), (NEVER, -1))
    return Market(world, season(world), world.market_sd * shock, np.hstack([shipped, beside]))


def history(world: World, seed: int, entries: Entries, market: Market) -> tuple[Deals, Log]:
    """Every deal as it stands after the last week, in order of number, and what was saved."""
    random, log, ended = luck(seed, "sales"), Log(), []
    live = entries.of(0)
    for week in range(1, world.weeks):
        advance(live, week, market, np.zeros(len(live), int), random, log)
        over = live.outcome != OPEN
        ended.append(live.take(over))
        live = join([live.take(~over), entries.of(week)])
    deals = join([*ended, live])
    return deals.take(np.argsort(deals.number)), log


def advance(
    deals: Deals, week: int, market: Market, story: np.ndarray,
    random: np.random.Generator, log: Log | None = None,
) -> None:  # fmt: skip
    """One week of open deals: each ends, or moves on. Ended ones stay as they are."""
    world, n = market.world, len(deals)
    day = monday(world, week) + random.integers(0, 5, n)
    chance = random.random((6, n))
    works = week - deals.created < deals.forgotten
    live = deals.outcome == OPEN
    won, lost = hazards(deals, week, market, story)
    ends = np.select([chance[0] < won, chance[0] < won + lost], [WON, LOST], OPEN) * live
    if world.sweeps:
        swept = live & _swept(deals, week, market, story)
        ends, day = np.where(swept, LOST, ends), np.where(swept, monday(world, week) + 4, day)
    found = _found(deals, world, random) & (live & works & (ends == OPEN))[:, None]
    stage = np.where(works & (ends == OPEN), _stage(deals, world, chance[1]), deals.stage)
    close = _close(deals, day, chance[2], moved=stage > deals.stage)
    close = np.where(works & (ends == OPEN), close, deals.close)
    amount = _amount(deals, ends, chance[3], chance[4])
    amount = np.where(works | (ends != OPEN), amount, deals.amount)
    _save(deals, day, live, ends, stage, amount, np.where(ends == OPEN, close, day), found, log)


def hazards(
    deals: Deals, week: int, market: Market, story: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Chances of winning and of losing in this week."""
    world, age = market.world, week - deals.created
    unmet = _unmet(deals, week, market, story)
    forgotten = HARDLY * (age >= deals.forgotten)
    won = np.array(world.won)[deals.stage] + deals.quality + deals.had @ np.array(world.evidence)
    won += np.select([age < 3, age > 30], [world.young, world.old], 0.0)
    won += market.adds(week, story) - unmet + forgotten
    lost = np.array(world.lost)[deals.stage] + LOSES_WITH * deals.quality
    lost += NEED_LOSES * unmet + forgotten
    won, lost = np.exp(won), np.exp(lost)
    return won / (1 + won + lost), lost / (1 + won + lost)


def _unmet(deals: Deals, week: int, market: Market, story: np.ndarray) -> np.ndarray:
    """The worst dealbreaker that has not shipped, and the sum of what else has not."""
    waits = market.shipped[story[:, None], deals.feature] >= week
    taken = np.array(market.world.psi)[deals.strength] * waits
    must = np.where(deals.strength == 0, taken, 0).max(axis=1)
    return np.minimum(MOST_UNMET, must + np.where(deals.strength > 0, taken, 0).sum(axis=1))


def _found(deals: Deals, world: World, random: np.random.Generator) -> np.ndarray:
    due = deals.stage[:, None] >= np.array(RULE_STAGES)
    chance = FOUND * np.exp(FOUND_WITH * deals.quality)[:, None]
    return ~deals.had & due & (random.random(deals.had.shape, np.float32) < chance)


def _stage(deals: Deals, world: World, chance: np.ndarray) -> np.ndarray:
    up = np.array(world.advance)[deals.stage]
    return np.select(
        [chance < up, (chance > 1 - BACK) & (deals.stage > 0)], [deals.stage + 1, deals.stage - 1],
        deals.stage,
    )  # fmt: skip


def _close(deals: Deals, day: np.ndarray, chance: np.ndarray, moved: np.ndarray) -> np.ndarray:
    """Pushed when it passes; stated anew when the last stages are reached."""
    passes = (deals.close <= day) & (chance < PUSHED)
    later = month_end(np.maximum(deals.close, day) + 10 + (chance * 50).astype(int))
    near = moved & (deals.stage >= 2) & (chance < DATED)
    soon = month_end(day + 20 + (chance * 80).astype(int) * (4 - deals.stage).clip(1))
    return np.select([near, passes], [soon, later], deals.close)


def _amount(deals: Deals, ends: np.ndarray, chance: np.ndarray, size: np.ndarray) -> np.ndarray:
    discount = (ends == WON) & (chance < DISCOUNTED)
    factor = np.select(
        [discount, (ends == OPEN) & (chance < REPRICED)], [0.8 + 0.17 * size, 0.8 + 0.5 * size], 1.0
    )
    return np.where(factor == 1.0, deals.amount, np.round(deals.amount * factor / 50) * 50)


def _swept(deals: Deals, week: int, market: Market, story: np.ndarray) -> np.ndarray:
    """Long-forgotten deals of reps who have many, in the last week of a quarter."""
    if friday_left(market.world, week) >= 7 or not len(deals):
        return np.zeros(len(deals), bool)
    old = (deals.outcome == OPEN) & (week - deals.created >= deals.forgotten + SWEPT_AFTER)
    whose = story * market.world.rep_count + deals.rep
    return old & (np.bincount(whose[old], minlength=whose.max() + 1)[whose] >= FEWEST_SWEPT)


def _save(
    deals: Deals, day: np.ndarray, live: np.ndarray, ends: np.ndarray, stage: np.ndarray,
    amount: np.ndarray, close: np.ndarray, found: np.ndarray, log: Log | None,
) -> None:  # fmt: skip
    """The new values take the place of the old, and are written down."""
    if log is not None:
        shown = np.where(ends == OPEN, stage, CLOSED + ends)
        log.add("stage", live & (shown != deals.stage), deals.number, day, deals.stage, shown)
        log.add("amount", live & (amount != deals.amount), deals.number, day, deals.amount, amount)
        log.add("close", live & (close != deals.close), deals.number, day, deals.close, close)
        at, rule = np.nonzero(found)
        log.add("evidence", np.ones(len(at), bool), deals.number[at], day[at], rule)
    deals.had |= found
    for name, new in (("stage", stage), ("amount", amount), ("close", close), ("outcome", ends)):
        setattr(deals, name, np.where(live, new, getattr(deals, name)))
    deals.closed_on = np.where(live & (ends != OPEN), day, deals.closed_on)


CLOSED = 4
"""A stage's code in the log: 0 to 4 open, 5 won, 6 lost."""


def futures(world: World, seed: int, deals: Deals, market: Market) -> Iterator[tuple[int, Deals]]:
    """Each week ahead with the deals after it, story by story in one row of arrays."""
    stories = len(market.shipped)
    random = luck(seed, "future sales")
    many = deals.take(np.tile(np.arange(len(deals)), stories))
    story = np.repeat(np.arange(stories), len(deals))
    for week in range(world.weeks, world.weeks + world.ahead):
        advance(many, week, market, story, random)
        yield week, many
