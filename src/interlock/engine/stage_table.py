"""The table of stages by horizon: weekly odds of each cause, shrunk; declared without history."""

import numpy as np
import polars as pl

from interlock.engine.rows import Rows
from interlock.engine.standing import UNKNOWN
from interlock.engine.terms import BAND_COUNT, BANDS, FEW

CAUSES = ("won", "lost")
ANY_STAGE = "any stage"
"""The row of stages that no past deal was seen in: all stages together."""

PSEUDO_WEEKS = 65.0
"""Deal-weeks of the pooled hazard with which each cell of the table begins."""

BANDED_WEEKS = 39
"""Weeks of history from which the bands differ; before, a week of the quarter and a distance to
it are seen together or not at all.
"""

FIRST_STAGE, LAST_STAGE = (0.004, 0.018), (0.045, 0.020)
"""Declared weekly hazards (won, lost): in the end 18 % win from the first, 69 % from the last."""


def stages_of(seen: pl.Series, order: tuple[str, ...]) -> tuple[str, ...]:
    """The company's stages in order, others that deals were seen in, the unknown, and any."""
    others = [stage for stage in seen.unique().sort() if stage != UNKNOWN]
    return (*dict.fromkeys([*order, *others]), UNKNOWN, ANY_STAGE)


def log_odds(rows: Rows, stages: int, *, banded: bool) -> np.ndarray:
    """Log odds of each cause against staying open: (stages, bands, causes).

        h[stage, band] = (events + 65 h[band]) / (deal-weeks + 65)
        h[band] = (events in the band + 65 h) / (deal-weeks in the band + 65)

    Without ``banded`` all weeks ahead count as one band.
    """
    counts = _counts(rows, stages)
    if not banded:
        counts = np.repeat(counts.sum(axis=1, keepdims=True), BAND_COUNT, axis=1)
    by_band = counts.sum(axis=0)
    overall = counts.sum(axis=(0, 1)) if banded else by_band[0]
    pooled = (overall[1:] + 0.5) / (overall[0] + 2.0)
    return _to_log_odds(_shrunk(counts, _shrunk(by_band, pooled)))


def level(rows: Rows, stages: int) -> np.ndarray:
    """The same log odds in every cell: what all deals together say, (stages, bands, causes)."""
    overall = _counts(rows, stages).sum(axis=(0, 1))
    pooled = _to_log_odds((overall[1:] + 0.5) / (overall[0] + 2.0))
    return np.tile(pooled, (stages, BAND_COUNT, 1))


def declared(order: tuple[str, ...], stages: tuple[str, ...]) -> np.ndarray:
    """Even steps of the log from the first stage to the last; half way where no order is known."""
    steps = max(len(order) - 1, 1)
    place = [order.index(s) / steps if len(order) > 1 and s in order else 0.5 for s in stages]
    first, last = np.log(FIRST_STAGE), np.log(LAST_STAGE)
    hazard = np.exp(first + np.array(place)[:, None] * (last - first))
    return np.repeat(_to_log_odds(hazard)[:, None], BAND_COUNT, axis=1)


def own_share(closed: int, won: int, lost: int) -> float:
    """How much of the table is the company's own: all from 30 closed deals on with both endings."""
    return closed / (closed + FEW) if closed < FEW or min(won, lost) == 0 else 1.0


def _counts(rows: Rows, stages: int) -> np.ndarray:
    """Deal-weeks, won and lost by stage and band: (stages, bands, 3)."""
    counts = np.zeros((stages, BAND_COUNT, 1 + len(CAUSES)))
    weeks = rows.share.shape[1]
    edges = np.minimum((0, *BANDS, weeks), weeks)
    for band in range(BAND_COUNT):
        exposed = rows.share[:, edges[band] : edges[band + 1]].sum(axis=1)
        counts[:, band, 0] = np.bincount(rows.stage, weights=exposed, minlength=stages)
    ended = np.flatnonzero(rows.ending)
    last = rows.last[ended]
    place = (rows.stage[ended], np.searchsorted(BANDS, last, side="right"), rows.ending[ended])
    np.add.at(counts, place, rows.share[ended, last])
    return counts


def _shrunk(counts: np.ndarray, towards: np.ndarray) -> np.ndarray:
    """Hazards of ``counts`` (..., [deal-weeks, won, lost]) after 65 deal-weeks at ``towards``."""
    shrunk: np.ndarray = (counts[..., 1:] + PSEUDO_WEEKS * towards) / (
        counts[..., :1] + PSEUDO_WEEKS
    )
    return shrunk


def _to_log_odds(hazard: np.ndarray) -> np.ndarray:
    odds: np.ndarray = np.log(hazard) - np.log1p(-hazard.sum(axis=-1, keepdims=True))
    return odds
