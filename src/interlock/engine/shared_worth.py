"""What each feature is worth where deals need several together: fair shares that add up."""

import numpy as np

from interlock.engine import courses, luck, shapley
from interlock.engine import joint as joining
from interlock.engine.joint import Joint

MOST_EXACT = 8
"""Features of one need-set up to which all coalitions are looked at; beyond, so many orders."""

ORDERS = 64


def shared_worth(joint: Joint, values: np.ndarray, *, features: int) -> np.ndarray:
    """Each feature's fair share (Shapley) of what all unfinished features bring: (features,).

        v(S) = E[bookings until the last end | features of S ship as forecast, the others never]
        sum of shares = v(all) - v(none)

    The game is the sum of those of the need-sets, and so are its shares; a feature that a deal
    needs alone has all that is at risk on that deal. For a need-set of more than 8 features the
    mean over 64 orders of entering stands for that over all: shares still add up. ``values``
    (deals,) in the order of ``joint.deals``.
    """
    found = np.zeros(features)
    for columns, brings in courses.expected(joint, values, _coalitions):
        found[columns] += _shares(brings, len(columns))
    return found


def _coalitions(ready: np.ndarray, mine: list[np.ndarray]) -> np.ndarray:
    """One course for each coalition: those out of it never ship."""
    inside = _inside(len(mine))
    found = np.repeat(ready[None], len(inside), axis=0)
    for column, needs in enumerate(mine):
        out = np.flatnonzero(~inside[:, column])
        found[np.ix_(out, needs)] = joining.WEEKS
    return found


def _inside(players: int) -> np.ndarray:
    """Who is in each coalition that is looked at: (coalitions, players)."""
    if players <= MOST_EXACT:
        return (np.arange(1 << players)[:, None] >> np.arange(players)) % 2 == 1
    place = np.argsort(_orders(players), axis=1)
    return (place[:, None, :] < np.arange(players + 1)[None, :, None]).reshape(-1, players)


def _shares(brings: np.ndarray, players: int) -> np.ndarray:
    if players <= MOST_EXACT:
        return shapley.shares(brings)
    found = np.zeros(players)
    for order, steps in zip(
        _orders(players), np.diff(brings.reshape(ORDERS, players + 1), axis=1), strict=True
    ):
        found[order] += steps / ORDERS
    return found


def _orders(players: int) -> np.ndarray:
    """Orders of entering, the same for all need-sets of so many features: (orders, players)."""
    lots = luck.uniforms(ORDERS * players, seed=0, purpose="orders of entering")
    return np.argsort(lots.reshape(ORDERS, players), axis=1)
