"""Fair shares of the change of P10, P50 and P90 of the quarter's bookings, cause by cause."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from statistics import NormalDist

import numpy as np
from numba import njit

from interlock.engine import shapley
from interlock.engine.bookings import EXACT_DEALS, LARGEST
from interlock.engine.joint import WORLDS
from interlock.engine.moved_odds import ODDS
from interlock.engine.moved_players import PLAYERS, coalitions, places
from interlock.engine.moved_worths import Worths
from interlock.records.moved import Quantiles

LEVELS = (0.1, 0.5, 0.9)
CELLS = 1024
AT_ONCE = 8
"""Draws whose states are held at once."""


EVEN = np.array([NormalDist().inv_cdf((at + 0.5) / 400) for at in range(400)])
"""Standard normals of equal chance, for the amounts of deals not yet entered."""

SPREAD = 8.0
"""Standard deviations above the mean that the grid holds."""


@dataclass(frozen=True)
class _Group:
    """Deals of the same players, each coalition of these a row: ``closed`` (rows,) is booked for
    certain, ``amounts`` (rows, deals) with ``odds`` (rows, draws, deals).
    """

    mask: int
    closed: np.ndarray
    odds: np.ndarray
    amounts: np.ndarray

    def row(self, coalition: int) -> int:
        """Where a coalition of any players stands: its own members as a number."""
        return sum(1 << bit for bit, at in enumerate(places(self.mask)) if coalition & PLAYERS[at])


def quantiles(worths: Worths) -> tuple[Quantiles, Quantiles, tuple[Quantiles, ...]]:
    """P10, P50 and P90 on both days, and each player's fair share of their change.

    A quantile is no sum over deals, so every state of all players that move anything is computed,
    up to 2^8. Given a draw wins are independent; so in every state the sum's characteristic
    function is a product over groups of deals that the same players touch,

        phi(w) = mean over draws of prod_d (1 + p_d (exp(i w a_d) - 1)) exp(count (phi_new(w) - 1))

    and each group's is needed in its own few states alone. One draw a world; 1,024 cells, each
    amount split over two; quantiles run evenly through their cell, so that they differ from the
    report's by up to a cell of both. Source: the bookings' own mixture (`bookings`).
    """
    groups = [_group(worths, mask, at) for mask, at in worths.groups]
    active = reduce(or_, (g.mask for g in groups), worths.new_players * worths.with_new)
    step = _step(worths, groups)
    states = list(coalitions(active))
    closed = np.array([sum(g.closed[g.row(state)] for g in groups) for state in states])
    found = step * _cells_at(_pmfs(worths, groups, states, step)) + closed[:, None]
    shared = np.zeros((len(PLAYERS), len(LEVELS)))
    shared[places(active)] = shapley.shares(found)
    return _said(found[0]), _said(found[-1]), tuple(_said(row) for row in shared)


def _said(values: np.ndarray) -> Quantiles:
    return Quantiles(*(float(value) for value in values))


def _group(worths: Worths, mask: int, at: np.ndarray) -> _Group:
    rows = list(coalitions(mask))
    odds = np.zeros((len(rows), WORLDS, at.size))
    amounts, closed = np.zeros((len(rows), at.size)), np.zeros(len(rows))
    for row, coalition in enumerate(rows):
        opened = worths.is_open(coalition, at)
        closed[row] = worths.closed(coalition, at).sum()
        if opened.any():
            odds[row][:, opened] = worths.odds.along(coalition & ODDS, at[opened], WORLDS)
            amounts[row, opened] = worths.at_close(coalition, at[opened])
    ever = (odds.any(axis=1) & (amounts > 0)).any(axis=0)
    return _Group(mask, closed, np.clip(odds[..., ever], 0.0, 1.0), amounts[:, ever])


def _step(worths: Worths, groups: list[_Group]) -> float:
    """Cell width such that the grid holds what matters in every state."""
    top, variance = 0.0, 0.0
    for group in groups:
        means = (group.odds * group.amounts[:, None]).sum(axis=2)
        squares = (group.odds * (1 - group.odds) * group.amounts[:, None] ** 2).sum(axis=2)
        top += float(means.max(initial=0.0))
        variance += float(squares.max(initial=0.0))
    for state in coalitions(worths.new_players) if worths.with_new else ():
        new = worths.new(state)
        second = np.exp(2 * new.log_mean + 2 * new.log_sd**2)
        variance += float((new.count * second).max(initial=0.0))
        top += float((new.count * np.exp(new.log_mean + new.log_sd**2 / 2)).max(initial=0.0))
    return max(top + SPREAD * np.sqrt(variance), 1.0) / CELLS


def _pmfs(worths: Worths, groups: list[_Group], states: list[int], step: float) -> np.ndarray:
    """Chances of each cell in each state: (states, cells)."""
    mixed = np.zeros((len(states), CELLS + 1), dtype=np.complex128)
    least = _least_exact(groups)
    rows = [[group.row(state) for state in states] for group in groups]
    new = _new_tables(worths, step)
    for first in range(0, WORLDS, AT_ONCE):
        draws = slice(first, first + AT_ONCE)
        tables = [_tables(group, draws, step, least) for group in groups]
        for at, state in enumerate(states):
            product = new[state & worths.new_players][draws] if new else 1.0
            for table, row in zip(tables, rows, strict=True):
                product = product * table[row[at]]
            mixed[at] += product.sum(axis=0)  # type: ignore[union-attr]
    return np.maximum(np.fft.irfft(mixed / WORLDS, n=2 * CELLS), 0.0)


def _least_exact(groups: list[_Group]) -> float:
    """Deals of this amount on are summed exactly, the others enter with mean and variance."""
    amounts = np.sort(np.concatenate([g.amounts.max(axis=0) for g in groups] or [np.zeros(0)]))
    return 0.0 if amounts.size <= EXACT_DEALS else float(amounts[-LARGEST])


def _tables(group: _Group, draws: slice, step: float, least: float) -> np.ndarray:
    """Characteristic function of each row of the group along some draws: (rows, draws, cells)."""
    exact = group.amounts.max(axis=0, initial=0.0) >= least
    return np.array(
        [
            _characteristic(np.ascontiguousarray(odds[draws]), amounts / step, exact, CELLS)
            for odds, amounts in zip(group.odds, group.amounts, strict=True)
        ]
    )


def _new_tables(worths: Worths, step: float) -> dict[int, np.ndarray]:
    """The same of deals not yet entered, by who of their own players has moved: (draws, cells)."""
    found = {}
    for state in coalitions(worths.new_players) if worths.with_new else ():
        new = worths.new(state)
        typical = np.exp(new.log_mean + new.log_sd**2 / 2)
        points = np.exp(new.log_mean + new.log_sd * EVEN)
        points = np.minimum(points * (typical / points.mean()) / step, CELLS)
        waves = np.exp(-1j * np.outer(np.pi * np.arange(CELLS + 1) / CELLS, points))
        found[state] = np.exp(new.count[:, None] * (waves.mean(axis=1) - 1))
    return found


@njit(cache=True, nogil=True)
def _characteristic(
    odds: np.ndarray, amounts: np.ndarray, exact: np.ndarray, cells: int
) -> np.ndarray:
    """prod_d (1 + p_d (phi_d - 1)) with phi_d of an amount split over two cells; those not
    ``exact`` together as a Normal: exp(-i w mean - w^2 variance / 2). (draws, cells + 1).
    """
    draws = odds.shape[0]
    found = np.ones((draws, cells + 1), dtype=np.complex128)
    mean, variance = np.zeros(draws), np.zeros(draws)
    for deal in range(amounts.size):
        if not exact[deal]:
            for d in range(draws):
                p = odds[d, deal]
                mean[d] += p * amounts[deal]
                variance[d] += p * (1 - p) * amounts[deal] ** 2
            continue
        whole = int(amounts[deal])
        part = amounts[deal] - whole
        for k in range(cells + 1):
            w = np.pi * k / cells
            phi = np.exp(-1j * w * whole) * (1 - part + part * np.exp(-1j * w)) - 1
            for d in range(draws):
                found[d, k] *= 1 + odds[d, deal] * phi
    for d in range(draws):
        if mean[d] > 0:
            for k in range(cells + 1):
                w = np.pi * k / cells
                found[d, k] *= np.exp(-1j * w * mean[d] - w * w * variance[d] / 2)
    return found


def _cells_at(pmfs: np.ndarray) -> np.ndarray:
    """Each state's quantiles in cells, a cell entered evenly: (states, levels)."""
    cdf = np.cumsum(pmfs, axis=1)
    cdf /= cdf[:, -1:]
    cells = np.arange(cdf.shape[1])
    return np.array([np.interp(LEVELS, row, cells) for row in cdf])
