"""How own acts went before, against a table worked by hand."""

from datetime import date, timedelta

import pytest

from interlock.engine import act_times
from interlock.records.report import Decided, PromiseLine

TODAY = date(2026, 11, 20)
SAID = date(2026, 6, 1)


def act(number, promised, took, *, side="sales", verdict=None, by="promises"):
    """Promised ``promised`` days ahead; done ``took`` days after it was said, None for never."""
    due = SAID + timedelta(days=promised)
    on = SAID + timedelta(days=promised + 1 if took is None else took)
    late = "broken" if took is None else "kept" if took <= promised else "late"
    return PromiseLine(
        id=f"P{number}", what="x", kind="own act", form="", maker="Ann", side=side, to="",
        said_on=SAID, due=due, first_due=due, moved=0, verdict=verdict or late, odds=None,
        days_late=None, deal="", feature="", decided=Decided(by, "P", "done", on),
    )  # fmt: skip


# 12 acts promised 10 days ahead: 9 done in 8 days, 2 in 15, 1 never;
# 8 promised 60 days ahead: 2 done in 60 days, 6 in 90.
ACTS = [
    *(act(n, 10, 8) for n in range(9)),
    *(act(n, 10, 15) for n in range(9, 11)),
    act(11, 10, None),
    *(act(n, 60, 60) for n in range(12, 14)),
    *(act(n, 60, 90) for n in range(14, 20)),
]


def test_the_odds_are_those_of_the_horizon_drawn_towards_the_sides_share():
    share = (11 + 1) / (20 + 2)
    near = act_times.known(ACTS, "sales", today=TODAY, due=TODAY + timedelta(days=10))
    assert near.odds == pytest.approx((9 + 4 * share) / (12 + 4))
    far = act_times.known(ACTS, "sales", today=TODAY, due=TODAY + timedelta(days=60))
    assert far.odds == pytest.approx((2 + 4 * share) / (8 + 4))
    unseen = act_times.known(ACTS, "sales", today=TODAY, due=TODAY + timedelta(days=400))
    assert unseen.odds == pytest.approx(share)


def test_days_stretch_what_is_promised_as_far_as_acts_took():
    """Days taken for each promised: 9 x .8, 2 x 1, 8 x 1.5, 1 x never; in tenths of 20 acts the
    10th is 1, the 16th and the 19th 1.5.
    """
    made = act_times.known(ACTS, "sales", today=TODAY, due=TODAY + timedelta(days=20))
    assert made.days == (
        (0.5, TODAY + timedelta(days=20)),
        (0.8, TODAY + timedelta(days=30)),
        (0.95, TODAY + timedelta(days=30)),
    )
    never = [*ACTS, act(20, 10, None)]
    made = act_times.known(never, "sales", today=TODAY, due=TODAY + timedelta(days=20))
    assert made.days[2] == (0.95, None)


def test_under_twenty_acts_nothing_is_said_and_others_do_not_count():
    others = [
        act(30, 10, 8, side="development"),
        act(31, 10, 8, verdict="open"),
        act(32, 10, None, verdict="withdrawn", by="deals"),
    ]
    made = act_times.known([*ACTS[:19], *others], "sales", today=TODAY, due=TODAY)
    assert (made.odds, made.acts, made.fewest, made.is_enough) == (None, 19, 20, False)
    assert act_times.known(ACTS, "sales", today=TODAY, due=None).odds is None
