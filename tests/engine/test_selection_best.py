"""The best choice of features, against every choice and against a general solver."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.engine import best_selection, selection_model, selection_search
from interlock.engine.best_selection import best
from interlock.engine.selection import NEVER
from interlock.engine.selection_check import faults
from interlock.records.errors import NotPossible
from tests.engine.selections import plain, some, tried, within


def _by_highs(of) -> int:
    must = sorted(of.closed(of.must))
    start = best_selection.chosen(of, must, bound=0, method="given").features
    found = selection_model.solve(of, start=start, watch=lambda value, bound: True)
    assert faults(of, found) == ()
    assert found.proven
    return found.value


@pytest.mark.parametrize("seed", range(12))
def test_within_one_budget_it_is_the_best_of_every_choice(seed):
    of = some(seed, features=12, sets=14)
    most = _held_against_every_choice(of)
    assert most is None or _by_highs(of) == most


@pytest.mark.parametrize("seed", range(12))
def test_with_periods_teams_and_exclusions_it_is_the_best_of_every_choice(seed):
    _held_against_every_choice(some(seed, features=7, sets=8, periods=2, teams=2, either=True))


def _held_against_every_choice(of):
    """The value of the best; None where there is no choice, and that is said."""
    most = tried(of)
    if most is None:
        with pytest.raises(NotPossible):
            best(of)
    else:
        found = best(of)
        assert (found.value, found.proven) == (most, True)
    return most


@st.composite
def _plain(draw):
    features = draw(st.integers(1, 12))
    one = st.integers(0, features - 1)
    needs = draw(st.lists(st.lists(one, max_size=5), max_size=14))
    whole = st.integers(0, 20)
    return plain(
        draw(st.integers(0, 80)),
        draw(st.lists(whole, min_size=features, max_size=features)),
        draw(st.lists(whole, min_size=len(needs), max_size=len(needs))),
        needs,
        waits=tuple(draw(st.lists(st.tuples(one, one), max_size=6))),
        together=tuple(map(tuple, draw(st.lists(st.lists(one, min_size=2), max_size=1)))),
    )


@given(_plain())
def test_any_plain_problem_has_the_value_that_highs_finds(of):
    found = best(of)
    assert found.proven
    assert found.value == _by_highs(of)


@given(_plain())
def test_more_budget_never_brings_less(of):
    capacity = int(of.capacity[0, 0])
    assert best(within(of, capacity + 3)).value >= best(of).value


@pytest.mark.parametrize("seed", range(4))
def test_a_search_that_is_stopped_states_a_bound_that_holds(seed, monkeypatch):
    monkeypatch.setattr(selection_search, "NODES", 1)
    of = some(2 * seed, features=14, sets=20)
    most = tried(of)
    for stop in range(1, 6):
        told = []
        found = best(
            of,
            watch=lambda value, bound, told=told, stop=stop: (
                told.append((value, bound)) or len(told) < stop
            ),
        )
        assert found.value <= most <= found.bound
        assert all(value <= most <= bound for value, bound in told)
        assert found.gap == pytest.approx((found.bound - found.value) / found.bound)


@pytest.mark.parametrize("periods", [1, 2])
def test_a_known_choice_is_never_made_worse(periods):
    of = some(4, features=8, sets=9, periods=periods)
    known = best(of)
    again = best(of, start=known.features, watch=lambda value, bound: False)
    assert again.value == known.value


def test_a_start_that_is_no_choice_is_left_aside():
    of = plain(3, [2, 2], [5, 4], [[0], [1]])
    assert best(of, start=np.array([0, 0])).value == 5


def test_what_brings_nothing_is_not_built():
    # Nobody wants feature 1; the set of 2 and 3 is too large; 4 is wanted for nothing.
    of = plain(4, [1, 1, 3, 3, 1], [7, 9, 0], [[0], [2, 3], [4]])
    assert best(of).features.tolist() == [0, NEVER, NEVER, NEVER, NEVER]


def test_what_waits_for_something_brings_it_along():
    found = best(plain(5, [1, 4], [3], [[0]], waits=((0, 1),)))
    assert found.features.tolist() == [0, 0]
    assert found.used.tolist() == [[5]]


def test_features_that_wait_for_each_other_are_in_together():
    circle = ((0, 1), (1, 2), (2, 0))
    assert best(plain(5, [2, 2, 2], [9], [[0]], waits=circle)).value == 0
    assert best(plain(6, [2, 2, 2], [9], [[0]], waits=circle)).value == 9


@pytest.mark.parametrize(
    ("of", "value"),
    [
        (plain(0, [], [], []), 0),
        (plain(4, [1, 2], [], []), 0),
        (plain(0, [1], [5], [[]]), 5),
        (plain(0, [0, 3], [5, 8], [[0], [0, 1]]), 5),
        (plain(0, [0], [0], [[0]]), 0),
    ],
    ids=["nothing", "no sets", "a set that needs nothing", "no budget", "no worth"],
)
def test_where_little_is_given_the_answer_is_still_right(of, value):
    found = best(of)
    assert (found.value, found.bound) == (value, value)
    assert _by_highs(of) == value if len(of.needs) else True


def test_what_is_given_twice_counts_once():
    of = plain(3, [2, 1], [4, 4], [[0, 0, 1], [1, 0]], waits=((0, 1), (0, 1)))
    assert best(of).value == 8


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"sizes": [-1, 1]}, "never below zero"),
        ({"worth": [1, 1 << 61]}, "count in larger units"),
        ({"needs": [[0], [2]]}, "numbered from 0 to 1"),
        ({"needs": [[0]]}, "worth is"),
    ],
)
def test_arrays_that_do_not_fit_are_named(changed, said):
    given = {"sizes": [1, 1], "worth": [1, 1], "needs": [[0], [1]]} | changed
    with pytest.raises(ValueError, match=said):
        plain(1, **given)
