"""A planned test: needs whose feature went first or waited by lot, and how their deals ended."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from interlock.engine.need_classes import LOSS_SHARE
from interlock.engine.need_estimates import NORMAL, Estimate
from interlock.records.book import Book
from interlock.records.measured import Share
from interlock.records.sales_tables import ARMS, STRENGTHS

FEWEST = 10
"""Deals that must have ended in each arm."""


@dataclass(frozen=True)
class Arms:
    """Deals won of those that ended: ``first`` had their feature first, ``waited`` waited."""

    first: Share
    waited: Share

    @property
    def ended(self) -> int:
        return self.first.of + self.waited.of

    @property
    def is_enough(self) -> bool:
        return min(self.first.of, self.waited.of) >= FEWEST


def arms(book: Book) -> tuple[Arms, ...]:
    """Each class's test, of the needs written down before their deal ended."""
    ended = book.deals.filter(pl.col("outcome") != "open").select("outcome", "closed_on", deal="id")
    strength = pl.col("strength").fill_null(book.company.need_strength_default)
    drawn = (
        book.needs.drop_nulls("arm")
        .with_columns(strength)
        .join(ended, on="deal")
        .filter(pl.col("on") < pl.col("closed_on"))
        .unique(("deal", "strength"), keep="first", maintain_order=True)
    )
    return tuple(Arms(*(_share(drawn, one, arm) for arm in ARMS)) for one in STRENGTHS)


def estimate(found: Arms) -> Estimate | None:
    """psi by the arms alone; None with under ten ended deals in either.

        psi = (log(w_a / l_a) - log(w_b / l_b)) / (1 + rho)
        error = sqrt(1 / w_a + 1 / l_a + 1 / w_b + 1 / l_b) / (1 + rho)

    w won, l lost, half a deal added to each: an unmet need takes psi from winning and adds rho psi
    to losing. The half: Haldane (1956).
    """
    if not found.is_enough:
        return None
    counts = np.array([[s.won + 0.5, s.of - s.won + 0.5] for s in (found.first, found.waited)])
    first, waited = np.log(counts[:, 0] / counts[:, 1])
    scale = 1 + LOSS_SHARE
    return Estimate(float(first - waited) / scale, float(np.sqrt((1 / counts).sum())) / scale)


def difference(found: Arms) -> tuple[float, float, float]:
    """Share won of those first less that of those who waited, and its 95 % interval.

    d +- 1.96 sqrt(p_a (1 - p_a) / n_a + p_b (1 - p_b) / n_b); Agresti and Caffo (2000): one won and
    one lost deal are added to each arm.
    """
    shares = [(s.won + 1) / (s.of + 2) for s in (found.first, found.waited)]
    sizes = [s.of + 2 for s in (found.first, found.waited)]
    error = sum(p * (1 - p) / n for p, n in zip(shares, sizes, strict=True)) ** 0.5
    middle, half = shares[0] - shares[1], NORMAL.inv_cdf(0.975) * error
    return middle, max(-1.0, middle - half), min(1.0, middle + half)


def _share(drawn: pl.DataFrame, strength: str, arm: str) -> Share:
    mine = drawn.filter(pl.col("strength") == strength, pl.col("arm") == arm)
    return Share(int((mine["outcome"] == "won").sum()), mine.height)
