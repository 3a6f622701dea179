"""The tipping point: the smallest worth of a need at which keeping its feature beats dropping
it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from interlock.engine.need_estimates import Estimate, exceeds

MOST = 4.0
"""psi beyond which nobody looks: under two per cent of the weekly odds of winning are left."""

CLOSE = 0.005


@dataclass(frozen=True)
class Tip:
    """``psi`` where the answer tips; ``verdict`` is "tips", "keep" (keeping is never worse) or
    "drop" (dropping is better up to the largest psi looked at, which ``psi`` then is).
    """

    verdict: str
    psi: float


def tipping(value: Callable[[float], float], *, most: float = MOST) -> Tip:
    """Where ``value`` of psi crosses zero, by bisection.

    ``value(psi)``: what keeping the feature is worth more than dropping it, rising with psi; the
    one who plans says how it is computed.
    """
    if value(0.0) >= 0:
        return Tip("keep", 0.0)
    if value(most) < 0:
        return Tip("drop", most)
    low, high = 0.0, most
    while high - low > CLOSE:
        middle = (low + high) / 2
        low, high = (low, middle) if value(middle) >= 0 else (middle, high)
    return Tip("tips", high)


def chance_to_keep(tip: Tip, psi: Estimate) -> float:
    """The chance that psi exceeds the tipping point, so that keeping is better."""
    return 1.0 if tip.verdict == "keep" else exceeds(psi, tip.psi)
