"""A deal on one axis of time."""

from datetime import date, datetime

from interlock.engine import deal_life
from interlock.records.deal_file import StageSpan
from tests.engine.books import AS_OF, book

DEAL = {"id": "D", "stage": "Offer", "created_on": date(2026, 1, 5), "closed_on": None}
MOVED = {"table": "deals", "id": "D", "field": "stage"}
CHANGES = [
    {**MOVED, "at": datetime(2026, 2, 1, 9), "old": "Lead", "new": "Demo"},
    {**MOVED, "at": datetime(2026, 4, 1, 9), "old": "Demo", "new": "Offer"},
    {**MOVED, "at": datetime(2026, 4, 2), "field": "amount", "old": "1", "new": "2"},
    {**MOVED, "at": datetime(2026, 3, 2), "id": "other", "old": "Lead", "new": "Demo"},
]


def life(deal=DEAL, **tables):
    given = {name: list(rows) for name, rows in tables.items()}
    held = book(deals=[{**DEAL, "outcome": "open"}], **{"changes": CHANGES} | given)
    return deal_life.of_deal(held, deal, as_of=AS_OF)


def test_stages_follow_each_other_from_the_first_day_to_the_last():
    assert life().spans == (
        StageSpan("Lead", date(2026, 1, 5), date(2026, 2, 1)),
        StageSpan("Demo", date(2026, 2, 1), date(2026, 4, 1)),
        StageSpan("Offer", date(2026, 4, 1), AS_OF),
    )


def test_a_deal_that_ended_stands_in_its_last_stage_until_then():
    ended = life({**DEAL, "closed_on": date(2026, 5, 1)})
    assert ended.spans[-1].last == date(2026, 5, 1)


def test_without_a_log_it_stood_where_it_stands():
    assert life(changes=[]).spans == (StageSpan("Offer", date(2026, 1, 5), AS_OF),)
    assert life({**DEAL, "created_on": None}, changes=[]).spans == ()


def events(kind, **tables):
    return [one for one in life(**tables).events if one.kind == kind]


def test_what_happened_stands_in_order_with_its_kind():
    evidence = [{"deal": "D", "rule": "r", "on": date(2026, 3, 1), "by": "Ann", "what": "said"}]
    found = life(evidence=evidence, rules=[{"id": "r", "name": "Pain named"}]).events
    assert [(one.kind, one.what) for one in found] == [
        ("stage", "Demo"), ("evidence", "Pain named: said"), ("stage", "Offer"),
    ]  # fmt: skip


def test_a_step_stands_on_the_day_it_was_done_else_on_the_day_it_is_due():
    steps = [
        {"deal": "D", "step": "legal", "due": date(2026, 12, 1)},
        {"deal": "D", "step": "demo", "due": date(2026, 3, 1), "done_on": date(2026, 3, 5)},
    ]
    assert [(one.day, one.state) for one in events("step", buyer_steps=steps)] == [
        (date(2026, 3, 5), "done"), (date(2026, 12, 1), "open"),
    ]  # fmt: skip


def test_a_promise_is_judged_by_what_the_data_tells():
    said = {"deal": "D", "said_on": date(2026, 1, 9), "what": "x", "kind": "own act"}
    due = {"kept": date(2026, 3, 9), "broken": date(2026, 4, 9), "standing": date(2026, 12, 9)}
    promises = [{**said, "id": state, "due": day} for state, day in due.items()]
    promises[0]["done_on"] = date(2026, 3, 1)
    assert [one.state for one in events("promise", promises=promises)] == list(due)
    outcome = {**said, "id": "o", "kind": "outcome", "due": date(2026, 3, 1)}
    assert [one.state for one in events("promise", promises=[outcome])] == ["did not come"]
