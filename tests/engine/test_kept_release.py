"""Odds that a promised release is made: base rates by hand, laws, and a known truth."""

import numpy as np
import polars as pl
import pytest

from interlock.engine.kept_release import base_rate, fit
from interlock.engine.penalised_odds import fit as fit_odds


def promises(count, *, seed=1, effect=1.0):
    """Team 0 keeps more than team 3; each earlier move costs half a unit of log odds."""
    random = np.random.default_rng(seed)
    team, moves = random.integers(0, 4, count), random.integers(0, 4, count)
    eta = effect * (1.5 - 0.8 * team - 0.5 * moves)
    return pl.DataFrame(
        {
            "feature": [str(at) for at in range(count)],
            "release": random.integers(1, 9, count),
            "team": [f"team {one}" for one in team],
            "stage": random.choice(["alpha", "beta"], count),
            "under_way": random.choice([True, False], count),
            "weeks_ahead": random.choice([4, 8], count),
            "moves": moves,
            "quiet_weeks": random.uniform(0, 20, count),
            "kept": (random.random(count) < 1 / (1 + np.exp(-eta))).astype(int),
        }
    )


def test_the_base_rate_by_hand():
    """Four at 8 weeks, 3 kept: (3 + 1) / (4 + 2) = 2/3. Team a, 1 of 2: (1 + 2 * 2/3) / (2 + 2)."""
    past = pl.DataFrame(
        {"team": ["a", "a", "b", "b"], "weeks_ahead": [8] * 4, "kept": [1, 0, 1, 1]}
    )
    new = pl.DataFrame({"team": ["a", "b", "c", "a"], "weeks_ahead": [8, 8, 8, 4]})
    usual = 2 / 3
    assert base_rate(past, new).tolist() == pytest.approx(
        [(1 + 2 * usual) / 4, (2 + 2 * usual) / 4, usual, 0.5]
    )


def test_with_few_of_an_ending_all_get_the_share_kept():
    past = promises(30).with_columns(kept=pl.Series([0] * 9 + [1] * 21))
    assert fit(past).odds(promises(3)).tolist() == [22 / 32] * 3


def test_teams_and_moves_are_told_apart():
    found = fit(promises(1_500))
    new = promises(4).with_columns(
        team=pl.Series(["team 0", "team 3", "team 0", "never seen"]),
        moves=pl.Series([0, 0, 3, 0]),
        **{name: pl.lit(promises(1)[name][0]) for name in ("stage", "under_way", "weeks_ahead")},
        quiet_weeks=pl.lit(5.0),
    )
    steady, slow, moved, unknown = found.odds(new)
    assert steady > moved > slow - 0.2
    assert steady > unknown > slow


def test_odds_beat_the_base_rate_where_moves_tell():
    past, new = promises(1_500), promises(1_500, seed=2)
    kept = new["kept"].to_numpy()
    ours, base = fit(past).odds(new), base_rate(past, new)
    assert np.mean((ours - kept) ** 2) < np.mean((base - kept) ** 2) - 0.005


def test_where_nothing_tells_all_odds_are_nearly_the_same():
    odds = fit(promises(600, effect=0.0)).odds(promises(200, seed=3))
    assert odds.std() < 0.06
    assert odds.mean() == pytest.approx(0.5, abs=0.06)


def test_a_promise_looked_at_twice_counts_once():
    past = promises(300)
    once, twice = fit(past), fit(pl.concat([past, past]))
    assert twice.odds(past) == pytest.approx(once.odds(past), abs=1e-4)


def test_the_order_of_promises_does_not_matter():
    past, new = promises(300), promises(20, seed=4)
    assert fit(past.reverse()).odds(new) == pytest.approx(fit(past).odds(new), abs=1e-6)


def test_a_row_of_weight_two_is_a_row_twice():
    random = np.random.default_rng(1)
    x, won = random.normal(size=(40, 2)), (random.random(40) < 0.5).astype(float)
    spread = np.array([0.5, 0.5])
    twice = fit_odds(np.repeat(x, 2, axis=0), np.repeat(won, 2), spread)
    heavy = fit_odds(x, won, spread, weight=2.0)
    assert heavy.beta == pytest.approx(twice.beta, abs=1e-5)
    assert heavy.covariance == pytest.approx(twice.covariance, abs=1e-5)
