"""The members of the pool, each on histories small enough to work by hand."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from interlock.engine import stated_likeness, stated_moves, stated_ratio
from interlock.engine.stated_rows import monthly, rows
from interlock.engine.week_grid import GRID, quantiles
from tests.engine.stated_worlds import statements, world


def known(said):
    made = rows(monthly(said))
    return made, float(made.day.max() + 400)


def at(cdf, week):
    return float(np.interp(week, GRID, cdf))


def test_without_history_the_ratio_is_the_declared_one():
    made, _ = known(statements(("a", 0, 84, None)))
    nothing = made.where(np.zeros(1, bool))
    median = quantiles(stated_ratio.learn(nothing, 0.0).cdf(made))[0, 9]
    assert median == pytest.approx(13.5 * np.exp(0.5), rel=0.01)


@pytest.mark.parametrize(("level", "scale"), [(0.5, 0.2), (0.0, 0.1), (1.0, 0.3)])
def test_the_ratio_of_a_company_is_learnt_from_its_own_things(level, scale):
    made, later = known(world(150, level=level, scale=scale, most=1))
    new = rows(monthly(statements(("n", 0, 84, None))))
    median = quantiles(stated_ratio.learn(made, later).cdf(new))[0, 9]
    assert median == pytest.approx(12 * np.exp(level), rel=0.15)


def test_a_team_that_is_always_late_gets_later_days():
    slow = world(60, level=1.0, seed=2).with_columns(team=pl.lit("slow"))
    fast = world(60, level=0.2, seed=3).with_columns(what="f" + pl.col("what"), team=pl.lit("fast"))
    made, later = known(slow.vstack(fast))
    ratio = stated_ratio.learn(made, later)
    new = rows(monthly(statements(("n", 0, 84, None))))
    fast_team, slow_team, unknown = (median_of(ratio, new, team) for team in (0, 1, 99))
    assert slow_team > 1.1 * fast_team
    assert fast_team < unknown < slow_team


def test_of_many_teams_the_largest_twenty_are_told_apart():
    teams = "team " + pl.col("what").str.slice(3)
    made, later = known(world(60).with_columns(team=teams))
    crowd, _ = known(world(60).with_columns(team="own " + pl.col("what")))
    assert stated_ratio.learn(made, later).teams.size == 10
    assert stated_ratio.learn(crowd, later).teams.size == 20


def median_of(ratio, new, team):
    return quantiles(ratio.cdf(replace(new, team=np.full(new.day.size, team))))[0, 9]


def test_likeness_is_kaplan_meier_of_the_ratios():
    """10, 20+ and 30 weeks at the same distance: 1/3 by 10 weeks, and nothing known of 20 to 30."""
    said = statements(("a", 0, 59, 70), ("b", 0, 59, None), ("c", 0, 59, 210))
    made = rows(monthly(said))
    after_140_days = stated_likeness.learn(made, made.day[0] + 140)
    assert after_140_days.open.tolist() == [False, True, True]
    cdf = after_140_days.cdf(made)[0]
    assert at(cdf, 9.5) == pytest.approx(0, abs=1e-9)
    assert at(cdf, 15.0) == pytest.approx(1 / 3)
    assert at(cdf, 40.0) > 2 / 3


def test_likeness_of_what_all_shipped_is_the_share_shipped():
    said = statements(*((f"t{k}", 0, 59, 70 * k) for k in (1, 2, 3, 4)))
    made, later = known(said)
    cdf = stated_likeness.learn(made, later).cdf(made)[0]
    assert [at(cdf, week) for week in (15, 25, 35)] == pytest.approx([1 / 4, 1 / 2, 3 / 4])


def test_dates_already_past_learn_from_such_alone():
    past = [(f"p{k}", 0, -7, 70) for k in range(5)]
    ahead = [(f"a{k}", 0, 7, 14) for k in range(5)]
    made, later = known(statements(*past, *ahead))
    cdf = stated_likeness.learn(made, later).cdf(made)
    assert at(cdf[made.left < 0][0], 9.5) == pytest.approx(0, abs=1e-6)
    assert at(cdf[made.left > 0][0], 9.5) == pytest.approx(1, abs=1e-6)


def test_where_dates_never_move_and_are_met_the_chain_ships_on_the_date():
    said = [(f"t{k}", 30 * m, 85, 85) for k in range(8) for m in range(3)]
    made, later = known(statements(*said))
    moves = stated_moves.learn(made, made, later)
    cdf = moves.cdf(made.where(made.left > 11))[0]
    assert at(cdf, 9.0) < 0.05
    assert at(cdf, 14.0) > 0.9


def test_months_that_move_on_teach_though_nothing_has_shipped():
    said = [(f"t{k}", 30 * m, 30 * m + 60, None) for k in range(5) for m in range(4)]
    made = rows(monthly(statements(*said)))
    moves = stated_moves.learn(made.where(made.day < made.day[-1]), made, made.day[-1] + 0.0)
    assert moves.cdf(made)[0].max() == 0
    assert moves.stays.sum(axis=1) == pytest.approx(1)


def test_a_month_of_the_chain_is_a_distribution():
    made, later = known(world(30))
    moves = stated_moves.learn(made, made, later)
    assert moves.stays.sum(axis=1) + moves.ships[:, -1] == pytest.approx(1)
    assert (np.diff(moves.ships, axis=1) >= -1e-12).all()
