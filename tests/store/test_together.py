"""Records of several tables typed as one change: all or none, and taken back together."""

from datetime import date

import pytest

from interlock.records.errors import BadValues, UnknownName
from interlock.store import read, typed, write
from tests.store.books import book, deal, same

pytestmark = pytest.mark.usefixtures("book_at")
RISK = {"id": "R1", "what": "Slow", "deal": "D1", "named_on": "2026-11-21", "promise": "P1"}
PROMISE = {"id": "P1", "what": "Call", "said_on": "2026-11-21", "due": "2026-12-01"}
ANN = {"by": "Ann", "words": "a risk and its promise"}


@pytest.fixture(autouse=True)
def held(book_at):
    write.book(book([deal("D1")]), by="Ann", words="an export")


def test_they_stand_after_one_change_and_go_with_it():
    before = read.book()
    number = typed.put_together({"risks": [RISK], "promises": [PROMISE]}, **ANN)
    assert number == 2
    made = read.book()
    assert made.risks["promise"].to_list() == made.promises["id"].to_list() == ["P1"]
    write.undo(number, by="Ann")
    assert same(read.book(), before)


def test_typed_again_with_another_value_only_that_differs():
    typed.put_together({"risks": [RISK], "promises": [PROMISE]}, **ANN)
    assert typed.put_together({"risks": [RISK], "promises": [PROMISE]}, **ANN) is None
    typed.put_together({"risks": [RISK | {"what": "Slower"}], "promises": [PROMISE]}, **ANN)
    (change,) = read.changes(3)
    assert [one.values for one in change.changed_such_as] == [{"what": ("Slow", "Slower")}]


def test_of_a_record_that_the_book_holds_only_what_is_said_is_typed():
    held = PROMISE | {"said_on": date(2026, 11, 21), "due": date(2026, 12, 1)}
    write.book(book([deal("D1")], promises=[held]), by="Ann", words="an export")
    typed.put_together({"promises": [{"id": "P1", "due": "2026-12-24"}]}, **ANN)
    later = book([deal("D1")], promises=[held | {"what": "Call twice"}])
    write.book(later, by="Ann", words="the next")
    (stands,) = read.book().promises.to_dicts()
    assert (stands["what"], stands["due"]) == ("Call twice", date(2026, 12, 24))
    with pytest.raises(BadValues) as told:
        typed.put_together({"promises": [{"id": "P2", "due": "soon"}]}, **ANN)
    assert [one.column for one in told.value.problems] == ["what", "said_on", "due"]


def test_all_that_is_wrong_in_every_table_is_told_and_nothing_kept():
    wrong = {"risks": [RISK | {"what": None}], "promises": [PROMISE | {"due": "soon"}]}
    with pytest.raises(BadValues) as told:
        typed.put_together(wrong, **ANN)
    assert [one.column for one in told.value.problems] == ["what", "due"]
    nowhere = {"promises": [PROMISE], "risks": [RISK | {"deal": "D9"}]}
    with pytest.raises(UnknownName, match="No deal is called 'D9'"):
        typed.put_together(nowhere, **ANN)
    with pytest.raises(UnknownName, match="column of risks"):
        typed.put_together({"promises": [PROMISE], "risks": [{"who": "x"}]}, **ANN)
    assert read.latest() == 1


def test_what_was_typed_over_some_is_given_back_beside():
    typed.put_together({"risks": [RISK], "promises": [PROMISE]}, **ANN)
    again = {"risks": [RISK | {"promise": None}]}
    typed.put_together(again, gone={"promises": [("P1",)]}, **ANN)
    made = read.book()
    assert (made.risks.height, made.promises.height) == (1, 0)
