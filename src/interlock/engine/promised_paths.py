"""One deal's odds along every course where features that it needs are promised: week by week."""

import numpy as np
from numba import njit

from interlock.engine.need_classes import LOSS_SHARE, NICE, NICE_CAP
from interlock.engine.paths import LOST, WON

SHARE, DUE, UNTIL, BROKEN = range(4)


@njit(cache=True, nogil=True)
def follow(
    rates: np.ndarray,
    ready: np.ndarray,
    strengths: np.ndarray,
    promised: np.ndarray,
    kept: np.ndarray,
    ends: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Chances of winning by each of ``ends``, and the mean curves of winning and losing by week, as
    ``paths.follow``, with a promise's part of each need:

        U(t) = worst of psi (1 - r(t)) over unmet musts
               + sum of psi (1 - r(t)) over unmet nice-to-haves, at most 3 psi;   k(t) = exp(-U(t))
        r(t) = share while t < due,  -broken while due <= t < until,  then 0

    ``promised`` (needs, 4): share, due, until (weeks) and broken of each need; zeros without one.
    """
    worlds, weeks, _ = rates.shape
    draws = ready.shape[0]
    odds, mean = np.zeros((draws, ends.size)), np.zeros((2, weeks))
    psi = -np.log(kept)
    for d in range(draws):
        world, still_open = d % worlds, 1.0
        for t in range(weeks):
            lacks = unmet(ready[d], strengths, promised, psi[world], t)
            to_win = np.exp(-lacks) * rates[world, t, WON]
            to_lose = np.exp(LOSS_SHARE * lacks) * rates[world, t, LOST]
            still_open /= 1.0 + to_win + to_lose
            mean[WON, t] += still_open * to_win
            mean[LOST, t] += still_open * to_lose
            for end in range(ends.size):
                odds[d, end] += min(max(ends[end] - t, 0.0), 1.0) * still_open * to_win
    return odds, mean[WON] / draws, mean[LOST] / draws


@njit(cache=True, nogil=True)
def unmet(
    ready: np.ndarray, strengths: np.ndarray, promised: np.ndarray, psi: np.ndarray, week: int
) -> float:
    """U in one week of one course."""
    must, nice = 0.0, 0.0
    for need in range(strengths.size):
        if ready[need] > week:
            strength = strengths[need]
            takes = psi[strength] * (1.0 - _part(promised[need], week))
            if strength == NICE:
                nice += takes
            else:
                must = max(must, takes)
    return must + min(nice, NICE_CAP * psi[NICE])


@njit(cache=True, nogil=True)
def _part(promised: np.ndarray, week: int) -> float:
    """r: the part of the feature that its promise is worth in a week."""
    if week < promised[DUE]:
        return promised[SHARE]
    return -promised[BROKEN] if week < promised[UNTIL] else 0.0
