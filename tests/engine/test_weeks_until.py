"""Chances of so many items by each week, against enumeration of all that can be drawn."""

from itertools import product

import numpy as np
import pytest

from interlock.engine.week_blocks import Blocks, Redrawn, alike, alone, in_stretches
from interlock.engine.weeks_until import by_week

DONE = np.array([7.0, 3, 0, 1])


def again(blocks: Blocks) -> Redrawn:
    return Redrawn(blocks, blocks)


def share(paths: list[tuple[float, ...]], items: int, week: int) -> float:
    return float(np.mean([sum(path[:week]) >= items for path in paths]))


def test_the_bootstrap_is_every_sequence_of_the_last_weeks():
    paths = list(product(DONE[-3:], repeat=4))
    chance = by_week(again(alone(DONE, 3)), np.array([2, 5]), 4)
    for at, items in enumerate((2, 5)):
        expected = [share(paths, items, week) for week in (1, 2, 3, 4)]
        assert chance[at] == pytest.approx(expected)


def test_stretches_keep_the_order_of_their_weeks():
    pairs = [(7, 3), (3, 0), (0, 1)]
    paths = [sum(drawn, ()) for drawn in product(pairs, repeat=2)]
    chance = by_week(again(in_stretches(DONE, 4, 2)), np.array([4, 9]), 4)
    for at, items in enumerate((4, 9)):
        expected = [share(paths, items, week) for week in (1, 2, 3, 4)]
        assert chance[at] == pytest.approx(expected)


def test_the_first_stretch_is_drawn_once_and_by_its_chances():
    first = Blocks(np.array([[5.0], [1.0]]), np.array([0.25, 0.75]))
    chance = by_week(Redrawn(first, alike(np.array([[2.0]]))), np.array([5]), 4)
    assert chance[0] == pytest.approx([0.25, 0.25, 1, 1])


def test_the_same_number_each_week_is_done_in_the_week_that_arithmetic_says():
    chance = by_week(again(alone(np.full(30, 4.0), 26)), np.array([8, 9, 20]), 6)
    assert (chance > 0.5).argmax(axis=1).tolist() == [1, 2, 4]
    assert set(np.unique(chance.round(12))) == {0, 1}


def test_a_part_of_an_item_is_its_chance():
    half = alike(np.array([[1.5]]))
    assert by_week(again(half), np.array([2, 3]), 2) == pytest.approx(
        np.array([[0.5, 1], [0, 0.75]])
    )


def test_fewer_weeks_than_asked_for_are_taken_as_they_are():
    short = in_stretches(np.array([1.0, 2]), 52, 4)
    assert short.items.tolist() == [[1, 3]]
