"""How many of the open features shipped within a quarter, beside what was forecast."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from interlock.engine.pace import Floats
from interlock.engine.ship_forecasts import Origin
from interlock.engine.ship_scores import held
from interlock.records.ship_backtest import ShippedTogether

LEVELS = {"q10": 0.1, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q90": 0.9}


def together(origins: Sequence[Origin]) -> ShippedTogether:
    """The count's middle 50 and 80 % against what came, over the origins whose quarter is over.

    Features that slip together make counts vary more than features alone would; only the joint
    forecast can be right about that. A count that takes in much chance counts in part (`held`).
    """
    asked = [origin for origin in origins if origin.rows.weeks.size]
    over = [origin for origin in asked if origin.shipped is not None]
    return ShippedTogether(
        cover50=_cover(over, 0.25, 0.75),
        cover80=_cover(over, 0.1, 0.9),
        by_origin=pl.DataFrame([_row(one) for one in asked], schema=_schema()),
    )


def chances(simulated: Floats, shipped: int) -> tuple[float, float]:
    """The chance of fewer than ``shipped``, and of no more."""
    return float((simulated < shipped).mean()), float((simulated <= shipped).mean())


def _cover(origins: Sequence[Origin], below: float, above: float) -> float | None:
    if not origins:
        return None
    both = [chances(one.simulated, one.shipped) for one in origins if one.shipped is not None]
    low, high = np.array(both).T
    return float(np.mean(held(low, high, above) - held(low, high, below)))


def _row(one: Origin) -> dict[str, object]:
    said = np.quantile(one.simulated, list(LEVELS.values()), method="inverted_cdf")
    return {
        "origin": one.day,
        "open": int(one.rows.weeks.size),
        "expected": float(one.simulated.mean()),
        **dict(zip(LEVELS, said.tolist(), strict=True)),
        "shipped": one.shipped,
    }


def _schema() -> dict[str, type[pl.DataType]]:
    return {
        "origin": pl.Date, "open": pl.Int64, "expected": pl.Float64,
        **dict.fromkeys(LEVELS, pl.Float64), "shipped": pl.Int64,
    }  # fmt: skip
