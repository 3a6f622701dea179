"""Sums of independent wins as one distribution: exact convolution for small books, Normal for the
many small deals.
"""

from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np
from numba import njit

from interlock.records.report import Range

CELLS = 2048
SPARE = 128
"""Cells above the largest sum: amounts split over two cells may all take the upper one."""

NOTHING = 1e-30
"""A density below this beside its top is none: sums with it would lose time and gain no digit."""

EXACT_DEALS = 400
LARGEST = 50
QUANTILES = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)


@dataclass(frozen=True)
class Distribution:
    """Chances ``pmf`` of the sums ``low + step * cell``.

    ``mean`` is theirs, unless it is known from more draws than the chances were made of.
    """

    low: float
    step: float
    pmf: np.ndarray
    known_mean: float | None = None

    @property
    def mean(self) -> float:
        if self.known_mean is not None:
            return self.known_mean
        return float(self.low + self.step * (self.pmf @ np.arange(self.pmf.size)))

    def quantile(self, p: float) -> float:
        """Smallest sum reached with chance ``p``, its cell entered evenly."""
        cdf = np.cumsum(self.pmf)
        cell = int(np.searchsorted(cdf, p * cdf[-1] * (1 - 1e-12)))
        return float(self.low + self.step * min(cell, self.pmf.size - 1))

    def reaches(self, target: float) -> float:
        """Chance of a sum of at least ``target``."""
        first = max(0, int(np.ceil((target - self.low) / self.step - 1e-9)))
        return float(np.clip(self.pmf[first:].sum(), 0.0, 1.0))

    def range(self) -> Range:
        return Range(self.mean, *(self.quantile(p) for p in QUANTILES))


@dataclass(frozen=True)
class NewDeals:
    """Wins among deals not yet entered, in one period: Poisson ``count`` (per world) of log-normal
    amounts.
    """

    count: np.ndarray
    log_mean: float
    log_sd: float

    @property
    def mean(self) -> float:
        """Expected amount, over all worlds."""
        return float(self.count.mean() * np.exp(self.log_mean + self.log_sd**2 / 2))


def bookings(
    odds: np.ndarray, amounts: np.ndarray, *, closed: float = 0.0, new: NewDeals | None = None
) -> Distribution:
    """Bookings of a period: ``closed`` plus the wins of open deals plus those of deals not yet
    entered.

    Given a draw, deals win independently, so the sum is a convolution of two-point distributions;
    over draws it is their mixture. Each amount is split over two neighbouring cells so that means
    are exact. Above 400 deals the 50 largest are convolved and the rest enter as a Normal with
    their mean and variance.

    ``odds`` (draws, deals); ``amounts`` (deals,) not negative. Mean of the result = closed +
    mean(odds @ amounts) + mean of the new deals, up to what lies beyond the grid (under 1e-6).
    """
    step = _step(odds, amounts, new)
    pmf = _mixture(odds, amounts / step)
    if new is not None:
        pmf = _with_new(pmf, new, step)
    return Distribution(low=closed, step=step, pmf=pmf)


def wins(odds: np.ndarray, *, closed: int = 0, new: NewDeals | None = None) -> Distribution:
    """Number of deals won in a period; the same sum with every amount one."""
    ones = np.ones(odds.shape[1])
    pmf = _mixture(odds, ones, cells=max(64, odds.shape[1] + 1))
    if new is not None:
        unit = NewDeals(new.count, 0.0, 0.0)
        pmf = _with_new(np.pad(pmf, (0, CELLS // 4)), unit, 1.0)
    return Distribution(low=closed, step=1.0, pmf=pmf)


def _step(odds: np.ndarray, amounts: np.ndarray, new: NewDeals | None) -> float:
    """Cell width such that the grid holds every sum that matters."""
    mean = odds @ amounts
    sd = np.sqrt((odds * (1 - odds)) @ amounts**2)
    top = min(float((mean + 8 * sd).max(initial=0.0)), float(amounts.sum()))
    if new is not None:
        typical = np.exp(new.log_mean + new.log_sd**2 / 2)
        second = np.exp(2 * new.log_mean + 2 * new.log_sd**2)
        top += float((new.count * typical + 8 * np.sqrt(new.count * second)).max(initial=0.0))
    return max(top, 1.0) / (CELLS - SPARE)


def _mixture(odds: np.ndarray, cells_each: np.ndarray, *, cells: int = CELLS) -> np.ndarray:
    order = np.argsort(-cells_each, kind="stable")
    exact = order if order.size <= EXACT_DEALS else order[:LARGEST]
    rest = order[exact.size :]
    mean = odds[:, rest] @ cells_each[rest]
    variance = (odds[:, rest] * (1 - odds[:, rest])) @ cells_each[rest] ** 2
    starts = _normal(mean, variance, cells)
    exact = exact[::-1]  # smallest first: the sums so far stay short for longest
    return _convolve(starts, np.ascontiguousarray(odds[:, exact]), cells_each[exact])


def _normal(mean: np.ndarray, variance: np.ndarray, cells: int) -> np.ndarray:
    """Normal chances on the grid, (draws, cells); all in the first cell where there is nothing to
    add.
    """
    density = np.zeros((mean.size, cells))
    density[:, 0] = 1.0
    some = np.flatnonzero(variance)
    sd = np.sqrt(np.maximum(variance[some], 0.25))[:, None]
    density[some] = np.exp(-0.5 * ((np.arange(cells) - mean[some, None]) / sd) ** 2)
    density[density < NOTHING] = 0.0
    return density / density.sum(axis=1, keepdims=True)


@njit(cache=True, nogil=True)
def _convolve(starts: np.ndarray, odds: np.ndarray, cells_each: np.ndarray) -> np.ndarray:
    """Wins one deal after the other added to each draw's ``starts``, and the mean over draws."""
    draws, cells = starts.shape
    mixed, then = np.zeros(cells), np.empty(cells)
    for d in range(draws):
        pmf = starts[d].copy()
        some = np.flatnonzero(pmf)
        low, top = some[0], some[-1]
        for deal in range(cells_each.size):
            top = _with_deal(pmf, then, low, top, odds[d, deal], cells_each[deal])
            pmf, then = then, pmf
        mixed[low : top + 1] += pmf[low : top + 1]
    return mixed / draws


@njit(cache=True, nogil=True)
def _with_deal(
    pmf: np.ndarray, then: np.ndarray, low: int, top: int, p: float, amount: float
) -> int:
    """``then`` = ``pmf``, nothing beyond ``low`` and ``top``, with one deal more; returns its own
    top.
    """
    shift = int(amount)
    part, last = amount - shift, min(top + shift + 1, pmf.size - 1)
    pmf[top + 1 : last + 1] = 0.0
    below, upper, stays = p * (1 - part), p * part, 1 - p
    first = min(low + shift, last + 1)
    for cell in range(low, first):
        then[cell] = pmf[cell] * stays
    if first <= last:
        then[first] = pmf[first] * stays + below * pmf[first - shift]
    for cell in range(first + 1, last + 1):
        then[cell] = (pmf[cell] * stays + below * pmf[cell - shift]) + upper * pmf[cell - shift - 1]
    return last


def _with_new(pmf: np.ndarray, new: NewDeals, step: float) -> np.ndarray:
    """The sum with a compound Poisson, by its characteristic function: exp(count (phi - 1)), mixed
    over worlds.
    """
    size = 2 * pmf.size
    amount = np.fft.rfft(_amounts(new, step, pmf.size), n=size)
    characteristic = np.exp(new.count[:, None] * (amount[None] - 1)).mean(axis=0)
    summed = np.fft.irfft(np.fft.rfft(pmf, n=size) * characteristic, n=size)
    return np.maximum(summed[: pmf.size], 0.0)


def _amounts(new: NewDeals, step: float, cells: int) -> np.ndarray:
    """Log-normal amounts on the grid with their mean kept: 400 equal-chance points, each split over
    two cells.
    """
    points = (
        np.exp(new.log_mean + new.log_sd * _equal_chance_normals(400)) if new.log_sd else np.ones(1)
    )
    if new.log_sd:
        points *= np.exp(new.log_mean + new.log_sd**2 / 2) / points.mean()
    at = np.minimum(points / step, cells - 2)
    below = at.astype(np.int64)
    pmf = np.zeros(cells)
    np.add.at(pmf, below, 1 - (at - below))
    np.add.at(pmf, below + 1, at - below)
    return pmf / points.size


@cache
def _equal_chance_normals(count: int) -> np.ndarray:
    return np.array([NormalDist().inv_cdf((i + 0.5) / count) for i in range(count)])
