"""How often what a rep called a must was won without it, and whether that foretells anything."""

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
import polars as pl

from interlock.engine import luck
from interlock.engine.need_classes import LOSS_SHARE, NICE
from interlock.engine.need_estimates import NORMAL, spread_of
from interlock.records.measured import Share
from interlock.records.report_sales import Range
from interlock.records.sales_tables import STRENGTHS

WEIGHT = 20.0
"""n0: deals at the company's rate that every rep begins with."""

SURE = NORMAL.inv_cdf(0.9)
FEWEST_TRIED = 30
"""Deals that must have been foretold before the check says anything."""

DRAWS = 4096


@dataclass(frozen=True)
class Rep:
    """One rep's deals that ended with a must unmet: how many were ``won`` all the same.

    ``usual`` is the company's rate at this rep's level, ``rate`` the rep's own with its range, and
    ``less`` what that takes from psi of the rep's musts (below zero: adds).
    """

    name: str
    won: Share
    usual: float
    rate: Range
    less: float


@dataclass(frozen=True)
class Inflation:
    """All reps; ``company`` together; ``gain`` of log likelihood a deal on deals not yet seen and
    its ``z``; ``tried`` of them.
    """

    reps: tuple[Rep, ...]
    company: Share
    gain: float
    z: float
    tried: int

    @property
    def passes(self) -> bool:
        """Whether a rep's own rate foretold the rep's later deals surely better than the usual
        one: the middle 80 % of the gain lies above zero.
        """
        return self.tried >= FEWEST_TRIED and self.z >= SURE


class Counts:
    """(won, ended) deals by rep, of all under None: those with a must unmet, and the others."""

    def __init__(self) -> None:
        self.unmet: dict[str | None, list[int]] = defaultdict(lambda: [0, 0])
        self.others: dict[str | None, list[int]] = defaultdict(lambda: [0, 0])

    def add(self, rep: str | None, won: bool, unmet: bool) -> None:
        counts = self.unmet if unmet else self.others
        for name in {rep, None}:
            counts[name][0] += won
            counts[name][1] += 1

    def usual(self, rep: str) -> float:
        """The company's share won of deals with a must unmet, at this rep's level."""
        general = _rate(self.others[None])
        won, ended = self.others[rep]
        level = _logit((won + WEIGHT * general) / (ended + WEIGHT)) - _logit(general)
        return float(1 / (1 + np.exp(-_logit(_rate(self.unmet[None])) - level)))


def inflation(ended: pl.DataFrame, *, seed: int) -> Inflation:
    """Of the deals that a rep said needed a feature, how many were won without it.

        usual_r = logistic(logit p + logit g_r - logit g)
        rate_r ~ Beta(k + n0 usual_r, n - k + n0 (1 - usual_r)),   n0 = 20
        less_r = (logit rate_r - logit usual_r) / (1 + rho)

    ``ended`` is what `ended_deals` gives. k of a rep's n deals that ended with a must unmet were
    won; p is the company's share of those; g and g_r are shares won of the other deals, g_r with 20
    deals at g added: a rep who wins more of everything does not overstate needs for it.
    """
    counts = Counts()
    for _, rep, won, unmet in ended.iter_rows():
        counts.add(rep, won, unmet)
    reps = sorted(name for name in counts.unmet if name is not None)
    gain, z, tried = check(ended)
    return Inflation(
        tuple(_rep(name, counts, seed) for name in reps),
        Share(*counts.unmet[None]),
        gain,
        z,
        tried,
    )


def ended_deals(deals: pl.DataFrame, needs: pl.DataFrame) -> pl.DataFrame:
    """(closed_on, owner, won, unmet) of closed ``deals`` in order: whether a must was unmet.

    ``needs`` (deal, strength, met) of them, written down before they closed.
    """
    musts = needs.filter(pl.col("strength") != STRENGTHS[NICE], ~pl.col("met"))["deal"]
    closed = deals.filter(pl.col("outcome") != "open", pl.col("closed_on").is_not_null())
    return closed.sort("closed_on", "id").select(
        "closed_on",
        "owner",
        won=pl.col("outcome") == "won",
        unmet=pl.col("id").is_in(musts.unique().implode()),
    )


def check(ended: pl.DataFrame) -> tuple[float, float, int]:
    """(gain, z, deals): each deal with a must unmet foretold from those that ended before its day.

    gain = mean of log P(rep's own rate) - log P(usual rate), of the second and later such deals of
    each rep; z = gain over its standard error.
    """
    counts, gains = Counts(), list[float]()
    for _, now in groupby(ended.iter_rows(), key=lambda row: row[0]):
        today = list(now)
        gains += [
            _gain(counts, rep, won)
            for _, rep, won, unmet in today
            if unmet and rep is not None and counts.unmet[rep][1]
        ]
        for _, rep, won, unmet in today:
            counts.add(rep, won, unmet)
    if len(gains) < 2:
        return 0.0, 0.0, len(gains)
    values = np.array(gains)
    error = float(values.std(ddof=1) / np.sqrt(values.size))
    return float(values.mean()), float(values.mean()) / error if error else 0.0, values.size


def _gain(counts: Counts, rep: str, won: bool) -> float:
    usual, (closed, of) = counts.usual(rep), counts.unmet[rep]
    own = (closed + WEIGHT * usual) / (of + WEIGHT)
    return float(np.log(own / usual) if won else np.log((1 - own) / (1 - usual)))


def _rep(name: str, counts: Counts, seed: int) -> Rep:
    usual, (won, of) = counts.usual(name), counts.unmet[name]
    one, other = won + WEIGHT * usual, of - won + WEIGHT * (1 - usual)
    drawn = luck.betas(one, other, DRAWS, seed=seed, purpose="needs of a rep", entity=name)
    mean = one / (one + other)
    return Rep(
        name=name,
        won=Share(won, of),
        usual=usual,
        rate=replace(spread_of(drawn), mean=mean),
        less=(_logit(mean) - _logit(usual)) / (1 + LOSS_SHARE),
    )


def _rate(counts: list[int]) -> float:
    """The share won with half a deal added to either ending."""
    return (counts[0] + 0.5) / (counts[1] + 1)


def _logit(p: float) -> float:
    return float(np.log(p / (1 - p)))
