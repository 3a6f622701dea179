"""Need-sets: grouped and looked up, against deal by deal and draw by draw."""

import numpy as np
import pytest

from interlock.engine import paths
from interlock.engine.need_sets import NeedSet

RANDOM = np.random.default_rng(9)
ENDS = np.array([5.5, 13.0, 26.2, 40.0])
WORLDS, WEEKS, DRAWS = 4, 40, 60
KEPT = RANDOM.uniform(0.1, 1.0, (WORLDS, 3))
DEALBREAKER, IMPORTANT, NICE = range(3)
SETS = {
    "one must": [DEALBREAKER],
    "one nice-to-have": [NICE],
    "several musts of one strength": [IMPORTANT, IMPORTANT, IMPORTANT],
    "two strengths of must": [DEALBREAKER, IMPORTANT],
    "a must and nice-to-haves": [IMPORTANT, NICE, NICE],
    "more nice-to-haves than count": [NICE] * 5,
}


def need_set(strengths):
    ready = RANDOM.integers(0, WEEKS + 3, (DRAWS, len(strengths)))
    return NeedSet(ready, np.array(strengths, dtype=np.int64), KEPT)


def rates(steep=0.2):
    return RANDOM.uniform(0, steep, (WORLDS, WEEKS, 2))


@pytest.mark.parametrize("strengths", SETS.values(), ids=SETS)
@pytest.mark.parametrize("steep", [0.05, 3.0])
def test_odds_are_those_of_going_along_every_draw(strengths, steep):
    waits, one = need_set(strengths), rates(steep)
    along, won, lost = paths.follow(one, waits.ready, waits.strengths, KEPT, ENDS)
    found = waits.odds(one, ENDS, kept=DRAWS)
    assert found.along == pytest.approx(along, abs=1e-12)
    assert found.mean == pytest.approx(along.mean(axis=0), abs=1e-12)
    assert found.won == pytest.approx(won, abs=1e-12)
    assert found.lost == pytest.approx(lost, abs=1e-12)
    assert waits.odds(one, ENDS, kept=5).along == pytest.approx(along[:5], abs=1e-12)


@pytest.mark.parametrize("strengths", SETS.values(), ids=SETS)
@pytest.mark.parametrize("steep", [0.05, 3.0])
def test_sums_of_groups_are_those_of_single_deals(strengths, steep):
    waits, each = need_set(strengths), [rates(steep), rates(steep)]
    deals = [[5.0, 7.0, 11.0], [100.0]]
    amounts, squares = (np.array([np.power(d, k).sum() for d in deals]) for k in (1, 2))
    mean, variance = waits.sums(each, amounts, squares, ENDS)
    expected = np.zeros((2, DRAWS, ENDS.size))
    for one, values in zip(each, deals, strict=True):
        along, _, _ = paths.follow(one, waits.ready, waits.strengths, KEPT, ENDS)
        chance = np.diff(along, axis=1, prepend=0.0)
        for value in values:
            expected += value * chance, value**2 * chance * (1 - chance)
    assert mean == pytest.approx(expected[0], rel=1e-10, abs=1e-10)
    assert variance == pytest.approx(expected[1], rel=1e-10, abs=1e-9)


@pytest.mark.parametrize("strengths", SETS.values(), ids=SETS)
def test_what_is_expected_along_other_courses_is_the_mean_of_their_sums(strengths):
    waits, each = need_set(strengths), [rates(), rates()]
    amounts = np.array([3.0, 8.0])
    later = NeedSet(np.minimum(waits.ready + 6, WEEKS), waits.strengths, KEPT)
    found = waits.expected(each, amounts, ENDS[-1], np.stack([waits.ready, later.ready]))
    sums = [one.sums(each, amounts, amounts, ENDS)[0].sum(axis=1).mean() for one in (waits, later)]
    assert found == pytest.approx(sums, rel=1e-12)
    assert found[0] > found[1]


def test_without_needs_every_draw_of_a_world_is_alike():
    waits = NeedSet(np.zeros((WORLDS, 0), dtype=np.int64), np.zeros(0, dtype=np.int64), KEPT)
    one = rates()
    along, _, _ = paths.follow(one, waits.ready, waits.strengths, KEPT, ENDS)
    assert waits.odds(one, ENDS, kept=WORLDS).along == pytest.approx(along, abs=1e-13)
