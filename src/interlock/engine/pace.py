"""Items per week: what each team's rate is today, how sure that is, and how it moves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import lgamma, log, log1p
from typing import Any

import numpy as np
from numba import njit

from interlock.engine.team_history import Throughput

Floats = np.ndarray[Any, np.dtype[np.float64]]
Weeks = np.ndarray[Any, np.dtype[np.int64]]

DISCOUNTS = (0.80, 0.85, 0.90, 0.93, 0.95, 0.97, 0.98, 0.99, 1.0)
JUDGED_WEEKS = 8
"""A discount is judged by how well it foretold the items of so many weeks together.

Judged by single weeks it follows every spell: on four public series the CRPS of the week in which
50 items are done was 2.3 weeks by single weeks and 2.1 by eight.
"""

MEMORY = 0.4
"""Part of a good or bad spell that is left a week later: declared."""

PRIOR_WEEKS = 2.0
"""Weeks of the pooled rate that each team begins with."""

DECLARED_RATE = 1.0
"""Items a week of a team where no team has finished anything: a guess, drawn as an exponential."""

DECLARED_SHARE = (9.0, 1.0)
LEAST_NOISE = 0.001
SHARE_DISCOUNT, PSEUDO_ITEMS = 0.98, 10
FEWEST_WEEKS, FEWEST_ITEMS = 6, 10

OWN, PRIOR, DECLARED = "own history", "prior", "declared"


@dataclass(frozen=True)
class Pace:
    """Each team's weekly items as a usual rate, times the spell it is in, times the week's noise.

    ``usual`` (teams, 2): rate ~ Gamma(shape, 1/exposure), items in a full week; ``discount`` w, by
    which that forgets. ``now`` (teams, 2): gamma of today's spell, mean one when it is neither good
    nor bad; ``spell`` is the variance of spells, ``single`` that of single weeks (1/kappa of the
    negative binomial), both relative to the squared mean and of all teams. ``to_features``
    (teams, 2): beta of the share of finished items that belong to features. ``basis`` is "own
    history", "prior" (pooled from the other teams) or "declared" (no team has finished anything).
    """

    teams: tuple[str, ...]
    usual: Floats
    discount: float
    now: Floats
    spell: float
    single: float
    to_features: Floats
    basis: tuple[str, ...]

    @property
    def rate(self) -> Floats:
        """Items in a usual full week, (teams,)."""
        rate: Floats = self.usual[:, 0] / self.usual[:, 1]
        return rate

    def of(self, places: Sequence[int]) -> "Pace":
        """The same of the teams at these ``places``."""
        at = list(places)
        return replace(
            self,
            teams=tuple(self.teams[team] for team in at),
            usual=self.usual[at],
            now=self.now[at],
            to_features=self.to_features[at],
            basis=tuple(self.basis[team] for team in at),
        )

    @property
    def share(self) -> Floats:
        """Expected share of finished items that belong to features, (teams,)."""
        share: Floats = self.to_features[:, 0] / self.to_features.sum(axis=1)
        return share


@dataclass(frozen=True)
class _Tried:
    """A discount with what it leads to: likelihood of past weeks, noise, rates week by week."""

    discount: float
    likelihood: float
    spell: float
    single: float
    rates: Floats
    usual: Floats


def fit(history: Throughput) -> Pace:
    """Each team's rate by a discounted gamma-Poisson, with counts that vary more than Poisson.

        A <- w A + v y,   B <- w B + v c,   rate ~ Gamma(A, 1/B),   v = 1 / (1 + m D)

    y items in a week of which the share c was worked, m the team's mean over all weeks, D the
    relative variance that single weeks and spells add in the long run:
    D = single + spell (1 + .4) / (1 - .4). Without it this is the gamma-Poisson itself. All teams
    have one w: that under which the next eight weeks, predicted as negative binomial with mean
    8 c A/B and size 1 / (1/A + D/8), were likeliest. A team begins in the week of its first item,
    from the pooled rate with the weight of two weeks.

    Source: Smith (1979), A generalization of the Bayesian steady forecasting model; West, Harrison
    and Migon (1985), Dynamic generalized linear models and Bayesian forecasting.
    """
    done = (history.feature_items + history.other_items).astype(np.float64)
    if not done.sum():
        return _declared(history.teams)
    began = _first_weeks(done)
    best = max(_tried(done, history.open, began), key=lambda tried: tried.likelihood)
    spells = [
        spell_now(done[team, week:], history.open[team, week:] * best.rates[team, week:], best)
        for team, week in enumerate(began)
    ]
    return Pace(
        teams=history.teams,
        usual=best.usual,
        discount=best.discount,
        now=np.array(spells),
        spell=best.spell,
        single=best.single,
        to_features=_share(history),
        basis=tuple(_basis(team[week:]) for team, week in zip(done, began, strict=True)),
    )


def negative_binomial(count: float, mean: float, size: float) -> float:
    """Log chance of ``count`` when it is negative binomial: variance mean + mean^2 / size."""
    return (
        lgamma(size + count)
        - lgamma(size)
        - lgamma(count + 1)
        - size * log1p(mean / size)
        + count * (log(mean) - log(size + mean))
    )


_log_chance = njit(cache=True)(negative_binomial)


@njit(cache=True)
def follow(
    done: Floats, worked: Floats, start: Floats, discount: float, noise: float, judged: int
) -> tuple[Floats, Floats, float]:
    """One team's usual rate: before each week, its gamma after the last, and the log likelihood of
    the items of every ``judged`` weeks together.

    ``done`` and ``worked`` (weeks,); ``start`` shape and exposure; ``noise`` D.
    """
    rates, likelihood = np.empty(done.size), 0.0
    mean = (start[0] + done.sum()) / (start[1] + worked.sum())
    weight = 1.0 / (1.0 + mean * noise)
    shape, exposure = start[0] * weight, start[1] * weight
    for week in range(done.size):
        shape, exposure = discount * shape, discount * exposure
        rates[week] = shape / exposure
        part = worked[week : week + judged].sum()
        if week + judged <= done.size and part > 0.0:
            size = 1.0 / (1.0 / shape + noise / judged)
            items = done[week : week + judged].sum()
            likelihood += _log_chance(items, part * rates[week], size)
        shape += weight * done[week]
        exposure += weight * worked[week]
    return rates, np.array([shape, exposure]), likelihood


def noise_of(done: Floats, mean: Floats, discount: float) -> tuple[float, float]:
    """(spell, single): relative variance of spells that last and of single weeks.

    By moments, over all teams and weeks (teams, weeks) with a mean above zero:

        r sum of ((y - m)^2 - m)                = (spell + single) sum of m^2
        r sum of neighbours' products of (y - m) = .4 spell sum of neighbours' products of m

    r = (1 + w) / 2: the errors of a mean that forgets by w are that much larger than the noise.
    """
    real = (1 + discount) / 2
    error = np.where(mean > 0, done - mean, 0.0)
    excess, neighbours = (error**2 - mean).sum(), (error[:, 1:] * error[:, :-1]).sum()
    squares, products = (mean**2).sum(), (mean[:, 1:] * mean[:, :-1]).sum()
    whole = max(real * excess / squares, 0.0) if squares else 0.0
    lasting = max(real * neighbours / products / MEMORY, 0.0) if products else 0.0
    spell = min(lasting, whole)
    return max(float(spell), LEAST_NOISE), max(float(whole - spell), LEAST_NOISE)


def spell_now(done: Floats, mean: Floats, noise: "_Tried | Pace") -> tuple[float, float]:
    """Gamma (shape, exposure) of the spell a team is in; what it forgets becomes mean one.

    a <- .4 a + .6/spell + u y,   b <- .4 b + .6/spell + u m,   u = 1 / (1 + m single)
    """
    shape = exposure = 1 / noise.spell
    for items, expected in zip(done, mean, strict=True):
        weight = 1 / (1 + expected * noise.single)
        shape = MEMORY * shape + (1 - MEMORY) / noise.spell + weight * items
        exposure = MEMORY * exposure + (1 - MEMORY) / noise.spell + weight * expected
    return shape, exposure


def _tried(done: Floats, worked: Floats, began: Weeks) -> Iterator[_Tried]:
    """Every discount, the longest memory first, so that it wins a tie."""
    weeks = sum(worked[team, week:].sum() for team, week in enumerate(began))
    start = np.array([PRIOR_WEEKS * done.sum() / max(weeks, 1.0), PRIOR_WEEKS])
    for discount in reversed(DISCOUNTS):
        rates, _, _ = _follow_all(done, worked, began, start, discount, 0.0)
        spell, single = noise_of(done, rates * worked, discount)
        noise = single + spell * (1 + MEMORY) / (1 - MEMORY)
        rates, usual, likelihood = _follow_all(done, worked, began, start, discount, noise)
        yield _Tried(discount, likelihood, spell, single, rates, usual)


def _follow_all(
    done: Floats, worked: Floats, began: Weeks, start: Floats, discount: float, noise: float
) -> tuple[Floats, Floats, float]:
    """Rates (teams, weeks), zero before a team began; gammas (teams, 2); log likelihood."""
    rates, usual, likelihood = np.zeros_like(done), np.empty((len(done), 2)), 0.0
    for team, week in enumerate(began):
        rates[team, week:], usual[team], chance = follow(
            done[team, week:], worked[team, week:], start, discount, noise, JUDGED_WEEKS
        )
        likelihood += chance
    return rates, usual, likelihood


def _first_weeks(done: Floats) -> Weeks:
    """The week of each team's first item; a team without any begins after the last week."""
    return np.where(done.any(axis=1), (done > 0).argmax(axis=1), done.shape[1]).astype(np.int64)


def _share(history: Throughput) -> Floats:
    """Beta of the share that goes to features: faded counts, and ten items of the pooled share."""
    fade = SHARE_DISCOUNT ** np.arange(len(history.weeks))[::-1]
    features, others = history.feature_items @ fade, history.other_items @ fade
    pooled = (features.sum() + 1) / (features.sum() + others.sum() + 2)
    return np.column_stack([features + PSEUDO_ITEMS * pooled, others + PSEUDO_ITEMS * (1 - pooled)])


def _basis(items: Floats) -> str:
    return OWN if items.size >= FEWEST_WEEKS and items.sum() >= FEWEST_ITEMS else PRIOR


def _declared(teams: tuple[str, ...]) -> Pace:
    count = len(teams)
    return Pace(
        teams=teams,
        usual=np.tile([1.0, 1 / DECLARED_RATE], (count, 1)),
        discount=1.0,
        now=np.full((count, 2), 1 / LEAST_NOISE),
        spell=LEAST_NOISE,
        single=LEAST_NOISE,
        to_features=np.tile(DECLARED_SHARE, (count, 1)),
        basis=(DECLARED,) * count,
    )
