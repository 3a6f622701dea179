"""Calls of a locked week stand, whoever types; several records typed are one change."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from interlock.actions import save_typed
from interlock.records.errors import BadValues, NotPossible
from interlock.store import call_lock, read, write
from tests.store.books import book, deal

pytestmark = pytest.mark.usefixtures("book_at")
BEFORE, AFTER = (
    datetime(2026, 11, 19, 15, 59, tzinfo=UTC),
    datetime(2026, 11, 19, 16, 0, tzinfo=UTC),
)
KEY = ("Ann", "rep", "", "2026-Q4", "commit", "2026-11-19")


def call(amount, day=date(2026, 11, 19), category="commit"):
    return {
        "by": "Ann", "level": "rep", "period": "2026-Q4", "category": category,
        "amount": amount, "said_on": day,
    }  # fmt: skip


def say(*calls):
    return save_typed.type_records("calls", calls, by="ann@acme.example", words="call")


def amounts():
    return read.book().calls.sort("category", "said_on")["amount"].to_list()


@pytest.fixture
def clock(monkeypatch):
    """Set the clock of the book."""
    return lambda at: monkeypatch.setattr(call_lock, "now", lambda: at)


@pytest.fixture(autouse=True)
def held(book_at, clock):
    made = book([deal("D1")])
    company = replace(made.company, time_zone="Europe/Berlin", calls_lock="thursday 17:00")
    write.book(replace(made, company=company), by="Ann", words="first")
    clock(BEFORE)


def test_several_records_are_typed_as_one_change_and_typed_over_as_one():
    first = say(call("100"), call("150", category="best case"))
    assert (first, amounts()) == (2, [Decimal(150), Decimal(100)])
    assert say(call("90"), call("150", category="best case")) == 3
    assert amounts() == [Decimal(150), Decimal(90)]
    assert say(call("90")) is None
    write.undo(3, by="Ann")
    assert amounts() == [Decimal(150), Decimal(100)]


def test_of_several_records_with_mistakes_none_is_kept_and_all_are_told():
    with pytest.raises(BadValues) as told:
        say(call("100"), call("much"), call("5", day="some day"))
    assert [problem.column for problem in told.value.problems] == ["amount", "said_on"]
    assert amounts() == []


def test_from_its_hour_on_a_call_stands_and_what_is_said_next_is_another(clock):
    say(call("100"))
    clock(AFTER)
    for change in (
        lambda: say(call("1")),
        lambda: save_typed.type_record("calls", call("1", day=date(2026, 11, 18)), by="Ann"),
        lambda: save_typed.type_over("calls", KEY, {"amount": "1"}, by="Ann"),
        lambda: save_typed.give_back("calls", KEY, [], by="Ann"),
        lambda: write.undo(2, by="Ann"),
    ):
        with pytest.raises(NotPossible, match="locked since Thursday 17:00"):
            change()
    say(call("70", day=date(2026, 11, 20)))
    assert amounts() == [Decimal(100), Decimal(70)]
