"""Notes on the site: written, answered, changed, taken away, found, told to whom they are for."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from interlock.store import read, write
from interlock.web import clock
from tests.store.books import book, deal

pytestmark = pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)
HELD = book(
    [deal("D/1", name="Inn", account="Acme", owner="Bob"), deal("D2", name="Bakery")],
    features=[{"id": "F1", "name": "Export"}, {"id": "F2", "name": "Audit"}],
    needs=[{"deal": "D/1", "feature": "F1", "strength": "dealbreaker"}],
    releases=[{"id": "R1", "name": "2026.4"}],
)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def held(book_at, monkeypatch):
    """The time can be moved on."""
    write.book(HELD, by="Ann", words="first")
    at = [NOW]
    monkeypatch.setattr(clock, "now", lambda: at[0])
    return at


@pytest.fixture
def people(browser):
    return {
        name: browser(role, known_as=name)
        for name, role in (("Bob", "rep"), ("Jörg Müller", "developer"), ("Mo", "manager"),
                           ("Vi", "viewer"))
    }  # fmt: skip


def rows(**which):
    return read.book().notes.filter(**which).sort("at").to_dicts()


def write_on(client, text, *, on="deals/D/1", **more):
    page = more.pop("next", f"/{on}/" if on.startswith("deals") else f"/notes/{on}/")
    return client.post(f"/notes/write/{on}/", {"text": text, "next": page, **more}, follow=True)


def send(client, note, what, **values):
    return client.post(f"/notes/note/{note}/{what}/", values, follow=True)


def words(client, address="/"):
    return re.sub(r"\s+", " ", client.get(address, follow=True).content.decode())


def undo(client, answer, there="/notes/"):
    number = answer.content.decode().split('action="/undo/')[1].split("/")[0]
    return client.post(f"/undo/{number}/", {"next": there}, follow=True)


def test_a_note_stands_on_its_deal_with_who_and_when(people):
    said = write_on(people["Bob"], "They *need* it\r\nsoon").content.decode()
    (row,) = rows()
    assert (row["by"], row["deal"], row["text"]) == ("Bob", "D/1", "They *need* it\nsoon")
    assert (row["at"], row["readers"], row["reply_to"]) == (
        NOW.replace(tzinfo=None),
        "everybody",
        None,
    )
    assert re.fullmatch("[0-9a-f]{12}", row["id"])
    for told in ("They <em>need</em> it<br>", "21 Nov 2026, 12:00", "Written."):
        assert told in said, told
    assert read.book().needs.height == 1


def test_it_makes_no_forecast_anew(people):
    before = read.forecasts_revision()
    write_on(people["Bob"], "one"), write_on(people["Bob"], "two")
    assert read.forecasts_revision() == before
    assert read.revision() == before + 2


@pytest.mark.parametrize("on", ["deals/D2", "features/F1", "releases/R1", "weeks/2026-11-20"])
def test_it_stands_wherever_it_is_written(people, on):
    assert "here it is" in write_on(people["Jörg Müller"], "here it is", on=on).content.decode()
    (note,) = rows()
    led = people["Vi"].get(f"/notes/note/{note['id']}/", follow=True)
    assert "here it is" in led.content.decode()
    assert led.redirect_chain[-1][0].endswith(f"#note-{note['id']}")


@pytest.mark.parametrize(
    "on", ["deals/none", "features/none", "releases/none", "weeks/soon", "x/y"]
)
def test_nothing_is_written_on_what_is_not_there(people, on):
    people["Bob"].post(f"/notes/write/{on}/", {"text": "x", "next": "/deals/D2/"})
    assert rows() == []
    assert people["Bob"].get(f"/notes/{on}/", follow=True).status_code == 404


def test_an_answer_to_an_answer_joins_the_thread(people, held):
    write_on(people["Bob"], "first", feature="F1")
    first = rows()[0]["id"]
    for at, name in enumerate(("Jörg Müller", "Mo", "Bob"), 1):
        held[0] = NOW + timedelta(minutes=at)
        send(people[name], rows()[-1]["id"], "answer", text=f"answer {at}")
    assert {row["reply_to"] for row in rows()[1:]} == {first}
    assert {(row["deal"], row["feature"]) for row in rows()} == {("D/1", "F1")}
    page = words(people["Vi"], "/deals/D/1/")
    assert page.index("<p>first") < page.index("<p>answer 1") < page.index("<p>answer 3")


def test_ones_own_note_is_changed_and_what_it_said_before_is_kept(people):
    write_on(people["Bob"], "by January")
    note = rows()[0]["id"]
    form = people["Bob"].get(f"/notes/note/{note}/edit/").content.decode()
    assert ">\nby January</textarea>" in form
    seen = re.search(r'name="seen" value="(\d+)"', form)[1]
    page = send(people["Bob"], note, "edit", text="by February", seen=seen).content.decode()
    assert "Changed." in page
    assert f"/notes/note/{note}/before/" in page
    assert rows()[0]["text"] == "by February"
    assert rows()[0]["edited_at"] == NOW.replace(tzinfo=None)
    before = words(people["Vi"], f"/notes/note/{note}/before/")
    assert "by January" in before
    assert "it said:" in before
    late = send(people["Bob"], note, "edit", text="by March", seen=seen)
    assert late.status_code == 409
    assert ">\nby March</textarea>" in late.content.decode()
    assert "now says: by February" in late.content.decode()


@pytest.mark.parametrize(
    ("name", "edits", "takes_away"),
    [("Bob", True, True), ("Mo", False, True), ("Jörg Müller", False, False), ("Vi", False, False)],
)
def test_who_may_change_a_note_and_take_it_away(people, name, edits, takes_away):
    write_on(people["Bob"], "mine")
    note = rows()[0]["id"]
    page = words(people[name], "/deals/D/1/")
    assert (f"/notes/note/{note}/edit/" in page) == edits
    assert (f"/notes/note/{note}/away/" in page) == takes_away
    send(people[name], note, "edit", text="theirs", seen=9)
    assert (rows()[0]["text"] == "theirs") == edits
    send(people[name], note, "away")
    assert (rows() == []) == takes_away


def test_answers_stay_under_a_note_that_is_taken_away_and_it_comes_back_by_undo(people):
    write_on(people["Bob"], "the first")
    note = rows()[0]["id"]
    send(people["Mo"], note, "answer", text="the answer")
    gone = send(people["Bob"], note, "away", next="/deals/D/1/")
    page = gone.content.decode()
    assert "A note that was taken away." in page
    assert "the answer" in page
    assert "the first" not in page
    assert "the first" not in words(people["Vi"], "/notes/")
    send(people["Mo"], rows()[0]["id"], "answer", text="and more")
    assert {row["reply_to"] for row in rows()} == {note}
    assert "the first" in undo(people["Bob"], gone, "/deals/D/1/").content.decode()


def test_a_note_that_came_with_a_file_is_taken_out_there(people):
    given = {"id": "N/1", "at": datetime(2026, 1, 1), "by": "Bob", "text": "old", "deal": "D2"}
    write.book(book(HELD.deals.to_dicts(), notes=[given]), by="Ann", words="second")
    assert "take it out there" in send(people["Bob"], "N/1", "away").content.decode()
    assert send(people["Bob"], "N/1", "edit", text="new", seen=2).status_code == 200
    assert rows()[0]["text"] == "new"


def test_a_field_note_stands_on_the_deal_and_on_the_feature(people, held):
    form = words(people["Bob"], "/deals/D/1/")
    assert form.index('<optgroup label="It needs"> <option value="F1">') < form.index(
        "Others under"
    )
    write_on(people["Bob"], "heard of exports", feature="F1")
    write_on(people["Jörg Müller"], "plain talk", on="features/F1")
    page = words(people["Vi"], "/notes/features/F1/")
    assert "1 note of 1 account in the last 90 days" in page
    heard, rest = page.split('id="notes"')
    assert "heard of exports" in heard
    assert "plain talk" not in heard
    assert "plain talk" in rest
    assert "heard of exports" in words(people["Vi"], "/deals/D/1/")
    held[0] = NOW + timedelta(days=91)
    assert "in the last 90 days" not in words(people["Vi"], "/notes/features/F1/")


def test_a_note_for_sales_says_so_and_reaches_sales_alone(people):
    choice = 'name="readers"'
    assert choice in words(people["Bob"], "/deals/D/1/")
    assert choice not in words(people["Jörg Müller"], "/deals/D/1/")
    page = write_on(people["Bob"], "walnut @Jörg Müller @Mo", feature="F1", readers="sales")
    assert "Jörg Müller may not read it, and is told nothing." in page.content.decode()
    assert ">sales alone</span>" in page.content.decode()
    note = rows()[0]["id"]
    for name, reads in (("Mo", True), ("Jörg Müller", False), ("Vi", False)):
        client = people[name]
        assert ("note mentions you" in words(client)) == reads, name
        for address in ("/", "/deals/D/1/", "/notes/", "/notes/?q=walnut", "/notes/features/F1/",
                        "/search/?q=walnut", f"/notes/note/{note}/before/"):  # fmt: skip
            here = "walnut @" in client.get(address, follow=True).content.decode()
            assert not here or reads, (name, address)
        assert (client.get(f"/notes/note/{note}/").status_code == 302) == reads
    send(people["Mo"], note, "answer", text="among us")
    assert [row["readers"] for row in rows()] == ["sales", "sales"]
    assert send(people["Jörg Müller"], note, "answer", text="x").status_code == 404
    write_on(people["Jörg Müller"], "forged", readers="sales")
    assert len(rows()) == 2


def test_a_mention_is_told_until_it_is_looked_at_and_an_answer_too(people):
    write_on(people["Bob"], "@jörg müller, please", feature="F1")
    note = rows()[0]["id"]
    assert "1 note mentions you" in words(people["Jörg Müller"])
    assert ">new</span>" in words(people["Jörg Müller"], "/notes/features/F1/")
    assert "mentions you" not in words(people["Jörg Müller"])
    assert ">new</span>" not in words(people["Jörg Müller"], "/notes/features/F1/")
    send(people["Jörg Müller"], note, "answer", text="done")
    assert "1 note answers you" in words(people["Bob"])
    assert "you</strong>" not in words(people["Mo"])
    write_on(people["Mo"], "@Bob")
    assert "1 note mentions you, 1 note answers you" in words(people["Bob"])
    people["Bob"].post("/notes/seen/")
    assert "you</strong>" not in words(people["Bob"])


def test_nobody_is_told_twice_nor_of_what_is_taken_away_nor_by_themselves(people):
    write_on(people["Bob"], "@Mo @Bob")
    note = rows()[0]["id"]
    people["Mo"].post("/notes/seen/")
    send(people["Bob"], note, "edit", text="@Mo @Jörg Müller", seen=read.revision())
    assert "you</strong>" not in words(people["Mo"])
    assert "you</strong>" not in words(people["Bob"])
    assert "1 note mentions you" in words(people["Jörg Müller"])
    send(people["Bob"], note, "away")
    assert "you</strong>" not in words(people["Jörg Müller"])


def test_the_newest_are_filtered_and_found(people, held):
    write_on(people["Bob"], "Of a DEAL, for @Mo")
    held[0] = NOW + timedelta(minutes=1)
    write_on(people["Mo"], "of a feature", on="features/F1")
    seen = {}
    for query in ("", "which=mine", "which=me", "which=deals", "which=features", "q=deal", "q=x",
                  "which=x&page=x", "page=99"):  # fmt: skip
        page = words(people["Mo"], f"/notes/?{query}")
        seen[query] = ("Of a DEAL" in page, "of a feature" in page)
    assert seen == {
        "": (True, True), "which=mine": (False, True), "which=me": (True, False),
        "which=deals": (True, False), "which=features": (False, True), "q=deal": (True, False),
        "q=x": (False, False), "which=x&page=x": (True, True), "page=99": (True, True),
    }  # fmt: skip
    page = words(people["Vi"], "/notes/")
    assert page.index("of a feature") < page.index("Of a DEAL")
    assert 'href="/notes/note/' in words(people["Vi"], "/search/?q=feature")


def test_what_was_written_survives_an_error_and_a_session_that_ended(people, browser):
    page = write_on(people["Bob"], "  ", feature="F1").content.decode()
    assert "Write something first." in page
    assert '<option value="F1" selected>' in page
    who = re.search(r'name="who" value="([^"]+)"', page)[1]
    people["Bob"].logout()
    sent = {"text": "a long thought", "who": who, "feature": "F1", "next": "/deals/D/1/"}
    asked = people["Bob"].post("/notes/write/deals/D/1/", sent)
    assert asked["Location"].startswith("/account/login/?next=/notes/write/")
    _sign_in_again(people["Bob"], "rep0@acme.example")
    page = people["Bob"].get("/notes/write/deals/D/1/", follow=True).content.decode()
    assert ">\na long thought</textarea>" in page
    page = write_on(people["Bob"], "a long thought").content.decode()
    assert ">\na long thought</textarea>" not in page
    assert [row["text"] for row in rows()] == ["a long thought"]


def test_nobody_else_is_shown_a_draft_and_none_is_kept_of_whom_nobody_knows(people):
    who = re.search(r'name="who" value="([^"]+)"', words(people["Bob"], "/deals/D/1/"))[1]
    people["Bob"].logout()
    people["Bob"].post("/notes/write/deals/D/1/", {"text": "private", "who": who})
    people["Bob"].post("/notes/write/deals/D2/", {"text": "forged", "who": "x"})
    _sign_in_again(people["Bob"], "manager2@acme.example")
    assert "private" not in words(people["Bob"], "/deals/D/1/")
    assert "forged" not in words(people["Bob"], "/deals/D2/")


def _sign_in_again(client, email):
    client.post("/account/login/", {"login": email, "password": "correct horse 7"})


def test_a_note_that_is_too_long_is_told_and_kept_in_its_form(people):
    page = write_on(people["Bob"], "x" * 10_001).content.decode()
    assert "at most 10000 characters" in page
    assert "x" * 10_001 in page


def test_nothing_leads_to_another_site(people):
    address, elsewhere = "/notes/write/deals/D2/", "https://elsewhere.example/"
    answer = people["Bob"].post(address, {"text": "x", "next": elsewhere})
    assert answer["Location"].startswith("/notes/deals/D2/#note-")
    people["Bob"].post(address, {"text": " ", "next": elsewhere})
    assert people["Bob"].get(address)["Location"] == "/notes/deals/D2/"


def test_a_mention_leads_to_the_page_of_who_is_in_the_book_and_else_nowhere(people):
    page = write_on(people["Mo"], "@Bob and @Jörg Müller").content.decode()
    assert '<a href="/people/of/Bob/" class="mention"' in page
    assert '<span class="mention">@Jörg Müller</span>' in page
    assert people["Mo"].get("/people/of/Bob/").status_code == 200
    assert people["Mo"].get("/people/of/Jörg Müller/").status_code == 404


def test_who_can_be_mentioned_is_offered(people):
    assert people["Vi"].get("/notes/names/").json() == {"names": ["Mo", "Bob", "Jörg Müller", "Vi"]}


def test_on_a_deal_that_is_gone_notes_are_read_and_none_is_written(people):
    write_on(people["Bob"], "it was good")
    write.book(book([deal("D2")]), by="Ann", words="second")
    page = words(people["Bob"], "/deals/D/1/")
    assert "it was good" in page
    assert "Write a note" not in page
