"""The plan in the weekly report: what another order adds this week, or that none does."""

from datetime import timedelta

import numpy as np
import pytest

from interlock.actions.report import report
from interlock.engine import plan_scenarios, plans, weekly_plan
from interlock.engine.plan_worlds import Worlds
from interlock.records.whatif import Reorder, WhatIf
from tests.engine import planned_worlds

SIZES = {"A": 4, "B": 30, "D": 30, "C": 12}
NEEDS = {"dC": (("C", "dealbreaker"),), "dA": (("A", "nice-to-have"),)}
AMOUNTS = {"dC": 900_000, "dA": 9_000}


def company(order=("A", "B", "D", "C")):
    sizes = {name: SIZES[name] for name in order}
    return planned_worlds.book(sizes, NEEDS, at_once=1, amounts=AMOUNTS)


@pytest.fixture(scope="module")
def now():
    return planned_worlds.outlook(company())


@pytest.fixture(scope="module")
def made(now):
    return weekly_plan.section(now)


def test_what_stands_last_and_brings_most_is_moved_first(made):
    assert made.is_worth
    assert made.adds.mean > 2 * made.adds.error
    most = made.changes[0]
    assert (most.feature, most.was, most.place) == ("C", 4, 2)
    assert len(made.changes) <= weekly_plan.SHOWN
    assert made.changes_of >= len(made.changes)
    assert list(made.changes) == sorted(made.changes, key=lambda one: -one.brings)


def test_one_change_alone_brings_what_the_what_if_brings(now, made):
    assert made.changes_of == 1
    of = plan_scenarios.as_forecast(now, draws=weekly_plan.WISHES.draws, until=made.until)
    worlds = Worlds(of)
    as_is = worlds.try_order(np.arange(len(of.features))).mean()
    there = list(of.features)
    there.remove("C")
    there.insert(made.changes[0].place - 1, "C")
    then = worlds.try_order(np.array([of.features.index(one) for one in there])).mean()
    assert made.changes[0].brings == pytest.approx(float(then - as_is))


def test_the_plan_page_agrees_that_it_brings_more(now, made):
    asked = WhatIf(tuple(Reorder(one.feature, one.place) for one in made.changes))
    assert plans.plan(now, asked).answer.whole.mean > 0


def test_where_the_order_is_good_nothing_is_worth_changing():
    made = weekly_plan.section(planned_worlds.outlook(company(("A", "C", "B", "D"))))
    assert not made.is_worth
    assert (made.changes, made.changes_of) == ((), 0)


def test_it_is_the_same_each_time(now, made):
    assert weekly_plan.section(now) == made


def test_without_deals_that_need_a_feature_there_is_none():
    nothing = planned_worlds.book(SIZES, {"dA": ()}, at_once=1, amounts={"dA": 9_000})
    assert weekly_plan.section(planned_worlds.outlook(nothing)) is None


def test_a_report_of_an_earlier_day_has_no_plan():
    book = company()
    assert report(book).plan is not None
    assert report(book, as_of=book.seen_on - timedelta(days=7)).plan is None
