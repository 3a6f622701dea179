"""What teams finish in the weeks ahead: noise, upkeep, closures, shared drift."""

from dataclasses import replace
from datetime import timedelta
from math import lgamma, log

import numpy as np
import pytest

from interlock.engine import capacity, pace, presence
from interlock.records.company import Closure, Company
from tests.engine.test_pace import AS_OF, history


def simulated(fitted: pace.Pace, **more) -> np.ndarray:
    asked = {"as_of": AS_OF, "seed": 1, "draws": 4000, "weeks": 12} | more
    closures = asked.pop("closures", ())
    days = {"after": AS_OF, "as_of": AS_OF, "weeks": asked["weeks"]}
    there = presence.shares(Company(closures=closures), fitted.teams, {}, **days)
    return capacity.simulate(fitted, **asked, presence=there)


def quantile_by_hand(chance, mean, size):
    count, below = 0, 0.0
    while True:
        below += np.exp(
            lgamma(size + count) - lgamma(size) - lgamma(count + 1)
            + size * log(size / (size + mean)) + count * log(mean / (size + mean))
        )  # fmt: skip
        if below >= chance:
            return count
        count += 1


@pytest.mark.parametrize(("mean", "size"), [(0.4, 1.0), (5.0, 2.5), (60.0, 30.0)])
def test_counts_are_the_negative_binomial_quantiles(mean, size):
    chance = np.linspace(0.001, 0.999, 97)[None]
    found = capacity.negative_binomial_quantile(chance, np.full((1, 97), mean), size)
    assert list(found[0]) == [quantile_by_hand(u, mean, size) for u in chance[0]]


def test_large_counts_are_normal_with_the_same_mean_and_variance():
    chance = (np.arange(20_000)[None] + 0.5) / 20_000
    found = capacity.negative_binomial_quantile(chance, np.full(chance.shape, 900.0), 50.0)
    assert found.mean() == pytest.approx(900, rel=0.005)
    assert found.std() == pytest.approx(np.sqrt(900 + 900**2 / 50), rel=0.02)


def test_no_item_is_expected_where_the_mean_is_zero():
    found = capacity.negative_binomial_quantile(np.full((1, 2), 0.99), np.zeros((1, 2)), 5.0)
    assert not found.any()


def test_the_same_luck_and_a_higher_rate_never_give_fewer_items():
    fitted = pace.fit(history([5, 6, 4, 5, 7, 5, 4, 6] * 5))
    faster = replace(fitted, usual=fitted.usual * [1.0, 0.8])
    assert (simulated(faster) >= simulated(fitted)).all()


def test_simulated_items_have_the_rate_as_their_mean_where_counts_are_calm():
    fitted = pace.fit(history(list(np.random.default_rng(1).poisson(5, 120))))
    assert simulated(fitted).mean() == pytest.approx(fitted.rate[0] * fitted.share[0], rel=0.04)


def test_simulated_weeks_are_as_wild_as_past_ones():
    random = np.random.default_rng(8)
    past = random.negative_binomial(3, 3 / (3 + 6), 150)
    fitted = replace(pace.fit(history(list(past))), to_features=np.array([[1e6, 1e-3]]))
    assert simulated(fitted).std() == pytest.approx(past.std(), rel=0.2)


def test_upkeep_is_set_aside():
    calm = list(np.random.default_rng(1).poisson(6, 60))
    alone = simulated(pace.fit(history(calm))).mean()
    assert simulated(pace.fit(history(calm, others=1.0))).mean() == pytest.approx(alone, rel=0.1)


def test_nothing_is_finished_in_a_week_that_is_closed():
    fitted = pace.fit(history([6] * 20, [5] * 20))
    closed = Closure(AS_OF, AS_OF + timedelta(days=7))
    made = simulated(fitted, closures=(closed,))
    assert not made[:, 0].any()
    assert made[:, 1].any()
    only = simulated(fitted, closures=(replace(closed, team="t1"),))
    assert not only[:, 0, 1].any()
    assert only[:, 0, 0].any()


def test_a_closure_touches_no_other_week():
    fitted = pace.fit(history([6] * 20))
    closed = simulated(fitted, closures=(Closure(AS_OF, AS_OF + timedelta(days=7)),))
    assert np.array_equal(closed[:, 1:], simulated(fitted)[:, 1:])


def test_teams_slow_down_together_more_than_chance_would():
    fitted = pace.fit(history([2] * 20 + [10] * 20 + [4] * 20, [3] * 20 + [12] * 20 + [5] * 20))
    made = simulated(fitted, draws=3000, weeks=40).sum(axis=1)
    assert np.corrcoef(made[:, 0], made[:, 1])[0, 1] > 0.1


def test_another_team_changes_nobodys_luck():
    fitted = pace.fit(history([6] * 30, [4] * 30))
    kept = {
        name: getattr(fitted, name)[:1]
        for name in ("teams", "usual", "now", "to_features", "basis")
    }
    alone = simulated(replace(fitted, **kept))
    assert np.array_equal(simulated(fitted)[:, :, 0], alone[:, :, 0])


def test_fewer_draws_and_weeks_are_the_first_of_more():
    fitted = pace.fit(history([6, 4, 5] * 10))
    few = simulated(fitted, draws=50, weeks=8)
    assert np.array_equal(few, simulated(fitted, draws=500, weeks=30)[:50, :8])


def test_a_week_later_the_luck_of_a_week_is_the_same():
    # With nothing known or drifting but the week's own count, only the calendar decides.
    fitted = pace.fit(history([5] * 40))
    still = replace(fitted, discount=1.0, spell=1e-12)
    now = simulated(still, weeks=6)
    later = simulated(still, as_of=AS_OF + timedelta(days=7), weeks=5)
    assert np.corrcoef(now[:, 1:].ravel(), later.ravel())[0, 1] > 0.95
