"""Odds that a promised day is met, learnt from promises of the same maker, class and horizon."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit

from interlock.engine import horizons, stated_pool

Floats = np.ndarray[Any, np.dtype[np.float64]]
Places = np.ndarray[Any, np.dtype[np.int64]]

HORIZONS = np.array(horizons.HORIZONS)

DISTANT = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -0.25, -0.75, -1.0])
"""Declared log odds of each horizon before anything is known of it: days beyond a quarter, and
further ones more so, are met less often.
"""

SPREADS = {
    "all": 1.5, "horizon": 0.4, "kind": 0.15, "kind and horizon": 0.1, "maker": 0.4,
    "maker and horizon": 0.15,
}  # fmt: skip
"""Declared variances of the effects on the log odds."""

DRIFTS = {
    "all": 0.15, "horizon": 0.015, "kind": 0.015, "kind and horizon": 0.015, "maker": 0.06,
    "maker and horizon": 0.015,
}  # fmt: skip
"""By how much each variance grows in a year without news, to what is declared at most."""

PSEUDO_PROMISES = 2.0
FILTERED, BASE, OTHER = 4.0, 2.0, 1.0
"""Declared: how the weights are spread before anything is scored, as a Dirichlet distribution."""

BETWEEN = 0.025
"""Half the step of the weights that are tried."""

FORGET_YEARS = 2.0
YEAR_DAYS = 365.25
EDGE = 1e-4
"""No chance lies nearer to sure, so that one surprise costs no member all its weight."""


@dataclass(frozen=True)
class Dues:
    """Promised days by the ``day`` on which each was said (days since 1970, never falling):
    ``due``, whether it was ``met`` (1 or 0; anything where ``known``, the day from which that is
    known, is infinite), and the numbers of ``maker`` and ``kind``, -1 where nobody said. All
    (rows,).
    """

    day: Floats
    due: Floats
    met: Floats
    known: Floats
    maker: Places
    kind: Places

    @property
    def horizon(self) -> Places:
        """The number of each row's horizon."""
        weeks = np.maximum(self.due - self.day, 0.0) / 7
        return np.searchsorted(HORIZONS, weeks)

    def by_horizon(self, word: Places) -> Places:
        """The numbers of a word and the horizon together."""
        return (word + 1) * (HORIZONS.size + 1) + self.horizon


def rolled(said: Dues, *others: Floats) -> Floats:
    """The chance that each promised day is met, by what was known before it was said: (rows,).

        p = w_1 p' + w_2 base + w_3 other ...
        logit p' = all + horizon + kind + (kind, horizon) + maker + (maker, horizon)

    The effects are normal and filtered: whenever it is known whether a day was met, each moves by
    its share of the surprise, and its variance falls; with time it grows again (``DRIFTS``). Rows
    of one maker due on one day share their luck: n of them count as the root of n. ``base`` is
    ``base_rate``; ``others`` (rows,) are chances from elsewhere, as those by the date's own
    distribution. w is the mean of all weights in twentieths, each by its declared chance and the
    likelihood of what its mixture had said of days known since, which is halved every two years.
    Sources: West, Harrison and Migon (1985), Dynamic generalized linear models and Bayesian
    forecasting; Glickman (1999), Parameter estimation in large dynamic paired comparison
    experiments.
    """
    order = _order(said)
    weight = _weights(said)
    effects, kind_of = _effects(said)
    spread, drift = (np.array(list(one.values())) for one in (SPREADS, DRIFTS))
    mean = np.zeros(kind_of.size)
    mean[effects[:, 1]] = DISTANT[said.horizon]
    filtered = _filtered(
        said.day, said.known, order, effects, said.met, weight, mean, spread, drift, kind_of
    )
    members = np.clip(np.column_stack([filtered, base_rate(said), *others]), EDGE, 1 - EDGE)
    tried = stated_pool.mixes(members.shape[1])
    spread_of = np.array([FILTERED, BASE, *(OTHER for _ in others)])
    before = np.log(tried + BETWEEN) @ (spread_of - 1)
    return _mixed(said.day, said.known, order, members, said.met, weight, tried, before)


def base_rate(said: Dues) -> Floats:
    """The share met of what was promised before, of the same class and horizon: (rows,).

    (met of class and horizon + 2 share of the horizon) / (n + 2)
    share of the horizon = (met + 1) / (n + 2)
    """
    own = said.by_horizon(said.kind)
    return _rates(said.day, said.known, _order(said), said.horizon, own, said.met)


def _order(said: Dues) -> Places:
    """The rows that are known some day, the first known first."""
    order = np.argsort(said.known, kind="stable")
    return order[np.isfinite(said.known[order])]


def _weights(said: Dues) -> Floats:
    days, day = np.unique(said.due, return_inverse=True)
    together = (said.maker + 1) * days.size + day
    _, place, count = np.unique(together, return_inverse=True, return_counts=True)
    made: Floats = 1.0 / np.sqrt(count[place])
    return made


def _effects(said: Dues) -> tuple[Places, Places]:
    """The effect of each sort that a row has, (rows, sorts), and the sort of each effect."""
    horizon = said.horizon
    words = (
        np.zeros_like(horizon), horizon, said.kind, said.by_horizon(said.kind), said.maker,
        said.by_horizon(said.maker),
    )  # fmt: skip
    columns, sorts, so_far = [], [], 0
    for number, word in enumerate(words):
        place, levels = _dense(word)
        columns.append(place + so_far)
        sorts.append(np.full(levels, number))
        so_far += levels
    return np.column_stack(columns), np.concatenate(sorts)


def _dense(word: Places) -> tuple[Places, int]:
    """The numbers of a word without gaps, in order, and how many there are."""
    least = word.min(initial=0)
    used = np.bincount(word - least) > 0
    return (np.cumsum(used) - 1)[word - least], int(used.sum())


@njit(cache=True)
def _filtered(day, known, order, effects, met, weight, mean, spread, drift, sort):  # type: ignore[no-untyped-def]
    rows = len(effects)
    variance, last = spread[sort].copy(), np.full(mean.size, np.nan)
    chance, seen = np.zeros(rows), 0
    for row in range(rows):
        while seen < order.size and known[order[seen]] < day[row]:
            news, now = order[seen], known[order[seen]]
            seen += 1
            level, doubt = 0.0, 0.0
            for at in effects[news]:
                if now > last[at]:
                    grown = variance[at] + drift[sort[at]] * (now - last[at]) / YEAR_DAYS
                    variance[at] = min(grown, spread[sort[at]])
                last[at] = now
                level += mean[at]
                doubt += variance[at]
            p = _chance(level, doubt)
            told = weight[news] * max(p * (1 - p), 1e-4)
            surprise = weight[news] * (met[news] - p) / (1 + doubt * told)
            for at in effects[news]:
                mean[at] += variance[at] * surprise
                variance[at] -= variance[at] ** 2 * told / (1 + doubt * told)
        level, doubt = 0.0, 0.0
        for at in effects[row]:
            grown = variance[at]
            if day[row] > last[at]:
                grown += drift[sort[at]] * (day[row] - last[at]) / YEAR_DAYS
            level += mean[at]
            doubt += min(grown, spread[sort[at]])
        chance[row] = _chance(level, doubt)
    return chance


@njit(cache=True)
def _chance(level: float, doubt: float) -> float:
    """The mean chance over normal log odds, about. Source: MacKay (1992)."""
    return 1 / (1 + np.exp(-level / np.sqrt(1 + np.pi * doubt / 8)))


@njit(cache=True)
def _rates(day, known, order, wide, narrow, met):  # type: ignore[no-untyped-def]
    of_wide, of_narrow = np.zeros((wide.max() + 1, 2)), np.zeros((narrow.max() + 1, 2))
    rate, seen = np.zeros(day.size), 0
    for row in range(day.size):
        while seen < order.size and known[order[seen]] < day[row]:
            news = order[seen]
            seen += 1
            for counts, at in ((of_wide, wide[news]), (of_narrow, narrow[news])):
                counts[at, 0] += met[news]
                counts[at, 1] += 1
        met_far, all_far = of_wide[wide[row]]
        met_own, all_own = of_narrow[narrow[row]]
        far = (met_far + 1) / (all_far + 2)
        rate[row] = (met_own + PSEUDO_PROMISES * far) / (all_own + PSEUDO_PROMISES)
    return rate


@njit(cache=True)
def _mixed(day, known, order, members, met, weight, tried, before):  # type: ignore[no-untyped-def]
    score = np.zeros(len(tried))
    chance, seen, last = np.zeros(day.size), 0, 0.0
    for row in range(day.size):
        while seen < order.size and known[order[seen]] < day[row]:
            news = order[seen]
            seen += 1
            score *= 0.5 ** ((known[news] - last) / (FORGET_YEARS * YEAR_DAYS))
            last = known[news]
            for at in range(len(tried)):
                mixed = _mix(tried[at], members[news])
                score[at] += weight[news] * np.log(mixed if met[news] > 0 else 1 - mixed)
        likely = np.exp(before + score - (before + score).max())
        likely /= likely.sum()
        for at in range(len(tried)):
            chance[row] += likely[at] * _mix(tried[at], members[row])
    return chance


@njit(cache=True)
def _mix(weights, chances):  # type: ignore[no-untyped-def]
    total = 0.0
    for at in range(weights.size):
        total += weights[at] * chances[at]
    return total
