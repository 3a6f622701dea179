"""Tools are marked in the book where what they show changed, once for each change, and who types
the mark away has looked at it.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from interlock.actions.mark_tools import mark_tools
from interlock.records.rights import Viewer
from interlock.records.tool_rights import taken_as
from interlock.store import promise_moves, read, typed, write
from tests.store.books import book

pytestmark = pytest.mark.usefixtures("book_at")
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
FEATURE = {"id": "f", "name": "Wave picking"}
TOOL = {"name": "Deck", "state": "ready", "ready_on": date(2026, 11, 2), "features": ["f"],
        "edition": "1.0"}  # fmt: skip


def take_in(*, feature=FEATURE, tool=TOOL):
    write.book(book(features=[feature], tools=[tool]), by="Ann", words="an export")


def tool():
    (row,) = read.book().tools.to_dicts()
    return row


def say(**values):
    typed.over("tools", ("Deck",), values, by="Ann", seen=read.latest())


@pytest.fixture(autouse=True)
def held(book_at, monkeypatch):
    monkeypatch.setattr(promise_moves, "moment", lambda: datetime(2026, 11, 20, 9))
    monkeypatch.setattr("interlock.store.tool_looks.moment", promise_moves.moment)
    take_in()


def dropped(day=16):
    take_in(feature=FEATURE | {"dropped_on": date(2026, 11, day)})


def test_what_shows_a_dropped_feature_is_marked_and_taken_by_nobody_until_it_was_looked_at():
    rep = Viewer(role="rep", name="Priya Raman")
    assert mark_tools(now=NOW) == 0
    assert taken_as(rep, tool())
    dropped()
    assert mark_tools(now=NOW) == 1
    assert tool()["review"] == "Wave picking was dropped on 16 Nov"
    assert not taken_as(rep, tool())
    say(review=None)
    assert tool()["looked_on"] == date(2026, 11, 20)
    assert taken_as(rep, tool())
    assert mark_tools(now=NOW) == 0


def test_each_change_is_marked_once_and_a_mark_that_stands_stays_as_it_is():
    say(review="prices are old")
    dropped()
    assert mark_tools(now=NOW) == 0
    assert tool()["review"] == "prices are old"


def test_a_newer_version_has_been_looked_at():
    dropped()
    say(edition="1.1")
    assert tool()["looked_on"] == date(2026, 11, 20)
    assert mark_tools(now=NOW) == 0


@pytest.mark.parametrize("values", [{"review": None}, {"review": "why"}, {"edition": "1.0"}])
def test_what_is_typed_as_it_stood_or_a_mark_is_no_look(values):
    say(**values)
    assert tool()["looked_on"] is None


def test_a_feature_that_is_called_otherwise_since_is_found_in_what_the_book_was():
    from interlock.store.models import Revision

    today = datetime.now(UTC)
    old, lately = (TOOL | {"ready_on": (today - timedelta(days=ago)).date()} for ago in (400, 10))
    Revision.objects.update(at=today - timedelta(days=30))
    take_in(tool=old, feature=FEATURE | {"name": "Batch picking"})
    assert mark_tools(now=today) == 0, "nobody knows what it was called then"
    take_in(tool=lately, feature=FEATURE | {"name": "Batch picking"})
    assert mark_tools(now=today) == 1
    assert tool()["review"] == "Wave picking is called Batch picking now"
