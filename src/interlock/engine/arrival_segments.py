"""New deals by segment: which come, which are won, how large they are."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from interlock.engine import shrunk_means

FEWEST_WON = 5
"""Won deals with an amount from which a segment stands alone; the smaller ones stand together."""

OTHER = "other"
PSEUDO_DEALS, PSEUDO_WINS = 10.0, 10.0


@dataclass(frozen=True)
class Segment:
    """``share`` of the deals entered; ``relative``: wins beside those of all deals of its age;
    log-normal amounts of the ``won``.
    """

    name: str
    share: float
    relative: float
    log_mean: float
    log_sd: float
    won: int


def segments(
    amounts: pl.DataFrame, lives: pl.DataFrame, hazard: np.ndarray, *, since: date, long_ago: date
) -> tuple[Segment, ...]:
    """The segments in which at least five deals were won with an amount, and the others together.

        share_s    = (n_s + 10 N_s / N) / (n + 10)     n entered lately, N in two years
        relative_s = (wins_s + 10) / (H_s + 10)        H_s wins, were all segments alike
        log amount ~ Normal, mean and variance shrunk to the company's

    H_s sums, over the segment's deals, the weekly chances of being won (``hazard``, (weeks,)) in
    the weeks through which each was followed. None unless there are two segments. ``amounts``:
    segment, value; ``lives``: segment, created_on, first and until (weeks of age followed), won.
    The means of a Dirichlet-multinomial and a gamma-Poisson, in closed form.
    """
    counts = amounts.group_by(pl.col("segment").fill_null("")).len()
    large = counts.filter(pl.col("len") >= FEWEST_WON, pl.col("segment") != "")["segment"].sort()
    if len(large) < 2:
        return ()
    named = pl.when(pl.col("segment").is_in(large.implode())).then("segment")
    amounts = amounts.with_columns(named.otherwise(pl.lit(OTHER)).alias("segment"))
    lives = lives.with_columns(named.otherwise(pl.lit(OTHER)).alias("segment"))
    names = amounts["segment"].unique().sort().to_list()
    logs = [np.log(amounts.filter(segment=name)["value"].to_numpy()) for name in names]
    means, variances = shrunk_means.shrunk(logs, centre=float(np.concatenate(logs).mean()))
    parts = [lives.filter(segment=name) for name in names]
    shares = _shares(parts, since, long_ago)
    return tuple(
        Segment(name, share, _relative(part, hazard), float(m), float(np.sqrt(v)), log.size)
        for name, share, part, m, v, log in zip(
            names, shares, parts, means, variances, logs, strict=True
        )
    )


def together(found: tuple[Segment, ...]) -> tuple[float, float, float]:
    """(relative wins, log_mean, log_sd) of all segments as one log-normal of the same mean and
    variance.

        E = sum w_s exp(m_s + v_s / 2),   E2 = sum w_s exp(2 m_s + 2 v_s),   w_s by share x relative
        log_sd^2 = log(E2 / E^2),   log_mean = log E - log_sd^2 / 2
    """
    wins = np.array([s.share * s.relative for s in found])
    weight = wins / wins.sum()
    m, v = np.array([s.log_mean for s in found]), np.array([s.log_sd**2 for s in found])
    first, second = weight @ np.exp(m + v / 2), weight @ np.exp(2 * m + 2 * v)
    variance = max(0.0, float(np.log(second / first**2)))
    return float(wins.sum()), float(np.log(first)) - variance / 2, float(np.sqrt(variance))


def _shares(parts: list[pl.DataFrame], since: date, long_ago: date) -> list[float]:
    lately = np.array([(part["created_on"] > since).sum() for part in parts], float)
    long = np.array([(part["created_on"] > long_ago).sum() for part in parts], float)
    prior = PSEUDO_DEALS * long / max(long.sum(), 1.0)
    total = lately + prior
    return [float(share) for share in total / max(total.sum(), 1e-9)]


def _relative(part: pl.DataFrame, hazard: np.ndarray) -> float:
    """Wins beside those expected, as if ten more had come as expected."""
    until_week = np.concatenate([[0.0], np.cumsum(hazard)])
    first, until = (part[name].to_numpy().clip(0, hazard.size) for name in ("first", "until"))
    expected = (until_week[until] - until_week[first]).sum()
    won = part.filter(pl.col("won"), pl.col("until") <= hazard.size).height
    return float((won + PSEUDO_WINS) / (expected + PSEUDO_WINS))
