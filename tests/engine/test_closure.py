"""Maximum closures by flow, against every choice of sets."""

from itertools import chain, combinations

import numpy as np
import pytest

from interlock.engine import closure
from interlock.engine.closure import FREE, IN, OUT

ONE = 1 << 20
NEEDS = [(0,), (0, 1), (1, 2, 3), (4,), (3, 4, 5), (5, 6), (2, 6), (0, 5)]
SIZES = np.array([3, 0, 5, 2, 4, 1, 6])
VALUES = np.array([4, 7, 9, 2, 11, 3, 8, 5])


def _tried(status: np.ndarray, rate: int, within: int) -> tuple[int, list[frozenset[int]]]:
    """The most that sets bring, and the features of every choice that brings it."""

    def lacks(features) -> int:
        return sum(int(SIZES[one]) for one in features if status[one] == FREE)

    alive = [
        at for at, need in enumerate(NEEDS)
        if lacks(need) <= within and not any(status[one] == OUT for one in need)
    ]  # fmt: skip
    found: dict[frozenset[int], int] = {}
    for some in chain.from_iterable(combinations(alive, r) for r in range(len(alive) + 1)):
        features = frozenset(chain.from_iterable(NEEDS[at] for at in some))
        brings = ONE * int(VALUES[list(some)].sum()) - rate * lacks(features)
        found[features] = max(brings, found.get(features, brings))
    most = max(found.values())
    return most, [features for features, brings in found.items() if brings == most]


@pytest.mark.parametrize("seed", range(20))
def test_the_flow_brings_what_the_best_sets_bring_whatever_was_asked_before(seed):
    lots = np.random.default_rng(seed)
    net = closure.network(VALUES, SIZES, NEEDS)
    flow, chosen = closure.no_flow(net), np.zeros(len(SIZES), dtype=bool)
    for _ in range(6):
        status = lots.choice([FREE, OUT, IN], len(SIZES), p=[0.7, 0.1, 0.2]).astype(np.int8)
        rate, within = int(lots.integers(0, 3 * ONE)), int(lots.integers(0, 25))
        most, best = _tried(status, rate, within)
        assert closure.flow_at(net, flow, status, rate, ONE, within) == most
        closure.least(net, flow, chosen)
        assert frozenset(np.flatnonzero(chosen)) == frozenset.intersection(*best)
        closure.most(net, flow, chosen)
        assert frozenset(np.flatnonzero(chosen)) == frozenset.union(*best)


@pytest.mark.parametrize("rate", [0, ONE // 2, ONE, 2 * ONE])
def test_at_a_rate_at_which_choices_tie_both_ends_are_found(rate):
    # At rate 1 the set of feature 0 is worth exactly what it takes.
    net = closure.network(np.array([2, 3]), np.array([2, 1]), [(0,), (1,)])
    flow, chosen = closure.no_flow(net), np.zeros(2, dtype=bool)
    closure.flow_at(net, flow, np.zeros(2, dtype=np.int8), rate, ONE, closure.ALL)
    closure.least(net, flow, chosen)
    assert chosen.tolist() == [rate < ONE, True]
    closure.most(net, flow, chosen)
    assert chosen.tolist() == [rate <= ONE, True]
