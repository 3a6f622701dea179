"""Made-up Next Release Problems in the shape of public ones."""

import numpy as np

from peers.next_release_files import Problem

LEVELS = (20, 40, 80, 160, 320)
"""Items of each level, at the size of nrp2."""
COSTS = ((1, 5), (2, 7), (3, 9), (4, 10), (5, 15))
DEPENDED_ON, MOST_LATER = (0.95, 0.9, 0.825, 0.675), (8, 6, 4, 2)
"""Which share of the items of a level others need, and how many of later levels at most."""
WANTED = (0.6, 1.02, 1.69, 2.34, 2.82)
"""How often customers ask for an item, by its level."""
CUSTOMERS, MOST_REQUESTS = 500, 5
PROFIT, SPREAD, LEAST, MOST = 29.5, 5.2, 12, 47


def layered(times: int, seed: int) -> Problem:
    """Items in five levels that need each other, like nrp2, so many times as large."""
    lots = np.random.default_rng(seed)
    sizes = [times * size for size in LEVELS]
    ends = np.cumsum(sizes)
    items = int(ends[-1])
    costs = [
        lots.integers(low, high + 1, size) for size, (low, high) in zip(sizes, COSTS, strict=True)
    ]
    needs = [
        (int(later), item)
        for level, (share, most) in enumerate(zip(DEPENDED_ON, MOST_LATER, strict=True))
        for item in range(ends[level] - sizes[level], ends[level])
        if lots.random() < share
        for later in _some(lots, np.arange(ends[level], items), int(lots.integers(1, most + 1)))
    ]
    odds = np.repeat(WANTED, sizes)
    odds /= odds.sum()
    counts = lots.integers(1, MOST_REQUESTS + 1, times * CUSTOMERS)
    requested = tuple(_some(lots, items, count, odds) for count in counts)
    return Problem(
        name=f"layered-{times}-{seed}",
        costs=np.concatenate(costs),
        needs=tuple(needs),
        profits=_profits(lots, len(requested)),
        requested=requested,
    )


def flat(items: int, customers: int, seed: int) -> Problem:
    """Items that need nothing, few of them wanted by many, like the realistic nrp-e and nrp-m."""
    lots = np.random.default_rng(seed)
    odds = 1 / (np.arange(items) + items / 20)
    odds /= odds.sum()
    counts = np.minimum(4 + lots.geometric(0.2, customers) - 1, 20)
    return Problem(
        name=f"flat-{items}-{seed}",
        costs=np.clip(np.rint(lots.normal(3.8, 1.3, items)), 1, 7).astype(np.int64),
        needs=(),
        profits=_profits(lots, customers),
        requested=tuple(_some(lots, items, count, odds) for count in counts),
    )


def _some(
    lots: np.random.Generator, of: np.ndarray | int, count: int, odds: np.ndarray | None = None
) -> tuple[int, ...]:
    """So many different ones."""
    return tuple(lots.choice(of, count, replace=False, p=odds).tolist())


def _profits(lots: np.random.Generator, customers: int) -> np.ndarray:
    return np.clip(np.rint(lots.normal(PROFIT, SPREAD, customers)), LEAST, MOST).astype(np.int64)
