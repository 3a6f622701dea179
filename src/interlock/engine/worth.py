"""What an unmet need is worth: a declared prior per class, updated by the company's own closed
deals.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from interlock.engine import luck
from interlock.records.book import Book
from interlock.records.report import CouplingFigure
from interlock.records.tables import STRENGTHS

LOSS_SHARE = 0.25
"""rho of the model: an unmet need raises the log-odds of losing by this share of what it takes from
winning.
"""

LEARNT_FROM = 0.8
"""A figure counts as learnt when the company's own deals hold at least this share of its
precision.
"""


@dataclass(frozen=True)
class Worth:
    """psi per class of ``STRENGTHS``: the fall of the weekly log-odds of winning while a need is
    unmet.

    ``mean`` and ``sd`` are arrays of one value a class; ``figures`` say how each is known.
    """

    mean: np.ndarray
    sd: np.ndarray
    figures: tuple[CouplingFigure, ...]


def fit(book: Book) -> Worth:
    """How much each class of need counts, from the prior of ``company.toml`` and from closed deals.

    Among deals closed while a need was unmet, the odds of won against lost are exp(-(1 + rho) psi)
    times the odds of other closed deals, when all else is alike. So with w1, l1 wins and losses
    while unmet and w0, l0 others, each count raised by a half (Haldane 1956),

        psi_hat = -log((w1 / l1) / (w0 / l0)) / (1 + rho)
        se = sqrt(1/w1 + 1/l1 + 1/w0 + 1/l0) / (1 + rho)

    and the posterior is the precision-weighted mean of psi_hat and the prior Normal(worth,
    worth_sd). This is an association: needs are often written on deals that were harder anyway, so
    it is shown with its count.
    """
    closed = _closed_with_needs(book)
    fitted = [_class(book, closed, strength) for strength in STRENGTHS]
    return Worth(
        mean=np.array([mean for mean, _, _ in fitted]),
        sd=np.array([sd for _, sd, _ in fitted]),
        figures=tuple(figure for _, _, figure in fitted),
    )


def draws(worth: Worth, *, seed: int, worlds: int) -> np.ndarray:
    """psi in each world, never negative. Shape (worlds, classes)."""
    normals = [luck.normals(worlds, seed=seed, purpose="worth", entity=s) for s in STRENGTHS]
    return np.maximum(0.0, worth.mean + worth.sd * np.column_stack(normals))


def _class(book: Book, closed: pl.DataFrame, strength: str) -> tuple[float, float, CouplingFigure]:
    prior = book.company.strength(strength)
    unmet = closed.filter(pl.col("strength") == strength)
    others = closed.filter(pl.col("strength").is_null())
    mean, sd, own_share = prior.worth, prior.worth_sd, 0.0
    if unmet.height and others.height:
        estimate, error = _log_odds_fall(unmet, others)
        own, stated = error**-2, prior.worth_sd**-2
        own_share = own / (own + stated)
        mean = max(0.0, own_share * estimate + (1 - own_share) * prior.worth)
        sd = (own + stated) ** -0.5
    source = "assumed" if not own_share else "learnt" if own_share >= LEARNT_FROM else "mixed"
    figure = CouplingFigure(
        strength=strength,
        worth=mean,
        odds_kept=float(np.exp(-mean)),
        source=source,
        count=unmet.height if own_share else 0,
        of=closed.height - others.height,
    )
    return mean, sd, figure


def _log_odds_fall(unmet: pl.DataFrame, others: pl.DataFrame) -> tuple[float, float]:
    counts = [
        float((frame["outcome"] == outcome).sum()) + 0.5
        for frame in (unmet, others)
        for outcome in ("won", "lost")
    ]
    won1, lost1, won0, lost0 = counts
    estimate = -np.log(won1 * lost0 / (lost1 * won0)) / (1 + LOSS_SHARE)
    error = np.sqrt(sum(1 / count for count in counts)) / (1 + LOSS_SHARE)
    return float(estimate), float(error)


def _closed_with_needs(book: Book) -> pl.DataFrame:
    """Closed deals (deal, outcome, strength): the strongest need unmet on the closing day, or null
    without one.

    Needs recorded on the closing day or later are left out: they may have been written because of
    the outcome.
    """
    closed = book.deals.filter(pl.col("outcome") != "open", pl.col("closed_on").is_not_null())
    closed = closed.select(pl.col("id").alias("deal"), "outcome", "closed_on")
    ships = book.features.select(pl.col("id").alias("feature"), "shipped_on")
    unmet = (
        book.needs.join(closed, on="deal")
        .filter(pl.col("on") < pl.col("closed_on"))
        .join(ships, on="feature", how="left")
        .filter(pl.col("shipped_on").is_null() | (pl.col("shipped_on") > pl.col("closed_on")))
        .with_columns(rank=pl.col("strength").replace_strict(STRENGTHS, range(3), default=1))
        .sort("rank")
        .unique("deal", keep="first", maintain_order=True)
        .select("deal", pl.col("rank").replace_strict(range(3), STRENGTHS).alias("strength"))
    )
    return closed.join(unmet, on="deal", how="left").select("deal", "outcome", "strength")
