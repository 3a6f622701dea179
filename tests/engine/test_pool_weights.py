"""Weights of a pool: alike without a past, towards whoever was better with one."""

import numpy as np
import pytest

from interlock.engine.past_forecasts import GRID, none_yet
from interlock.engine.pool_weights import weights


def past_of(*rows: tuple[int, int, float, list[float]]):
    """Rows of (team, known from, median, CRPS of both members)."""
    past = none_yet(len(rows), 2)
    for team, known_from, median, crps in rows:
        past.add(
            team=team,
            known_from=known_from,
            median=median,
            low=0.4,
            high=0.6,
            crps=np.array(crps),
        )
    return past


def test_without_known_outcomes_all_count_alike():
    past = past_of((0, 11, 1.0, [1.0, 9.0]))
    assert weights(past, team=0, week=10) == pytest.approx([0.5, 0.5])
    assert weights(past, team=0, week=11)[0] > 0.5


def test_weights_follow_the_hand_worked_table():
    # 180 rows of median 1 count 30 independent forecasts. CRPS 1.1 and .9 are 10 % above and below
    # their mean; with as much weight on the prior of none, 5 %: exp(-15 x .05) against exp(.75).
    past = past_of(*[(0, 1, 1.0, [1.1, 0.9])] * (30 * GRID.size))
    expected = np.exp([-0.75, 0.75])
    assert weights(past, team=0, week=1) == pytest.approx(expected / expected.sum())


def test_other_teams_count_where_a_team_has_no_past_and_less_than_its_own():
    others = [(1, 1, 1.0, [1.1, 0.9])] * (30 * GRID.size)
    own = [(0, 1, 1.0, [0.9, 1.1])] * (30 * GRID.size)
    assert weights(past_of(*others), team=0, week=1)[1] > 0.5
    assert weights(past_of(*others, *own), team=0, week=1)[0] > 0.5


def test_forecasts_of_many_weeks_count_less_because_they_overlap():
    long = past_of(*[(0, 1, 20.0, [22.0, 18.0])] * GRID.size)
    short = past_of(*[(0, 1, 1.0, [1.1, 0.9])] * GRID.size)
    assert 0.5 < weights(long, team=0, week=1)[1] < weights(short, team=0, week=1)[1]
