"""The table of stages by horizon: weekly odds of each cause, shrunk; declared without history."""

import numpy as np
import polars as pl

from interlock.engine.deal_history import BANDS, UNKNOWN, AtRisk

CAUSES = ("won", "lost")
BAND_COUNT = len(BANDS) + 1
ANY_STAGE = "any stage"
"""The row of stages that no past deal was seen in: all stages together."""

PSEUDO_WEEKS = 65.0
"""Deal-weeks of the pooled hazard with which each cell of the table begins."""

FEW = 30
"""Closed deals from which the own table stands alone; below, the declared one has a share."""

FIRST_STAGE, LAST_STAGE = (0.004, 0.018), (0.045, 0.020)
"""Declared weekly hazards (won, lost): in the end 18 % win from the first, 69 % from the last."""


def stages_of(risk: AtRisk) -> tuple[str, ...]:
    """The company's stages in order, others that deals were seen in, the unknown, and any."""
    seen = [s for s in risk.cells["stage"].unique().sort() if s != UNKNOWN]
    return (*dict.fromkeys([*risk.stages, *seen]), UNKNOWN, ANY_STAGE)


def log_odds(risk: AtRisk, stages: tuple[str, ...]) -> np.ndarray:
    """Log odds of each cause against staying open: (stages, bands, causes).

        h[stage, band] = (events + 65 h[band]) / (deal-weeks + 65)
        h[band] = (events in the band + 65 h) / (deal-weeks in the band + 65)

    With n < 30 closed deals, or with one ending alone, the log odds are n / (n + 30) of this and
    the rest of the declared table.
    """
    own = _to_log_odds(_own(risk.cells, stages))
    if not thin(risk):
        return own
    share = risk.closed / (risk.closed + FEW)
    return share * own + (1 - share) * _declared(risk.stages, stages)


def thin(risk: AtRisk) -> bool:
    """Whether there is too little history to stand alone."""
    return risk.closed < FEW or min(risk.won, risk.lost) == 0


def index_of(stage: pl.Series, stages: tuple[str, ...]) -> np.ndarray:
    """Row of each stage; the row of any stage for one that is not in the table."""
    known = {name: at for at, name in enumerate(stages)}
    rows = stage.replace_strict(known, default=len(stages) - 1, return_dtype=pl.Int64)
    return rows.to_numpy()


def _own(cells: pl.DataFrame, stages: tuple[str, ...]) -> np.ndarray:
    counts = np.zeros((len(stages), BAND_COUNT, 3))
    by_cell = cells.group_by("stage", "band").agg(pl.col("exposure", "won", "lost").sum())
    for stage, band, *values in by_cell.iter_rows():
        counts[stages.index(stage), band] = values
    by_band = counts.sum(axis=0)
    overall = by_band.sum(axis=0)
    pooled = (overall[1:] + 0.5) / (overall[0] + 2.0)
    band_hazard = _shrunk(by_band, pooled)
    hazard = _shrunk(counts, band_hazard)
    return hazard


def _shrunk(counts: np.ndarray, towards: np.ndarray) -> np.ndarray:
    """Hazards of ``counts`` (..., [deal-weeks, won, lost]) after 65 deal-weeks at ``towards``."""
    shrunk: np.ndarray = (counts[..., 1:] + PSEUDO_WEEKS * towards) / (
        counts[..., :1] + PSEUDO_WEEKS
    )
    return shrunk


def _declared(order: tuple[str, ...], stages: tuple[str, ...]) -> np.ndarray:
    """Even steps of the log from the first stage to the last; half way where no order is known."""
    steps = max(len(order) - 1, 1)
    place = [order.index(s) / steps if len(order) > 1 and s in order else 0.5 for s in stages]
    first, last = np.log(FIRST_STAGE), np.log(LAST_STAGE)
    hazard = np.exp(first + np.array(place)[:, None] * (last - first))
    return np.repeat(_to_log_odds(hazard)[:, None], BAND_COUNT, axis=1)


def _to_log_odds(hazard: np.ndarray) -> np.ndarray:
    odds: np.ndarray = np.log(hazard) - np.log1p(-hazard.sum(axis=-1, keepdims=True))
    return odds
