"""The pool: members' chances weighed by their past, and recalibrated, as of any past week."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from interlock.engine import pool_weights, week_recalibration
from interlock.engine.pace import Floats, Weeks
from interlock.engine.pace_members import FEWEST_WEEKS, MEMBERS, chances
from interlock.engine.past_forecasts import GRID, PastForecasts, none_yet
from interlock.engine.week_quantiles import crps
from interlock.engine.whole_weeks import Series, actual_weeks, is_active

METHOD = (
    "linear pool of past weeks drawn anew, first as they followed weeks like these, and of a "
    "drifting gamma-Poisson; weights by past CRPS; recalibrated by horizon on past forecasts"
)


Looked = Callable[[Series, int], bool]
"""Whether the forecast from a week of a series is made."""


@dataclass(frozen=True)
class Foretold:
    """What was known at the start of week ``week`` of a series, on the Monday ``origin``.

    ``done`` (items, weeks): the chance that each of ``items`` is done by the end of each week;
    ``weights`` (members,).
    """

    team: str
    origin: date
    week: int
    items: Weeks
    done: Floats
    weights: Floats


def forecasts(
    every: Sequence[Series],
    items: Sequence[int],
    *,
    asked: Callable[[int], bool],
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[Foretold]:
    """The pool's forecast from each active week of each series for whose number ``asked`` says yes.

    All weeks of all series are gone through in the order of the calendar, so that every forecast
    rests on weeks before it alone, and on past forecasts whose outcome was known by then.
    """
    sought = np.array(sorted(set(items)))
    past = _none_of(every)
    for team, week, weights in _looks(every, past, looked=lambda *_: True, progress=progress):
        one = every[team]
        if asked(week):
            pooled = _pooled(weights, chances(one.done[:week], sought))
            yield Foretold(
                team=one.team,
                origin=one.monday(week),
                week=week,
                items=sought,
                done=_recalibrated(pooled, past, team, one.began + week),
                weights=weights,
            )


def remembered(every: Sequence[Series], *, looked: Looked) -> PastForecasts:
    """The members' forecasts from each active week of each series that is ``looked`` at, with what
    came.
    """
    past = _none_of(every)
    for _ in _looks(every, past, looked=looked):
        pass
    return past


def _looks(
    every: Sequence[Series],
    past: PastForecasts,
    *,
    looked: Looked,
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[tuple[int, int, Floats]]:
    """(series, week, weights of the members) from week to week; ``past`` grows after each."""
    for team, week in _in_order(every):
        one = every[team]
        if not looked(one, week) or not is_active(one.done[:week]):
            continue
        progress(f"{one.team}: {one.monday(week)}")
        made = chances(one.done[:week], GRID)
        weights = pool_weights.weights(past, team=team, week=one.began + week)
        yield team, week, weights
        _remember(past, team, one, week, made, _pooled(weights, made))


def _none_of(every: Sequence[Series]) -> PastForecasts:
    return none_yet(sum(one.done.size for one in every) * GRID.size, len(MEMBERS))


def _in_order(every: Sequence[Series]) -> list[tuple[int, int]]:
    """(series, week) of every week with half a year before it, by the calendar."""
    pairs = [
        (team, week)
        for team, one in enumerate(every)
        for week in range(FEWEST_WEEKS, one.done.size)
    ]
    return sorted(pairs, key=lambda pair: (every[pair[0]].began + pair[1], pair[0]))


def _pooled(weights: Floats, made: Floats) -> Floats:
    pooled: Floats = np.tensordot(weights, made, axes=1)
    return pooled


def _recalibrated(pooled: Floats, past: PastForecasts, team: int, week: int) -> Floats:
    rows = [
        week_recalibration.learnt(past, team=team, week=week, median=median_of(done)).of(done)
        for done in pooled
    ]
    return np.stack(rows)


def _remember(
    past: PastForecasts, team: int, one: Series, week: int, made: Floats, pooled: Floats
) -> None:
    """Keep a week's forecasts with their outcomes, which count once they were known."""
    for at, items in enumerate(GRID):
        actual = actual_weeks(one.done, week, int(items))
        if actual is None or actual > pooled.shape[1]:
            continue
        past.add(
            team=team,
            known_from=one.began + week + actual,
            median=median_of(pooled[at]),
            low=pooled[at, actual - 2] if actual > 1 else 0.0,
            high=pooled[at, actual - 1],
            crps=crps(made[:, at], actual),
        )


def median_of(done: Floats) -> float:
    """The first week by whose end the chance is one half."""
    return 1.0 + min(int(np.searchsorted(done, 0.5)), done.size - 1)
