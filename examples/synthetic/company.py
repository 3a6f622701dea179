"""One company: its past, and many stories of its future, of which the first is what will happen."""

from dataclasses import dataclass

import numpy as np
from synthetic import development, sales
from synthetic.deals import Deals, Entries
from synthetic.development import Past, Plan
from synthetic.sales import Log, Market
from synthetic.world import World


@dataclass
class Company:
    """All that was drawn; ``shipped`` are weeks of (stories, features), alike in the past."""

    world: World
    seed: int
    plan: Plan
    past: Past
    due: np.ndarray
    """week in which each train was to leave"""
    trains: np.ndarray
    """(stories, trains) weeks in which they leave"""
    shipped: np.ndarray
    deals: Deals
    log: Log
    market: Market


def simulate(world: World, seed: int, stories: int) -> Company:
    """History is the same whatever the number of stories, of which there is one at least."""
    plan = development.plan(world, seed)
    past = development.history(world, seed, plan)
    finished = development.futures(world, seed, plan, past, stories)
    due, trains = development.trains(world, seed, stories)
    shipped = development.shipped(plan, finished, trains)
    market = sales.market(world, seed, shipped)
    until = np.minimum(shipped[0], plan.dropped)
    entries = Entries(
        world, seed, plan.created, np.where(until < world.weeks, until, development.NEVER)
    )
    deals, log = sales.history(world, seed, entries, market)
    return Company(world, seed, plan, past, due, trains, shipped, deals, log, market)
