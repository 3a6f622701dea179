"""What each deal brings this quarter in every state between two days that can differ for it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np

from interlock.engine import moved_odds
from interlock.engine import outlook as looking
from interlock.engine.bookings import NewDeals
from interlock.engine.joint import WORLDS
from interlock.engine.moved_deals import Deals
from interlock.engine.moved_odds import ODDS, Asked, ByWorld, Odds
from interlock.engine.moved_players import EDITS, RATES, REFIT, STAGES, TIME, coalitions
from interlock.engine.moved_ships import Ships
from interlock.engine.outlook import Outlook

TOGETHER = 500
"""Deals whose states are held at once."""


@dataclass(frozen=True)
class Worths:
    """Two days, and all that is needed to say what a deal brings in a state between them."""

    last: Outlook
    now: Outlook
    deals: Deals
    odds: Odds
    with_new: bool

    @classmethod
    def between(cls, last: Outlook, now: Outlook, *, owner: str | None) -> Self:
        """The odds of every state in which any deal's can differ, and of no other."""
        ships = Ships.between(last, now)
        deals = Deals.between(
            last,
            now,
            quarter=now.quarter,
            owner=owner,
            decided=ships.decided,
            refitted=_refitted(last, now),
        )
        asked = _asked(deals)
        odds = moved_odds.odds(deals, asked, last=last, now=now, ships=ships, quarter=now.quarter)
        return cls(last, now, deals, odds, with_new=owner is None)

    @cached_property
    def groups(self) -> tuple[tuple[int, np.ndarray], ...]:
        """(players, places of the deals that these touch), at most ``TOGETHER`` at once."""
        found = []
        for mask in np.unique(self.deals.touched).tolist():
            places = np.flatnonzero(self.deals.touched == mask)
            for first in range(0, places.size, TOGETHER):
                found.append((mask, places[first : first + TOGETHER]))
        return tuple(found)

    @property
    def new_players(self) -> int:
        """Players that change what deals not yet entered bring."""
        moves_time = self.last.as_of != self.now.as_of
        return TIME * moves_time | REFIT * _refitted(self.last, self.now)

    def of_deals(self, mask: int, places: np.ndarray) -> ByWorld:
        """(coalitions of ``mask``, deals, WORLDS + 1): expected bookings of each deal."""
        return np.array([self._brought(coalition, places) for coalition in coalitions(mask)])

    def of_new(self) -> ByWorld:
        """(coalitions, 1, WORLDS + 1) of the deals that nobody has entered yet."""
        rows = []
        for coalition in coalitions(self.new_players):
            new = self.new(coalition)
            typical = np.exp(new.log_mean + new.log_sd**2 / 2)
            rows.append(np.append(new.count * typical, new.mean))
        return np.array(rows)[:, None]

    def new(self, coalition: int) -> NewDeals:
        today = self.now if coalition & TIME else self.last
        learnt = self.now if coalition & REFIT else self.last
        state = replace(
            learnt, as_of=today.as_of, arrivals=replace(learnt.arrivals, as_of=today.as_of)
        )
        quarter = self.now.quarter
        after = max(today.as_of, looking.eve(quarter))
        return looking.new_deals(state, after, quarter.last)

    def is_open(self, coalition: int, places: np.ndarray) -> np.ndarray:
        """Which deals are open in the state: (deals,)."""
        found: np.ndarray = self.deals.opened[self._switched(coalition, places), places]
        return found

    def closed(self, coalition: int, places: np.ndarray) -> np.ndarray:
        """What deals brought that are not open in the state: (deals,)."""
        brought = self.deals.closed[self._switched(coalition, places), places]
        return np.where(self.is_open(coalition, places), 0.0, brought)

    def at_close(self, coalition: int, places: np.ndarray) -> np.ndarray:
        """What each deal is expected to be won for in the state: (deals,)."""
        said = self.deals.said[bool(coalition & EDITS) * 1, bool(coalition & RATES) * 1, places]
        amounts = (self.now if coalition & REFIT else self.last).amounts
        stages = (self.deals.now if coalition & STAGES else self.deals.then)["stage"]
        factors = {stage: amounts.factor(stage).mean for stage in stages.unique()}
        found: np.ndarray = said * np.array([factors[stages[int(at)]] for at in places])
        return found

    def _brought(self, coalition: int, places: np.ndarray) -> ByWorld:
        brought = np.repeat(self.closed(coalition, places)[:, None], WORLDS + 1, axis=1)
        opened = self.is_open(coalition, places)
        if opened.any():
            some = places[opened]
            odds = self.odds.by_world(coalition & ODDS, some)
            brought[opened] = odds * self.at_close(coalition, some)[:, None]
        return brought

    def _switched(self, coalition: int, places: np.ndarray) -> np.ndarray:
        return ((self.deals.switch[places] & coalition) != 0).astype(np.int64)


def _refitted(last: Outlook, now: Outlook) -> bool:
    """Whether anything learnt is another; the same things need no states of their own."""
    return any(
        getattr(last, name) is not getattr(now, name)
        for name in ("fitted", "worth", "amounts", "arrivals")
    )


def _asked(deals: Deals) -> Asked:
    asked: Asked = defaultdict(set)
    for place, coalition in _open_states(deals):
        asked[coalition & ODDS].add(place)
    return asked


def _open_states(deals: Deals) -> Iterator[tuple[int, int]]:
    by_mask = {mask: list(coalitions(mask)) for mask in np.unique(deals.touched).tolist()}
    for place, mask in enumerate(deals.touched.tolist()):
        switch = int(deals.switch[place])
        for coalition in by_mask[mask]:
            if deals.opened[int(bool(coalition & switch)), place]:
                yield place, coalition
