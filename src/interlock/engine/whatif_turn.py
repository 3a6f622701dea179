"""The worth of a need at which a what-if turns: what it costs reaches what it buys."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import polars as pl

from interlock.engine import joint as joining
from interlock.engine.joint import World
from interlock.engine.outlook import Outlook
from interlock.engine.tipping_point import MOST, Tip, chance_to_keep
from interlock.engine.whatif_deals import Changed
from interlock.records.both_ways import Turn
from interlock.records.sales_tables import STRENGTHS

GRID = np.array([0.0, 0.2, 0.5, 0.9, 1.4, 2.0, 2.8, MOST])
"""Worths at which the costs are computed; between them they are a straight line."""

DRAWS = 128
NO_COST = "No deal loses, whatever an unmet need is worth"
NO_NEED = "No deal that loses waits for a feature, so the worth of a need changes nothing"
ALWAYS_MORE = "They cost more than they buy whatever an unmet need is worth"
NEVER_MORE = f"They buy more than they cost up to a worth of {MOST:g}, beyond which nobody looks"


def turn(found: Changed) -> Turn:
    """The psi of the class with most at risk, for the deals that lose, at which

        costs(psi) = sum over deals that lose of value (P_before(psi) - P_after(psi)) >= buys

    Other classes and the deals that gain keep theirs: as `need_features.tip`, of any change.
    """
    losing, gaining = found.losing, found.gaining
    if losing.deals.is_empty():
        return Turn(None, "", 0.0, None, NO_COST)
    strength = _main(losing)
    if strength is None:
        return Turn(None, "", 0.0, None, NO_NEED)
    buys = gaining.expected
    tip = (
        Tip("keep", 0.0)
        if gaining.deals.is_empty()
        else _tipping(cache(lambda at: _cost(losing, strength, float(GRID[at])) - buys))
    )
    counted, learnt = float(found.before.worth.mean[strength]), found.before.worth.learnt
    chance = chance_to_keep(tip, learnt[strength].psi) if learnt else None
    told = {"keep": ALWAYS_MORE, "drop": NEVER_MORE}.get(tip.verdict, "")
    if told:
        return Turn(None, STRENGTHS[strength], counted, None, told)
    return Turn(tip.psi, STRENGTHS[strength], counted, chance, "")


def _tipping(more: Callable[[int], float]) -> Tip:
    """Where costs less buys, ``more`` at each place of the grid and rising, cross zero."""
    low, high = 0, len(GRID) - 1
    if more(low) >= 0:
        return Tip("keep", 0.0)
    if more(high) < 0:
        return Tip("drop", MOST)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if more(middle) >= 0 else (middle, high)
    part = -more(low) / (more(high) - more(low))
    return Tip("tips", float(GRID[low] + part * (GRID[high] - GRID[low])))


def _cost(losing: Changed, strength: int, psi: float) -> float:
    """What the deals that lose lose at this worth, in expected bookings."""
    world = losing.before.joint.world.at(strength, psi)
    before, after = (
        _brings(of, losing.deals[group].to_numpy(), losing.deals[value].to_numpy(), world)
        for of, group, value in (
            (losing.before, "group", "at_close"),
            (losing.after, "group_then", "at_close_then"),
        )
    )
    return before - after


def _brings(of: Outlook, groups: np.ndarray, values: np.ndarray, world: World) -> float:
    some, group = np.unique(groups, return_inverse=True)
    joint = replace(
        of.joint,
        world=world,
        ready=of.joint.ready[:DRAWS],
        groups=tuple(of.joint.groups[at] for at in some),
        deals=pl.DataFrame({"group": group}),
        ends=of.joint.ends[-1:],
    )
    return float(joining.sums(joint, values)[0].mean())


def _main(losing: Changed) -> int | None:
    """The class of need with most at risk in deals that lose; None where none waits."""
    lost: dict[int, float] = defaultdict(float)
    columns = ("group_then", "before", "after", "at_close", "at_close_then")
    for group, before, after, value, later in losing.deals.select(columns).iter_rows():
        needs = losing.after.joint.groups[group].needs
        if needs:
            lost[min(strength for _, strength in needs)] += before * value - after * later
    return max(sorted(lost), key=lost.__getitem__) if lost else None
