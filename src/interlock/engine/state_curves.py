"""Curves of deals that stand alike, in every state that their needs may be in; all worlds side by
side.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from interlock.engine import unmet
from interlock.engine.drawn_odds import Drawn, drawn_into, drawn_rooms
from interlock.engine.paths import LOST, WON

LEAST_OPEN = 1e-5
"""Of open deals so many stay open through any week, at least; so shares of them have all digits."""


class Shared(NamedTuple):
    """What deals of all kinds share: drawn odds ``of`` their profiles, the ``market``
    (weeks, worlds), the ``shares`` of the odds that each state leaves (2, states, worlds), and
    ``ends`` in weeks, ascending.
    """

    of: Drawn
    market: np.ndarray
    shares: np.ndarray
    ends: np.ndarray


class Curves(NamedTuple):
    """One profile's: weekly ``odds`` of winning and losing against staying open
    (2, weeks, worlds), and by state: chances of being ``still`` open at the start of each week
    (states, weeks + 1, worlds), and of deals open then of being won ``ahead`` (or in the rest of
    it) between one end and the next (states, ends, weeks + 1, worlds). ``rooms`` is where they are
    worked out.
    """

    odds: np.ndarray
    still: np.ndarray
    ahead: np.ndarray
    rooms: tuple[np.ndarray, ...]


@njit(cache=True, nogil=True, error_model="numpy")
def new(all_of: Shared) -> Curves:
    """Room for one profile's curves, to be filled for one after the other."""
    weeks, worlds = all_of.market.shape
    still = np.empty((unmet.STATES, weeks + 1, worlds))
    ahead = np.empty((unmet.STATES, all_of.ends.size, weeks + 1, worlds))
    return Curves(np.empty((2, weeks, worlds)), still, ahead, drawn_rooms(all_of.of))


@njit(cache=True, nogil=True, error_model="numpy")
def stand(profile: int, all_of: Shared, curves: Curves) -> None:
    """The weekly odds of deals that stand like this, with the market's shock."""
    drawn_into(all_of.of, profile, curves.rooms, curves.odds)
    for week in range(all_of.market.shape[0]):
        for world in range(all_of.market.shape[1]):
            curves.odds[WON, week, world] *= all_of.market[week, world]


@njit(cache=True, nogil=True, error_model="numpy")
def follow(state: int, all_of: Shared, curves: Curves) -> None:
    """The curves of deals that stay in a state throughout, of which the share k of the winning odds
    r_w is left:

        h_w = k r_w / (1 + k r_w + k^-rho r_l),    s = 1 / (1 + k r_w + k^-rho r_l)
        S(t + 1) = s(t) S(t),    V(t) = h_w(t) + s(t) V(t + 1)

    S from the first week on, V from the last back, once for each end: of a week in which an end
    lies its part.
    """
    still, ahead = curves.still[state], curves.ahead[state]
    keep, push = all_of.shares[WON, state], all_of.shares[LOST, state]
    weeks, worlds = all_of.market.shape
    stay, win = np.empty((2, weeks, worlds))
    still[0] = 1.0
    for week in range(weeks):
        to_win, to_lose = curves.odds[WON, week], curves.odds[LOST, week]
        for world in range(worlds):
            to = keep[world] * to_win[world]
            out = 1.0 / (1.0 + to + push[world] * to_lose[world])
            win[week, world] = out * to
            stay[week, world] = max(out, LEAST_OPEN)
            still[week + 1, world] = still[week, world] * stay[week, world]
    before = 0.0
    for end in range(all_of.ends.size):
        last, curve = all_of.ends[end], ahead[end]
        curve[weeks] = 0.0
        for week in range(weeks - 1, -1, -1):
            part = max(min(last, week + 1.0) - max(before, float(week)), 0.0)
            for world in range(worlds):
                later = stay[week, world] * curve[week + 1, world]
                curve[week, world] = part * win[week, world] + later
        before = last
