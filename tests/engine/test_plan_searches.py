"""Searches beside other work: one for each wish, stopped with its outlook, errors named at once."""

import threading
import time
from types import SimpleNamespace

import pytest

from interlock.engine import plan_curve, plan_searches, planning, plans
from interlock.engine.plan_searches import MOST_KEPT, Searches
from interlock.records.errors import NotPossible
from interlock.records.planning import Underway, Wishes
from tests.engine import planned_worlds

SOME = [Wishes(frozen_weeks=weeks) for weeks in range(MOST_KEPT + 3)]


class Held:
    """Searches that go on only when they are let; what was begun, most at a time, and how often
    each was told of.
    """

    def __init__(self):
        self.begun, self.at_once, self.most = [], 0, 0
        self.on = threading.Event()

    def plan_ahead(self, now, wishes, *, progress, clock):
        self.begun.append((now, wishes))
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        try:
            progress(Underway("searching", 0.1, 7, 5.0, 4.0))
            self.on.wait(20)
            progress(Underway("explaining", 0.2))
        finally:
            self.at_once -= 1
        return SimpleNamespace(whatif=None)


@pytest.fixture
def held(monkeypatch):
    found = Held()
    monkeypatch.setattr(planning, "plan_ahead", found.plan_ahead)
    monkeypatch.setattr(plans, "plan", lambda *_: "made")
    monkeypatch.setattr(plan_curve, "curve", lambda *_, **__: "curve")
    yield found
    found.on.set()


@pytest.fixture(scope="module")
def now():
    return planned_worlds.two_teams()


def until(true):
    for _ in range(1000):
        if true():
            return
        time.sleep(0.01)
    raise AssertionError("not within ten seconds")


def test_the_same_wishes_are_searched_once_and_one_search_works_at_a_time(held, now):
    searches = Searches()
    first, other = (searches.of(now, wishes) for wishes in SOME[:2])
    assert searches.of(now, SOME[0]) is first
    until(lambda: first.underway.step == "searching")
    assert other.underway == plan_searches.WAITS
    held.on.set()
    until(lambda: first.has_ended and other.has_ended)
    assert (len(held.begun), held.most) == (2, 1)
    assert first.found[1:] == ("made", "curve")


def test_the_best_so_far_stays_while_later_steps_tell_of_none(held, now):
    search = Searches().of(now, SOME[0])
    held.on.set()
    until(lambda: search.has_ended)
    assert search.underway == Underway("bookings against work", 0.2, 7, 5.0, 4.0)


def test_with_another_outlook_searches_stop_and_nothing_of_them_is_kept(held, now):
    searches, later = Searches(), planned_worlds.four()
    running, waiting = (searches.of(now, wishes) for wishes in SOME[:2])
    until(lambda: held.begun)
    assert searches.of(later, SOME[0], begins=False) is None
    again = searches.of(later, SOME[0])
    held.on.set()
    until(lambda: again.has_ended)
    assert (running.found, waiting.found) == (None, None)
    assert [outlook for outlook, _ in held.begun] == [now, later]


def test_none_begins_where_none_is_to(held, now):
    assert Searches().of(now, SOME[0], begins=False) is None
    assert held.begun == []


def test_wishes_that_cannot_be_are_said_at_once(held, now):
    with pytest.raises(NotPossible) as raised:
        Searches().of(now, Wishes(must=("Nothing", "A"), without=("A",)))
    assert len(raised.value.reasons) == 2
    assert held.begun == []


@pytest.mark.parametrize(
    ("error", "told"),
    [(NotPossible("A is late"), "A is late"), (ValueError("odd"), "odd"),
     (ZeroDivisionError(), "ZeroDivisionError")],
)  # fmt: skip
def test_why_a_search_found_nothing_is_kept(now, monkeypatch, error, told):
    def fails(*_, **__):
        raise error

    monkeypatch.setattr(planning, "plan_ahead", fails)
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    search = Searches().of(now, SOME[0])
    until(lambda: search.has_ended)
    assert told in (search.failed, str(search.wrong))


def test_no_more_are_kept_than_there_is_room_for(held, now):
    held.on.set()
    searches = Searches()
    for wishes in SOME:
        search = searches.of(now, wishes)
        until(lambda one=search: one.has_ended)
    assert len(searches.by_wishes) == MOST_KEPT
    assert searches.of(now, SOME[0], begins=False) is None
    assert searches.of(now, SOME[-1], begins=False) is search
