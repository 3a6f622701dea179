"""Deals as columns: what is given at entry, and where each stands."""

from dataclasses import dataclass, fields

import numpy as np
from synthetic.luck import luck
from synthetic.weeks import monday, month_end, quarter_end
from synthetic.world import RULES, World

MEDIAN_AMOUNT = (15_000, 42_000, 118_000)
GROWTH_SPREAD, SEGMENT_SHARES = 0.62, (0.45, 0.37, 0.18)
NO_FEATURE = -1


@dataclass
class Deals:
    """One entry a deal in each array; the last six change from week to week."""

    number: np.ndarray
    created: np.ndarray
    """week of entry"""
    entered_on: np.ndarray
    """day of the first save"""
    rep: np.ndarray
    segment: np.ndarray
    quality: np.ndarray
    """what nobody sees, with what its rep and segment add"""
    forgotten: np.ndarray
    """age in weeks from which nobody works on it"""
    feature: np.ndarray
    """(deals, 2) features asked for, -1 for none"""
    strength: np.ndarray
    first_amount: np.ndarray
    first_close: np.ndarray
    stage: np.ndarray
    amount: np.ndarray
    close: np.ndarray
    """the day that stands in the CRM"""
    had: np.ndarray
    """(deals, rules): evidence that is there"""
    outcome: np.ndarray
    """0 open, 1 won, 2 lost"""
    closed_on: np.ndarray

    def __len__(self) -> int:
        return len(self.number)

    def take(self, at: np.ndarray) -> "Deals":
        return Deals(**{f.name: getattr(self, f.name)[at] for f in fields(self)})


def join(parts: list[Deals]) -> Deals:
    return Deals(
        **{f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Deals)}
    )


class Entries:
    """The deals that are entered, week by week."""

    def __init__(self, world: World, seed: int, created: np.ndarray, shipped: np.ndarray) -> None:
        """``created`` and ``shipped``: the weeks between which a feature can be asked for."""
        self.world, self.random, self.count = world, luck(seed, "deals"), 0
        self.created, self.shipped = created, shipped
        self.liked = self.random.pareto(1.2, len(created)) + 0.2
        self.reps = world.rep_sd * self.random.standard_normal(world.rep_count)
        trend = 1 + world.growth * (np.arange(world.weeks) / world.weeks - 0.5)
        self.weekly = self.random.poisson(world.deals / world.weeks * trend)

    def of(self, week: int) -> Deals:
        world, random, n = self.world, self.random, int(self.weekly[week])
        segment = random.choice(3, n, p=SEGMENT_SHARES)
        rep = random.integers(0, world.rep_count, n)
        feature, strength = self._needs(week, n)
        hard = ((strength == 0) & (feature >= 0)).any(axis=1)
        quality = world.quality_sd * random.standard_normal(n) + self.reps[rep]
        quality += np.array(world.segment)[segment] - world.harder * hard
        amount = _rounded(
            np.array(MEDIAN_AMOUNT)[segment] * np.exp(GROWTH_SPREAD * random.standard_normal(n))
        )
        day = monday(world, week) + random.integers(0, 5, n)
        close = _stated(day, random)
        works = np.where(random.random(n) < world.forgotten, random.integers(3, 22, n), 1 << 14)
        self.count += n
        return Deals(
            number=np.arange(self.count - n, self.count), created=np.full(n, week), entered_on=day,
            rep=rep, segment=segment, quality=quality, forgotten=works, feature=feature,
            strength=strength, first_amount=amount, first_close=close, stage=np.zeros(n, int),
            amount=amount.copy(), close=close.copy(), had=np.zeros((n, len(RULES)), bool),
            outcome=np.zeros(n, int), closed_on=np.zeros(n, int),
        )  # fmt: skip

    def _needs(self, week: int, n: int) -> tuple[np.ndarray, np.ndarray]:
        """Features asked for among those known and not yet shipped: few are asked for often."""
        world, random = self.world, self.random
        asked = random.random((n, 2)) < np.array([world.needing, 1 / 3])
        asked[:, 1] &= asked[:, 0]
        chance = self.liked * (self.created <= week) * (self.shipped > week)
        strength = random.choice(3, (n, 2), p=world.shares)
        if not chance.sum():
            return np.full((n, 2), NO_FEATURE), strength
        feature = random.choice(len(chance), (n, 2), p=chance / chance.sum())
        asked[:, 1] &= feature[:, 0] != feature[:, 1]
        return np.where(asked, feature, NO_FEATURE), strength


def _stated(day: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Where reps put a new deal: often on the end of a month or a quarter."""
    free = day + np.exp(np.log(75) + 0.5 * random.standard_normal(len(day))).astype(int)
    kind = random.random(len(day))
    return np.select([kind < 0.3, kind < 0.75], [quarter_end(free), month_end(free)], free)


def _rounded(amount: np.ndarray) -> np.ndarray:
    return np.maximum(500, np.round(amount / 250) * 250)
