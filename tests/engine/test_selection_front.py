"""Hull and front, against the best of every budget."""

from itertools import pairwise

import numpy as np
import pytest

from interlock.engine.best_selection import best
from interlock.engine.selection_front import front
from interlock.engine.selection_hull import hull
from tests.engine.selections import net_of, plain, some, tried, within


def _whole(seed: int):
    """One that nothing must or must not be in, with all the budget that it could use."""
    of = some(2 * seed, features=10, sets=12)
    return plain(
        int(of.sizes.sum()), of.sizes[:, 0].tolist(), of.worth[:, 0].tolist(), of.needs,
        waits=of.waits, together=of.together,
    )  # fmt: skip


def _had(of) -> int:
    """What is had for no work."""
    return best(within(of, 0)).value


@pytest.mark.parametrize("seed", range(6))
def test_the_front_is_the_best_of_every_choice_at_every_size(seed):
    of = _whole(seed)
    found = front(net_of(of))
    every = [tried(within(of, size)) - _had(of) for size in range(len(found.values))]
    assert found.values.tolist() == every
    assert (found.is_proven, found.gap) == (True, 0.0)


@pytest.mark.parametrize("seed", range(6))
def test_each_choice_of_the_front_has_its_size_and_value(seed):
    net = net_of(_whole(seed))
    found = front(net)
    for size, value in found.points:
        chosen = found.chosen(size, net.sizes.size)
        complete = np.logical_and.reduceat(chosen[net.wants], net.starts[:-1])
        assert net.sizes[chosen].sum() == size
        assert net.values[complete].sum() == value


@pytest.mark.parametrize("seed", range(6))
def test_the_hull_is_the_least_concave_line_above_the_front(seed):
    net = net_of(_whole(seed))
    corners, found = hull(net), front(net)
    assert (corners.bound(np.arange(len(found.values))) >= found.values - 1e-9).all()
    assert found.values[corners.sizes].tolist() == corners.values.tolist()
    slopes = np.diff(corners.values) / np.diff(corners.sizes)
    assert all(more > less for more, less in pairwise(slopes))


@pytest.mark.parametrize("seed", range(6))
def test_a_front_that_is_stopped_states_a_gap_that_holds(seed):
    net = net_of(_whole(seed))
    true = front(net).values
    for stop in (1, 5, 20):
        asked = []
        found = front(net, lambda _, asked=asked, stop=stop: asked.append(1) or len(asked) < stop)
        assert (found.values <= true).all()
        assert (found.bounds >= true).all()
        assert (np.diff(found.values) >= 0).all()
        assert found.gap == pytest.approx(
            max((found.bounds - found.values) / np.maximum(found.bounds, 1))
        )


@pytest.mark.parametrize("seed", range(6))
def test_each_point_of_a_stopped_front_is_a_choice_of_its_very_size(seed):
    net = net_of(_whole(seed))
    found = front(net, lambda _: False)
    for size, value in found.points:
        chosen = found.chosen(size, net.sizes.size)
        assert net.sizes[chosen].sum() == size, value


def test_where_nothing_is_wanted_both_are_nothing():
    net = net_of(plain(3, [1, 2], [], []))
    assert front(net).points.tolist() == [[0, 0]]
    assert (hull(net).sizes.tolist(), hull(net).values.tolist()) == ([0], [0])
