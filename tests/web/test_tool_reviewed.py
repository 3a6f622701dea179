"""A tool that shows what is dropped, from the export that says so to its use again: marked, kept
back, told to those who have it, looked at, and taken.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from interlock.actions.features_ahead import features_ahead
from interlock.store import read, write
from interlock.web import clock, tasks
from tests.store.books import book, deal
from tests.store.test_watch import told
from tests.web.brought import at_once, taken_in
from tests.web.test_deals import ahead
from tests.web.test_nudges import mailed

__all__ = ["mailed", "told"]
TAKE, LINK = "/tools/Deck/take/", "https://files.example/deck"
WHY = "Wave picking was dropped on 19 Nov"
TOOLS = f"""name,kind,owner,state,ready_on,features,link
Deck,deck,Pia,ready,2026-11-02,F1,{LINK}
Demo,demo,Pia,ready,2026-11-02,F2,
"""
ASKS = """id,on,by,tool,deal,answer,answered_by,answered_on
A1,2026-10-20,Bob,Deck,D2,made,Pia,2026-11-02
A2,2026-10-20,Eve,Deck,D2,no,Pia,2026-11-02
"""
FEATURES = """id,name,team,created_on,dropped_on
F1,Wave picking,Core,2026-01-01,{}
F2,Export,Core,2026-01-01,
"""


@pytest.fixture(autouse=True)
def at(book_at, monkeypatch):
    """A clock to move on, and a worker that reads files at once."""
    moment = [datetime(2026, 11, 20, 9, tzinfo=UTC)]
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    for there in ("interlock.store.tool_looks.moment", "interlock.store.promise_moves.moment"):
        monkeypatch.setattr(there, lambda: moment[0].replace(tzinfo=None))
    monkeypatch.setattr(tasks, "deals_ahead", lambda _book, **_: ahead())
    monkeypatch.setattr(tasks, "features_ahead", lambda _book, **_: MADE)
    at_once(monkeypatch)
    write.book(book([deal("D2", owner="Ann", name="Inn")]), by="Root", words="first")
    return moment


MADE = replace(features_ahead(book()), tools=())


@pytest.fixture
def round_of_worker(mailed):
    """What the worker does once the book changed, with what it queues for itself: (whom, subject)
    of the mails of now.
    """
    seen = []

    def done():
        for _ in range(2):
            tasks.make_deals.func()
            tasks.make_features.func()
            tasks.nudge.func()
        new = [(whom[0], letter["Subject"]) for whom, letter in mailed()[len(seen) :]]
        seen.extend(new)
        return sorted(new)

    return done


def review():
    return dict(read.book().tools.select("name", "review").iter_rows())


def test_a_dropped_feature_keeps_its_tool_back_until_it_was_looked_at_and_once(
    browser, round_of_worker, at
):
    boss, pia = browser("manager", known_as="Boss"), browser("product", known_as="Pia")
    ann, _bob, _eve = (browser("rep", known_as=name) for name in ("Ann", "Bob", "Eve"))
    taken_in(boss, features_csv=FEATURES.format(""), tools_csv=TOOLS, tool_asks_csv=ASKS)
    assert round_of_worker() == []
    assert ann.get(f"{TAKE}?deal=D2").headers["Location"] == LINK

    taken_in(boss, features_csv=FEATURES.format("2026-11-19"))
    assert round_of_worker() == [
        ("rep2@acme.example", f"“Deck”, which you have, is looked at again: {WHY}"),
        ("rep3@acme.example", f"“Deck”, which you asked for, is looked at again: {WHY}"),
    ]
    assert review() == {"Deck": WHY, "Demo": None}
    kept_back = ann.get(TAKE)
    assert kept_back.status_code == 403
    assert f"{WHY}. Ask Pia to let you have it" in kept_back.content.decode()
    assert "Looked at again" not in ann.get("/tools/of/Deck/").content.decode()
    assert ann.post("/tools/looked/Deck/").status_code in (302, 403)
    assert review()["Deck"] == WHY, "not a rep's to say"

    assert "Looked at again" in pia.get("/tools/of/Deck/").content.decode()
    pia.post("/tools/looked/Deck/")
    assert ann.get(TAKE).headers["Location"] == LINK

    at[0] += timedelta(days=1)
    again = FEATURES.format("2026-11-19").replace("Export", "Exports")
    taken_in(boss, features_csv=again, tools_csv=TOOLS)
    assert round_of_worker() == [
        ("rep3@acme.example", "“Deck” is ready: you asked for it for Inn"),
    ]
    assert review()["Deck"] is None
    assert read.book().tools.filter(name="Deck")["looked_on"].to_list() == [date(2026, 11, 20)]
    assert ann.get(TAKE).headers["Location"] == LINK
