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

DEALBREAKER, IMPORTANT, NICE = range(3)
"""Places in ``STRENGTHS``; the first two are musts, of which the worst unmet one counts."""

NICE_CAP = 3
"""At most this many unmet nice-to-haves count."""

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


def learnt(book: Book, mean: np.ndarray, sd: np.ndarray) -> Worth:
    """How much each class of need counts: the declared worth as the company's own deals changed it.

    ``mean`` and ``sd`` (classes,) come with the odds that they take part in (`hazards.fit`). The
    share of the precision that the own deals gave is 1 - sd^2 / declared sd^2. This is an
    association: needs are often written on deals that were harder anyway, so it is shown with
    the count of deals that ended with the need unmet.
    """
    closed = _closed_with_needs(book)
    figures = [
        _figure(book, closed, strength, max(0.0, float(mean[at])), float(sd[at]))
        for at, strength in enumerate(STRENGTHS)
    ]
    return Worth(mean=np.maximum(mean, 0.0), sd=sd, figures=tuple(figures))


def draws(worth: Worth, *, seed: int, worlds: int) -> np.ndarray:
    """psi in each world, never negative. Shape (worlds, classes)."""
    normals = [luck.normals(worlds, seed=seed, purpose="worth", entity=s) for s in STRENGTHS]
    return np.maximum(0.0, worth.mean + worth.sd * np.column_stack(normals))


def _figure(
    book: Book, closed: pl.DataFrame, strength: str, mean: float, sd: float
) -> CouplingFigure:
    unmet = closed.filter(pl.col("strength") == strength).height
    own = 1 - (sd / book.company.strength(strength).worth_sd) ** 2 if unmet else 0.0
    return CouplingFigure(
        strength=strength,
        worth=mean,
        odds_kept=float(np.exp(-mean)),
        source="assumed" if own <= 0 else "learnt" if own >= LEARNT_FROM else "mixed",
        count=unmet if own > 0 else 0,
        of=closed.filter(pl.col("strength").is_not_null()).height,
    )


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
