"""The process that holds the outlook: it answers of the book as it is, or as it was until then."""

import threading
import time

import pytest

from interlock.actions import load_answer, load_outlook
from interlock.actions.load_outlook import Desk, hold_outlook
from interlock.records.errors import NotPossible
from interlock.records.whatif import Answer, Asked, Comparison, Drop, Waiting, WhatIf
from interlock.store import typed, whereabouts, write
from tests import company
from tests.store.books import book, deal

pytestmark = pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)
THIS = {"this": WhatIf((Drop("CORE-1199"),))}


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


def answered(desk, asks=THIS):
    """The first reply that is no waiting."""
    for _ in range(2400):
        reply = desk.reply(asks)
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


def test_others_of_this_machine_ask_over_a_socket_with_the_key_alone(first, made, settings_home):
    threading.Thread(target=hold_outlook, daemon=True).start()
    for _ in range(2400):
        reply = load_answer.load_answer(THIS["this"])
        if isinstance(reply, Asked):
            break
        time.sleep(0.05)
    assert isinstance(reply.made, Answer)
    both = {**THIS, "none": WhatIf()}
    assert isinstance(load_answer.load_comparison(both).made, Comparison)
    with pytest.raises(NotPossible, match="No feature is called 'Nothing'"):
        load_answer.load_answer(WhatIf((Drop("Nothing"),)))
    address, _ = whereabouts.told()
    whereabouts.tell(address, b"another key")
    assert load_answer.load_answer(THIS["this"]) == Waiting(load_answer.NOT_THERE)


def test_where_nobody_listens_that_is_said(settings_home):
    assert load_answer.load_answer(THIS["this"]) == Waiting(load_answer.NOT_THERE)
    whereabouts.tell(("127.0.0.1", 1), b"key")
    assert load_answer.load_answer(THIS["this"]) == Waiting(load_answer.NOT_THERE)


@pytest.fixture
def settings_home(tmp_path, book_at):
    from django.test import override_settings

    with override_settings(HOME=tmp_path):
        yield tmp_path
