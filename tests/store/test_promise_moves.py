"""A promise's day that is typed over leaves a move behind, and undoing takes both back."""

from datetime import date

import pytest

from interlock.engine import history, ledger
from interlock.store import read, typed, write
from tests.store.books import book

pytestmark = pytest.mark.usefixtures("book_at")
FIRST, LATER, LAST = date(2026, 12, 1), date(2026, 12, 15), date(2027, 1, 11)
PROMISE = {"id": "P", "what": "Send the answers", "kind": "own act", "said_on": date(2026, 11, 2),
           "due": FIRST}  # fmt: skip


@pytest.fixture(autouse=True)
def held(book_at):
    write.book(book(promises=[PROMISE]), by="Ann", words="an export")


def move(day):
    said = {"due": day and day.isoformat()}
    return typed.over("promises", ("P",), said, by="Ann", seen=read.latest())


def line():
    made = read.book()
    as_of = date(2027, 12, 31)
    (one,) = ledger.promises(history.known(made, as_of=as_of), as_of=as_of, older=True)
    return one


def test_every_day_that_stood_is_kept():
    move(LATER)
    move(LAST)
    one = line()
    assert (one.first_due, one.due) == (FIRST, LAST)
    assert [(m.old, m.new, m.by) for m in one.moves] == [
        (FIRST, LATER, "Ann"),
        (LATER, LAST, "Ann"),
    ]


def test_a_day_taken_away_is_a_move_to_none():
    move(None)
    assert [(m.old, m.new) for m in line().moves] == [(FIRST, None)]


def test_what_says_the_same_day_or_another_column_is_no_move():
    move(FIRST)
    typed.over("promises", ("P",), {"why": "asked for"}, by="Ann", seen=read.latest())
    assert read.book().moves.is_empty()


def test_a_new_promise_is_no_move():
    given = {"id": "Q", "what": "x", "said_on": "2026-11-03", "due": "2026-12-01"}
    typed.put("promises", [given], by="Ann", words="given")
    assert read.book().moves.is_empty()


def test_a_move_that_is_typed_with_its_reason_stands_once():
    own = {"promise": "P", "at": "2026-11-20 10:00:00", "by": "Ines", "old": FIRST.isoformat(),
           "new": LATER.isoformat(), "why": "the audit", "told": ["Sofie"]}  # fmt: skip
    typed.put_together(
        {"promises": [{"id": "P", "due": LATER.isoformat()}], "moves": [own]}, by="a", words="moved"
    )
    (moved,) = line().moves
    assert (moved.by, moved.why, moved.told) == ("Ines", "the audit", ("Sofie",))


def test_undoing_takes_the_day_and_the_move_back():
    write.undo(move(LATER), by="Ann")
    assert read.book().moves.is_empty()
    assert line().due == FIRST
