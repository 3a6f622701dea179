"""Will a feature make the release it is promised for? Odds learnt from earlier promises."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from interlock.engine.penalised_odds import Ridge, chance, fit_spreads

COLUMNS = (
    "feature", "release", "team", "stage", "under_way", "weeks_ahead", "moves", "quiet_weeks"
)  # fmt: skip
"""A promise as it stood on a day: whether the feature was said to be at that stage (null where
nothing was said), how many weeks before the release that was, how often the feature's promises had
moved by then, and weeks since anybody had said anything of it.
"""

WORDS = ("weeks_ahead", "stage", "stage and under_way", "team")
NUMBERS = ("moves", "quiet_weeks")
PSEUDO_PROMISES = 2.0
FEWEST = 10


@dataclass(frozen=True)
class KeptOdds:
    """The fitted odds; ``levels`` are those of each word that were seen, ``centre`` and ``scale``
    (numbers,) of the logarithms.
    """

    ridge: Ridge | None
    share: float
    levels: dict[str, tuple[str, ...]]
    centre: np.ndarray
    scale: np.ndarray

    def odds(self, new: pl.DataFrame) -> np.ndarray:
        """Chance that each promise is kept: (rows,)."""
        if self.ridge is None:
            return np.full(new.height, self.share)
        return chance(self.ridge.logits(_x(new, self.levels, self.centre, self.scale)))


def fit(past: pl.DataFrame) -> KeptOdds:
    """Odds from earlier promises: ``COLUMNS`` and ``kept`` (1 or 0, as known that day).

        logit Pr(kept) = level + distance + stage + (stage, under way) + team
                         + b1 z(moves) + b2 z(quiet)
        z(v) = (log(1 + v) - mean) / sd

    Effects of each kind are normal around 0 with a spread learnt from all of its levels
    (``penalised_odds.fit_spreads``), so a team of two promises hardly differs from the others.
    A promise seen on several days counts once, shared by its rows. Under ten promises of either
    ending all get the share kept, (kept + 1) / (n + 2).
    """
    promise = past.select(pl.struct("feature", "stage", "release").rank("dense")).to_series()
    counts = past.select(n=pl.len().over("feature", "stage", "release"))["n"].to_numpy()
    kept = past["kept"].to_numpy().astype(float)
    weight = 1.0 / counts if past.height else np.zeros(0)
    yes, every = float(weight @ kept), promise.n_unique()
    share = (yes + 1) / (every + 2)
    levels = {word: _levels(past, word) for word in WORDS}
    logs = _logs(past)
    centre, scale = np.zeros(len(NUMBERS)), np.ones(len(NUMBERS))
    if min(yes, every - yes) < FEWEST:
        return KeptOdds(None, share, levels, centre, scale)
    centre, scale = logs.mean(axis=0), np.maximum(logs.std(axis=0), 1e-9)
    sizes = [*(len(found) for found in levels.values()), *(1 for _ in NUMBERS)]
    block = np.repeat(np.arange(len(sizes)), sizes)
    ridge = fit_spreads(_x(past, levels, centre, scale), kept, block, weight=weight)
    return KeptOdds(ridge, share, levels, centre, scale)


def base_rate(past: pl.DataFrame, new: pl.DataFrame) -> np.ndarray:
    """The share of the team's earlier promises kept at that distance: (rows,).

    (kept of team and distance + 2 share of the distance) / (promises + 2)
    share of the distance = (kept + 1) / (promises + 2)
    """
    far = past.group_by("weeks_ahead").agg(far=(pl.col("kept").sum() + 1) / (pl.len() + 2))
    own = past.group_by("weeks_ahead", "team").agg(yes=pl.col("kept").sum(), n=pl.len())
    joined = new.join(far, on="weeks_ahead", how="left", maintain_order="left").join(
        own, on=["weeks_ahead", "team"], how="left", maintain_order="left", nulls_equal=True
    )
    usual = pl.col("far").fill_null(0.5)
    yes, n = pl.col("yes").fill_null(0), pl.col("n").fill_null(0)
    rate = (yes + PSEUDO_PROMISES * usual) / (n + PSEUDO_PROMISES)
    return joined.select(rate=rate)["rate"].to_numpy()


def _levels(past: pl.DataFrame, word: str) -> tuple[str, ...]:
    return tuple(_word(past, word).drop_nulls().unique().sort())


def _word(rows: pl.DataFrame, word: str) -> pl.Series:
    """A column as text, or several as one."""
    parts = [pl.col(name).cast(pl.String).fill_null("-") for name in word.split(" and ")]
    return rows.select(pl.concat_str(parts, separator=", ")).to_series()


def _logs(rows: pl.DataFrame) -> np.ndarray:
    return np.log1p(rows.select(pl.col(NUMBERS).cast(pl.Float64)).to_numpy())


def _x(
    rows: pl.DataFrame, levels: dict[str, tuple[str, ...]], centre: np.ndarray, scale: np.ndarray
) -> np.ndarray:
    """Terms: (rows, terms)."""
    words = [
        (_word(rows, word) == level).to_numpy() for word, found in levels.items() for level in found
    ]
    return np.column_stack([*words, (_logs(rows) - centre) / scale]).astype(float)
