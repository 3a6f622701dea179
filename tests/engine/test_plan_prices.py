"""Where features change sides: against enumeration of all choices at worths below and above."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from interlock.engine import plan_prices
from interlock.engine.selection import Selection
from interlock.engine.selection_check import periods_of_sets, value

FEATURES = 6


def made(seed):
    lots = np.random.default_rng(seed)
    needs = tuple(
        tuple(sorted(lots.choice(FEATURES, lots.integers(1, 4), replace=False).tolist()))
        for _ in range(7)
    )
    sizes = lots.integers(1, 9, (FEATURES, 1))
    return Selection(
        sizes=sizes,
        capacity=np.array([[int(sizes.sum() * lots.uniform(0.3, 0.8))]]),
        worth=lots.integers(50, 900, (7, 1)),
        needs=needs,
        waits=((0, 1),) if seed % 2 else (),
        must=frozenset({2}) if seed % 3 == 0 and sizes[2] <= sizes.sum() * 0.3 - 1 else frozenset(),
    )


def best(of, feature, *, inside):
    """The most that any choice is worth with the feature in, or without it; None without any."""
    found = []
    for some in itertools.product((-1, 0), repeat=FEATURES):
        when = np.array(some)
        waits = all(when[one] < 0 or when[first] == 0 for one, first in of.waits)
        fits = (of.sizes[when == 0].sum(axis=0) <= of.capacity[0]).all()
        musts = all(when[one] == 0 for one in of.must)
        if waits and fits and musts and (when[feature] == 0) == inside:
            found.append(value(of, periods_of_sets(of, when)))
    return max(found, default=None)


def at(of, feature, factor):
    """In units of a thousandth: the lead of the best choice with a feature over that without."""
    own = np.array([feature in of.closed(need) for need in of.needs])
    scaled = of.worth * np.where(own, round(1000 * factor), 1000)[:, None]
    other = replace(of, worth=scaled)
    return best(other, feature, inside=True) - best(other, feature, inside=False)


@pytest.mark.parametrize("seed", range(12))
def test_a_feature_is_out_just_below_its_factor_and_in_just_above(seed):
    of = made(seed)
    for price in plan_prices.prices(of):
        lead = None
        if best(of, price.feature, inside=True) is not None:
            lead = at(of, price.feature, 1.0)
            assert price.is_in == (lead > 0) or lead == 0
        if price.turns is None:
            assert lead is None or at(of, price.feature, plan_prices.MOST) <= 0
            continue
        assert at(of, price.feature, price.turns + 0.01) >= 0
        if price.turns > 0.01:
            assert at(of, price.feature, price.turns - 0.01) <= 0
        assert price.turns <= 1.001 if price.is_in else price.turns >= 0.999


def test_worked_by_hand():
    """Two of three fit: A for 300, B for 200, C for 150. A and B are in; A leaves at half its
    worth, as C then brings as much, B at three quarters of its, and C comes in at four thirds.
    """
    of = Selection(
        sizes=np.ones((3, 1), dtype=np.int64),
        capacity=np.array([[2]]),
        worth=np.array([[300], [200], [150]]),
        needs=((0,), (1,), (2,)),
    )
    found = list(plan_prices.prices(of))
    assert [(one.is_in, one.rides, one.displaces) for one in found] == [
        (True, 300, (2,)), (True, 200, (2,)), (False, 150, (1,)),
    ]  # fmt: skip
    assert [one.turns for one in found] == pytest.approx([1 / 2, 3 / 4, 4 / 3], abs=2e-3)


def test_what_must_be_in_or_not_has_no_price_and_what_never_fits_no_factor():
    of = Selection(
        sizes=np.array([[1], [2], [9], [1]]),
        capacity=np.array([[4]]),
        worth=np.array([[300], [200], [900], [50]]),
        needs=((0,), (1,), (2,), (3,)),
        must=frozenset({0}),
        without=frozenset({3}),
    )
    assert [(one.feature, one.turns) for one in plan_prices.prices(of) if one.turns is None] == [
        (2, None)
    ]
    assert [one.feature for one in plan_prices.prices(of)] == [1, 2]
    assert list(plan_prices.prices(of, going=lambda: False)) == []
