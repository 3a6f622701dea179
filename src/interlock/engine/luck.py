"""Random numbers that belong to what they are for: the same in any order, number and thread."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.random import Generator, Philox

Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]
"""One number a draw: (draws,)."""

Weekly = np.ndarray[tuple[int, int], np.dtype[np.float32]]
"""One number a week and draw: (weeks, draws), a week's draws side by side."""

Many = np.ndarray[tuple[int, int], np.dtype[np.float64]]
"""One number an entity and draw: (entities, draws)."""

SMALLEST, SMALLEST_WEEKLY = 2.0**-54, 2.0**-25
"""Stand in for a uniform of exactly zero, so that its logarithm and its normal are finite."""

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


def normals_of(entities: Sequence[str], count: int, *, seed: int, purpose: str) -> Many:
    """``normals`` of each entity: (entities, count)."""
    drawn = np.empty((len(entities), count))
    keys = [_key(seed, purpose, entity, 0) for entity in entities]
    for row, generator in zip(drawn, _keyed(keys), strict=True):
        generator.standard_normal(out=row)
    return drawn


def uniforms_of(entities: Sequence[str], count: int, *, seed: int, purpose: str) -> Many:
    """``uniforms`` of each entity: (entities, count)."""
    drawn = np.empty((len(entities), count))
    keys = [_key(seed, purpose, entity, 0) for entity in entities]
    for row, generator in zip(drawn, _keyed(keys), strict=True):
        generator.random(out=row)
    return np.maximum(drawn, SMALLEST, out=drawn)


def weekly_uniforms(
    count: int, weeks: int, *, seed: int, purpose: str, entity: str = "", first: int = 0
) -> Weekly:
    """Uniform on (0, 1), both ends left out, of each week from ``first`` on: (weeks, count)."""
    drawn = np.empty((weeks, count), dtype=np.float32)
    for row, generator in zip(drawn, _weekly(seed, purpose, entity, first, weeks), strict=True):
        generator.random(dtype=np.float32, out=row)
    return np.maximum(drawn, np.float32(SMALLEST_WEEKLY), out=drawn)


def weekly_normals(
    count: int, weeks: int, *, seed: int, purpose: str, entity: str = "", first: int = 0
) -> Weekly:
    """Standard normal, of each week from ``first`` on: (weeks, count)."""
    drawn = np.empty((weeks, count), dtype=np.float32)
    for row, generator in zip(drawn, _weekly(seed, purpose, entity, first, weeks), strict=True):
        generator.standard_normal(dtype=np.float32, out=row)
    return drawn


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
    drawn, waiting = np.empty(count), np.arange(count)
    for attempt in range(_MOST_ROUNDS):
        x = normals(count, purpose=f"{purpose}, normal {attempt}", **named)[waiting]
        u = uniforms(count, purpose=f"{purpose}, uniform {attempt}", **named)[waiting]
        v = np.maximum(1 + x / np.sqrt(9 * d), SMALLEST) ** 3
        taken = np.log(u) < x * x / 2 + d * (1 - v + np.log(v))
        drawn[waiting[taken]] = d * v[taken]
        waiting = waiting[~taken]
        if not waiting.size:
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
    return _keyed([_key(seed, purpose, entity, week) for week in range(first, first + weeks)])


def _keyed(keys: Sequence[int]) -> Iterator[Generator]:
    """``source`` of one key after the other; one generator is keyed anew, which is quicker."""
    philox = Philox(key=0)
    fresh: Any = philox.state
    for key in keys:
        fresh["state"]["key"][:] = key & _LOW, key >> 64
        philox.state = fresh
        yield Generator(philox)
