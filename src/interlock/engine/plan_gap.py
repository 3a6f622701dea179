"""How good an order is: beside others on fresh scenarios, and how far from the best it may lie."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from interlock.engine import plan_search, plan_starts
from interlock.engine.arrays import Floats, Places
from interlock.engine.clocks import Clock, standing
from interlock.engine.joint import WEEKS
from interlock.engine.need_estimates import NORMAL
from interlock.engine.plan_aims import Aim
from interlock.engine.plan_rules import Rules
from interlock.engine.plan_scenarios import Scenarios
from interlock.engine.plan_worlds import Worlds
from interlock.records.planning import Gain, Gap

FEW = 64
"""Scenarios in which moves are looked at first: one of each world."""

Q90 = NORMAL.inv_cdf(0.9)


@dataclass(frozen=True)
class Judged:
    """Orders by name on scenarios that had no part in finding them: bookings along each (draws,),
    and were no feature ever to ship, or each today.
    """

    along: dict[str, Floats]
    never: Floats
    today: Floats

    def value(self, name: str) -> float:
        return float(self.along[name].mean())

    def difference(self, one: str, other: str) -> Gain:
        return difference(self.along[one] - self.along[other])


def judged(worlds: Worlds, orders: dict[str, Places]) -> Judged:
    """Each order on the scenarios of ``worlds``."""
    along = {name: worlds.try_order(order)[0].copy() for name, order in orders.items()}
    shape = worlds.dates.ready[0].shape
    never = np.full(shape, WEEKS, dtype=np.int32)
    today = np.zeros(shape, dtype=np.int32)
    today[-1] = WEEKS
    every = range(len(worlds.of.features))
    return Judged(along, worlds.were_ready(never, every), worlds.were_ready(today, every))


def difference(along: Floats) -> Gain:
    """Of what one order brings more than another along the same scenarios."""
    low, high = np.quantile(along, (0.1, 0.9))
    return Gain(
        mean=float(along.mean()),
        error=float(along.std(ddof=1) / np.sqrt(along.size)) if along.size > 1 else 0.0,
        low=float(low),
        high=float(high),
        chance=float((along > 0).mean() + 0.5 * (along == 0).mean()),
    )


def gap(
    order: Places,
    fresh: Callable[[int], Scenarios],
    rules: Rules,
    *,
    replications: int,
    moves: int,
    seed: int,
    brings: float,
    movable: float,
    seconds: float = np.inf,
    clock: Clock = standing,
    tell: Callable[[int], None] = lambda _: None,
) -> Gap | None:
    """What searches in fresh scenarios find more there than the order has, on average.

        G_r = max over orders found in replication r of mean over its scenarios of B
              - mean over the same scenarios of B(order)

    Were each search to find the best order of its scenarios, the mean of G would be no less than
    how far the order lies from the best one in truth (Mak, Morton and Wood 1999); searches begin at
    the order and at the rankings and may miss the best, so it is an estimate and no proof.
    """
    found = []
    for which in range(replications):
        tell(which + 1)
        scenarios = fresh(which)
        found.append(
            _more(
                order,
                scenarios,
                rules,
                moves=moves,
                seed=seed + which,
                seconds=seconds,
                clock=clock,
            )
        )
    if not found:
        return None
    mean = float(np.mean(found))
    error = float(np.std(found, ddof=1) / np.sqrt(len(found))) if len(found) > 1 else 0.0
    return Gap(
        replications=len(found),
        mean=mean,
        upper=mean + Q90 * error,
        share_of_bookings=mean / brings if brings > 0 else 0.0,
        share_of_movable=mean / movable if movable > 0 else 0.0,
    )


def both_sizes(of: Scenarios, worlds: Worlds | None = None) -> tuple[Worlds, Worlds]:
    """All scenarios, and the few first of the same."""
    every = worlds or Worlds(of)
    return every, Worlds(of.first(FEW), like=every)


def _more(
    order: Places,
    of: Scenarios,
    rules: Rules,
    *,
    moves: int,
    seed: int,
    seconds: float,
    clock: Clock,
) -> float:
    worlds, few = both_sizes(of)
    begins = {"plan": order, **plan_starts.starts(few, rules)}
    found = plan_search.search(
        worlds,
        few,
        begins,
        aim=Aim(),
        rules=rules,
        seed=seed,
        moves=moves,
        seconds=seconds,
        clock=clock,
    )
    return found.value - found.starts["plan"] if found else 0.0
