"""Small made-up tables of closed deals."""

import numpy as np
import polars as pl

from interlock.records.wins import ClosedDeals


def closed(attributes: pl.DataFrame, won) -> ClosedDeals:
    count = attributes.height
    endings = pl.Series("won", np.asarray(won, dtype=np.int8))
    return ClosedDeals(attributes, endings, pl.Series("row", range(1, count + 1)))


def world(deals: int, *, effect: float, seed: int, noise: int = 5) -> ClosedDeals:
    """``driver`` = yes has ``effect`` times two on the log odds of no; ``noise`` others none."""
    random = np.random.default_rng(seed)
    driver = random.integers(0, 2, deals)
    chance = 1 / (1 + np.exp(-effect * (2 * driver - 1)))
    frame = {"driver": np.where(driver, "yes", "no")}
    for at in range(noise):
        frame[f"noise {at}"] = random.choice(["a", "b", "c"], deals)
    return closed(pl.DataFrame(frame), random.random(deals) < chance)
