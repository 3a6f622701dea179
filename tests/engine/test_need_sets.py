"""Need-sets: odds looked up by the week that decides, against going along every draw."""

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
    ready = RANDOM.integers(0, WEEKS + 3, (DRAWS, len(strengths))).astype(np.int32)
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


def test_without_needs_every_draw_of_a_world_is_alike():
    waits = NeedSet(np.zeros((WORLDS, 0), dtype=np.int32), np.zeros(0, dtype=np.int64), KEPT)
    one = rates()
    along, _, _ = paths.follow(one, waits.ready, waits.strengths, KEPT, ENDS)
    assert waits.odds(one, ENDS, kept=WORLDS).along == pytest.approx(along, abs=1e-13)
