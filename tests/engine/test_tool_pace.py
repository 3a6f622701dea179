"""How long owners of sales tools take: by hand, and as their own tools become more."""

from datetime import timedelta
from math import pi, sqrt

import pytest

from interlock.engine import tool_pace
from interlock.engine.tool_pace import ASSUMED, EVERYBODY, OWN, Pace
from tests.engine.books import AS_OF, book


def ago(days):
    return AS_OF - timedelta(days=days)


def tool(name, owner, features=(), *, ready=None, asked=None, state="ready"):
    return {
        "name": name, "owner": owner, "features": list(features), "state": state,
        "ready_on": None if ready is None else ago(ready),
        "asked_on": None if asked is None else ago(asked),
    }  # fmt: skip


FEATURES = [
    {"id": "a", "shipped_on": ago(100)},
    {"id": "b", "shipped_on": ago(80)},
    {"id": "left"},
    {"id": "gone", "dropped_on": ago(90)},
]


def test_days_are_counted_from_the_last_of_the_features_that_shipped():
    """a, b: 80 - 70 = 10 days; a: 100 - 110 = -10; a and what was dropped: 100 - 98 = 2."""
    known = book(
        features=FEATURES,
        tools=[
            tool("both", "Ann", ["a", "b"], ready=70),
            tool("early", "Ann", ["a"], ready=110),
            tool("less", "ann ", ["a", "gone"], ready=98, state="retired"),
            tool("not yet shipped", "Ann", ["a", "left"], ready=3),
            tool("of nothing", "Ann", ["gone"], ready=3),
            tool("not ready", "Ann", ["a"], ready=50, state="draft"),
            tool("without a day", "Ann", ["a"]),
        ],
    )
    paces = tool_pace.learnt(known)
    assert paces.after_shipping.owners == {"ann": (3, pytest.approx(2 / 3))}
    assert paces.after_shipping.count == 3
    assert paces.after_asking.count == 0


def test_tools_that_show_no_feature_are_counted_from_the_day_on_which_they_were_asked_for():
    known = book(
        features=FEATURES,
        tools=[
            tool("list", "Ben", asked=40, ready=15),
            tool("of an unknown one", "Ben", ["elsewhere"], asked=40, ready=5),
            tool("since always", "Ben", ready=5),
        ],
    )
    paces = tool_pace.learnt(known)
    assert paces.after_asking.owners == {"ben": (2, 30.0)}
    assert paces.after_shipping.count == 0


def test_shrinking_by_hand():
    """Two owners, (0, 4) and (20): mean of all (24 + 4 * 7) / 7, squares 8 about their owners."""
    pace = Pace.learnt({"ann": [0, 4], "ben": [20]}, mean=7, sd=3)
    assert pace.mean == pytest.approx(52 / 7)
    assert pace.variance == pytest.approx((8 + 4 * 9) / (3 - 2 + 4))
    ann = pace.of("Ann")
    assert ann.mean == pytest.approx((2 * 2 + 4 * 52 / 7) / 6)
    assert ann.scale == pytest.approx(sqrt(3) / pi * sqrt(44 / 5 * (1 + 1 / 6)))
    assert (ann.basis, pace.of(None).basis) == (EVERYBODY, EVERYBODY)


def test_where_nothing_was_finished_it_is_what_is_declared():
    pace = Pace.learnt({}, mean=7, sd=21)
    times = pace.of("Ann")
    assert (times.mean, times.basis) == (7, ASSUMED)
    assert times.scale == pytest.approx(sqrt(3) / pi * 21 * sqrt(5 / 4))


@pytest.mark.parametrize("own", [-30.0, 90.0])
def test_the_more_own_tools_the_nearer_to_the_own_mean_and_the_surer(own):
    found = [
        Pace.learnt({"ann": [own] * count, "ben": [5, 6, 7]}, mean=7, sd=21).of("Ann")
        for count in (1, 3, 10, 100)
    ]
    away = [abs(one.mean - own) for one in found]
    assert away == sorted(away, reverse=True)
    assert away[-1] < 3
    assert [one.scale for one in found] == sorted((one.scale for one in found), reverse=True)
    assert [one.basis for one in found] == [EVERYBODY, OWN, OWN, OWN]
