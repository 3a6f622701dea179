"""Written on the page of a deal: typed over the CRM's value, added, marked done, taken back."""

from datetime import UTC, date, datetime

import pytest

from interlock.store import read, typed
from interlock.web import clock
from tests.web.test_deals import held, words

__all__ = ["held"]
pytestmark = [
    pytest.mark.usefixtures("held"),
    pytest.mark.parametrize("book_at", ["sqlite"], indirect=True),
]
D2 = "/deals/D2/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 21, 12, tzinfo=UTC))


def stands(table="deals", **which):
    return read.book().table(table).filter(**which).to_dicts()


def send(client, path, **values):
    return client.post(f"{D2}{path}/", values, follow=True)


def seen():
    return read.revision()


@pytest.mark.parametrize(
    ("column", "value", "kept"),
    [
        ("stage", "Lead", "Lead"),
        ("category", "best case", "best case"),
        ("amount", "1234.5", 1234.5),
        ("expected_close_on", "2026-12-24", date(2026, 12, 24)),
        ("owner", "Ann", "Ann"),
        ("owner", "", None),
    ],
)
def test_a_value_is_typed_over_and_undone(browser, column, value, kept):
    bob = browser("rep", known_as="Bob")
    before = stands(id="D2")[0][column]
    page = send(bob, f"type/{column}", value=value, seen=seen()).content.decode()
    assert stands(id="D2")[0][column] == kept
    assert "the CRM keeps its own" in page
    assert ">typed</span>" in page or value == ""
    number = page.split('action="/undo/')[1].split("/")[0]
    bob.post(f"/undo/{number}/", {"next": D2})
    assert stands(id="D2")[0][column] == before


def test_the_form_opens_in_place_and_on_a_page_of_its_own(browser):
    bob = browser("rep", known_as="Bob")
    alone = bob.get(f"{D2}type/stage/", headers={"HX-Request": "true"}).content.decode()
    whole = words(bob, f"{D2}type/stage/")
    assert "<html" not in alone
    assert "<html" in whole
    assert '<option value="Lead"' in alone
    assert bob.get(f"{D2}type/id/").status_code == 404


def test_what_the_crm_says_counts_again(browser):
    bob = browser("rep", known_as="Bob")
    send(bob, "type/stage", value="Lead", seen=seen())
    assert "Let the CRM's value count" in words(bob, f"{D2}type/stage/")
    send(bob, "type/stage", give_back="1")
    assert stands(id="D2")[0]["stage"] == "Offer"


def test_who_typed_over_the_same_meanwhile_is_told_with_what_and_when(browser):
    bob, at = browser("rep", known_as="Bob"), seen()
    typed.over("deals", ("D2",), {"stage": "Won"}, by="mo@acme.example", seen=at)
    told = send(bob, "type/stage", value="Lead", seen=at)
    page = told.content.decode()
    assert told.status_code == 409
    assert "mo@acme.example typed over this on" in page
    assert "UTC: Won" in page
    assert stands(id="D2")[0]["stage"] == "Won"
    send(bob, "type/stage", value="Lead", seen=seen())
    assert stands(id="D2")[0]["stage"] == "Lead"


@pytest.mark.parametrize(
    ("column", "value"),
    [("stage", "Nowhere"), ("category", "sure"), ("amount", "much"), ("amount", "-1"),
     ("expected_close_on", "soon")],
)  # fmt: skip
def test_what_a_column_cannot_hold_is_not_kept(browser, column, value):
    told = send(browser("manager"), f"type/{column}", value=value, seen=seen())
    assert told.status_code == 400
    assert 'class="errorlist"' in told.content.decode()
    assert seen() == 1


def test_a_form_that_was_read_at_no_change_there_can_be_is_not_taken(browser):
    told = send(browser("manager"), "type/stage", value="Lead", seen="9" * 30)
    assert told.status_code == 400
    assert seen() == 1


def test_a_rep_writes_about_own_deals_alone(browser):
    ann = browser("rep", known_as="Ann")
    for path in ("type/stage", "add/evidence", "add/people", "done"):
        assert "a manager, changes that" in send(ann, path, value="Lead", seen=1).content.decode()
    assert seen() == 1
    assert "Change<" not in words(ann, D2)


@pytest.mark.parametrize("amounts", ["bands", "none"])
def test_who_does_not_see_an_amount_does_not_write_it(browser, amounts):
    bob = browser("rep", known_as="Bob", amounts=amounts)
    send(bob, "type/amount", value="5", seen=1)
    assert seen() == 1
    assert "type/amount" not in words(bob, D2)


def test_who_sees_only_own_amounts_makes_no_deal_their_own(browser):
    manager = browser("manager", known_as="Ann", amounts="own")
    send(manager, "type/owner", value="Ann", seen=1)
    send(manager, "add/people", name="Ann", side="sales")
    assert seen() == 1


def test_evidence_a_need_a_person_and_a_step_are_added(browser):
    bob = browser("rep", known_as="Bob")
    send(bob, "add/evidence", rule="champion", on="2026-11-20", what="sent us their plan")
    send(bob, "add/people", name="Zoe", side="buyer", role="economic buyer")
    send(bob, "add/buyer_steps", step="board", due="2026-12-15", owner_theirs="Zoe")
    page = words(bob, D2)
    assert stands("evidence")[0]["by"] == "Bob"
    assert [one["step"] for one in stands("buyer_steps")] == ["board", "legal"]
    for told in ("sent us their plan", "Zoe", "economic buyer", "15 Dec 2026"):
        assert told in page, told


def test_a_feature_is_found_by_its_name_its_key_or_its_id(browser):
    developer = browser("developer")
    wrong = send(developer, "add/needs", feature="Exporr", strength="important")
    assert wrong.status_code == 400
    assert "Did you mean Export?" in wrong.content.decode()
    typed.add("deals", {"id": "D9", "outcome": "open"}, by="x")
    developer.post("/deals/D9/add/needs/", {"feature": "export", "strength": "important"})
    assert stands("needs", deal="D9")[0]["feature"] == "F1"


def test_what_is_there_already_is_said_and_what_was_written_stays_in_the_form(browser):
    told = send(browser("manager"), "add/buyer_steps", step="legal", due="2026-12-15")
    page = told.content.decode()
    assert told.status_code == 400
    assert "is in the book already" in page
    assert 'value="2026-12-15"' in page


def test_a_step_is_marked_done(browser):
    bob = browser("rep", known_as="Bob")
    page = send(bob, "done", step="legal").content.decode()
    assert stands("buyer_steps")[0]["done_on"] == date(2026, 11, 21)
    assert "Done: legal." in page
    assert "No record" in send(bob, "done", step="nothing").content.decode()
