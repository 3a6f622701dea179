"""The gate: which terms told something about weeks that had not been seen yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np

from interlock.engine import effects, likelihood, stage_table
from interlock.engine.effects import Effects, Worths
from interlock.engine.rows import Rows
from interlock.engine.terms import NEEDS, Term
from interlock.records.calendar import DAYS_PER_WEEK

FOLDS = 6
"""Past days at most from which the model is tried on the weeks that followed."""

SURE = NormalDist().inv_cdf(0.9)
"""A gain counts when the middle 80 % of its distribution lies above zero."""

QUITE_SURE = NormalDist().inv_cdf(0.975)
"""The whole was chosen by what it gained, so more is asked of it."""

NOT_BY_LUCK = NormalDist().inv_cdf(0.999)

FEWEST_WEEKS, FEWEST_AHEAD = 4, 2
AHEAD = 26
"""Weeks ahead that are scored."""

FEWEST_ENDED = 10
"""Deals that must have ended before a day for the model to be tried from it."""


@dataclass(frozen=True)
class Fold:
    """The model as it would have been on a past ``day``, and what came then."""

    day: int
    found: Effects
    table: np.ndarray
    level: np.ndarray
    later: Rows


@dataclass(frozen=True)
class Tried:
    """A term, whether it is in, and what it gained: log likelihood of unseen weeks, with its z."""

    term: Term
    is_in: bool
    gain: float
    z: float


@dataclass(frozen=True)
class Passed:
    """The terms that are in, all that were tried, the folds without those left out, the gain of the
    whole over the general level with its z.
    """

    terms: tuple[Term, ...]
    tried: tuple[Tried, ...]
    folds: tuple[Fold, ...]
    gain: float
    z: float

    @property
    def with_needs(self) -> bool:
        """Whether needs keep their worth: unless they lost, or nothing at all surely gained."""
        needs = [tried for tried in self.tried if tried.term is NEEDS]
        return all(tried.is_in and (self.has_skill or tried.z >= SURE) for tried in needs)

    @property
    def has_skill(self) -> bool:
        """Whether the whole surely gains over one level, or one term so surely that it could not be
        the luckiest of many.
        """
        lucky = max((tried.z for tried in self.tried if tried.is_in), default=0.0)
        return not self.folds or self.z >= QUITE_SURE or lucky >= NOT_BY_LUCK


def passed(rows: Rows, stages: int, worths: Worths, *, as_of: int, banded: bool) -> Passed:
    """Terms leave one by one, the least sure first, until each that is left has surely gained.

    From up to six past days, evenly over the last two thirds of the history, the model is
    fitted on what was known then and scored on the up to 26 weeks that followed. A term's
    gain is the log likelihood that is lost when it is set to zero, the others adjusted; it counts
    when the 80 % interval over deals lies above zero; that of a calendar term, which all deals of
    a day share, over days. Needs, whose worth is declared, stay unless
    they lost. Without such days nothing can be tried, and no term but the general level is in.
    """
    folds = tuple(_folds(rows, stages, worths, as_of=as_of, banded=banded))
    kept = [term for term in rows.layout.terms if not term.is_fixed]
    if not folds:
        out = tuple(Tried(term, is_in=False, gain=0.0, z=0.0) for term in kept)
        return Passed((), out, (), 0.0, 0.0)
    needs = _tried([NEEDS], folds)[0]
    folds = folds if needs.gain >= 0 else _all_without(folds, NEEDS)
    left: list[Tried] = []
    while kept:
        least = min(_tried(kept, folds), key=lambda tried: tried.z)
        if least.z >= SURE:
            break
        left.append(least)
        kept.remove(least.term)
        folds = _all_without(folds, least.term)
    inside = [replace(tried, is_in=True) for tried in _tried(kept, folds)]
    asked = [replace(needs, is_in=needs.gain > 0)] if needs.gain else []
    gain = _scores(folds) - np.concatenate([_of_level(fold) for fold in folds])
    return Passed(
        terms=tuple(kept),
        tried=(*inside, *asked, *left[::-1]),
        folds=folds,
        gain=float(gain.sum()),
        z=over(gain, _deals(folds)),
    )


def over(gain: np.ndarray, cluster: np.ndarray) -> float:
    """How many of its standard errors over clusters the sum of the gains lies above zero."""
    sums = np.bincount(np.unique(cluster, return_inverse=True)[1], weights=gain)
    error = np.sqrt(((sums - sums.mean()) ** 2).sum())
    return float(gain.sum() / error) if error > 0 else 0.0


def _folds(rows: Rows, stages: int, worths: Worths, *, as_of: int, banded: bool) -> list[Fold]:
    found: list[Fold] = []
    for day in _days(rows, as_of):
        known = rows.until_day(day)
        if (known.ending > 0).sum() < FEWEST_ENDED:
            continue
        table = stage_table.log_odds(known, stages, banded=banded)
        start = found[-1].found if found else None
        estimate = effects.estimate(known, table, worths, start=start)
        level = stage_table.level(known, stages)
        found.append(Fold(day, estimate, table, level, rows.take(rows.day == day)))
    return found


def _days(rows: Rows, as_of: int) -> np.ndarray:
    """Evenly spaced days of the last two thirds of the history."""
    days = np.unique(rows.day)
    if not days.size:
        return days
    start = days[0] + max(FEWEST_WEEKS * DAYS_PER_WEEK, (as_of - days[0]) // 3)
    days = days[(days >= start) & (days <= as_of - FEWEST_AHEAD * DAYS_PER_WEEK)]
    chosen = np.unique(np.linspace(0, days.size - 1, min(FOLDS, days.size)).round().astype(int))
    return days[chosen]


def _tried(terms: Sequence[Term], folds: tuple[Fold, ...]) -> list[Tried]:
    """What each term alone gains beside the others."""
    now, deal, day = _scores(folds), _deals(folds), _fold_of(folds)
    found = []
    for term in terms:
        gain = now - _scores(folds, [effects.theta_without(fold.found, term) for fold in folds])
        z = over(gain, day if term.moves == "calendar" else deal)
        found.append(Tried(term, is_in=False, gain=float(gain.sum()), z=z))
    return found


def _all_without(folds: tuple[Fold, ...], term: Term) -> tuple[Fold, ...]:
    return tuple(replace(fold, found=effects.without(fold.found, term)) for fold in folds)


def _scores(folds: tuple[Fold, ...], thetas: Sequence[np.ndarray] = ()) -> np.ndarray:
    """Log likelihood of every row that came after a fold's day, by its own effects or others."""
    thetas = thetas or [fold.found.theta for fold in folds]
    scored = [
        likelihood.of_rows(theta, fold.table, fold.later, weeks=AHEAD)
        for fold, theta in zip(folds, thetas, strict=True)
    ]
    return np.concatenate(scored)


def _deals(folds: tuple[Fold, ...]) -> np.ndarray:
    return np.concatenate([fold.later.deal for fold in folds])


def _fold_of(folds: tuple[Fold, ...]) -> np.ndarray:
    return np.repeat(np.arange(len(folds)), [len(fold.later) for fold in folds])


def _of_level(fold: Fold) -> np.ndarray:
    nothing = np.zeros(fold.found.layout.width)
    return likelihood.of_rows(nothing, fold.level, fold.later, weeks=AHEAD)
