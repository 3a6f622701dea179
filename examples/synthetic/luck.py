"""Random numbers by purpose: what one part of a world draws changes nothing in another."""

import numpy as np

PURPOSES = ("features", "work", "deals", "sales", "future work", "future sales", "texts")


def luck(seed: int, purpose: str, number: int = 0) -> np.random.Generator:
    """A stream of its own for each purpose and number."""
    key = (PURPOSES.index(purpose), number)
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=key)))
