"""When sales tools will be ready: against closed forms and a plain simulation, and laws."""

from dataclasses import replace
from datetime import timedelta
from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.engine import history, luck, tool_dates, tool_pace
from interlock.engine.releases import NEVER, ShipDates
from interlock.engine.tool_pace import Times
from tests.engine.books import AS_OF, book

DRAWS = 2_000
NO_FLOATS = np.zeros(0)


def ago(days):
    return AS_OF - timedelta(days=days)


def ships(**days):
    """Features that ship after so many days, in every draw or along draws."""
    columns = [np.broadcast_to(np.asarray(some), DRAWS) for some in days.values()]
    found = np.array(columns, dtype=np.int32).reshape(len(days), DRAWS).T
    return ShipDates(
        features=tuple(days), days=found, basis=(), items_left=NO_FLOATS, holds=(),
        work_items=NO_FLOATS, work_weeks=NO_FLOATS, releases=(),
        release_days=np.zeros((DRAWS, 0), dtype=np.int32), notes=(),
    )  # fmt: skip


def tool(name, features, **more):
    return {"name": name, "state": "draft", "features": features} | more


def of(known, ship, name):
    found = tool_dates.dated(known, ship, as_of=AS_OF, seed=1)
    return found.days_of(found.tools.index(name))


def lots(name):
    return luck.uniforms(DRAWS, seed=1, purpose="tool's own time", entity=name)


def test_far_ahead_it_is_the_ship_day_and_a_logistic_time():
    """What ships in 700 days leaves nothing to condition on: S + m + s ln(u / (1 - u))."""
    known = book(features=[{"id": "f"}], tools=[tool("deck", ["f"])])
    times = tool_pace.learnt(known).after_shipping.of(None)
    u = lots("deck")
    expected = np.ceil(700 + times.mean + times.scale * np.log(u / (1 - u)))
    assert np.abs(of(known, ships(f=700), "deck") - expected).max() <= 1


def test_it_waits_for_the_last_of_what_it_shows_along_every_draw():
    rng = np.random.default_rng(3)
    one, other = rng.integers(300, 600, DRAWS), rng.integers(300, 600, DRAWS)
    known = book(features=[{"id": "f"}, {"id": "g"}], tools=[tool("deck", ["f", "g"])])
    alone = book(features=[{"id": "f"}], tools=[tool("deck", ["f"])])
    found = of(known, ships(f=one, g=other), "deck")
    assert (found == of(alone, ships(f=np.maximum(one, other)), "deck")).all()


def test_what_is_not_ready_long_after_shipping_takes_the_scale_more_on_average():
    """Far in the tail of a logistic time what is left of it is exponential: 1 / s a day."""
    known = book(features=[{"id": "f", "shipped_on": ago(600)}], tools=[tool("deck", ["f"])])
    scale = tool_pace.learnt(known).after_shipping.of(None).scale
    found = of(known, ships(), "deck")
    assert found.min() >= 1
    exact = np.maximum(np.ceil(-scale * np.log1p(-lots("deck"))), 1)
    assert (found == exact).mean() > 0.99


def test_the_days_are_those_of_a_plain_simulation_that_throws_away_what_would_be_ready_by_now():
    times, waited = Times(10.0, 8.0, ""), 25.0
    rng = np.random.default_rng(7)
    lived = rng.logistic(times.mean, times.scale, 400_000)
    left = np.ceil(lived[lived > waited] - waited)
    found = tool_dates.ready_days(np.full(DRAWS, -waited), times, lots("any"))
    assert found.mean() == pytest.approx(left.mean(), rel=0.05)
    for day in (1, 5, 15, 30):
        assert (found <= day).mean() == pytest.approx((left <= day).mean(), abs=0.03)


def test_one_number_by_hand():
    """s = 2, m = 1, S = 3, u = 1/2: A = e^-2, 2 ln((A + 1/2) / (A / 2)) = 4.479, so 5 days."""
    a = exp(-2)
    assert 2 * log((a + 0.5) / (a * 0.5)) == pytest.approx(4.479, abs=1e-3)
    found = tool_dates.ready_days(np.array([3.0]), Times(1.0, 2.0, ""), np.array([0.5]))
    assert found.tolist() == [5]


def test_a_tool_that_shows_nothing_counts_from_the_day_on_which_it_was_asked_for():
    known = book(tools=[tool("list", [], asked_on=ago(9)), tool("new", [])])
    times = tool_pace.learnt(known).after_asking.of(None)
    old = tool_dates.ready_days(np.full(DRAWS, -9.0), times, lots("list"))
    assert (of(known, ships(), "list") == old).all()
    now = tool_dates.ready_days(np.zeros(DRAWS), times, lots("new"))
    assert (of(known, ships(), "new") == now).all()


def test_a_dropped_feature_falls_out_and_where_nothing_is_left_it_is_never_ready():
    known = book(
        features=[{"id": "f"}, {"id": "x", "dropped_on": ago(2)}],
        tools=[tool("less", ["f", "x"]), tool("none", ["x"])],
    )
    whole = book(features=[{"id": "f"}], tools=[tool("less", ["f"])])
    ship = ships(f=50)
    assert (of(known, ship, "less") == of(whole, ship, "less")).all()
    assert (of(known, ship, "none") == NEVER).all()


def test_in_draws_in_which_a_feature_does_not_ship_the_tool_is_never_ready():
    days = np.where(np.arange(DRAWS) % 2, NEVER, 40)
    known = book(features=[{"id": "f"}], tools=[tool("deck", ["f"])])
    assert ((of(known, ships(f=days), "deck") == NEVER) == (days == NEVER)).all()


def test_ready_and_retired_tools_have_no_date_and_the_others_say_what_they_wait_for():
    known = book(
        features=[{"id": "f"}, {"id": "old", "shipped_on": ago(4)}],
        tools=[
            tool("deck", ["f", "old"]), tool("done", ["f"], state="ready"),
            tool("gone", ["f"], state="retired"), {"name": "unstated", "features": None},
        ],
    )  # fmt: skip
    found = tool_dates.dated(known, ships(f=4), as_of=AS_OF, seed=1)
    assert found.tools == ("deck", "unstated")
    assert found.waits_for == (("f",), ())
    assert tool_dates.dated(book(), ships(f=4), as_of=AS_OF, seed=1) == tool_dates.NO_TOOLS


def test_other_tools_change_nobody_elses_luck():
    known = book(features=[{"id": "f"}], tools=[tool("deck", ["f"])])
    more = book(features=[{"id": "f"}], tools=[tool("a", []), tool("deck", ["f"])])
    assert (of(known, ships(f=9), "deck") == of(more, ships(f=9), "deck")).all()


times = st.builds(Times, st.floats(-60, 60), st.floats(0.5, 40), st.just(""))


@given(times, st.floats(-2000, 700), st.floats(0, 300), st.integers(0, 9))
def test_later_ship_dates_never_make_it_earlier(time, begins, later, seed):
    u = luck.uniforms(64, seed=seed, purpose="a law")
    before = tool_dates.ready_days(np.full(64, begins), time, u)
    after = tool_dates.ready_days(np.full(64, begins + later), time, u)
    assert (after >= before).all()
    assert (before >= 1).all()


@given(times, st.integers(1, 700), st.integers(0, 9))
def test_where_the_own_time_is_not_below_zero_it_is_never_before_its_features(time, begins, seed):
    u = luck.uniforms(64, seed=seed, purpose="a law")
    waited = (-begins - time.mean) / time.scale
    own = time.scale * (np.logaddexp(waited, np.log(u)) - waited - np.log1p(-u)) - begins
    found = tool_dates.ready_days(np.full(64, float(begins)), time, u)
    assert (found[own >= 0] >= begins).all()


def test_nothing_known_later_has_a_part_in_it():
    """A tool that is ready tomorrow, a feature that ships tomorrow, a tool asked for tomorrow."""
    now = book(
        features=[{"id": "f"}, {"id": "g"}],
        tools=[tool("deck", ["f"], owner="Ann"), tool("demo", ["g"], owner="Ann")],
        tool_asks=[],
    )
    later = book(
        seen_on=AS_OF + timedelta(days=9),
        features=[{"id": "f"}, {"id": "g", "shipped_on": ago(-1)}],
        tools=[
            tool("deck", ["f"], owner="Ann"),
            tool("demo", ["g"], owner="Ann", state="ready", ready_on=ago(-2)),
            tool("new", ["f"], owner="Ann", asked_on=ago(-1)),
        ],
    )
    ship = ships(f=30, g=3)
    one, other = (
        tool_dates.dated(history.known(known, as_of=AS_OF), ship, as_of=AS_OF, seed=1)
        for known in (now, later)
    )
    assert replace(one, days=None) == replace(other, days=None)
    assert (one.days_of(0) == other.days_of(0)).all()
    assert (one.days_of(1) == other.days_of(1)).all()
