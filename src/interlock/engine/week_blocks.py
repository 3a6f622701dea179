"""Weeks to come as weeks gone by, drawn anew: alone, or in stretches that keep their order."""

from dataclasses import dataclass

import numpy as np

from interlock.engine.pace import Floats

LENGTH = 4
"""Weeks of a stretch that keeps its order."""


@dataclass(frozen=True)
class Blocks:
    """Stretches of weeks, one of which is drawn: ``items`` done in each up to and with its 1st,
    2nd ... week, (blocks, weeks), and the ``chance`` of each, (blocks,).
    """

    items: Floats
    chance: Floats


@dataclass(frozen=True)
class Redrawn:
    """Weeks to come: one stretch of ``first``, then stretches of ``then`` without end."""

    first: Blocks
    then: Blocks


def alone(done: Floats, weeks: int) -> Blocks:
    """Single weeks, each one of the last ``weeks``: the usual bootstrap.

    ``done`` (weeks,) holds the items of past weeks, the latest last.
    """
    return in_stretches(done, weeks, 1)


def in_stretches(done: Floats, weeks: int, length: int = LENGTH) -> Blocks:
    """Stretches of ``length`` neighbours among the last ``weeks``, all alike likely.

    Source: Kuensch (1989), The jackknife and the bootstrap for general stationary observations.
    """
    past = done[-weeks:]
    starts = np.arange(max(past.size - length + 1, 1))
    return alike(stretches(past, starts, length))


def stretches(done: Floats, starts: np.ndarray, length: int) -> Floats:
    """Items done up to and with each week of the stretches that begin at ``starts``."""
    past = np.lib.stride_tricks.sliding_window_view(done, min(length, done.size))
    summed: Floats = past[starts].cumsum(axis=1).astype(float)
    return summed


def alike(items: Floats) -> Blocks:
    """All stretches with the same chance."""
    return Blocks(items, np.full(len(items), 1 / len(items)))
