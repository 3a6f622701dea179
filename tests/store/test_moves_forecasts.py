"""What people say to each other makes no forecast anew; everything else does."""

import pytest

from interlock.store import read, typed, write
from tests.store.books import book, deal

NOTE = {"id": "n1", "at": "2026-11-02T10:00:00", "by": "Ann", "text": "Hello", "deal": "D1"}
RISK = {"id": "r1", "what": "Legal is slow", "deal": "D1", "named_on": "2026-11-02"}
TOLD = {"deal": "D1", "feature": "F1", "on": "2026-11-02"}


@pytest.fixture
def first(book_at):
    return write.book(book([deal("D1")], features=[{"id": "F1"}]), by="Ann", words="first")


@pytest.mark.parametrize(("table", "values"), [("notes", NOTE), ("told", TOLD), ("risks", RISK)])
def test_forecasts_of_a_book_stand_once_something_was_said_in_it(first, table, values):
    said = typed.add(table, values, by="Ann")
    assert read.latest() == said
    assert read.forecasts_revision() == first
    write.undo(said, by="Ann")
    assert read.forecasts_revision() == first


def test_what_is_typed_over_a_deal_makes_them_anew(first):
    typed.add("notes", NOTE, by="Ann")
    changed = typed.over("deals", ("D1",), {"amount": "7"}, by="Ann", seen=read.latest())
    typed.add("told", TOLD, by="Ann")
    assert read.forecasts_revision() == changed


def test_an_export_makes_them_anew(first):
    typed.add("notes", NOTE, by="Ann")
    again = write.book(book([deal("D1"), deal("D2")]), by="Ann", words="second")
    assert read.forecasts_revision() == again
