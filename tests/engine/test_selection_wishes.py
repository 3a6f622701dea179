"""Wishes that cannot all hold are named, all of them, in words."""

import pytest

from interlock.engine.best_selection import best
from interlock.engine.selection_wishes import clashes
from interlock.records.errors import NotPossible
from tests.engine.selections import plain, some, tried

NAMES = ("SSO", "Audit log", "Mobile", "Reports")


def _reasons(**wishes) -> tuple[str, ...]:
    capacity = wishes.pop("capacity", 100)
    of = plain(capacity, [5, 6, 7, 8], [9], [[0]], **wishes)
    with pytest.raises(NotPossible) as why:
        best(of, names=NAMES, teams=["Web"])
    return why.value.reasons


def test_a_feature_that_must_and_must_not_be_in():
    said = _reasons(must=frozenset({0}), without=frozenset({0}))
    assert said == ("SSO must be in and must not be in: take one of these wishes back",)


def test_a_feature_that_needs_what_must_not_be_in():
    said = _reasons(must=frozenset({0}), without=frozenset({2}), waits=((0, 1), (1, 2)))
    assert said == ("SSO must be in and needs Mobile, which must not be in",)


def test_two_features_that_must_be_in_and_exclude_each_other():
    said = _reasons(must=frozenset({0, 1}), either=((0, 1, 2),))
    assert said == (
        "SSO and Audit log must be in and bring SSO and Audit log, of which only one can be in",
    )


def test_one_feature_that_needs_both_of_two_that_exclude_each_other():
    said = _reasons(must=frozenset({0}), waits=((0, 1),), together=((0, 2),), either=((1, 2),))
    assert said == ("SSO must be in and bring Audit log and Mobile, of which only one can be in",)


def test_more_that_must_be_in_than_there_is_capacity():
    said = _reasons(capacity=13, must=frozenset({0, 2}), waits=((0, 1),))
    assert said == (
        "SSO and Mobile must be in, with all that they need 5 above the capacity of Web",
    )


def test_all_clashes_are_named_at_once():
    said = _reasons(capacity=4, must=frozenset({0, 1}), without=frozenset({0}), either=((0, 1),))
    assert len(said) == 3


def test_without_names_features_are_known_by_their_numbers():
    with pytest.raises(NotPossible, match="feature 0 must be in and must not be in"):
        best(plain(1, [1], [], [], must=frozenset({0}), without=frozenset({0})))


@pytest.mark.parametrize("seed", range(40))
def test_wishes_clash_exactly_where_no_choice_is_left(seed):
    of = some(seed, features=6, sets=4, periods=1 + seed % 2, teams=2, either=True)
    assert bool(clashes(of)) == (tried(of) is None)
