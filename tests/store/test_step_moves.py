"""How a buyer's step was moved: by exports, by hand, and not by what was taken back."""

from datetime import date

import pytest

from interlock.records.mutual_plan import Moved
from interlock.store import moves, read, typed, write
from tests.store.books import book, deal

pytestmark = pytest.mark.usefixtures("book_at")
A, B, C = date(2026, 3, 3), date(2026, 4, 1), date(2026, 5, 2)
KEY = ("D1", "legal")


def export(due, **more):
    steps = [{"deal": "D1", "step": "legal", "due": due} | more, {"deal": "D2", "step": "legal"}]
    write.book(book([deal("D1"), deal("D2")], buyer_steps=steps), by="Ann", words="an export")


def move(due, key=KEY):
    values = {"due": due and due.isoformat()}
    return typed.over("buyer_steps", key, values, by="Bob", seen=read.latest())


def found():
    return moves.of_steps("D1")


def test_what_was_never_moved_is_not_told():
    export(A)
    export(A, owner_ours="Bob")
    assert found() == {}


def test_a_day_that_comes_first_is_no_move():
    export(None)
    move(A)
    typed.add("buyer_steps", {"deal": "D1", "step": "board"}, by="Bob")
    move(B, ("D1", "board"))
    assert found() == {}


def test_moves_are_counted_whoever_made_them_with_the_day_before_the_last():
    export(A)
    export(B)
    assert found() == {"legal": Moved(A, 1)}
    move(C)
    assert found() == {"legal": Moved(B, 2)}
    move(A)
    assert found() == {"legal": Moved(C, 3)}


def test_an_export_under_what_was_typed_moves_nothing():
    export(A)
    move(B)
    export(C)
    assert found() == {"legal": Moved(A, 1)}


def test_a_day_given_back_is_a_move_where_the_export_says_another():
    export(A)
    move(B)
    typed.give_back("buyer_steps", KEY, ["due"], by="Bob")
    assert found() == {"legal": Moved(B, 2)}


def test_a_day_that_is_taken_away_and_given_again_was_moved_once():
    export(A)
    move(None)
    assert found() == {"legal": Moved(A, 1)}
    move(B)
    assert found() == {"legal": Moved(A, 1)}


def test_what_was_undone_never_was_and_what_was_brought_back_was():
    export(A)
    number = move(B)
    undone = write.undo(number, by="Bob")
    assert found() == {}
    write.undo(undone, by="Bob")
    assert found() == {"legal": Moved(A, 1)}
    move(C)
    assert found() == {"legal": Moved(B, 2)}


def test_other_deals_have_steps_of_the_same_name():
    export(A)
    move(B, ("D2", "legal"))
    move(C, ("D2", "legal"))
    assert found() == {}
    assert moves.of_steps("D2") == {"legal": Moved(B, 1)}
