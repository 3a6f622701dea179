"""Odds of a deal that waits for one week: all ready weeks at once, without going along a draw."""

import numpy as np
from numba import njit

from interlock.engine.paths import LOST, OPEN, WON, level_curve


@njit(cache=True, nogil=True)
def tables(rates: np.ndarray, keep: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """P(won by each end | ready from week r), and the curves that they were made of.

        P(r) = C_k(min(r, end)) + S_k(r) V(r),    V(t) = h_w(t) + (1 - h_w(t) - h_l(t)) V(t + 1)

    C_k and S_k are wins and open ones while the share k of the winning odds is left, V the chance
    from week t on once it is ready, worked out backward from the end; so all r cost one pass each
    way.

    ``rates`` (worlds, weeks, 2) as in ``paths.follow``; ``keep`` (worlds,) is k; ``ends`` (ends,)
    ascending. Returns ``table`` (worlds, weeks + 1, ends) and ``curves`` (worlds, 2, 3, weeks + 1),
    of not ready and of ready from the start.
    """
    worlds, weeks, _ = rates.shape
    table = np.empty((worlds, weeks + 1, ends.size))
    curves = np.empty((worlds, 2, 3, weeks + 1))
    for world in range(worlds):
        level_curve(rates[world], keep[world], curves[world, 0])
        level_curve(rates[world], 1.0, curves[world, 1])
        for end in range(ends.size):
            _table_by(rates[world], curves[world, 0], min(ends[end], weeks), table[world, :, end])
    return table, curves


@njit(cache=True, nogil=True)
def _table_by(rates: np.ndarray, waits: np.ndarray, end: float, table: np.ndarray) -> None:
    weeks, last = rates.shape[0], int(np.ceil(end))
    for r in range(last, weeks + 1):
        table[r] = _by(waits[WON], end)
    later = 0.0
    for r in range(last - 1, -1, -1):
        out = 1.0 / (1.0 + rates[r, WON] + rates[r, LOST])
        later = out * (rates[r, WON] * min(end - r, 1.0) + later)
        table[r] = waits[WON, r] + waits[OPEN, r] * later


@njit(cache=True, nogil=True)
def _by(won: np.ndarray, end: float) -> float:
    week = int(end)
    if week == won.size - 1:
        return won[week]
    return won[week] + (end - week) * (won[week + 1] - won[week])


@njit(cache=True, nogil=True)
def weekly(rates: np.ndarray, curves: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, ...]:
    """Mean chances of winning and of losing in each week, over all draws: two of (weeks,).

    ``counts`` (worlds, weeks + 1): how many draws of each world are ready from each week on. Those
    not ready go along one curve; those that are ready go on together, whenever they became it.
    """
    worlds, weeks, _ = rates.shape
    mean = np.zeros((2, weeks))
    for world in range(worlds):
        waiting, ready = counts[world].sum(), 0.0
        for t in range(weeks):
            waiting -= counts[world, t]
            ready += counts[world, t] * curves[world, 0, OPEN, t]
            out = ready / (1.0 + rates[world, t, WON] + rates[world, t, LOST])
            for cause in range(2):
                waits = curves[world, 0, cause]
                mean[cause, t] += waiting * (waits[t + 1] - waits[t]) + out * rates[world, t, cause]
            ready = out
    draws = counts.sum()
    return mean[WON] / draws, mean[LOST] / draws
