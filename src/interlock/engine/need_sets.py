"""Deals that wait for the same features: their odds along every draw, and what they add up to."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from interlock.engine import paths, promised_paths, ready_tables
from interlock.engine.worth import NICE

Followed = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Odds (draws, ends), and the mean curves of winning and of losing (weeks,)."""


class Odds(NamedTuple):
    """Chances of being won: ``along`` the first draws (kept, ends), their ``mean`` over all draws
    (ends,), and mean chances a week of being ``won`` and ``lost``, (weeks,).
    """

    along: np.ndarray
    mean: np.ndarray
    won: np.ndarray
    lost: np.ndarray


@dataclass(frozen=True)
class NeedSet:
    """The needs of some deals: ``ready`` (draws, needs) first week in which each is met,
    ``strengths`` (needs,), and ``kept`` (worlds, 3) by world.

    Where one week decides (a single need, or several musts of one strength, of which the last one
    counts) all odds are looked up by that week (`ready_tables`); else each draw is gone along, week
    by week where features are ``promised`` (needs, 6) or wanted later (`promised_paths`).
    """

    ready: np.ndarray
    strengths: np.ndarray
    kept: np.ndarray
    promised: np.ndarray | None = None

    @cached_property
    def when(self) -> np.ndarray | None:
        """The week that decides, (draws,); None where no single one does."""
        if not self.strengths.size:
            return np.zeros(len(self.ready), dtype=np.int64)
        if self.promised is not None:
            return None
        alike = (self.strengths == self.strengths[0]).all()
        if self.strengths.size == 1 or (alike and self.strengths[0] != NICE):
            when: np.ndarray = self.ready.max(axis=1)
            return when
        return None

    @cached_property
    def _keep(self) -> np.ndarray:
        if not self.strengths.size:
            return np.ones(len(self.kept))
        return np.ascontiguousarray(self.kept[:, self.strengths[0]])

    @cached_property
    def _world(self) -> np.ndarray:
        return np.arange(len(self.ready)) % len(self.kept)

    def odds(self, rates: np.ndarray, ends: np.ndarray, *, kept: int) -> Odds:
        """Of deals with these ``rates`` (worlds, weeks, 2), along the first ``kept`` draws."""
        when = self.when
        if when is None:
            along, won, lost = self._follow(rates, self.ready, ends)
            return Odds(along[:kept].copy(), along.mean(axis=0), won, lost)
        table, curves = ready_tables.tables(rates, self._keep, ends)
        when = np.minimum(when, rates.shape[1])
        counts = np.zeros((len(self.kept), rates.shape[1] + 1))
        np.add.at(counts, (self._world, when), 1.0)
        won, lost = ready_tables.weekly(rates, curves, counts)
        mean = np.tensordot(counts, table, axes=2) / len(self.ready)
        some = slice(min(kept, len(self.ready)))
        return Odds(table[self._world[some], when[some]], mean, won, lost)

    def _follow(self, rates: np.ndarray, ready: np.ndarray, ends: np.ndarray) -> Followed:
        if self.promised is None:
            return paths.follow(rates, ready, self.strengths, self.kept, ends)
        return promised_paths.follow(rates, ready, self.strengths, self.promised, self.kept, ends)

    def sums(
        self, rates: Iterable[np.ndarray], amounts: np.ndarray, ends: np.ndarray
    ) -> np.ndarray:
        """As `set_sums.sums`, draw by draw: of groups with these ``rates`` and ``amounts``
        (2, groups), (2, draws, ends).
        """
        found = np.zeros((2, len(self.ready), ends.size))
        for one, (amount, square) in zip(rates, amounts.T, strict=True):
            chance = np.diff(self._follow(one, self.ready, ends)[0], axis=1, prepend=0.0)
            found[0] += amount * chance
            found[1] += square * chance * (1.0 - chance)
        return found

    def expected(
        self, rates: Iterable[np.ndarray], amounts: np.ndarray, end: float, courses: np.ndarray
    ) -> np.ndarray:
        """What these deals are expected to bring by ``end``, were their needs met as in each of
        ``courses`` (courses, needs, draws): (courses,).
        """
        ends, brings = np.array([end]), np.zeros(len(courses))
        for one, amount in zip(rates, amounts, strict=True):
            odds = [self._follow(one, np.ascontiguousarray(ready.T), ends)[0] for ready in courses]
            brings += amount * np.array(odds).mean(axis=(1, 2))
        return brings
