"""How far off a row of numbers was from what happened."""

from collections.abc import Sequence

import numpy as np

from interlock.records.measured import CallError

FEWEST_PERIODS = 4
TOO_HIGH, TOO_LOW, NO_BIAS, NOT_YET = "too high", "too low", "no bias seen", "not enough yet"

T975 = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
)  # fmt: skip
"""Student's t, the 97.5 % point, for 1 to 20 degrees of freedom; beyond, that of 20."""


def error(said: Sequence[float], won: Sequence[float]) -> CallError | None:
    """The errors of ``said`` against ``won``, one number a period; None with fewer than two periods
    or where nothing was won.

        of_actual = sum said / sum won        off = sum |said - won| / sum won
        bias = mean (said - won) / mean won   +- t_(n-1) sd (said - won) / (sqrt n mean won)

    Sums and not means of shares, so that a quarter in which next to nothing was won does not rule.
    """
    called, actual = np.asarray(said, float), np.asarray(won, float)
    n, total = called.size, float(actual.sum())
    if n < 2 or total <= 0:
        return None
    miss = called - actual
    bias = float(miss.sum()) / total
    half = T975[min(n - 1, len(T975)) - 1] * float(miss.std(ddof=1)) * np.sqrt(n) / total
    return CallError(
        periods=n,
        of_actual=float(called.sum()) / total,
        off=float(np.abs(miss).sum()) / total,
        bias=bias,
        low=bias - float(half),
        high=bias + float(half),
    )


def verdict(found: CallError | None) -> str:
    """Whether calls lean one way, beyond what luck would do."""
    if found is None or found.periods < FEWEST_PERIODS:
        return NOT_YET
    return TOO_HIGH if found.low > 0 else TOO_LOW if found.high < 0 else NO_BIAS
