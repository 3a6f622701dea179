"""The process that holds the outlook: it answers of the book as it is, or as it was until then."""

import threading
import time

import pytest

from interlock.actions import load_answer, load_outlook
from interlock.actions.load_outlook import Desk, hold_outlook
from interlock.records.both_ways import Turn
from interlock.records.desk import Ask, Asked, Waiting
from interlock.records.errors import NotPossible
from interlock.records.plan import Plan
from interlock.records.rights import Viewer
from interlock.records.whatif import Amount, Answer, Comparison, Drop, WhatIf
from interlock.store import typed, whereabouts, write
from tests import company
from tests.store.books import book, deal

pytestmark = pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)
ONE = WhatIf((Drop("CORE-1199"),))
THIS = Ask({"this": ONE}, "all")
MO = Viewer("Mo", "manager")


@pytest.fixture
def made(monkeypatch):
    """Outlooks that are made, each at once: that of the example company, whatever the book is."""
    found = []

    def at_once(known, **asked):
        found.append(known)
        return company.outlook(as_of=company.book().seen_on, seed=1)

    monkeypatch.setattr(load_outlook, "outlook", at_once)
    return found


@pytest.fixture
def first(book_at):
    return write.book(book([deal("D1")]), by="Ann", words="first")


def answered(desk, ask=THIS):
    """The first reply that is no waiting."""
    for _ in range(2400):
        reply = desk.reply(ask)
        if not isinstance(reply, Waiting):
            return reply
        time.sleep(0.05)
    raise AssertionError("no answer within two minutes")


def test_the_first_who_asks_waits_and_is_answered_of_the_book_as_it_is(first, made):
    desk = Desk()
    assert isinstance(desk.reply(THIS), Waiting)
    reply = answered(desk)
    assert reply.is_current
    assert isinstance(reply.made, Answer)
    assert len(made) == 1


def test_after_a_change_the_book_before_answers_until_the_new_outlook_is_there(first, made):
    desk = Desk()
    answered(desk)
    typed.over("deals", ("D1",), {"amount": "7"}, by="Ann", seen=first)
    assert not desk.reply(THIS).is_current
    for _ in range(2400):
        if desk.reply(THIS).is_current:
            break
        time.sleep(0.05)
    assert desk.reply(THIS).is_current
    assert len(made) == 2


def test_what_people_say_to_each_other_leaves_the_outlook_as_it_is(first, made):
    desk = Desk()
    answered(desk)
    note = {"id": "n", "at": "2026-11-02T10:00:00", "by": "Ann", "text": "Hello", "deal": "D1"}
    typed.add("notes", note, by="Ann")
    assert desk.reply(THIS).is_current
    assert len(made) == 1


def test_why_there_will_be_no_answer_is_said(first, monkeypatch):
    def fails(*_, **__):
        raise ValueError("nothing to learn from")

    monkeypatch.setattr(load_outlook, "outlook", fails)
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    desk = Desk()
    for _ in range(2400):
        if (reply := desk.reply(THIS)).failed:
            break
        time.sleep(0.05)
    assert reply.failed == "nothing to learn from"


def test_who_sees_no_amounts_is_answered_without_any_and_supposes_none(first, made):
    desk = Desk()
    answered(desk)
    for ask in (Ask(THIS.whatifs, "none"), Ask(THIS.whatifs, "bands", what="plan")):
        reply = desk.reply(ask).made
        answer = reply.answer if isinstance(reply, Plan) else reply
        assert answer.whole is None
        assert {one.brings for one in (*answer.hurt, *answer.helped)} == {None}
    both = {"this": ONE, "none": WhatIf()}
    assert {side.beats for side in desk.reply(Ask(both, "none")).made.sides} == {None}
    amount = Ask({"this": WhatIf((Amount("D1", 7.0),))}, "bands")
    assert isinstance(desk.reply(amount), NotPossible)
    assert load_answer.load_turn(ONE, Viewer("Dan", "developer")) is None


def test_others_of_this_machine_ask_over_a_socket_with_the_key_alone(first, made, settings_home):
    threading.Thread(target=hold_outlook, daemon=True).start()
    for _ in range(2400):
        reply = load_answer.load_answer(ONE, MO)
        if isinstance(reply, Asked):
            break
        time.sleep(0.05)
    assert isinstance(reply.made, Answer)
    both = {"this": ONE, "none": WhatIf()}
    assert isinstance(load_answer.load_comparison(both, MO).made, Comparison)
    assert isinstance(load_answer.load_plan(ONE, MO).made, Plan)
    assert isinstance(load_answer.load_turn(ONE, MO).made, Turn)
    with pytest.raises(NotPossible, match="No feature is called 'Nothing'"):
        load_answer.load_answer(WhatIf((Drop("Nothing"),)), MO)
    address, _ = whereabouts.told()
    whereabouts.tell(address, b"another key")
    assert load_answer.load_answer(ONE, MO) == Waiting(load_answer.NOT_THERE)


def test_where_nobody_listens_that_is_said(settings_home):
    assert load_answer.load_answer(ONE, MO) == Waiting(load_answer.NOT_THERE)
    whereabouts.tell(str(settings_home / "nobody"), b"key")
    assert load_answer.load_answer(ONE, MO) == Waiting(load_answer.NOT_THERE)


@pytest.fixture
def settings_home(tmp_path, book_at):
    from django.test import override_settings

    with override_settings(HOME=tmp_path):
        yield tmp_path
