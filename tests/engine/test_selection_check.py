"""The check of a choice finds whatever is wrong with it, by the records alone."""

from dataclasses import replace

import numpy as np
import pytest

from interlock.engine.best_selection import best
from interlock.engine.selection import NEVER, Selection
from interlock.engine.selection_check import faults, periods_of_sets, used, value

OF = Selection(
    sizes=np.array([[2, 0], [1, 1], [0, 3], [2, 2], [4, 0], [1, 0]]),
    capacity=np.array([[4, 2], [9, 7]]),
    worth=np.array([[9, 6], [8, 7], [5, 1], [1, 0]]),
    needs=((0,), (0, 1), (2, 3), (4,)),
    waits=((1, 0),),
    together=((2, 3),),
    either=((4, 5),),
    must=frozenset({1}),
    without=frozenset({4}),
)
SOUND = best(OF)


def _with(features: list[int]):
    """The choice of these periods, in itself all right."""
    when = np.array(features)
    sets = periods_of_sets(OF, when)
    brings = value(OF, sets)
    return replace(SOUND, features=when, sets=sets, value=brings, bound=brings, used=used(OF, when))


def test_a_sound_choice_has_no_fault():
    assert faults(OF, SOUND) == ()
    assert SOUND.features.tolist() == [0, 0, 1, 1, NEVER, NEVER]
    assert (SOUND.value, SOUND.used.tolist()) == (9 + 8 + 1, [[3, 1], [5, 6]])


@pytest.mark.parametrize(
    ("features", "said"),
    [
        ([1, 0, 1, 1, NEVER, NEVER], "feature 1 is in before 0, for which it waits"),
        ([NEVER, 0, 1, 1, NEVER, NEVER], "feature 1 is in before 0, for which it waits"),
        ([0, 0, 1, NEVER, NEVER, NEVER], "features (2, 3) are not in together"),
        ([0, 0, 0, 0, NEVER, NEVER], "more work than there is capacity"),
        ([0, NEVER, 1, 1, NEVER, NEVER], "features [1] are not in"),
        ([0, 0, NEVER, NEVER, 1, NEVER], "features [4] are in"),
        ([0, 0, NEVER, NEVER, 1, 1], "more than one of (4, 5) is in"),
    ],
)
def test_each_wish_that_is_broken_is_said(features, said):
    assert said in faults(OF, _with(features))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"value": 19, "bound": 19}, "worth 18, not 19"),
        ({"bound": 17}, "worth 18, above the bound 17"),
        ({"sets": np.array([0, 0, 0, NEVER])}, "sets are not in when their features are"),
        ({"used": np.array([[3, 1], [5, 5]])}, "work is not what its features take"),
    ],
)
def test_each_figure_that_is_not_so_is_said(changed, said):
    assert said in faults(OF, replace(SOUND, **changed))


def test_what_is_wrong_is_said_all_at_once():
    assert len(faults(OF, _with([NEVER, 0, 0, NEVER, 1, 1]))) == 5
