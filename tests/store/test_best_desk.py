"""Plans are looked for beside what-ifs, of the book as it is, and cut to whoever asks."""

import threading
import time
from types import SimpleNamespace

import pytest

from interlock.actions.load_outlook import Desk
from interlock.engine import planning
from interlock.records.desk import Ask, AskBest, Asked, Searching, Waiting
from interlock.records.planning import Underway, Wishes
from interlock.records.whatif import Drop, WhatIf
from interlock.store import typed, write
from tests.engine import planned_worlds
from tests.store.books import book, deal

pytestmark = pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)
WISHES = Wishes(
    moves=100, draws=64, replications=1, staffing=1, stability=False, frozen_weeks=0
)  # fmt: skip
BEST = AskBest(WISHES, "all")


@pytest.fixture
def desk(book_at):
    """The desk, while the outlook of its book is held."""
    revision = write.book(book([deal("D1")]), by="Ann", words="first")
    return Desk(held=(revision, planned_worlds.two_teams()), making=revision)


def found(desk, ask=BEST):
    for _ in range(1200):
        reply = desk.reply(ask)
        if isinstance(reply, Asked):
            return reply
        assert isinstance(reply, Searching)
        time.sleep(0.05)
    raise AssertionError("nothing found within a minute")


def test_what_ifs_are_answered_while_a_plan_is_looked_for(desk, monkeypatch):
    goes_on = threading.Event()

    def plan_ahead(now, wishes, *, progress, clock):
        progress(Underway("searching", 0.1, 7, 5.0, 4.0))
        goes_on.wait(60)
        return SimpleNamespace(whatif=WhatIf())

    monkeypatch.setattr(planning, "plan_ahead", plan_ahead)
    for _ in range(1000):
        reply = desk.reply(BEST)
        if reply.far.moves:
            break
        time.sleep(0.01)
    assert reply == Searching(Underway("searching", 0.1, 7, 5.0, 4.0), "USD")
    cut = desk.reply(AskBest(WISHES, "none")).far
    assert (cut.moves, cut.value, cut.by_revenue) == (7, None, None)
    assert isinstance(desk.reply(Ask({"this": WhatIf((Drop("A"),))}, "all")), Asked)
    assert isinstance(desk.reply(BEST), Searching)
    goes_on.set()


def test_who_does_not_see_all_amounts_is_told_of_no_money_but_on_their_own_deals(desk):
    every = found(desk).made
    assert every.planned.whatif == every.whatif
    assert every.made.answer.whole is not None
    for ask in (AskBest(WISHES, "none"), AskBest(WISHES, "bands")):
        made = found(desk, ask).made
        assert made.planned is None
        assert made.made.answer.whole is None
        deals = (*made.made.answer.hurt, *made.made.answer.helped)
        assert {one.brings for one in deals} == {None}
        sums = {(one.named, one.brings, one.turns) for one in made.features}
        assert sums == {(None, None, None)}
        assert [one.place for one in made.features] == [one.place for one in every.features]
    (own, *_) = (*every.made.answer.hurt, *every.made.answer.helped)
    made = found(desk, AskBest(WISHES, "own", frozenset({own.id}))).made
    deals = (*made.made.answer.hurt, *made.made.answer.helped)
    assert {one.id for one in deals if one.brings is not None} == {own.id}
    assert made.planned is None


def test_after_a_change_the_plan_before_is_told_and_no_search_begins_in_what_is_past(desk):
    found(desk)
    desk.making = typed.over("deals", ("D1",), {"amount": "7"}, by="Ann", seen=desk.making)
    assert not desk.reply(BEST).is_current
    assert isinstance(desk.reply(AskBest(Wishes(moves=7), "all")), Waiting)
