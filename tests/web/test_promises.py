"""Promises on the site: given with the odds of their day, moved, withdrawn, kept; listed."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from interlock.actions.features_ahead import features_ahead
from interlock.store import read, typed, write
from interlock.web import clock, tasks
from tests.store.books import frame
from tests.web.test_deals import HELD, ahead

pytestmark = [
    pytest.mark.usefixtures("held"),
    pytest.mark.parametrize("book_at", ["sqlite"], indirect=True),
]
TODAY = date(2026, 11, 21)
ACT = {"kind": "own act", "form": "said", "said_on": date(2026, 11, 2)}
PROMISES = [
    ACT | {"id": "P1", "what": "Send the answers", "maker": "Bob", "to": "Eve", "deal": "D2",
           "due": date(2026, 12, 1), "confidence": "P2", "why": "legal is slow"},
    ACT | {"id": "P2", "what": "Ship Export", "maker": "Core", "to": "Bob", "feature": "F1",
           "form": "written", "due": date(2026, 12, 11)},
    ACT | {"id": "P3", "what": "Inn signs", "kind": "outcome", "maker": "Bob", "to": "Mia",
           "deal": "D2", "due": date(2026, 12, 31)},
    ACT | {"id": "P4", "what": "Demo of the map", "maker": "Ann", "to": "Eve",
           "due": date(2026, 11, 20), "done_on": date(2026, 11, 18)},
    ACT | {"id": "P5", "what": "A price list", "maker": "Ann", "to": "Bob",
           "due": date(2026, 11, 9)},
]  # fmt: skip
BOOK = HELD.with_tables(
    promises=frame("promises", *PROMISES),
    releases=frame("releases", {"id": "R1", "name": "2026.4"}),
)
GIVEN = {"what": "Send the data sheet", "kind": "own act", "maker": "Bob", "to": "Eve",
         "due": "2026-12-04", "form": "said", "deal": "Inn"}  # fmt: skip


@pytest.fixture(scope="module")
def ahead_of_features():
    return features_ahead(BOOK)


@pytest.fixture
def held(book_at, monkeypatch, ahead_of_features):
    write.book(BOOK, by="Ann", words="first")
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 21, 12, tzinfo=UTC))
    monkeypatch.setattr(tasks, "deals_ahead", lambda _book, **_: ahead())
    monkeypatch.setattr(tasks, "features_ahead", lambda _book, **_: ahead_of_features)
    tasks.make_deals.func()
    tasks.make_features.func()


def page(client, address, **asked):
    return client.get(address, asked).content.decode()


def send(client, address, **values):
    return client.post(address, values, follow=True).content.decode()


def rows(client, **asked):
    asked = {"whose": "everybody", "as": "csv", **asked}
    return [row["id"] for row in csv.DictReader(io.StringIO(page(client, "/promises/", **asked)))]


def of(promise):
    (row,) = read.book().promises.filter(id=promise).to_dicts()
    return row


def bob(browser):
    return browser("rep", known_as="Bob")


def test_they_stand_by_their_day_with_odds_and_what_became_of_them(browser):
    client = browser("manager")
    assert rows(client) == ["P1", "P2", "P3"]
    assert rows(client, state="all") == ["P1", "P2", "P3", "P4", "P5"]
    assert (rows(client, state="kept"), rows(client, state="missed")) == (["P4"], ["P5"])
    assert rows(client, state="soon") == ["P1"]
    told = page(client, "/promises/", whose="everybody", state="all")
    for said in ("in 10 days", "kept", "written down as done 18 Nov", "its day passed",
                 'href="/deals/D2/"', 'href="/features/F1/"', "P2, said 2 Nov 2026"):  # fmt: skip
        assert said in told, said


def test_everybody_is_led_to_their_own_first(browser):
    client = bob(browser)
    assert 'aria-current="true">Given by me' in page(client, "/promises/")
    assert rows(client, whose="mine") == ["P1", "P3"]
    assert rows(client, whose="to_me") == ["P2"]
    assert 'aria-current="true">Everybody&#x27;s' in page(browser("owner"), "/promises/")


def test_words_a_form_and_what_it_is_about_narrow_them(browser):
    client = browser("viewer")
    assert rows(client, q="ANSWERS eve") == ["P1"]
    assert rows(client, about="feature") == ["P2"]
    assert rows(client, form="written") == ["P2"]
    assert "No promise is like that" in page(client, "/promises/", whose="everybody", q="zebra")


def test_by_deal_and_by_release_each_stands_under_what_it_is_about(browser):
    typed.over("features", ("F1",), {"release": "R1"}, by="Ann", seen=read.latest())
    client = browser("owner")
    told = page(client, "/promises/", whose="everybody", **{"as": "deal"})
    assert told.index('<a href="/deals/D2/">Inn</a>') < told.index("About no deal")
    told = page(client, "/promises/", whose="everybody", **{"as": "release"})
    assert told.index('<a href="/releases/R1/">2026.4</a>') < told.index("Ship Export")
    assert told.index("About no release") < told.index("Send the answers")


def test_a_calendar_shows_a_month_and_leads_to_the_next(browser):
    client = browser("owner")
    asked = {"whose": "everybody", "as": "calendar"}
    told = page(client, "/promises/", **asked)
    assert "November 2026" in told
    for said in ("Demo of the map", "A price list", 'class="today'):
        assert said in told, said
    assert "month=2026-12" in told
    assert "Send the answers" in page(client, "/promises/", month="2026-12", **asked)
    assert "Nothing is promised for a day" in page(client, "/promises/", month="2027-06", **asked)
    assert "November 2026" in page(client, "/promises/", month="zebra", **asked)


def test_before_it_is_given_its_odds_stand_there_and_are_kept_beside_it(browser):
    client = bob(browser)
    told = page(client, "/promises/give/", deal="D2", kind="outcome", due="2027-01-20")
    assert 'value="Inn signs"' in told
    assert "that the deal is won by then, 20 Jan 2027" in told
    assert told.count('name="take"') + told.count("beyond what can be seen") == 3
    before = read.latest()
    send(client, "/promises/give/", **GIVEN | {
        "what": "Inn signs", "kind": "outcome", "due": "2027-01-20"})  # fmt: skip
    (given,) = read.book().promises.filter(what="Inn signs", said_on=TODAY).to_dicts()
    assert 0 < given["odds"] < 1
    assert (given["deal"], given["due"]) == ("D2", date(2027, 1, 20))
    assert read.latest() == before + 1
    assert "when it was given" in page(client, f"/promises/{given['id']}/")


def test_a_day_that_is_offered_is_taken_without_giving_anything(browser):
    before = read.latest()
    told = send(bob(browser), "/promises/give/", **GIVEN | {"take": "2026-12-18"})
    assert 'value="2026-12-18"' in told
    assert "error" not in told
    assert read.latest() == before


def test_acts_of_no_record_have_odds_once_enough_of_them_came_out(browser):
    asked = {"due": "2026-12-04"}
    assert "more own acts of this side have come out" in page(
        bob(browser), "/promises/give/", **asked
    )
    kept = [
        ACT | {"id": f"K{n}", "what": "an act", "maker": "Bob", "due": "2026-11-16",
               "said_on": "2026-11-02", "done_on": "2026-11-16" if n % 2 else "2026-11-18"}
        for n in range(22)
    ]  # fmt: skip
    typed.put("promises", kept, by="Ann", words="typed")
    told = page(bob(browser), "/promises/give/", **asked)
    assert "that an act of this side, promised so far ahead, is done by then" in told
    assert "By how 24 own acts of this side went" in told


def test_what_cannot_be_promised_is_told_all_at_once_and_nothing_is_kept(browser):
    before = read.latest()
    told = send(bob(browser), "/promises/give/", **GIVEN | {
        "due": "2026-11-20", "deal": "Inm", "feature": "Export", "release": "2026.4",
        "confidence": "very"})  # fmt: skip
    for said in ("This day has passed", "Did you mean Inn?", "Name one of feature, release",
                 "Say a level (P1, P2, P3)"):  # fmt: skip
        assert said in told, said
    told = send(bob(browser), "/promises/give/", **GIVEN | {"kind": "outcome", "deal": ""})
    assert "An outcome is of a deal, a feature or a release" in told
    assert read.latest() == before


def test_a_move_is_a_new_version_with_who_why_and_who_was_told(browser):
    client = bob(browser)
    told = send(client, "/promises/P1/move/", due="2026-12-09", why="their lawyer is away",
                told="Eve, Mia", seen=read.latest())  # fmt: skip
    for said in ("9 Dec 2026", "moved 8 days later", "by Bob", "their lawyer is away",
                 "told: Eve and Mia", "1 Dec 2026", "It is moved."):  # fmt: skip
        assert said in told, said
    assert "moved once, first 1 Dec" in page(client, "/promises/")
    client.post(f"/undo/{read.latest()}/")
    assert of("P1")["due"] == date(2026, 12, 1)
    assert read.book().moves.is_empty()


def test_somebody_who_moved_it_meanwhile_is_not_written_over(browser):
    seen = read.latest()
    send(bob(browser), "/promises/P1/move/", due="2026-12-09", why="a", seen=seen)
    told = send(browser("manager"), "/promises/P1/move/", due="2026-12-10", why="b", seen=seen)
    assert "Somebody moved it since" in told
    assert of("P1")["due"] == date(2026, 12, 9)


def test_a_promise_withdrawn_stands_as_withdrawn(browser):
    told = send(bob(browser), "/promises/P1/withdraw/", why="they chose another way", told="Eve",
                seen=read.latest())  # fmt: skip
    for said in ("withdrawn", "by Bob", "they chose another way", "day taken away"):
        assert said in told, said
    assert of("P1")["due"] is None


def test_what_a_record_decides_cannot_be_clicked_done(browser):
    manager = browser("manager")
    assert 'action="/promises/P1/done/"' in page(manager, "/promises/P1/")
    assert 'action="/promises/P2/done/"' not in page(manager, "/promises/P2/")
    assert "What it names says when it is done" in send(manager, "/promises/P2/done/")
    send(bob(browser), "/promises/P1/done/")
    assert of("P1")["done_on"] == TODAY
    assert "kept" in page(manager, "/promises/P1/")


def test_nobody_moves_what_others_promised_but_who_manages(browser):
    ann = browser("rep", known_as="Ann")
    told = send(ann, "/promises/P1/move/", due="2026-12-09", why="a", seen=read.latest())
    assert "rep" in told
    assert of("P1")["due"] == date(2026, 12, 1)
    assert "/promises/P1/move/" not in page(ann, "/promises/P1/")
    assert browser("viewer").post("/promises/give/", GIVEN).status_code == 403


def test_the_pages_of_what_it_is_about_show_it_and_lead_to_giving_one(browser):
    client = bob(browser)
    deal = page(client, "/deals/D2/")
    assert "Send the answers" in deal
    assert "/promises/give/?deal=D2&amp;next=" in deal
    assert "Ship Export" in page(client, "/features/F1/")
    assert "Nobody is known to have promised" in page(client, "/releases/R1/")


def test_a_promise_that_is_not_there_is_not_found(browser):
    assert browser("owner").get("/promises/P9/").status_code == 404


def test_both_sides_answer_below_a_promise(browser):
    client = bob(browser)
    send(client, "/notes/write/promises/P1/", text="They asked again", next="/promises/P1/")
    told = page(browser("developer"), "/promises/P1/")
    assert "They asked again" in told
    assert 'href="/promises/P1/"' in page(client, "/notes/")
    assert "Send the answers" in page(client, "/notes/", which="promises")
