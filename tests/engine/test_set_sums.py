"""Sums over need-sets, all worlds side by side, against deal by deal and draw by draw."""

import numpy as np
import pytest

from interlock.engine import drawn_odds, paths, set_sums, state_curves, unmet
from tests.engine.given_odds import drawn

RANDOM = np.random.default_rng(9)
ENDS = np.array([5.5, 13.0, 26.2, 40.0, 40.0])
WORLDS, WEEKS, DRAWS = 4, 40, 61
KEPT = RANDOM.uniform(0.1, 1.0, (WORLDS, 3))
DEALBREAKER, IMPORTANT, NICE = range(3)
SETS = {
    "nothing": [],
    "one must": [DEALBREAKER],
    "one nice-to-have": [NICE],
    "several musts of one strength": [IMPORTANT, IMPORTANT, IMPORTANT],
    "two strengths of must": [DEALBREAKER, IMPORTANT],
    "a must and nice-to-haves": [IMPORTANT, NICE, NICE],
    "more nice-to-haves than count": [NICE] * 5,
    "everything": [NICE, DEALBREAKER, IMPORTANT, NICE, DEALBREAKER],
}
STEEP = {"few end a week": 0.05, "hardly any is open at last": 3.0, "most end at once": 1e4}


def case(strengths, steep, ends=ENDS):
    each = RANDOM.uniform(0, steep, (2, WORLDS, WEEKS, 2))
    ready = RANDOM.integers(0, WEEKS + 3, (DRAWS, len(strengths))).astype(np.int32)
    shared = state_curves.Shared(drawn(each), np.ones((WEEKS, WORLDS)), unmet.shares(KEPT), ends)
    return each, ready, shared


def sums(strengths, ready, shared, amounts):
    needs = tuple(enumerate(strengths))
    sets = set_sums.laid_out({needs: [0, 1]}, np.arange(2), amounts)
    rows, begins, order = set_sums.by_world(ready, WORLDS)
    found = np.empty((2, shared.ends.size, DRAWS))
    found[:, :, order] = set_sums.sums(sets, shared, rows, begins, 0, 1)
    return found


@pytest.mark.parametrize("strengths", SETS.values(), ids=SETS)
@pytest.mark.parametrize("steep", STEEP.values(), ids=STEEP)
@pytest.mark.parametrize("ends", [ENDS[:1], ENDS], ids=["one end", "five ends"])
def test_sums_of_groups_are_those_of_single_deals(strengths, steep, ends):
    each, ready, shared = case(strengths, steep, ends)
    deals = [[5.0, 7.0, 11.0], [100.0]]
    amounts = np.array([[np.power(d, k).sum() for d in deals] for k in (1, 2)])
    found = sums(strengths, ready, shared, amounts)
    expected = np.zeros_like(found)
    for one, values in zip(each, deals, strict=True):
        along, _, _ = paths.follow(one, ready, np.array(strengths, np.int64), KEPT, ends)
        chance = np.diff(along, axis=1, prepend=0.0).T
        for value in values:
            expected += value * chance, value**2 * chance * (1 - chance)
    assert found[0] == pytest.approx(expected[0], rel=1e-10, abs=1e-10)
    assert found[1] == pytest.approx(expected[1], rel=1e-10, abs=1e-9)


@pytest.mark.parametrize("strengths", SETS.values(), ids=SETS)
def test_draws_that_stand_twice_bring_the_same_twice(strengths):
    _, ready, shared = case(strengths, 0.05)
    amounts = np.array([[3.0, 8.0], [9.0, 64.0]])
    sets = set_sums.laid_out({tuple(enumerate(strengths)): [0, 1]}, np.arange(2), amounts)
    rows, begins, _ = set_sums.by_world(ready, WORLDS)
    twice = np.concatenate([begins[:-1], begins + DRAWS])
    once = set_sums.sums(sets, shared, rows, begins, 0, 1)
    both = set_sums.sums(sets, shared, np.tile(rows, 2), twice, 0, 1)
    assert np.array_equal(both, np.tile(once, 2))


def test_given_odds_are_those_that_the_engine_draws():
    each = RANDOM.uniform(0, 0.3, (3, WORLDS, WEEKS, 2))
    found = np.array([drawn_odds.drawn_odds(drawn(each), profile) for profile in range(3)])
    assert found == pytest.approx(each, rel=1e-13)
