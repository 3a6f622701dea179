"""Which features buyers ask for, and how much hangs on them."""

from datetime import date, timedelta

import numpy as np
from world import names
from world.dates import quarter_end
from world.deals import Need
from world.delivery import LAST_DAY, Feature
from world.luck import pick, steps

STRENGTHS = (("dealbreaker", 0.36, 0.15), ("important", 0.38, 0.45), ("nice-to-have", 0.26, 0.85))
"""(strength, share, what is left of the odds of winning while it is unmet)"""


BY_STRENGTH = steps(tuple(s[1] for s in STRENGTHS))


class Wanted:
    """Which features buyers ask for: a few popular ones, among those that were open at the time."""

    def __init__(self, features: list[Feature]) -> None:
        self.features = features
        self.weight = np.array([(1 + (f.number * 2654435761 % 97) / 97) ** 5 for f in features])
        self.slipped = [at for at, f in enumerate(features) if f.name == names.SLIPPED]
        self.created = np.array([f.created.toordinal() for f in features])
        self.until = np.array(
            [(f.shipped or f.dropped or date(2100, 1, 1)).toordinal() for f in features]
        )

    def choose(self, random: np.random.Generator, day: date, *, large: bool) -> list[Need]:
        """What a buyer asks for on ``day``; large ones ask for the feature that slipped more than
        for any other.
        """
        if random.random() > 0.6:
            return []
        now = day.toordinal()
        weight = self.weight.copy()
        weight[self.slipped] = self.weight.max() * (30 if large else 4)
        chance = weight * (self.created <= now) * (self.until > now + 20)
        if not chance.sum():
            return []
        count = min(1 + int(random.random() < 0.3), int((chance > 0).sum()))
        chosen = random.choice(
            len(self.features), size=count, replace=False, p=chance / chance.sum()
        )
        return [self._need(random, self.features[int(at)], day) for at in chosen]

    def _need(self, random: np.random.Generator, feature: Feature, day: date) -> Need:
        strength = STRENGTHS[pick(random, BY_STRENGTH)][0]
        on = min(day + timedelta(days=int(random.integers(3, 30))), LAST_DAY)
        wanted_by = (
            quarter_end(on + timedelta(days=int(random.integers(60, 200))))
            if random.random() < 0.35
            else None
        )
        return Need(feature, strength, on, wanted_by)
