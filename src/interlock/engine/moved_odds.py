"""Odds of deals in states between two days, each state joined only for the deals that need it."""

from collections import defaultdict
from dataclasses import dataclass, field
from math import ceil
from typing import Any

import numpy as np

from interlock.engine import joint as joining
from interlock.engine import moved_rows
from interlock.engine import outlook as looking
from interlock.engine.joint import WORLDS, Joint
from interlock.engine.moved_deals import Deals
from interlock.engine.moved_players import EDITS, REFIT, STAGES, TIME
from interlock.engine.moved_ships import SHIPPING, Ships, named
from interlock.engine.outlook import Outlook
from interlock.records.calendar import Quarter

SHARED = TIME | REFIT
"""Players that choose the day and the model of a whole join."""

OWN = EDITS | STAGES | SHIPPING
"""Players that choose a deal's own rows and ship dates; deals in several such states enter one
join, under names of their own.
"""

ODDS = SHARED | OWN

Asked = dict[int, set[int]]
"""coalition of ``ODDS`` -> places of the deals whose odds are asked for in it"""

ByWorld = np.ndarray[Any, np.dtype[np.float64]]
"""(..., WORLDS + 1): the mean in each world, then over all draws."""


@dataclass(frozen=True)
class _Joined:
    """Odds of winning this quarter: ``by_world`` of each group, (groups, WORLDS + 1), and ``odds``
    along its draws; ``group`` of each name.
    """

    by_world: ByWorld
    odds: tuple[np.ndarray, ...]
    group: dict[str, int]


@dataclass(frozen=True)
class Odds:
    """Chances of being won this quarter in every state that was asked for."""

    deals: Deals
    joined: dict[int, _Joined] = field(default_factory=dict)

    def by_world(self, coalition: int, places: np.ndarray) -> ByWorld:
        """(deals, WORLDS + 1) of the deals at ``places``."""
        found = self.joined[coalition & SHARED]
        return found.by_world[self._groups(coalition, places)]

    def along(self, coalition: int, places: np.ndarray, draws: int) -> np.ndarray:
        """(draws, deals) of the first ``draws``."""
        found = self.joined[coalition & SHARED]
        rows = []
        for group in self._groups(coalition, places):
            odds = found.odds[group]
            rows.append(odds[np.arange(draws) % odds.shape[0]])
        return np.column_stack(rows)

    def _groups(self, coalition: int, places: np.ndarray) -> list[int]:
        group = self.joined[coalition & SHARED].group
        return [group[named(self.deals.ids[at], coalition & OWN)] for at in places]


def odds(
    deals: Deals, asked: Asked, *, last: Outlook, now: Outlook, ships: Ships, quarter: Quarter
) -> Odds:
    """Every state that is asked for, those of one day, dates and model in one join."""
    by_shared: dict[int, dict[int, list[int]]] = defaultdict(dict)
    for coalition, places in asked.items():
        by_shared[coalition & SHARED][coalition & OWN] = sorted(places)
    two = _Two(last, now, ships, quarter)
    joined = {shared: two.join(deals, shared, own) for shared, own in by_shared.items()}
    return Odds(deals, joined)


@dataclass(frozen=True)
class _Two:
    """Both days, from which a state takes each piece."""

    last: Outlook
    now: Outlook
    ships: Ships
    quarter: Quarter

    def join(self, deals: Deals, shared: int, own: dict[int, list[int]]) -> _Joined:
        as_of = (self.now if shared & TIME else self.last).as_of
        learnt = self.now if shared & REFIT else self.last
        states = sorted({mask & SHIPPING for mask in own})
        eve, end = looking.eve(self.quarter), self.quarter.last
        joined = joining.join(
            moved_rows.book(self.last, self.now, as_of, deals, own, self.ships),
            as_of=as_of,
            fitted=learnt.fitted,
            ship=self.ships.dates(states, as_of),
            tools=self.ships.tool_dates(states, as_of),
            worth=learnt.worth,
            ends=[eve, end] if eve > as_of else [end],
            seed=self.now.seed,
            weeks=max(1, ceil(joining.weeks_until([end], as_of)[0])),
        )
        return _joined(joined)


def _joined(joined: Joint) -> _Joined:
    """Won after the first end, if there are two, and until the last."""
    between = len(joined.ends) > 1
    odds = tuple(o[:, -1] - o[:, 0] if between else o[:, -1] for o in joined.odds)
    mean = joined.mean_odds[:, -1] - (joined.mean_odds[:, 0] if between else 0.0)
    worlds = np.array([_mean_by_world(o) for o in odds]).reshape(-1, WORLDS)
    groups = dict(joined.deals.iter_rows())
    return _Joined(np.column_stack([worlds, mean]), odds, groups)


def _mean_by_world(odds: np.ndarray) -> np.ndarray:
    world = np.arange(odds.size) % WORLDS
    counts = np.maximum(np.bincount(world, minlength=WORLDS), 1)
    return np.bincount(world, odds, minlength=WORLDS) / counts
