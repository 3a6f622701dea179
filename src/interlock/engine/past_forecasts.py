"""Forecasts of past weeks with what then happened, each used only once that was known."""

from dataclasses import dataclass

import numpy as np

from interlock.engine.pace import Floats, Weeks

GRID = np.array([10, 20, 30, 50, 70, 100])
"""Items ahead whose forecasts, from every past week, teach weights and recalibration."""

OTHERS = 0.5
"""What another team's past forecast counts beside an own one."""

Known = np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass
class PastForecasts:
    """One row a forecast, in the order in which they were made.

    ``team``; ``known_from``, the week from which its outcome is known; ``median`` in weeks;
    ``low`` and ``high``, the pool's chances of done before, and by the end of, the week in which
    it was done; ``crps`` of each member in weeks, (rows, members). ``count`` rows are filled.
    """

    team: Weeks
    known_from: Weeks
    median: Floats
    low: Floats
    high: Floats
    crps: Floats
    count: int = 0

    def known(self, week: int) -> Known:
        """Which rows' outcomes lie wholly before ``week``: (count,)."""
        known: Known = self.known_from[: self.count] <= week
        return known

    def independent(self) -> Floats:
        """What each row counts, (count,): 1 / (median x items of the grid).

        Forecasts of many weeks overlap with those of the weeks beside, and those of 50 items with
        those of 30; so all forecasts over a year that looked 13 weeks ahead count as four.
        """
        count: Floats = 1 / (self.median[: self.count] * GRID.size)
        return count

    def add(
        self,
        *,
        team: int,
        known_from: int,
        median: float,
        low: float,
        high: float,
        crps: Floats,
    ) -> None:
        """A forecast just made, whose outcome counts from ``known_from`` on."""
        at = self.count
        self.team[at], self.known_from[at], self.median[at] = team, known_from, median
        self.low[at], self.high[at], self.crps[at] = low, high, crps
        self.count += 1


def none_yet(most: int, members: int) -> PastForecasts:
    """Room for ``most`` forecasts."""
    return PastForecasts(
        team=np.zeros(most, dtype=np.int64),
        known_from=np.zeros(most, dtype=np.int64),
        median=np.zeros(most),
        low=np.zeros(most),
        high=np.zeros(most),
        crps=np.zeros((most, members)),
    )
