"""Fair shares of features that deals need together: they add up, and none is for nothing."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from interlock.engine import joint, shared_worth
from interlock.engine.delay_values import delay_values
from interlock.engine.joint import Group
from tests.engine.test_joint_sums import FEATURES, small_world


def brings(one, values, ships=range(FEATURES)):
    """Expected bookings where only these features ship."""
    ready = one.ready.copy()
    for column in set(range(FEATURES)) - set(ships):
        ready[:, column] = joint.WEEKS
    return joint.sums(replace(one, ready=ready), values)[0].sum(axis=1).mean()


@pytest.mark.parametrize("seed", range(6))
def test_shares_are_the_mean_over_all_orders_of_entering(seed):
    one, values = small_world(seed)
    worth = {
        ships: brings(one, values, ships)
        for ships in {frozenset(p[:n]) for p in permutations(range(5)) for n in range(6)}
    }
    expected = np.zeros(FEATURES)
    for order in permutations(range(FEATURES)):
        for at, column in enumerate(order):
            before = frozenset(order[:at])
            expected[column] += (worth[before | {column}] - worth[before]) / 120
    found = shared_worth.shared_worth(one, values, features=FEATURES)
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("most", [8, 1])
def test_shares_add_up_to_what_all_features_bring(most, monkeypatch):
    monkeypatch.setattr(shared_worth, "MOST_EXACT", most)
    one, values = small_world(2)
    found = shared_worth.shared_worth(one, values, features=FEATURES)
    assert found.sum() == pytest.approx(brings(one, values) - brings(one, values, ()), rel=1e-9)


def test_a_feature_needed_alone_has_all_that_is_at_risk():
    one, values = small_world(1)
    alone = replace(one, groups=tuple(Group(g.profile, ((0, 0),)) for g in one.groups))
    found = shared_worth.shared_worth(alone, values, features=FEATURES)
    at_risk = brings(alone, values) - brings(alone, values, range(1, FEATURES))
    assert found == pytest.approx([at_risk, 0, 0, 0, 0], rel=1e-9, abs=0)


def test_two_musts_of_one_deal_share_alike_by_hand():
    """Ready from the start both, or neither: each is worth half of what they are together, while
    each one's own risk is the whole.
    """
    one, values = small_world(1, deals=1)
    ready = np.zeros_like(one.ready)
    ready[:, -1] = joint.WEEKS
    one = replace(one, groups=(Group(0, ((0, 0), (1, 0))),), ready=ready)
    both = brings(one, values) - brings(one, values, ())
    found = shared_worth.shared_worth(one, values, features=FEATURES)
    assert found[:2] == pytest.approx([both / 2, both / 2])
    assert brings(one, values) - brings(one, values, range(1, FEATURES)) == pytest.approx(both)


@pytest.mark.parametrize("seed", range(3))
def test_a_week_sooner_is_worth_what_the_book_gains_by_it(seed):
    one, values = small_world(seed)
    found = delay_values(one, values, weeks=-1, features=FEATURES)
    before = joint.sums(one, values)[0].sum(axis=1).mean()
    for column in range(FEATURES):
        ready = one.ready.copy()
        ships = ready[:, column] < joint.WEEKS
        ready[ships, column] = np.maximum(ready[ships, column] - 1, 0)
        after = joint.sums(replace(one, ready=ready), values)[0].sum(axis=1).mean()
        assert found[column] == pytest.approx(after - before, rel=1e-9, abs=1e-12)
