"""One deal's odds along every simulated course of the features it needs: exact, no deal is
simulated.
"""

import numpy as np
from numba import njit

from interlock.engine.worth import LOSS_SHARE, NICE, NICE_CAP


@njit(cache=True, nogil=True)
def follow(
    rates: np.ndarray, ready: np.ndarray, strengths: np.ndarray, kept: np.ndarray, ends: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Chances of winning by each of ``ends``, and the mean curves of winning and losing by week.

    In week t, with rates r_w, r_l (odds against staying open) and k the share of the winning odds
    that unmet needs leave,

        h_w = k r_w / (1 + k r_w + k^-rho r_l),    h_l = k^-rho r_l / (1 + k r_w + k^-rho r_l)
        won(t) = S(t) h_w(t),  lost(t) = S(t) h_l(t),  S(t+1) = S(t) (1 - h_w - h_l)

    k is the worst of the unmet dealbreakers and importants, times that of at most three unmet
    nice-to-haves.

    ``rates`` (worlds, weeks, 2); ``ready`` (draws, needs) first week in which a need is met;
    ``strengths`` (needs,) index into ``STRENGTHS``; ``kept`` (worlds, 3) = exp(-psi); ``ends``
    (ends,) ascending, weeks from as_of, fractions counting a week's odds evenly over its days. Draw
    d happens in world d mod worlds. Returns ``odds`` (draws, ends), ``won`` (weeks,), ``lost``
    (weeks,).
    """
    worlds, weeks, _ = rates.shape
    draws = ready.shape[0]
    odds = np.empty((draws, ends.size))
    won, lost = np.zeros(weeks), np.zeros(weeks)
    for d in range(draws):
        world = d % worlds
        survival, total, end, change = 1.0, 0.0, 0, 0
        keep, push = 1.0, 1.0
        for t in range(weeks):
            if t == change:
                keep, change = _kept(ready[d], strengths, kept[world], t)
                push = keep**-LOSS_SHARE
            to_win, to_lose = keep * rates[world, t, 0], push * rates[world, t, 1]
            out = survival / (1.0 + to_win + to_lose)
            while end < ends.size and ends[end] < t + 1:
                odds[d, end] = total + (ends[end] - t) * out * to_win
                end += 1
            won[t] += out * to_win
            lost[t] += out * to_lose
            total += out * to_win
            survival = out
        odds[d, end:] = total
    return odds, won / draws, lost / draws


@njit(cache=True)
def _kept(
    ready: np.ndarray, strengths: np.ndarray, kept: np.ndarray, week: int
) -> tuple[float, int]:
    """The share of the winning odds left in ``week``, and the next week in which that changes."""
    must, nice, change = 1.0, 0, np.iinfo(np.int64).max
    for need in range(ready.size):
        if ready[need] > week:
            change = min(change, ready[need])
            if strengths[need] == NICE:
                nice += 1
            else:
                must = min(must, kept[strengths[need]])
    return must * kept[NICE] ** min(nice, NICE_CAP), change
