"""What a plan is after: expected bookings, or bad cases, less what broken promises and switches
cost.
"""

from dataclasses import dataclass, field
from math import ceil

import numpy as np

from interlock.engine.arrays import Floats, Places
from interlock.engine.plan_worlds import Worlds

WORST = 0.2
"""The share of scenarios that counts as the worst."""


@dataclass(frozen=True)
class Aim:
    """``worst`` counts the mean over the worst fifth of scenarios instead of all; of several views
    the least counts. Each promise, to ship the feature in ``promised[0]`` by day ``promised[1]``
    after today, (2, promises), costs ``promise_cost`` times the chance that it is broken. Each
    feature ``begun`` costs ``switch_cost`` when something that stood ``behind`` it is put before.
    """

    worst: bool = False
    promise_cost: float = 0.0
    promised: Places = field(default_factory=lambda: np.zeros((2, 0), dtype=np.int64))
    switch_cost: float = 0.0
    behind: tuple[tuple[int, Places], ...] = ()

    def of_tried(self, worlds: Worlds, total: Floats, order: Places) -> float:
        """Of the order that was just tried and brings ``total`` (views, draws)."""
        value = self.money(total)
        if self.promise_cost:
            value -= self.promise_cost * self.broken(worlds, tried=True)
        if self.switch_cost:
            value -= self.switch_cost * self.switched(order)
        return value

    def money(self, total: Floats) -> float:
        """Expected bookings, or those of the worst scenarios: (views, draws) -> the least."""
        if not self.worst:
            return float(total.mean(axis=1).min())
        count = ceil(WORST * total.shape[1])
        return float(np.partition(total, count - 1, axis=1)[:, :count].mean(axis=1).min())

    def broken(self, worlds: Worlds, *, tried: bool = False) -> float:
        """How many promises are expected to be broken."""
        features, due = self.promised
        days = worlds.dates.days[int(tried)][features]
        return float((np.floor(days) > due[:, None]).mean(axis=1).sum())

    def switched(self, order: Places) -> int:
        """How many begun features something is put before that stood behind them."""
        rank = np.empty(order.size, dtype=np.int64)
        rank[order] = np.arange(order.size)
        return sum(bool((rank[others] < rank[feature]).any()) for feature, others in self.behind)
