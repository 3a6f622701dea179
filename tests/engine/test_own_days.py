"""Whose days come into a calendar, on which day, and how each stands."""

from datetime import date, datetime, timedelta

import pytest

from interlock.engine import own_days
from interlock.records.own_days import OwnDay
from tests.engine.books import AS_OF, book

LATER, PAST = AS_OF + timedelta(days=10), AS_OF - timedelta(days=10)


def promise(id_, **more):
    return {"id": id_, "what": f"act {id_}", "kind": "own act", "maker": "Ann", "to": "Jo",
            "said_on": date(2026, 9, 1), "due": LATER} | more  # fmt: skip


def of(*promises, name="Ann", **tables):
    return own_days.of(book(promises=promises, **tables), name, today=AS_OF, ahead=None)


def moved(id_, old, new, on):
    return {"table": "promises", "id": id_, "field": "due", "at": on, "old": old, "new": new}


TABLE = [
    # what it is, what comes of it: (state, day, mine, whom)
    (promise("open"), ("open", LATER, True, "Jo")),
    (promise("to me", maker="Jo", to="Ann"), ("open", LATER, False, "Jo")),
    (promise("kept", due=PAST, done_on=PAST), ("kept", PAST, True, "Jo")),
    (promise("late", due=PAST, done_on=AS_OF), ("late", PAST, True, "Jo")),
    (promise("broken", due=PAST), ("broken", PAST, True, "Jo")),
    (promise("said", kind="outcome"), ("open", LATER, True, "Jo")),
    (promise("came", kind="outcome", due=PAST, done_on=PAST), ("kept", PAST, True, "Jo")),
    (promise("did not", kind="outcome", due=PAST), ("broken", PAST, True, "Jo")),
    (promise("in other letters", maker="ANN ", to=None), ("open", LATER, True, "")),
]


@pytest.mark.parametrize(("row", "told"), TABLE, ids=[row["id"] for row, _ in TABLE])
def test_how_a_promise_stands_on_its_day(row, told):
    (one,) = of(row)
    assert (one.state, one.on, one.is_mine, one.whom) == told
    assert one.key == (row["id"],)


def test_what_is_between_others_or_has_no_day_does_not_come():
    others = promise("others", maker="Bob", to="Anna")
    assert of(others, promise("no day", due=None)) == ()
    assert of(others, name="") == ()


def test_a_promise_that_moved_stands_on_its_last_day_and_says_how_often():
    log = [moved("P", "2026-11-25", "2026-11-27", datetime(2026, 10, 1)),
           moved("P", "2026-11-27", "2026-11-30", datetime(2026, 11, 1))]  # fmt: skip
    (one,) = of(promise("P"), changes=log)
    assert (one.on, one.moved, one.first_on) == (LATER, 2, date(2026, 11, 25))


@pytest.mark.parametrize(("days", "count"), [(0, 1), (28, 1), (29, 0)])
def test_one_whose_day_was_taken_away_stays_withdrawn_for_four_weeks(days, count):
    on = AS_OF - timedelta(days=days)
    log = [moved("P", "2026-11-25", LATER.isoformat(), datetime(2026, 10, 1)),
           moved("P", LATER.isoformat(), None, datetime(on.year, on.month, on.day))]  # fmt: skip
    found = of(promise("P", due=None), changes=log)
    told = [(one.state, one.on, one.settled_on) for one in found]
    assert told == [("withdrawn", LATER, on)] * count


def test_one_whose_feature_was_dropped_is_withdrawn_and_stays_on_its_day():
    features = [{"id": "F", "dropped_on": PAST}]
    (one,) = of(promise("P", feature="F"), features=features)
    assert (one.state, one.on) == ("withdrawn", LATER)


def test_who_moved_it_last_and_why_stands_beside():
    moves = [{"promise": "P", "at": datetime(2026, 11, 1), "by": "Bob", "old": PAST, "new": LATER,
              "why": "their board met later"}]  # fmt: skip
    (one,) = of(promise("P"), moves=moves)
    assert (one.on, one.moved, one.first_on) == (LATER, 1, PAST)
    assert (one.moved_by, one.moved_why) == ("Bob", "their board met later")


def test_what_is_settled_stays_for_a_year():
    days = [AS_OF - timedelta(days=days) for days in (365, 366)]
    kept = [promise(str(day), said_on=day, due=day, done_on=day) for day in days]
    assert [one.on for one in of(*kept)] == days[:1]


def test_steps_that_one_follows_and_tools_that_one_makes_come_too():
    steps = [
        {"deal": "D", "step": "legal", "owner_ours": "Ann", "owner_theirs": "Eve", "due": LATER},
        {"deal": "D", "step": "board", "owner_ours": "Ann", "due": PAST},
        {"deal": "D", "step": "pilot", "owner_ours": "Ann", "due": PAST, "done_on": PAST},
        {"deal": "D", "step": "others", "owner_ours": "Bob", "due": LATER},
        {"deal": "D", "step": "no day", "owner_ours": "Ann"},
    ]
    tools = [
        {"name": "deck", "owner": "Ann", "state": "draft", "due": LATER, "features": ["F"]},
        {"name": "demo", "owner": "Ann", "state": "ready", "due": PAST},
        {"name": "list", "owner": "Bob", "state": "wanted", "due": LATER},
    ]
    deals = [{"id": "D", "name": "Nordwind", "outcome": "open"}]
    features = [{"id": "F", "key": "CORE-1"}]
    found = of(buyer_steps=steps, tools=tools, deals=deals, features=features)
    assert [(one.kind, one.what, one.state) for one in found] == [
        ("step", "board", "overdue"), ("step", "pilot", "kept"), ("tool", "demo", "kept"),
        ("step", "legal", "open"), ("tool", "deck", "open"),
    ]  # fmt: skip
    assert found[3] == OwnDay(
        "step", ("D", "legal"), "legal", LATER, is_mine=True, whom="Eve", state="open",
        side="sales", deal="D", deal_name="Nordwind",
    )  # fmt: skip
    assert (found[4].feature, found[4].feature_name) == ("F", "CORE-1")
