"""Promises moved this week, and who must still be told: against cases worked by hand."""

from datetime import date, datetime

import pytest

from interlock.engine import moved_promises, verdicts
from tests.engine.books import AS_OF, book

SAID, OLD, NEW = date(2026, 9, 1), date(2026, 12, 1), date(2026, 12, 14)
DEALS = [
    {"id": "A", "name": "Alder", "outcome": "open", "owner": "Ana", "created_on": SAID},
    {"id": "B", "name": "Birch", "outcome": "open", "owner": "Bo", "created_on": SAID},
    {"id": "C", "name": "Cedar", "outcome": "lost", "owner": "Cy", "created_on": SAID},
]
FEATURES = [{"id": "F", "name": "SSO", "release": "5.2"}, {"id": "G", "name": "Audit"}]
NEEDS = [
    {"deal": deal, "feature": feature, "strength": "important", "on": SAID}
    for deal, feature in (("A", "F"), ("B", "F"), ("C", "F"), ("B", "G"))
]


def moved(*moves, told_buyers=(), **promise):
    row = {"id": "P", "what": "it", "kind": "own act", "form": "written", "maker": "Pia",
           "to": "Tom", "said_on": SAID, "due": NEW}  # fmt: skip
    known = book(
        promises=[row | promise], deals=DEALS, features=FEATURES, needs=NEEDS, moves=list(moves),
        releases=[{"id": "5.2"}], told=list(told_buyers),
    )  # fmt: skip
    lines = verdicts.judge(known, as_of=AS_OF)
    return moved_promises.moved(known, lines, as_of=AS_OF, ahead={"F": NEW, "G": NEW})


def move(day=18, **more):
    return {"promise": "P", "at": datetime(2026, 11, day, 9), "by": "Pia", "old": OLD, "new": NEW,
            "why": "late library", "told": []} | more  # fmt: skip


@pytest.mark.parametrize(("day", "count"), [(13, 0), (14, 1), (20, 1)])
def test_a_week_is_the_last_seven_days(day, count):
    assert len(moved(move(day))) == count


def test_it_says_from_to_who_and_why():
    (one,) = moved(move(told=["Ana"]), feature="F")
    assert (one.on, one.old, one.new, one.by, one.why, one.told) == (
        date(2026, 11, 18), OLD, NEW, "Pia", "late library", ("Ana",),
    )  # fmt: skip


def test_a_day_taken_away_is_a_move_to_none():
    (one,) = moved(move(new=None), due=None)
    assert (one.old, one.new) == (OLD, None)


TELL = [
    ("to whom it was given, where nobody waits", {}, {}, ("Tom",), ()),
    ("not whoever was told", {"told": ["tom"]}, {}, (), ()),
    ("not whoever moved it", {"by": "Tom"}, {}, (), ()),
    ("owners of open deals that wait", {}, {"feature": "F"}, ("Tom", "Ana", "Bo"), ("A", "B")),
    ("not an owner who was told", {"told": ["Bo"]}, {"feature": "F"}, ("Tom", "Ana"), ("A", "B")),
    ("of one deal, its owner alone", {}, {"feature": "F", "deal": "A"}, ("Tom", "Ana"), ("A",)),
    ("of a release, of its features", {}, {"release": "5.2"}, ("Tom", "Ana", "Bo"), ("A", "B")),
    ("internal: no buyer", {}, {"feature": "F", "form": "internal"}, ("Tom",), ()),
    ("internal, about a deal: its owner", {}, {"deal": "B", "form": "internal"}, ("Tom", "Bo"), ()),
]


@pytest.mark.parametrize(
    ("why", "change", "promise", "tell", "deals"), TELL, ids=[row[0] for row in TELL]
)
def test_who_must_still_be_told(why, change, promise, tell, deals):
    (one,) = moved(move(**change), **promise)
    assert (one.tell, tuple(deal.deal for deal in one.deals)) == (tell, deals), why


def test_a_deal_whose_buyer_was_told_a_day_that_holds_waits_for_no_word():
    told = {"deal": "A", "feature": "F", "on": date(2026, 11, 19), "due": NEW}
    (one,) = moved(move(), told_buyers=[told], feature="F")
    assert [deal.deal for deal in one.deals] == ["B"]
