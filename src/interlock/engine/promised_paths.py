"""One deal's odds along every course where needs weigh less or more for a while: week by week."""

import numpy as np
from numba import njit

from interlock.engine.need_classes import LOSS_SHARE, NICE, NICE_CAP
from interlock.engine.paths import LOST, WON

SHARE, DUE, UNTIL, BROKEN, EARLY, WANTED = range(6)


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
    ``paths.follow``, with what a promise, or the day it is wanted by, takes off each need:

        U(t) = worst of psi (1 - r(t)) over unmet musts
               + sum of psi (1 - r(t)) over unmet nice-to-haves, at most 3 psi;   k(t) = exp(-U(t))
        r(t) = share while t < due,  -broken while due <= t < until,  then 0;
               no less than early while t < wanted

    ``promised`` (needs, 6): share, due, until (weeks), broken, early and wanted (a week) of each
    need; zeros without any.
    """
    worlds, weeks, _ = rates.shape
    draws = ready.shape[0]
    odds, mean = np.zeros((draws, ends.size)), np.zeros((2, weeks))
    psi, won = -np.log(kept), np.zeros(weeks + 1)
    for d in range(draws):
        world, still_open = d % worlds, 1.0
        before, keep, push = 0.0, 1.0, 1.0
        for t in range(weeks):
            lacks = unmet(ready[d], strengths, promised, psi[world], t)
            if lacks != before:
                before, keep, push = lacks, np.exp(-lacks), np.exp(LOSS_SHARE * lacks)
            to_win, to_lose = keep * rates[world, t, WON], push * rates[world, t, LOST]
            still_open /= 1.0 + to_win + to_lose
            mean[WON, t] += still_open * to_win
            mean[LOST, t] += still_open * to_lose
            won[t + 1] = won[t] + still_open * to_win
        for end in range(ends.size):
            whole = min(int(ends[end]), weeks)
            odds[d, end] = won[whole]
            if whole < weeks:
                odds[d, end] += (ends[end] - whole) * (won[whole + 1] - won[whole])
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
    """r: the part of the feature that is not missed in a week."""
    part = 0.0
    if week < promised[DUE]:
        part = promised[SHARE]
    elif week < promised[UNTIL]:
        part = -promised[BROKEN]
    return max(part, promised[EARLY]) if week < promised[WANTED] else part
