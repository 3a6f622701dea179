"""Two weekly reports held against each other, against a table worked out by hand."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from interlock.engine.weeks_apart import weeks_apart
from interlock.engine.without_amounts import without_amounts
from interlock.records.report import BridgeStep, Closed
from interlock.records.weeks_apart import Ended
from tests.render import sample

NOW = sample.report()
DAY = NOW.birth.as_of
BEFORE = DAY - timedelta(days=28)


def report(on=DAY, *, odds=None, days=None, **other):
    """The sample report as of a day, with other odds of deals and other days of features."""
    odds, days = odds or {}, days or {}
    made = replace(
        NOW,
        birth=replace(NOW.birth, as_of=on),
        deals=tuple(replace(one, p_won=odds.get(one.id, one.p_won)) for one in NOW.deals),
        features=tuple(replace(one, p50_on=days.get(one.id, one.p50_on)) for one in NOW.features),
    )
    return replace(made, **other)


def without(lines, own_id):
    return tuple(one for one in lines if one.id != own_id)


def test_two_equal_reports_differ_in_no_line():
    apart = weeks_apart(report(BEFORE), report())
    assert (apart.then, apart.now) == (BEFORE, DAY)
    assert apart.bridge == apart.deals == apart.days == apart.promises == ()


def test_the_earlier_report_is_then_whichever_comes_first():
    one, other = report(BEFORE, odds={"006A1": 0.2}), report()
    assert weeks_apart(one, other) == weeks_apart(other, one)


def test_amounts_in_two_currencies_are_not_held_against_each_other():
    then = report(BEFORE, odds={"006A1": 0.2}, currency="EUR")
    apart = weeks_apart(then, report())
    assert (apart.currency_then, apart.currency, apart.bridge) == ("EUR", "USD", ())
    quarter = next(one for one in apart.quarters if one.label == NOW.quarter.label)
    assert (quarter.then.forecast, quarter.then.target, quarter.then.closed) == (None, None, None)
    assert quarter.then.wins == NOW.quarter.wins
    assert quarter.now.forecast == NOW.quarter.forecast
    (deal,) = apart.deals
    assert (deal.id, deal.then, deal.amount_then, deal.amount_change) == ("006A1", 0.2, None, None)


def test_deals_come_by_how_far_their_odds_moved_and_what_ended_counts_as_sure():
    """By hand: 006A5 is lost, 0.80 to 0; 006A3 0.20 to 0.83; 006A6 is won, 0.42 to 1; 006A1
    0.40 to 0.57; 006A2 from 0.309 to 0.31 is written alike.
    """
    odds = {"006A1": 0.40, "006A2": 0.309, "006A3": 0.20, "006A5": 0.80, "006A6": 0.42}
    then = report(BEFORE, odds=odds)
    now = report(deals=without(without(NOW.deals, "006A5"), "006A6"))
    ended = {("deal", "006A5"): Ended("lost", DAY), ("deal", "006A6"): Ended("won", BEFORE)}
    apart = weeks_apart(then, now, ended=ended)
    assert [(one.id, round(one.change, 2)) for one in apart.deals] == [
        ("006A5", -0.80), ("006A3", 0.63), ("006A6", 0.58), ("006A1", 0.17),
    ]  # fmt: skip


def test_a_deal_whose_amount_alone_differs_is_named_with_both():
    """By hand: 30 more."""
    (first, *others) = NOW.deals
    then = report(BEFORE, deals=(replace(first, amount=100.0), *others))
    (line,) = weeks_apart(then, report(deals=(replace(first, amount=130.0), *others))).deals
    assert (line.id, line.change, line.amount_change) == (first.id, 0.0, 30.0)


def test_a_deal_that_one_report_does_not_name_comes_last_without_a_change():
    then = report(BEFORE, odds={"006A1": 0.40}, deals=without(NOW.deals, "006A3"))
    now = report(odds={"006A2": 0.30}, deals=without(NOW.deals, "006A4"))
    found = weeks_apart(then, now).deals
    assert [(one.id, one.then, one.now) for one in found] == [
        ("006A3", None, 0.83), ("006A4", 0.04, None),
    ]  # fmt: skip
    assert [one.change for one in found] == [None, None]


def test_what_records_say_of_later_days_was_not_known():
    ended = {("deal", "006A1"): Ended("won", DAY + timedelta(days=1))}
    assert weeks_apart(report(BEFORE), report(), ended=ended).deals == ()


def test_features_and_releases_come_by_how_many_days_they_moved():
    """By hand: Audit log export from 1 Jan to 29 Jan, 28 days later; SSO shipped on 3 Dec where
    12 Dec was said, 9 days sooner; 2 days for the dashboards.
    """
    days = {"10277": date(2027, 1, 1), "10301": date(2026, 12, 15)}
    now = report(date(2026, 12, 11), features=without(NOW.features, "10231"))
    ended = {("feature", "10231"): Ended("shipped", date(2026, 12, 3))}
    found = weeks_apart(report(BEFORE, days=days), now, ended=ended).days
    assert [(one.kind, one.id, one.days) for one in found] == [
        ("feature", "10277", 28), ("feature", "10231", -9), ("feature", "10301", 2),
    ]  # fmt: skip


def test_what_was_dropped_has_no_day_by_which_it_moved():
    now = report(features=without(NOW.features, "10231"))
    ended = {("feature", "10231"): Ended("dropped", DAY)}
    (line,) = weeks_apart(report(BEFORE), now, ended=ended).days
    assert (line.ended.how, line.days) == ("dropped", None)


def test_a_feature_that_never_had_a_day_is_not_named():
    assert NOW.features[-1].p50_on is None
    assert weeks_apart(report(BEFORE), report()).days == ()


def with_steps(on, **amounts):
    steps = tuple(BridgeStep(name, amount, 1) for name, amount in amounts.items())
    return report(on, quarter=replace(NOW.quarter, bridge=steps))


def test_steps_of_the_bridge_come_by_money_and_one_that_is_gone_counts_as_nothing():
    apart = weeks_apart(with_steps(BEFORE, a=5.0, b=100.0, c=7.0), with_steps(DAY, a=9.0, c=7.0))
    assert [(one.label, one.then, one.now, one.change) for one in apart.bridge] == [
        ("b", 100.0, None, -100.0), ("a", 5.0, 9.0, 4.0),
    ]  # fmt: skip


def test_steps_of_two_quarters_are_not_compared():
    other = replace(NOW.quarter, label="2026-Q3", bridge=())
    assert weeks_apart(report(BEFORE, quarter=other), report()).bridge == ()


def test_one_quarter_is_told_as_both_reports_saw_it():
    closed = Closed(Decimal("10.50"), 1)
    then = report(BEFORE, quarter=replace(NOW.quarter, closed=closed, p_target=0.4))
    (line,) = weeks_apart(then, report()).quarters
    assert (line.label, line.then.closed, line.then.p_target) == ("2026-Q4", 10.5, 0.4)
    assert line.now.closed == pytest.approx(1_713_250.40)


def test_a_quarter_that_was_still_to_come_is_told_as_it_was_foreseen():
    ahead = NOW.quarter.later[0]
    assert ahead.label == "2027-Q1"
    now = report(date(2027, 1, 8), quarter=replace(NOW.quarter, label="2027-Q1", later=()))
    old, new = weeks_apart(report(), now).quarters
    assert (old.label, old.now) == ("2026-Q4", None)
    assert (new.label, new.then.forecast, new.then.closed) == ("2027-Q1", ahead.forecast, None)


def test_promises_that_were_settled_come_first_then_by_how_far_their_day_moved():
    """By hand: P3 was kept in between; P2 moved by 20 days and P1 by 6; P4 is new."""
    line = NOW.promises[0]
    due, kept = date(2026, 12, 1), next(one.decided for one in NOW.promises if one.decided)

    def promise(own_id, days=0, verdict="open", decided=None):
        return replace(line, id=own_id, what=own_id, due=due + timedelta(days=days),
                       verdict=verdict, decided=decided)  # fmt: skip

    then = report(BEFORE, promises=tuple(map(promise, ("P1", "P2", "P3", "P5"))))
    now = report(
        promises=(promise("P1", 6), promise("P2", -20), promise("P3", 0, "kept", kept),
                  promise("P4"), promise("P5")),
    )  # fmt: skip
    found = weeks_apart(then, now).promises
    assert [(one.id, one.days, one.verdict_now) for one in found] == [
        ("P3", 0, "kept"), ("P2", -20, "open"), ("P1", 6, "open"), ("P4", None, "open"),
    ]  # fmt: skip


def test_reports_without_amounts_are_held_apart_without_any():
    then, now = (without_amounts(one) for one in (with_steps(BEFORE, a=5.0), report()))
    apart = weeks_apart(then, now)
    assert apart.bridge == ()
    (line,) = apart.quarters
    for one in (line.then, line.now):
        assert (one.forecast, one.closed, one.target, one.p_target) == (None,) * 4
    assert line.now.wins == NOW.quarter.wins
