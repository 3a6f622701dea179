"""Remaining time as a multiple of what was stated: by distance, by past moves, by team and kind."""

from dataclasses import dataclass, replace

import numpy as np

from interlock.engine.log_logistic import Line, Prior, Times, fit
from interlock.engine.stated_rows import GRACE_WEEKS, Rows, shares
from interlock.engine.week_grid import GRID

USUAL_WEEKS = 12.0
"""The distance at which the level is meant."""

LEVEL, LEVEL_SD, FREEDOM = 0.5, 0.1, 3.0
"""Declared: log ratio 0.5 (1.65 times), as a Student t so that a company that differs is heard."""

EFFECT_SD = 0.4
"""Declared spread of the effects of distance, of being past and of both paces of moves."""

ELAPSED_SD = 0.25
"""Declared spread of the effect of the share of time passed, where the start is known."""

OWN = 7
"""Terms before those of teams and kinds."""

SPREAD, SPREAD_SD, SPREAD_EFFECT_SD = float(np.log(0.18)), 0.15, 0.6
"""Declared: scale 0.18 of the log-logistic (sd of the log 0.33), a Student t as the level, and how
far it differs by distance and for dates past.
"""

THING_WEIGHT = 0.3
"""What a thing counts: things of one company pass through the same times."""

GROUP_SD, GROUP_WEIGHT = 0.1, 10.0
"""Declared spread of teams and of kinds, and its weight in pseudo-levels."""

MOST_LEVELS = 20
ROUNDS = 6


@dataclass(frozen=True)
class Ratio:
    """A fitted line, with the levels of team and kind that it knows."""

    line: Line
    teams: np.ndarray
    kinds: np.ndarray

    def cdf(self, new: Rows) -> np.ndarray:
        """Chance of having shipped within each week of the grid: (rows, points)."""
        x, z = _x(new, self.teams, self.kinds), _z(new)
        centre = x @ self.line.beta + _base(new)
        unsure = np.einsum("ij,jk,ik->i", x, self.line.covariance, x)
        scale = np.sqrt(np.exp(2 * z @ self.line.gamma) + 3 / np.pi**2 * unsure)
        with np.errstate(divide="ignore"):
            u = (np.log(GRID) - centre[:, None]) / scale[:, None]
        made: np.ndarray = 1 / (1 + np.exp(-np.clip(u, -700, 700)))
        return made


def learn(past: Rows, as_of: float) -> Ratio:
    """The line from statements made before ``as_of``, with what was known then.

        log(T / (left + 1.5)) = level + distance + past + slip + recent + elapsed
                                + team + kind + s E,   E standard logistic

    The normal priors of the level and of the scale weaken as these leave them, to the variance
    (3 sd^2 + (b - m)^2) / 4, so that they are Student t. The spreads of teams and of kinds are
    learnt as in ``penalised_odds.fit_spreads``.
    """
    weeks, still_open = past.followed(as_of)
    teams, kinds = _levels(past.team, past.thing), _levels(past.kind, past.thing)
    times = Times(
        log_time=np.log(weeks) - _base(past),
        open=still_open,
        weight=THING_WEIGHT * shares(past.thing),
        x=_x(past, teams, kinds),
        z=_z(past),
    )
    centre, spread = _priors(teams.size, kinds.size)
    line = fit(times, centre, spread)
    for _ in range(ROUNDS):
        centre = _again(centre, line, teams.size, kinds.size)
        scale_sd = _freed(float(line.gamma[0]), SPREAD, SPREAD_SD)
        spread = replace(spread, sd=np.r_[scale_sd, spread.sd[1:]])
        line = fit(times, centre, spread, start=line)
    return Ratio(line, teams, kinds)


def _base(rows: Rows) -> np.ndarray:
    made: np.ndarray = np.log(np.maximum(rows.left, 0.0) + GRACE_WEEKS)
    return made


def _x(rows: Rows, teams: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    distance = _base(rows) - np.log(USUAL_WEEKS + GRACE_WEEKS)
    overdue = np.log1p(np.maximum(-rows.left, 0.0))
    own = [np.ones(rows.day.size), distance, rows.left <= 0, overdue]
    own += [rows.slip, rows.recent, rows.elapsed]
    return np.column_stack(
        [*own, rows.team[:, None] == teams[None], rows.kind[:, None] == kinds[None]]
    ).astype(float)


def _z(rows: Rows) -> np.ndarray:
    return _x(rows, np.zeros(0), np.zeros(0))[:, :3]


def _levels(codes: np.ndarray, thing: np.ndarray) -> np.ndarray:
    """The teams or kinds of most things, at most twenty; the others count as the average."""
    pairs = np.unique(np.column_stack([codes, thing])[codes >= 0], axis=0)
    levels, things = np.unique(pairs[:, 0], return_counts=True)
    largest = np.argsort(-things, kind="stable")[:MOST_LEVELS]
    return np.sort(levels[largest])


def _priors(teams: int, kinds: int) -> tuple[Prior, Prior]:
    sd = np.r_[LEVEL_SD, np.full(5, EFFECT_SD), ELAPSED_SD, np.full(teams + kinds, GROUP_SD)]
    mean = np.zeros(sd.size)
    mean[0] = LEVEL
    spread = Prior(np.array([SPREAD, 0, 0]), np.array([SPREAD_SD] + [SPREAD_EFFECT_SD] * 2))
    return Prior(mean, sd), spread


def _again(centre: Prior, line: Line, teams: int, kinds: int) -> Prior:
    """The priors that the fitted line asks for."""
    sd = centre.sd.copy()
    sd[0] = _freed(float(line.beta[0]), LEVEL, LEVEL_SD)
    second = line.beta**2 + np.diag(line.covariance)
    for first, count in ((OWN, teams), (OWN + teams, kinds)):
        if count:
            total = second[first : first + count].sum() + GROUP_WEIGHT * GROUP_SD**2
            sd[first : first + count] = np.sqrt(total / (count + GROUP_WEIGHT))
    return replace(centre, sd=sd)


def _freed(found: float, mean: float, sd: float) -> float:
    """The normal prior's sd that stands for a Student t where ``found`` lies."""
    return float(np.sqrt((FREEDOM * sd**2 + (found - mean) ** 2) / (FREEDOM + 1)))
