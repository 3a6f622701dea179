"""Random numbers that belong to what they are for: the same in any order, number and thread."""

import hashlib
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.random import Generator, Philox

Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]
"""One number a draw: (draws,)."""

Weekly = np.ndarray[tuple[int, int], np.dtype[np.float64]]
"""One number a draw and week: (draws, weeks)."""

SMALLEST = 2.0**-54
"""Stands in for a uniform of exactly zero, so that its logarithm and its normal are finite."""

_MOST_ROUNDS = 64
_LOW = 2**64 - 1


def source(*, seed: int, purpose: str, entity: str = "", week: int = 0) -> Generator:
    """The random numbers of one entity, for one purpose, in one week.

    Philox, a counter-based generator (Salmon et al. 2011), keyed by a hash of all four; so a deal
    that is added, or a feature that is dropped, shifts nobody else's luck. Element d of what is
    drawn belongs to draw d: a longer call begins with the shorter.
    """
    return Generator(Philox(key=_key(seed, purpose, entity, week)))


def uniforms(count: int, *, seed: int, purpose: str, entity: str = "", week: int = 0) -> Numbers:
    """Uniform on (0, 1), both ends left out, one a draw: (count,)."""
    drawn = source(seed=seed, purpose=purpose, entity=entity, week=week).random(count)
    return np.maximum(drawn, SMALLEST)


def normals(count: int, *, seed: int, purpose: str, entity: str = "", week: int = 0) -> Numbers:
    """Standard normal, one a draw: (count,)."""
    return source(seed=seed, purpose=purpose, entity=entity, week=week).standard_normal(count)


def weekly_uniforms(
    count: int, weeks: int, *, seed: int, purpose: str, entity: str = "", first: int = 0
) -> Weekly:
    """``uniforms`` of each week from ``first`` on: (count, weeks)."""
    drawn = [g.random(count) for g in _weekly(seed, purpose, entity, first, weeks)]
    return np.maximum(np.column_stack(drawn), SMALLEST)


def weekly_normals(
    count: int, weeks: int, *, seed: int, purpose: str, entity: str = "", first: int = 0
) -> Weekly:
    """``normals`` of each week from ``first`` on: (count, weeks)."""
    drawn = [g.standard_normal(count) for g in _weekly(seed, purpose, entity, first, weeks)]
    return np.column_stack(drawn)


def gammas(
    shape: float, count: int, *, seed: int, purpose: str, entity: str = "", week: int = 0
) -> Numbers:
    """Gamma of this shape and scale one, one a draw: (count,).

    Each draw has a normal and a uniform of its own in every round of trying, so that draw d keeps
    its luck when the shape changes a little: last week's rate and this week's stay comparable.
    Raises ``ValueError`` unless the shape is above zero.
    Source: Marsaglia and Tsang (2000), A simple method for generating gamma variables.
    """
    if not shape > 0:
        raise ValueError(f"a gamma needs a shape above zero, not {shape}")
    named: dict[str, Any] = {"seed": seed, "entity": entity, "week": week}
    tall = shape if shape >= 1 else shape + 1
    d = tall - 1 / 3
    drawn = np.full(count, np.nan)
    for attempt in range(_MOST_ROUNDS):
        x = normals(count, purpose=f"{purpose}, normal {attempt}", **named)
        u = uniforms(count, purpose=f"{purpose}, uniform {attempt}", **named)
        v = np.maximum(1 + x / np.sqrt(9 * d), SMALLEST) ** 3
        taken = np.isnan(drawn) & (np.log(u) < x * x / 2 + d * (1 - v + np.log(v)))
        drawn[taken] = d * v[taken]
        if not np.isnan(drawn).any():
            break
    if shape < 1:
        drawn *= uniforms(count, purpose=f"{purpose}, power", **named) ** (1 / shape)
    return drawn


def betas(
    one: float,
    other: float,
    count: int,
    *,
    seed: int,
    purpose: str,
    entity: str = "",
    week: int = 0,
) -> Numbers:
    """Beta(one, other), one a draw: (count,); the share of one gamma in the sum of two."""
    named: dict[str, Any] = {"seed": seed, "entity": entity, "week": week}
    mine = gammas(one, count, purpose=f"{purpose}, one", **named)
    return mine / (mine + gammas(other, count, purpose=f"{purpose}, other", **named))


def _key(seed: int, purpose: str, entity: str, week: int) -> int:
    named = f"{seed}\x1f{purpose}\x1f{entity}\x1f{week}".encode()
    return int.from_bytes(hashlib.blake2b(named, digest_size=16).digest(), "little")


def _weekly(seed: int, purpose: str, entity: str, first: int, weeks: int) -> Iterator[Generator]:
    """``source`` of one week after the other; one generator is keyed anew, which is quicker."""
    philox = Philox(key=0)
    fresh: Any = philox.state
    for week in range(first, first + weeks):
        key = _key(seed, purpose, entity, week)
        fresh["state"]["key"][:] = key & _LOW, key >> 64
        philox.state = fresh
        yield Generator(philox)
