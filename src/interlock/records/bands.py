"""Large, middle, small: an amount told by no more than its third of the open deals."""

from bisect import bisect_left
from collections.abc import Mapping

SMALL, MIDDLE, LARGE = BANDS = ("small", "middle", "large")
FEWEST = 9
"""With fewer amounts a third is so few deals that it says too much of one."""


def bands(amounts: Mapping[str, float]) -> dict[str, str]:
    """The band of each: floor(3 below / n) counts thirds from the bottom, ``below`` of the n
    amounts being smaller, so that equal amounts share a band. Empty below nine.
    """
    ordered = sorted(amounts.values())
    if len(ordered) < FEWEST:
        return {}
    return {
        name: BANDS[3 * bisect_left(ordered, amount) // len(ordered)]
        for name, amount in amounts.items()
    }
