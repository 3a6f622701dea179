"""One deal's odds along every simulated course of the features it needs: exact, no deal is
simulated.
"""

import numpy as np
from numba import njit

from interlock.engine.worth import LOSS_SHARE, NICE, NICE_CAP

LEVELS = (NICE + 1) * (NICE_CAP + 1)
"""What a deal may lack in a week: no must or the worst unmet one, and so many nice-to-haves."""

WON, LOST, OPEN = range(3)
LEAST_OPEN = 0.01
"""A level's curve is cut out only from where so much of it is open; below it is walked, as small
differences of large numbers lose their digits.
"""


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
    nice-to-haves. Where k is the same from week a to b the course is a piece of the curve that
    holds k from the start: of that curve's C wins and S_k open ones,

        won from a to b = S(a) (C(b) - C(a)) / S_k(a)

    so a course costs as many steps as needs are met in it, and not as many as it has weeks.

    ``rates`` (worlds, weeks, 2); ``ready`` (draws, needs) first week in which a need is met;
    ``strengths`` (needs,) index into ``STRENGTHS``; ``kept`` (worlds, 3) = exp(-psi); ``ends``
    (ends,) ascending, weeks from as_of, fractions counting a week's odds evenly over its days. Draw
    d happens in world d mod worlds. Returns ``odds`` (draws, ends), ``won`` (weeks,), ``lost``
    (weeks,).
    """
    worlds, weeks, _ = rates.shape
    draws = ready.shape[0]
    odds = np.empty((draws, ends.size))
    mean = np.zeros((2, weeks))
    curves = np.empty((LEVELS, 3, weeks + 1))
    begun = np.empty((LEVELS, weeks + 1))
    known = np.empty(LEVELS, dtype=np.bool_)
    for world in range(min(worlds, draws)):
        known[:] = False
        begun[:] = 0.0
        for d in range(world, draws, worlds):
            _along(d, world, rates, ready, strengths, kept, ends, curves, known, begun, odds, mean)
        _add_pieces(curves, known, begun, mean)
    return odds, mean[WON] / draws, mean[LOST] / draws


@njit(cache=True, nogil=True)
def _along(
    d: int,
    world: int,
    rates: np.ndarray,
    ready: np.ndarray,
    strengths: np.ndarray,
    kept: np.ndarray,
    ends: np.ndarray,
    curves: np.ndarray,
    known: np.ndarray,
    begun: np.ndarray,
    odds: np.ndarray,
    mean: np.ndarray,
) -> None:
    """Draw ``d``'s course: its ``odds`` by each end; ``begun`` and ``mean`` take its curves."""
    weeks = rates.shape[1]
    week, end, survival, total = 0, 0, 1.0, 0.0
    while week < weeks:
        level, change = lacking(d, world, ready, strengths, kept, week)
        until = min(change, weeks)
        if not known[level]:
            level_curve(rates[world], share_kept(level, kept[world]), curves[level])
            known[level] = True
        if curves[level, OPEN, week] < LEAST_OPEN:
            until = week + 1
            keep = share_kept(level, kept[world])
            push = keep**-LOSS_SHARE
            to_win, to_lose = keep * rates[world, week, WON], push * rates[world, week, LOST]
            survival /= 1.0 + to_win + to_lose
            while end < ends.size and ends[end] < until:
                odds[d, end] = total + (ends[end] - week) * survival * to_win
                end += 1
            mean[WON, week] += survival * to_win
            mean[LOST, week] += survival * to_lose
            total += survival * to_win
        else:
            part = survival / curves[level, OPEN, week]
            start = total - part * curves[level, WON, week]
            while end < ends.size and ends[end] < until:
                odds[d, end] = start + part * _won_by(curves, level, ends[end])
                end += 1
            begun[level, week] += part
            begun[level, until] -= part
            total = start + part * curves[level, WON, until]
            survival = part * curves[level, OPEN, until]
        week = until
    odds[d, end:] = total


@njit(cache=True, nogil=True)
def lacking(
    d: int, world: int, ready: np.ndarray, strengths: np.ndarray, kept: np.ndarray, week: int
) -> tuple[int, int]:
    """The level of what is unmet in ``week`` of draw ``d``, and the next week in which that
    changes.
    """
    must, nice, change = NICE, 0, np.iinfo(np.int64).max
    for need in range(strengths.size):
        met = ready[d, need]
        if met > week:
            change = min(change, met)
            strength = strengths[need]
            if strength == NICE:
                nice += 1
            elif must == NICE or kept[world, strength] < kept[world, must]:
                must = strength
    return must * (NICE_CAP + 1) + min(nice, NICE_CAP), change


@njit(cache=True, nogil=True)
def share_kept(level: int, kept: np.ndarray) -> float:
    """The share of the winning odds that is left at a level; without an unmet must it is NICE."""
    must, nice = level // (NICE_CAP + 1), level % (NICE_CAP + 1)
    left = 1.0 if must == NICE else kept[must]
    return left * kept[NICE] ** nice


@njit(cache=True, nogil=True)
def level_curve(rates: np.ndarray, keep: float, curve: np.ndarray) -> None:
    """Chances of having won, of having lost and of being open at the start of each week, were
    ``keep`` left throughout: into (3, weeks + 1).
    """
    push = keep**-LOSS_SHARE
    won, lost, still_open = 0.0, 0.0, 1.0
    curve[WON, 0], curve[LOST, 0], curve[OPEN, 0] = won, lost, still_open
    for t in range(rates.shape[0]):
        to_win, to_lose = keep * rates[t, WON], push * rates[t, LOST]
        still_open /= 1.0 + to_win + to_lose
        won += still_open * to_win
        lost += still_open * to_lose
        curve[WON, t + 1], curve[LOST, t + 1], curve[OPEN, t + 1] = won, lost, still_open


@njit(cache=True, nogil=True)
def _won_by(curves: np.ndarray, level: int, end: float) -> float:
    """A level's wins by ``end`` weeks, within the weeks there are; a week's evenly over its
    days.
    """
    week = int(end)
    before = curves[level, WON, week]
    return before + (end - week) * (curves[level, WON, week + 1] - before)


@njit(cache=True, nogil=True)
def _add_pieces(curves: np.ndarray, known: np.ndarray, begun: np.ndarray, mean: np.ndarray) -> None:
    """The pieces of each level's curve that courses went along, added to the weekly means."""
    for level in range(LEVELS):
        if not known[level]:
            continue
        part = 0.0
        for week in range(mean.shape[1]):
            part += begun[level, week]
            for cause in range(2):
                mean[cause, week] += part * (
                    curves[level, cause, week + 1] - curves[level, cause, week]
                )
