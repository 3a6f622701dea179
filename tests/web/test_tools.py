"""Sales tools on the site: listed, asked for by one click, answered in place, made and let."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import quote

import pytest

from interlock.actions.features_ahead import features_ahead
from interlock.records.features_ahead import ToolAhead
from interlock.store import read, write
from interlock.web import clock, tasks
from tests.store.books import frame
from tests.web.test_deals import HELD, SECRETS, ahead

pytestmark = [
    pytest.mark.usefixtures("held"),
    pytest.mark.parametrize("book_at", ["sqlite"], indirect=True),
]
ODD = "Deck 50 %/ä?"
AT = quote(ODD, safe="/")
TOOLS = [
    {"name": ODD, "kind": "deck", "owner": "Pia", "state": "draft", "edition": "1.0",
     "features": ["F1"], "link": "https://files.example/deck"},
    {"name": "Old deck", "kind": "deck", "owner": "Pia", "state": "ready", "features": ["F1"],
     "ready_on": date(2026, 9, 1), "audience": "buyers"},
    {"name": "Price list", "kind": "price list", "owner": "Pia", "state": "ready",
     "link": "https://files.example/prices"},
    {"name": "Other demo", "kind": "demo", "owner": "Kim", "state": "ready", "features": ["F2"],
     "review": "Map was dropped"},
    {"name": "Gone", "kind": "demo", "state": "retired"},
]  # fmt: skip
ASKED = {"id": "A1", "on": date(2026, 11, 2), "by": "Ann", "kind": "reference", "deal": "D/1",
         "why": "their board", "strength": "important"}  # fmt: skip
FEATURES = [
    {"id": "F1", "key": "CORE-1", "name": "Export", "team": "Core", "created_on": date(2026, 1, 1)},
    {"id": "F2", "name": "Map", "dropped_on": date(2026, 11, 3)},
]
BOOK = HELD.with_tables(
    tools=frame("tools", *TOOLS), tool_asks=frame("tool_asks", ASKED),
    features=frame("features", *FEATURES),
)  # fmt: skip
AHEAD = ToolAhead(name=ODD, p50_on=date(2026, 12, 9), p80_on=date(2026, 12, 20), basis="own pace",
                  waits_for=("F1",), deals=1, exposed=93939.125,
                  at_risk=71717171.0)  # fmt: skip


@pytest.fixture(scope="module")
def made():
    return replace(features_ahead(BOOK), tools=(AHEAD,))


@pytest.fixture
def held(book_at, monkeypatch, made):
    write.book(BOOK, by="Ann", words="first")
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 21, 12, tzinfo=UTC))
    monkeypatch.setattr(tasks, "deals_ahead", lambda _book, **_: ahead())
    monkeypatch.setattr(tasks, "features_ahead", lambda _book, **_: made)
    tasks.make_deals.func()
    tasks.make_features.func()


def page(client, address, **asked):
    answer = client.get(address, asked)
    assert answer.status_code == 200, address
    return answer.content.decode()


def send(client, address, **values):
    return client.post(address, values, follow=True).content.decode()


def names(client, **asked):
    told = page(client, "/tools/", **{"as": "csv", **asked})
    return [row["name"] for row in csv.DictReader(io.StringIO(told))]


def row(table, **which):
    (one,) = read.book().table(table).filter(**which).to_dicts()
    return one


def bob(browser):
    return browser("rep", known_as="Bob")


def pia(browser):
    return browser("product", known_as="Pia")


def test_they_are_listed_with_what_they_show_when_they_are_ready_and_whom_to_ask(browser):
    told = page(bob(browser), "/tools/")
    for said in ("4 of 5", "needs a look: Map was dropped", "9 to 20 Dec", "since 1 Sep",
                 "not ready: ask Pia", "must be looked at again first: ask Kim", "dropped 3 Nov",
                 "nothing to take yet", f'href="/tools/of/{AT}/"'):  # fmt: skip
        assert said in told, said
    assert "https://files.example/deck" not in told


def test_words_state_owner_and_safety_narrow_them_and_those_to_look_at_come_first(browser):
    client = bob(browser)
    assert names(client) == ["Other demo", ODD, "Old deck", "Price list"]
    assert names(client, state="all")[-1] == "Price list"
    assert names(client, state="retired") == ["Gone"]
    assert names(client, state="review") == ["Other demo"]
    assert names(client, q="EXPORT deck", owner="Pia") == [ODD, "Old deck"]
    assert names(client, kind="price list") == ["Price list"]
    assert names(client, safe="1", deal="D2") == ["Old deck", "Price list"]
    assert "No sales tool is like that" in page(client, "/tools/", q="zebra")


def test_without_any_the_page_says_what_to_do(browser):
    write.book(HELD, by="Ann", words="no tools")
    told = page(pia(browser), "/tools/")
    assert "tools.csv" in told
    assert 'href="/tools/add/"' in told
    assert 'href="/tools/add/"' not in page(bob(browser), "/tools/")


def test_a_rep_asks_from_the_deal_by_one_click_and_reads_there_what_is_used_instead(browser):
    rep = bob(browser)
    told = page(rep, "/deals/D2/")
    assert told.index("Safe to use now") < told.index("Old deck") < told.index("Not ready yet")
    assert "ready 9 to 20 Dec in 5 to 8 of 10 cases" in told
    assert "Other demo" not in told
    told = send(rep, "/tools/ask/", deal="D2", tool=ODD, next="/deals/D2/#tools")
    assert "Asked for: whoever makes it sees it" in told
    own = row("tool_asks", deal="D2")
    assert (own["by"], own["tool"], own["strength"]) == ("Bob", ODD, None)
    assert "open</strong> since 21 Nov 2026" in told
    queue = page(pia(browser), "/tools/asked/")
    assert queue.index('<option value="Old deck">') < queue.index('<option value="Price list">')
    assert "Old deck (shows the same)" in queue
    told = send(pia(browser), "/tools/answer/", ask=own["id"], said="instead", instead="Old deck")
    assert "Answered: Old deck is used instead." in told
    assert 'use <a href="/tools/of/Old%20deck/?deal=D2">Old deck</a> instead' in page(
        rep, "/deals/D2/"
    )
    client = pia(browser)
    send(client, "/tools/answer/", ask="A1", said="no", because="none was ever made")
    assert "none was ever made" in page(client, "/tools/asked/")


def test_what_most_money_waits_for_comes_first_where_it_is_seen(browser):
    send(bob(browser), "/tools/ask/", deal="D2", tool=ODD)
    told = page(browser("manager"), "/tools/asked/")
    assert told.index(f'href="/tools/of/{AT}/"') < told.index("Reference <span")
    for said in ("€93.9k", "€41.4k", "At risk were it never ready", "their board"):
        assert said in told.replace("\u202f", "").replace("\xa0", "").replace(" k", "k"), said
    told = page(browser("viewer"), "/tools/asked/")
    assert told.index("Reference <span") < told.index(f'href="/tools/of/{AT}/"')


@pytest.mark.parametrize(
    ("role", "amounts", "seen"),
    [("manager", "", {"Ann", "Bob"}), ("rep", "own", {"Ann"}), ("developer", "", set()),
     ("viewer", "", set())],
)  # fmt: skip
def test_no_page_of_tools_tells_amounts_to_whom_they_are_not(browser, role, amounts, seen):
    send(bob(browser), "/tools/ask/", deal="D2", tool=ODD, strength="important")
    client = browser(role, known_as="Ann", amounts=amounts)
    pages = ("/tools/", "/tools/asked/", f"/tools/of/{AT}/", "/deals/D2/", "/tools/?as=csv")
    told = "".join(page(client, one) for one in pages)
    told = "".join(one for one in told if one.isalnum() or one == ".")
    for owner, secret in SECRETS.items():
        whole, short = secret.split(".")[0], f"{float(secret) / 1000:.1f}k"
        assert (whole in told or short in told) == (owner in seen), owner
    assert ("71.7M" in told) == (role == "manager")


def test_a_tool_is_added_for_those_who_asked_and_made_ready_and_they_are_answered(browser):
    client = pia(browser)
    told = page(client, "/tools/add/", ask="A1")
    assert 'value="reference"' in told
    told = send(client, "/tools/add/", ask="A1", name="Bakers' words", kind="reference",
                state="draft", owner="Pia", features="core-1; Map",
                next="/tools/asked/")  # fmt: skip
    assert "The sales tool is there." in told
    assert row("tool_asks", id="A1")["tool"] == "Bakers' words"
    assert row("tools", name="Bakers' words")["features"] == ["F1", "F2"]
    assert ">It is made<" not in told
    send(client, "/tools/state/Bakers' words/", state="ready")
    assert row("tools", name="Bakers' words")["ready_on"] == date(2026, 11, 21)
    assert ">It is made<" in page(client, "/tools/asked/")
    assert "Answered: it is made." in send(client, "/tools/answer/", ask="A1", said="made")


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"name": ""}, "This field is required"),
        ({"name": "x", "features": "Exprot"}, "Did you mean Export?"),
        ({"name": "old DECK"}, "A sales tool is called old DECK already"),
        ({"name": "x", "link": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"name": "x", "due": "soon"}, "Enter a valid date"),
    ],
)
def test_what_cannot_stand_comes_back_and_nothing_is_kept(browser, sent, wrong):
    before = read.latest()
    answer = pia(browser).post("/tools/add/", {"state": "draft"} | sent)
    assert answer.status_code == 400
    assert wrong in answer.content.decode().replace("&#x27;", "'")
    assert read.latest() == before


def test_an_answer_needs_its_reason_its_tool_and_somebody_who_makes_it(browser):
    before = read.latest()
    client = pia(browser)
    assert "Say why not" in send(client, "/tools/answer/", ask="A1", said="no")
    assert "Choose what is used" in send(client, "/tools/answer/", ask="A1", said="instead")
    assert "Tick what you answer" in send(client, "/tools/answer/", said="made")
    assert "may not answer" in send(
        bob(browser), "/tools/answer/", ask="A1", said="instead", instead="Old deck"
    )
    assert read.latest() == before


def test_its_page_changes_what_is_said_and_takes_it_back(browser):
    client = pia(browser)
    told = page(client, f"/tools/of/{AT}/")
    for said in ("own pace", "no date yet", "Nobody but who makes it", 'value="Export"'):
        assert said in told, said
    seen = read.latest()
    told = send(client, f"/tools/change/{AT}/", kind="deck", owner="Pia", edition="1.1",
                features="Export", audience="their IT", seen=seen)  # fmt: skip
    assert "It is changed." in told
    assert row("tools", name=ODD)["edition"] == "1.1"
    assert row("tools", name=ODD)["link"] is None
    client.post(f"/undo/{read.latest()}/", {"next": "/tools/"})
    assert row("tools", name=ODD)["edition"] == "1.0"
    answer = client.post(f"/tools/change/{AT}/", {"features": "zebra", "seen": seen})
    assert (answer.status_code, "No feature is called zebra" in answer.content.decode()) == (
        400, True,
    )  # fmt: skip


def test_one_that_must_be_looked_at_says_why_until_somebody_did(browser):
    told = page(bob(browser), "/tools/of/Other demo/")
    assert "Map was dropped" in told
    assert "Looked at again" not in told
    assert "not their own" in send(bob(browser), "/tools/looked/Other demo/")
    told = send(pia(browser), "/tools/looked/Other demo/")
    assert "It was looked at again." in told
    assert row("tools", name="Other demo")["review"] is None


def test_who_is_let_have_it_is_told_so_on_their_deal_until_it_is_taken_back(browser):
    client = pia(browser)
    wrong = client.post(f"/tools/let/{AT}/", {"person": "Bob", "deal": "Inm"}).content.decode()
    assert "Did you mean Inn?" in wrong
    told = send(client, f"/tools/let/{AT}/", person="Bob", deal="Inn", why="on our screen")
    assert "Bob can take it for that deal." in told
    assert "You are let have" in page(bob(browser), "/deals/D2/")
    assert "you are let have it for this deal" in page(bob(browser), f"/tools/of/{AT}/", deal="D2")
    assert "You are let have" not in page(bob(browser), "/deals/D/1/")
    told = send(client, f"/tools/let-no-more/{AT}/", person="Bob", deal="D2")
    assert "Bob cannot take it any longer." in told
    assert "You are let have" not in page(bob(browser), "/deals/D2/")


def test_a_feature_names_the_tools_that_show_it_and_who_only_looks_changes_none(browser):
    assert "Sales tools that show it" in page(bob(browser), "/features/F1/")
    client = browser("viewer")
    told = page(client, f"/tools/of/{AT}/") + page(client, "/deals/D2/")
    for said in ("Looked at again", "Let somebody", "Put a file", ">Ask<", "Change what is said"):
        assert said not in told, said
    assert client.post("/tools/ask/", {"deal": "D2", "tool": ODD}).status_code == 403
    assert client.get("/tools/of/nothing/").status_code == 404
