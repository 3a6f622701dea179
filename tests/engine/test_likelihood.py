"""The compiled likelihood against brute force, finite differences and a peer's fit."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from interlock.engine import effects, likelihood, side_by_side
from interlock.engine.effects import Worths
from interlock.engine.terms import LEVEL
from interlock.engine.worth import LOSS_SHARE
from tests.engine import made_rows
from tests.engine.made_rows import COLOUR, SHAPE, STAGES

NO_NEEDS = Worths(np.zeros(3), np.ones(3))


@pytest.fixture(scope="module")
def of():
    return made_rows.rows(made_rows.stood(12))


def slow_eta(theta, table, of, row, week):
    """eta as the formula says it, one look-up at a time."""
    n, band = of.layout.effects, sum(week >= first for first in (4, 9, 13, 18))
    places = [of.calendar[of.day_at[row], week, 0], of.age_at[min(of.age[row] + week, 52)]]
    places += [of.still[row, 0], of.still[row, 1] + band]
    eta = [table[of.stage[row], band, c] + theta[[n * c + p for p in places]].sum() for c in (0, 1)]
    worth = (of.until[row, 2:] > week).sum() * theta[2 * n + 2]
    musts = [strength for strength in range(2) if of.until[row, strength] > week]
    worth += theta[2 * n + musts[0]] if musts else 0.0
    return np.array([eta[0] - worth, eta[1] + LOSS_SHARE * worth])


def slow_week(theta, table, of, row, week):
    """Log of the chance of what happened in one week."""
    odds = np.exp(slow_eta(theta, table, of, row, week))
    chances = np.array([1, *odds]) / (1 + odds.sum())
    return np.log(chances[of.ending[row] if week == of.last[row] else 0])


def weeks_of(of, row):
    return of.last[row] + (of.ending[row] > 0)


def slow_row(theta, table, of, row, weeks=26):
    return sum(slow_week(theta, table, of, row, k) for k in range(min(weeks, weeks_of(of, row))))


def weighed(theta, table, of):
    """The whole log likelihood, each deal-week by its share."""
    return sum(
        of.share[row, week] * slow_week(theta, table, of, row, week)
        for row in range(len(of))
        for week in range(weeks_of(of, row))
    )


def test_the_likelihood_of_a_row_is_that_of_brute_force(of):
    theta, table = made_rows.theta(of), made_rows.table()
    slow = [slow_row(theta, table, of, row) for row in range(len(of))]
    assert likelihood.of_rows(theta, table, of, weeks=26) == pytest.approx(slow)
    first = [slow_row(theta, table, of, row, 5) for row in range(len(of))]
    assert likelihood.of_rows(theta, table, of, weeks=5) == pytest.approx(first)


def test_log_odds_are_those_of_brute_force(of):
    theta, table = made_rows.theta(of), made_rows.table()
    found = likelihood.log_odds(theta, table, of, weeks=26)
    for row, week in ((0, 0), (3, 4), (7, 12), (20, 13), (35, 25)):
        assert found[row, week] == pytest.approx(slow_eta(theta, table, of, row, week))


def test_the_gradient_is_the_slope_by_finite_differences(of):
    theta, table = made_rows.theta(of), made_rows.table()
    gradient, _ = likelihood.derivatives(theta, table, of)
    for place in range(theta.size):
        step = np.eye(theta.size)[place] * 1e-5
        rise = weighed(theta + step, table, of) - weighed(theta - step, table, of)
        assert gradient[place] == pytest.approx(rise / 2e-5, abs=1e-5)


def test_the_information_is_the_slope_of_the_gradient_by_finite_differences(of):
    theta, table = made_rows.theta(of), made_rows.table()
    _, information = likelihood.derivatives(theta, table, of)
    assert information == pytest.approx(information.T)
    for place in range(theta.size):
        step = np.eye(theta.size)[place] * 1e-5
        fall = likelihood.derivatives(theta - step, table, of)[0]
        fall = fall - likelihood.derivatives(theta + step, table, of)[0]
        assert information[place] == pytest.approx(fall / 2e-5, abs=1e-4)


def test_the_number_of_threads_changes_no_bit(monkeypatch):
    of, table = made_rows.rows(made_rows.stood(800)), made_rows.table()
    many = likelihood.derivatives(made_rows.theta(of), table, of)
    one = ThreadPoolExecutor(1)
    monkeypatch.setattr(side_by_side, "_pool", lambda: one)
    alone = likelihood.derivatives(made_rows.theta(of), table, of)
    assert all(np.array_equal(a, b) for a, b in zip(many, alone, strict=True))


def test_the_slopes_of_all_deals_add_up_to_the_gradient(of):
    theta, table = made_rows.theta(of), made_rows.table()
    slopes = likelihood.by_deal(theta, table, of)
    assert slopes.shape == (12, theta.size)
    assert slopes.sum(axis=0) == pytest.approx(likelihood.derivatives(theta, table, of)[0])


def test_a_deal_week_that_stands_in_three_rows_counts_once(of):
    week = (of.day - of.day.min()) // 7
    counted = {}
    for row in range(len(of)):
        for ahead in range(of.last[row] + (of.ending[row] > 0)):
            key = (of.deal[row], week[row] + ahead)
            counted[key] = counted.get(key, 0.0) + of.share[row, ahead]
    assert set(np.round(list(counted.values()), 9)) == {1.0}


def test_what_was_known_on_a_day_ends_there(of):
    day = int(of.day.min()) + 21
    known = of.until_day(day)
    assert (known.last + (known.ending > 0) <= (day - known.day) // 7).all()
    assert set(known.ending[known.last == (day - known.day) // 7]) <= {0}
    ended = of.take((of.day == of.day.min()) & (of.ending > 0) & (of.last < 3))
    kept = known.take(np.isin(known.deal, ended.deal) & (known.day == of.day.min()))
    assert (kept.ending == ended.ending).all()


def test_without_a_prior_odds_are_the_proportions_of_each_level():
    """The multinomial's closed form for one term: chances are the shares of what happened."""
    frame = made_rows.stood(400, seed=4, days=1, needs=False)
    of = made_rows.rows(frame, (LEVEL, COLOUR))
    flat = np.zeros((len(STAGES), 3, 2))
    wide = Worths(np.zeros(3), np.ones(3))
    terms = tuple(
        term.__class__(term.name, "", term.levels, 1e4, moves=term.moves)
        for term in of.layout.terms
    )
    found = effects.estimate(made_rows.rows(frame, terms), flat, wide)
    for colour in range(3):
        mine = of.take(frame["colour"].to_numpy() == colour)
        weeks = (mine.last + (mine.ending > 0)).sum()
        shares = np.array([(mine.ending == code).sum() / weeks for code in (1, 2)])
        odds = shares / (1 - shares.sum())
        at = found.layout.places(terms[1], 0).start + colour
        eta = found.theta[[0, found.layout.effects]] + found.theta[[at, found.layout.effects + at]]
        assert np.exp(eta) == pytest.approx(odds, rel=5e-3)


def test_without_a_prior_the_slope_is_flat_where_scikit_learn_ends():
    """LogisticRegression(C=inf, tol=1e-12) of scikit-learn 1.9.1 on one line a deal-week, sample
    weights the shares, classes open, won, lost; coefficients less those of open: intercept, the
    second and third colour, the second shape.
    """
    won = [-3.42920621, 0.185643489, 0.358375862, 0.00215742597]
    lost = [-3.34367344, 0.214047617, 0.123150439, 0.0853605605]
    frame = made_rows.stood(200, seed=5, needs=False)
    of = made_rows.rows(frame, (LEVEL, COLOUR, replace(SHAPE, by_band=False)))
    one = np.array([[c[0], 0, c[1], c[2], 0, c[3]] for c in (won, lost)]).ravel()
    theta = np.concatenate([one, np.zeros(3)])
    slope, information = likelihood.derivatives(theta, np.zeros((len(STAGES), 3, 2)), of)
    assert np.abs(slope).max() < 1e-4
    assert information.diagonal()[:6].min() > 20


def test_the_estimate_stands_where_slope_and_prior_balance():
    of, table = made_rows.rows(made_rows.stood(60, seed=5)), made_rows.table()
    found = effects.estimate(of, table, NO_NEEDS)
    q = effects.precision(found, NO_NEEDS)
    assert np.abs(likelihood.derivatives(found.theta, table, of)[0] - q @ found.theta).max() < 0.5
    again = effects.estimate(of, table, NO_NEEDS, start=found)
    assert again.theta == pytest.approx(found.theta, abs=0.05)


def test_leaving_a_term_out_is_the_normals_conditional():
    of, table = made_rows.rows(made_rows.stood(60, seed=5)), made_rows.table()
    found = effects.estimate(of, table, NO_NEEDS)
    bare = effects.without(found, SHAPE)
    gone = found.layout.all_places(SHAPE)
    rest = np.setdiff1d(np.arange(found.theta.size), gone)
    precision = np.linalg.inv(found.covariance)
    # in terms of the precision: theta_r + A_rr^-1 A_rj theta_j
    moved = np.linalg.solve(precision[np.ix_(rest, rest)], precision[np.ix_(rest, gone)])
    assert bare.theta[gone] == pytest.approx(0)
    assert bare.theta[rest] == pytest.approx(found.theta[rest] + moved @ found.theta[gone])
    narrowed = np.linalg.inv(precision[np.ix_(rest, rest)])
    assert bare.covariance[np.ix_(rest, rest)] == pytest.approx(narrowed)


def test_the_same_deals_twice_over_are_no_surer_than_once():
    frame = made_rows.stood(200, seed=6, days=1, needs=False)
    once = made_rows.rows(frame, (LEVEL,))
    twice = once.take(np.repeat(np.arange(len(once)), 2))  # same deals, each week counted in full
    table = np.full((len(STAGES), 3, 2), -3.0)
    wide = Worths(np.zeros(3), np.full(3, 1e-3))
    sds = []
    for of in (once, twice):
        found = effects.estimate(of, table, wide)
        sds.append(np.sqrt(np.diag(effects.robust(of, table, wide, found))[0]))
    assert sds[1] == pytest.approx(sds[0], rel=0.1)
