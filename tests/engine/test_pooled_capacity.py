"""Capacity by the pool: each team as its members say, teams good and bad together."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from interlock.engine import capacity, pace, pooled_capacity
from interlock.engine.pace_members import DRIFTING, MEMBERS, chances
from interlock.engine.pooled_capacity import Pooled
from interlock.engine.team_history import Throughput
from tests.engine.books import AS_OF

RANDOM = np.random.default_rng(11)
KEY = {"as_of": AS_OF, "seed": 1, "weeks": 20}
ITEMS = np.array([20, 60])


def history(*teams, worked=1.0):
    """Items a week of each team, all for features."""
    done = np.array(teams)
    weeks = tuple(AS_OF - timedelta(days=6 + 7 * n) for n in range(done.shape[1], 0, -1))
    names = tuple(f"t{n + 1}" for n in range(len(done)))
    return Throughput(
        names, weeks, done, np.zeros_like(done), np.broadcast_to(worked, done.shape), {}
    )


def busy(*, mean=6, weeks=104):
    return RANDOM.poisson(mean, weeks)


def simulate(past, *, draws=4_096, counts=None, presence=1.0, share=(1e9, 1e-3)):
    paces = pace.fit(past)
    paces = replace(paces, to_features=np.tile(share, (len(past.teams), 1)))
    pooled = pooled_capacity.learnt(past)
    if counts is not None:
        pooled = Pooled(pooled.every, dict.fromkeys(pooled.every, np.array(counts)))
    there = np.full((len(past.teams), KEY["weeks"]), presence)
    return pooled_capacity.simulate(pooled, paces, draws=draws, presence=there, **KEY)


def test_each_team_has_its_items_by_each_week_as_often_as_its_pool_says():
    past = history(busy(), busy(mean=12))
    redrawn = np.array([0.5, 0.2, 0.3, 0.0])
    made = simulate(past, counts=redrawn)
    for team in range(2):
        said = np.tensordot(redrawn, chances(past.feature_items[team].astype(float), ITEMS), 1)
        came = np.array([(made[:, :, team].cumsum(axis=1) >= n - 0.01).mean(0) for n in ITEMS])
        assert came == pytest.approx(said[:, : came.shape[1]], abs=0.03)


def test_what_is_good_for_one_team_is_rather_good_for_all():
    totals = simulate(history(busy(), busy(), busy(mean=12)))[:, :13].sum(axis=1)
    together = np.corrcoef(totals.T)[np.triu_indices(3, 1)]
    assert (together > 0.45).all()
    assert (together < 0.85).all()


def test_a_team_with_too_little_history_has_the_drifting_rate_of_all_teams():
    new = np.concatenate([np.zeros(100, dtype=int), [2, 3, 2, 4]])
    past = history(busy(), new)
    assert list(pooled_capacity.learnt(past).every) == ["t1"]
    there = np.ones((1, KEY["weeks"]))
    paces = replace(pace.fit(past).of([1]), to_features=np.array([[1e9, 1e-3]]))
    alone = capacity.simulate(paces, draws=256, presence=there, **KEY)
    assert np.array_equal(simulate(past, draws=256)[:, :, 1], alone[:, :, 0])


def test_only_the_drifting_rate_counts_where_its_weight_is_one():
    past = history(busy())
    made = simulate(past, counts=[0.0, 0.0, 0.0, 1.0])
    there = np.ones((1, KEY["weeks"]))
    paces = replace(pace.fit(past), to_features=np.array([[1e9, 1e-3]]))
    drifting = capacity.simulate(paces, draws=4_096, presence=there, **KEY)
    by_total = [np.sort(one.sum(axis=(1, 2))) for one in (made, drifting)]
    assert MEMBERS[-1] == DRIFTING
    assert by_total[0] == pytest.approx(by_total[1], rel=1e-5)


def test_half_the_people_finish_half_and_a_planned_share_takes_its_part():
    past = history(busy())
    made = simulate(past, draws=128)
    assert simulate(past, draws=128, presence=0.5) == pytest.approx(made / 2, rel=1e-6)
    planned = simulate(past, draws=128, share=(7e8, 3e8))
    assert planned == pytest.approx(made * 0.7, rel=1e-3)


def test_weeks_of_which_half_was_worked_count_as_full_ones():
    done = busy()
    half = pooled_capacity.learnt(history(done, worked=0.5)).every["t1"]
    assert half.done == pytest.approx(2 * done)


def test_a_week_that_was_hardly_worked_counts_as_a_usual_one():
    done, worked = busy(), np.ones(104)
    done[50], worked[50] = 0, 0.2
    full = pooled_capacity.learnt(history(done, worked=worked)).every["t1"].done
    assert full[50] == pytest.approx(done.sum() / 103)


def test_fewer_draws_are_the_first_of_more_and_another_team_changes_nobodys_luck():
    done = busy()
    made = simulate(history(done), draws=200, counts=[0.25] * 4)
    assert np.array_equal(made, simulate(history(done), draws=500, counts=[0.25] * 4)[:200])
    beside = simulate(history(done, busy()), draws=200, counts=[0.4, 0.3, 0.3, 0.0])
    alone = simulate(history(done), draws=200, counts=[0.4, 0.3, 0.3, 0.0])
    assert np.array_equal(beside[:, :, 0], alone[:, :, 0])


def test_what_each_member_counts_is_said_by_team():
    said = pooled_capacity.learnt(history(busy(), busy())).said()
    assert [one.team for one in said] == ["t1", "t2"]
    for one in said:
        assert [name for name, _ in one.members] == list(MEMBERS)
        assert sum(weight for _, weight in one.members) == pytest.approx(1.0)
