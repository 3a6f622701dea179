"""Whom to tell what, held against a table worked by hand; and that nobody is told it twice."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from interlock.engine import nudges as engine
from interlock.engine.nudged import key_of
from interlock.engine.tool_nudges import NOT_READY
from interlock.records.birth import Birth
from interlock.records.nudges import KINDS, MOVED, PROMISES, TOOLS
from interlock.records.report import DealsAhead, FeatureAhead, Strip
from tests.render import sample_deals
from tests.store.books import book, deal

TODAY = date(2026, 11, 20)
JAN = date(2027, 1, 20)


def on(days):
    return TODAY + timedelta(days=days)


def promise(**more):
    return {"id": "P", "what": "ship SSO", "kind": "own act", "maker": "Ann", "to": "Jo",
            "said_on": date(2026, 9, 1), "due": on(5)} | more  # fmt: skip


def ahead(*, week=0.0, **days):
    """Odds of the deal D that grow by ``week`` a week, and p80 days of features by id."""
    strip = Strip(TODAY, (week,) * 10, (0.0,) * 10, (), ())
    line = replace(sample_deals.deals()[0], id="D", p_won=0.0, strip=strip)
    features = [FeatureAhead(one, one, None, day, None) for one, day in days.items()]
    return DealsAhead(
        "Acme", False, "EUR", "2026-Q4", date(2026, 12, 31), (), (line,), tuple(features), (),
        Birth(TODAY, 1, "test", "0", 1),
    )  # fmt: skip


def found(of, *, name="Ann", made=None, known=(), kinds=tuple(KINDS), today=TODAY):
    return engine.nudges(
        of, name=name, today=today, deals=made or ahead(), features=None, known=dict(known),
        kinds=kinds,
    )  # fmt: skip


def after(of, first):
    """What is known once the first was told and noted."""
    return dict(first.noted) | {one.key: one.mark for one in first.told}


OUTCOME = {"kind": "outcome", "deal": "D", "what": "they sign"}
PROMISED = [
    # the promise, odds of the deal a week -> what is said of it, if anything
    (promise(due=on(3)), 0.0, None),
    (promise(due=on(2)), 0.0, "“ship SSO” is due on 22 Nov and is not done"),
    (promise(due=on(0)), 0.0, "“ship SSO” is due on 20 Nov and is not done"),
    (promise(due=on(-1)), 0.0, None),
    (promise(due=on(2), done_on=TODAY), 0.0, None),
    (promise(due=None), 0.0, None),
    (promise(due=on(2), maker="Bob", to="Ann"), 0.0, None),
    (promise(due=on(2), maker=" ANN"), 0.0, "“ship SSO” is due on 22 Nov and is not done"),
    (promise(due=on(7), **OUTCOME), 0.49, "“they sign” is due on 27 Nov and is not done; "
     "its odds are 49 %"),
    (promise(due=on(7), **OUTCOME), 0.5, None),
    (promise(due=on(8), **OUTCOME), 0.01, None),
    (promise(due=on(1), **OUTCOME), 0.7, "“they sign” is due on 21 Nov and is not done; "
     "its odds are 10 %"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "week", "said"), PROMISED)
def test_a_promise_that_is_about_to_be_missed_is_told_as_the_table_says(row, week, said):
    one = found(book([deal("D", owner="Ann")], promises=[row]), made=ahead(week=week))
    told = [(each.said, each.about, each.own_id) for each in one.told if each.kind == PROMISES]
    assert told == ([(said, "promise", "P")] if said else [])


def test_a_promise_is_told_again_only_as_its_day_comes_near_or_changes():
    def at(days_left, known, day=7):
        due = on(day)
        row = promise(due=due, **OUTCOME)
        today = due - timedelta(days=days_left)
        made = ahead(week=0.2)
        return found(book([deal("D")], promises=[row]), made=made, known=known, today=today)

    first = at(7, {})
    known = after(None, first)
    assert len(first.told) == 1
    assert [len(at(days, known).told) for days in (7, 6, 5, 4, 3)] == [0] * 5
    near = at(2, known)
    assert len(near.told) == 1
    assert [len(at(days, after(None, near)).told) for days in (2, 1, 0)] == [0] * 3
    assert len(at(7, after(None, near), day=9).told) == 1, "another day"


NEED = {"deal": "D", "feature": "F", "strength": "dealbreaker"}
TOLD = {"deal": "D", "feature": "F", "on": date(2026, 10, 1), "by": "Ann"}
DEC = date(2026, 12, 15)
WAS_DEC = {key_of(MOVED, "D", "F"): DEC.isoformat()}
NOW = "SSO now ships"
MOVES = [
    # known day, day now, told -> what is said
    (WAS_DEC, DEC, (), None),
    (WAS_DEC, DEC + timedelta(days=6), (), None),
    (WAS_DEC, DEC + timedelta(days=7), (),
     f"{NOW} by 22 Dec in 8 of 10 cases, was 15 Dec: Inn waits for it and was not told"),
    (WAS_DEC, DEC - timedelta(days=7), (),
     f"{NOW} by 8 Dec in 8 of 10 cases, was 15 Dec: Inn waits for it and was not told"),
    (WAS_DEC, None, (),
     f"{NOW} later than can be said, was 15 Dec: Inn waits for it and was not told"),
    (WAS_DEC, JAN, ({"due": DEC},),
     f"{NOW} by 20 Jan 2027 in 8 of 10 cases, was 15 Dec: Inn waits for it and was told 15 Dec"),
    (WAS_DEC, JAN, ({"due": None},),
     f"{NOW} by 20 Jan 2027 in 8 of 10 cases, was 15 Dec: Inn waits for it and was told no day"),
    (WAS_DEC, JAN, ({"due": JAN},), None),
    ({}, JAN, (), None),
]  # fmt: skip


def waiting(*, told=(), owner="Ann", **feature):
    return book(
        [deal("D", name="Inn", owner=owner)],
        features=[{"id": "F", "name": "SSO", **feature}], needs=[NEED],
        told=[TOLD | one for one in told],
    )  # fmt: skip


@pytest.mark.parametrize(("known", "now", "told", "said"), MOVES)
def test_a_day_that_moved_is_told_to_whose_deal_waits_for_it(known, now, told, said):
    one = found(waiting(told=told), made=ahead(F=now), known=known)
    assert [each.said for each in one.told] == ([said] if said else [])
    assert [each.own_id for each in one.told] == (["D"] if said else [])
    others = found(waiting(told=told, owner="Bob"), made=ahead(F=now), known=known)
    assert others.told == ()


def test_a_day_that_slips_by_little_each_week_is_told_once_it_slipped_by_seven_days():
    known, told = WAS_DEC, []
    for days in range(0, 30, 3):
        one = found(waiting(), made=ahead(F=DEC + timedelta(days=days)), known=known)
        known = dict(known) | after(None, one)
        told += [days] * len(one.told)
    assert told == [9, 18, 27]


def test_a_feature_that_was_dropped_is_told_once_and_one_that_shipped_is_not():
    dropped = waiting(dropped_on=TODAY)
    one = found(dropped, known=WAS_DEC)
    assert [each.said for each in one.told] == [
        "SSO was dropped: Inn waits for it and was not told"
    ]
    assert found(dropped, known=after(None, one)).told == ()
    assert found(waiting(shipped_on=TODAY), known=WAS_DEC).told == ()


def test_what_a_forecast_knew_nothing_of_did_not_move():
    unknown = found(waiting(told=[{"due": DEC}]), known={})
    assert unknown.told == ()
    known = after(None, unknown)
    assert found(waiting(told=[{"due": DEC}]), made=ahead(F=JAN), known=known).told == ()


def test_once_the_customer_is_told_it_is_over():
    one = found(waiting(), made=ahead(F=JAN), known=WAS_DEC)
    known = after(None, one)
    assert found(waiting(), made=ahead(F=JAN), known=known).over == frozenset()
    assert found(waiting(told=[{"due": JAN}]), made=ahead(F=JAN), known=known).over == set(known)


def selling(state, *, to="Ann", owner="Ann"):
    return book(
        [deal("D", name="Inn", owner=owner)], needs=[NEED],
        tools=[{"name": "deck", "state": state, "features": ["F"]},
               {"name": "demo", "state": state}, {"name": "other", "state": state}],
        promises=[promise(id="Q", maker="Jo", to=to, tool="demo", due=on(60))],
    )  # fmt: skip


def test_a_tool_is_told_when_it_became_ready_to_who_asked_or_whose_deal_needs_it():
    before = found(selling(None))
    assert before.told == ()
    one = found(selling("ready"), known=before.noted)
    assert [(each.said, each.about, each.own_id) for each in one.told] == [
        ("“deck” is ready: Inn needs it", "deal", "D"),
        ("“demo” is ready: you asked for it", "promise", "Q"),
    ]
    assert found(selling("ready"), known=after(None, one)).told == ()
    assert found(selling("ready")).told == (), "it was ready when it was seen first"
    assert not found(selling("ready", to="Jo", owner="Bob"), known=before.noted).told


def test_what_is_not_wanted_is_noted_and_not_told_later():
    one = found(waiting(), made=ahead(F=JAN), known=WAS_DEC, kinds=(PROMISES, TOOLS))
    assert one.told == ()
    assert found(waiting(), made=ahead(F=JAN), known=dict(one.noted)).told == ()


def test_the_most_urgent_comes_first():
    of = book(
        [deal("D", name="Inn", owner="Ann"), deal("E", name="Bar", owner="Ann")],
        features=[{"id": "F", "name": "SSO"}, {"id": "G", "name": "Log"}],
        needs=[NEED, {"deal": "E", "feature": "G", "strength": "important"}],
        promises=[promise(id="P2", due=on(2)), promise(id="P1", due=on(1))],
        tools=[{"name": "deck", "state": "ready", "features": ["F"]}],
    )  # fmt: skip
    known = WAS_DEC | {
        key_of(MOVED, "E", "G"): DEC.isoformat(),
        key_of(TOOLS, "deck"): NOT_READY,
    }
    made = ahead(F=DEC + timedelta(days=8), G=DEC + timedelta(days=20))
    told = [one.own_id for one in found(of, made=made, known=known).told]
    assert told == ["P1", "P2", "E", "D", "D"]


def test_an_act_that_the_log_says_was_moved_counts_by_its_last_day():
    log = [{"table": "promises", "id": "P", "field": "due", "at": datetime(2026, 11, 1),
            "old": on(1).isoformat(), "new": on(30).isoformat(), "source": "log"}]  # fmt: skip
    assert found(book(promises=[promise(due=on(30))], changes=log)).told == ()
