"""Odds a week in several worlds at once, each with effects drawn around the fitted ones."""

from typing import NamedTuple

import numpy as np
from numba import njit

from interlock.engine.likelihood import (
    STEEP,
    Packed,
    packed,
    places_moving,
    places_staying,
    room_of_places,
)
from interlock.engine.rows import Rows


class Drawn(NamedTuple):
    """Odds in several worlds, taken apart: exp(a + b eta) is a product of powers of effects.

    ``read`` are the rows; ``table`` (stages, bands, causes) holds exp(a + b log odds), ``powers``
    (effects, bands, causes, worlds + 1) exp(b effect), in the last world of the fitted effects;
    odds are cut off at ``most`` (bands, causes).
    """

    read: Packed
    table: np.ndarray
    powers: np.ndarray
    most: np.ndarray


def drawn(
    effects: np.ndarray,
    theta: np.ndarray,
    table: np.ndarray,
    rows: Rows,
    line: tuple[np.ndarray, np.ndarray],
) -> Drawn:
    """Of ``effects`` (worlds, width) drawn around ``theta``; ``line`` a and b, each
    (bands, causes).
    """
    read, (a, b) = packed(rows), line
    worlds = np.vstack([effects, theta])[:, : 2 * read.effects]
    by_cause = worlds.reshape(-1, 2, read.effects).transpose(2, 1, 0)
    powers = np.ascontiguousarray(np.exp(b[None, :, :, None] * by_cause[:, None]))
    return Drawn(read, np.exp(a + b * table), powers, np.exp(a + b * STEEP))


def drawn_odds(of: Drawn, row: int) -> np.ndarray:
    """Odds a week of winning and losing of one row in every world: (worlds, weeks, causes); times
    what makes their mean that of the fitted effects.
    """
    return _drawn_odds(of, row).T


@njit(cache=True, nogil=True, error_model="numpy")
def drawn_into(of: Drawn, row: int, rooms: tuple[np.ndarray, ...], odds: np.ndarray) -> None:
    """`drawn_odds` into (causes, weeks, worlds); ``rooms`` from `drawn_rooms`."""
    r, (moving, staying, base, now) = of.read, rooms
    _, weeks, worlds = odds.shape
    for week in range(weeks):
        band = r.bands[week]
        if week == 0 or r.bands[week - 1] != band:
            places_staying(r, row, band, staying)
            for cause in range(2):
                base[cause] = of.table[r.stage[row], band, cause]
                _times(base[cause], of.powers, staying, band, cause)
        places_moving(r, row, week, moving)
        for cause in range(2):
            now[:] = base[cause]
            _times(now, of.powers, moving, band, cause)
            most, total, here = of.most[band, cause], 0.0, odds[cause, week]
            for world in range(worlds + 1):
                now[world] = min(now[world], most)
            for world in range(worlds):
                total += now[world]
            centred = now[worlds] * worlds / total
            for world in range(worlds):
                here[world] = now[world] * centred


@njit(cache=True, nogil=True, error_model="numpy")
def drawn_rooms(of: Drawn) -> tuple[np.ndarray, ...]:
    """Room in which `drawn_into` works."""
    moving, staying, _ = room_of_places(of.read)
    worlds = of.powers.shape[3]
    return moving, staying, np.empty((2, worlds)), np.empty(worlds)


@njit(cache=True, nogil=True, error_model="numpy")
def _drawn_odds(of: Drawn, row: int) -> np.ndarray:
    odds = np.empty((2, of.read.bands.size, of.powers.shape[3] - 1))
    drawn_into(of, row, drawn_rooms(of), odds)
    return odds


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def _times(odds: np.ndarray, powers: np.ndarray, places: np.ndarray, band: int, cause: int) -> None:
    """``odds`` (worlds + 1,) times the powers of the effects at ``places``."""
    for place in places:
        if place >= 0:
            for world in range(odds.size):
                odds[world] *= powers[place, band, cause, world]
