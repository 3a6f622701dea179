"""How often a range holds what happens, and in which way it errs: beside it, too wide or narrow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

from interlock.engine.bookings import Distribution

LOW, HIGH = 0.1, 0.9
"""The range that is to hold what happens in 80 of 100 cases."""

BINS = 10


@dataclass(frozen=True)
class Came:
    """One forecast beside what happened: its place ``pit`` in the forecast (0 to 1), whether the
    range ``held`` it, the share of all ``futures`` held, and the forecast's mean and standard
    deviation beside those of the futures.
    """

    pit: float
    held: bool
    futures: float
    mean: float
    true_mean: float
    sd: float
    true_sd: float


def came(forecast: Distribution, futures: np.ndarray) -> Came:
    """``futures`` (stories,) are sums that were equally likely; the first is what happened."""
    low, high = forecast.quantile(LOW), forecast.quantile(HIGH)
    within = (low <= futures) & (futures <= high)
    cells = forecast.low + forecast.step * np.arange(forecast.pmf.size)
    middle = float(forecast.pmf @ cells)
    return Came(
        pit=_place(forecast, cells, float(futures[0])),
        held=bool(within[0]),
        futures=float(within.mean()),
        mean=middle,
        true_mean=float(futures.mean()),
        sd=float(np.sqrt(forecast.pmf @ (cells - middle) ** 2)),
        true_sd=float(futures.std(ddof=1)),
    )


def summary(found: Sequence[Came]) -> Mapping[str, Any]:
    """How many forecasts there are, how many held with its 95 % interval, and why.

    ``of futures`` counts all futures instead of one a forecast, with its standard error; ``mean``
    and ``sd`` are the forecasts' over the futures'; ``pit`` counts forecasts by tenth: a heap in
    the middle says too wide, heaps at both ends too narrow, at one end beside.
    """
    held = sum(one.held for one in found)
    low, high = binomial(held, len(found))
    futures = np.array([one.futures for one in found])
    tenth = np.minimum([int(one.pit * BINS) for one in found], BINS - 1)
    return {
        "companies": len(found),
        "held": held / len(found),
        "from": low,
        "to": high,
        "of futures": float(futures.mean()),
        "se": float(futures.std(ddof=1) / len(found) ** 0.5) if len(found) > 1 else float("nan"),
        "mean": sum(one.mean for one in found) / sum(one.true_mean for one in found),
        "sd": float(np.mean([one.sd / one.true_sd for one in found])),
        "pit": " ".join(str(count) for count in np.bincount(tenth, minlength=BINS)),
    }


def binomial(held: int, of: int, level: float = 0.95) -> tuple[float, float]:
    """The interval of a share, by Wilson's formula (1927): with z the Normal quantile,

    (p + z^2 / 2n -+ z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n).
    """
    z, p = NormalDist().inv_cdf((1 + level) / 2), held / of
    half = z * (p * (1 - p) / of + z**2 / (4 * of**2)) ** 0.5
    middle, scale = p + z**2 / (2 * of), 1 + z**2 / of
    return (middle - half) / scale, (middle + half) / scale


def _place(forecast: Distribution, cells: np.ndarray, amount: float) -> float:
    """Chance of less, and half that of the same."""
    half = forecast.step / 2
    less, same = cells < amount - half, np.abs(cells - amount) <= half
    return float(forecast.pmf[less].sum() + forecast.pmf[same].sum() / 2)
