"""Random numbers keyed by seed, purpose and number, so that one record never shifts another's."""

import numpy as np

PURPOSES = ("teams", "features", "deals", "needs", "people", "promises", "evidence", "exports",
            "after sale")  # fmt: skip


def luck(seed: int, purpose: str, number: int = 0) -> np.random.Generator:
    key = np.array([seed, (PURPOSES.index(purpose) << 40) + number], dtype=np.uint64)
    return np.random.Generator(np.random.Philox(key=key))


def steps(shares: tuple[float, ...]) -> np.ndarray:
    """Shares summed up, for ``pick``."""
    up_to = np.cumsum(shares)
    return up_to / up_to[-1]


def pick(random: np.random.Generator, up_to: np.ndarray) -> int:
    """A place drawn by shares; as ``choice`` draws it, at a fraction of its time."""
    return int(up_to.searchsorted(random.random(), side="right"))
