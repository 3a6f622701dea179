"""Fair shares: what each of a few players adds to the worth of all of them, in whatever order they
enter.
"""

from itertools import combinations
from math import factorial
from typing import Any

import numpy as np

Worths = np.ndarray[Any, np.dtype[np.float64]]
"""(coalitions, ...): worth of each coalition; bit i of a row's number says whether player i is in
it, so row 0 is nobody and the last row everybody.
"""


def shares(worths: Worths) -> Worths:
    """Each player's mean part over all orders in which the players can enter: (players, ...).

        phi_i = sum over S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S))

    The parts sum to v(all) - v(nobody); a player that changes nothing has exactly 0; the parts of a
    sum of games are the sums of their parts. Source: Shapley (1953), A value for n-person games.
    """
    players = _players(worths)
    found = [_mean_step(worths, player, players) for player in range(players)]
    return np.array(found).reshape(players, *worths.shape[1:])


def first_parts(worths: Worths) -> Worths:
    """What each player changes when it enters first, v(i) - v(nobody): (players, ...)."""
    singles = [1 << player for player in range(_players(worths))]
    found: Worths = worths[singles] - worths[0]
    return found


def interactions(worths: Worths) -> Worths:
    """What two players change together beyond what each does alone: (players, players, ...).

        I_ij = sum over S without i, j of |S|! (n - |S| - 2)! / (n - 1)!
               (v(S + i + j) - v(S + i) - v(S + j) + v(S))

    Symmetric, 0 on the diagonal, above 0 where one makes the other worth more.
    Source: Grabisch and Roubens (1999), An axiomatic approach to the concept of interaction.
    """
    players = _players(worths)
    found = np.zeros((players, players, *worths.shape[1:]))
    for one, other in combinations(range(players), 2):
        found[one, other] = found[other, one] = _mean_pair(worths, one, other, players)
    return found


def _players(worths: Worths) -> int:
    players = len(worths).bit_length() - 1
    if len(worths) != 1 << players:
        raise ValueError(f"{len(worths)} worths are not one for each coalition of some players")
    return players


def _mean_step(worths: Worths, player: int, players: int) -> Worths:
    without = _without(players, 1 << player)
    sizes = np.bitwise_count(without)
    weights = [factorial(s) * factorial(players - s - 1) / factorial(players) for s in sizes]
    return _weighed(weights, worths[without | 1 << player] - worths[without])


def _mean_pair(worths: Worths, one: int, other: int, players: int) -> Worths:
    i, j = 1 << one, 1 << other
    without = _without(players, i | j)
    sizes = np.bitwise_count(without)
    weights = [factorial(s) * factorial(players - s - 2) / factorial(players - 1) for s in sizes]
    both, neither = worths[without | i | j], worths[without]
    return _weighed(weights, both - worths[without | i] - worths[without | j] + neither)


def _without(players: int, bits: int) -> np.ndarray:
    coalitions = np.arange(1 << players)
    return coalitions[coalitions & bits == 0]


def _weighed(weights: list[float], steps: Worths) -> Worths:
    summed: Worths = np.tensordot(np.array(weights), steps, axes=1)
    return summed
