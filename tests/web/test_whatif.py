"""What if: the address holds the changes, the page says what they do, nothing is written."""

import re
from urllib.parse import urlencode

import pytest

from interlock.actions import load_answer
from interlock.actions.load_outlook import Desk
from interlock.store import read, write
from tests import company
from tests.store.books import book, deal

BOOK = book(
    [deal("D1", name="Alpha"), deal("D2", name="Beta"), deal("D3", outcome="won")],
    features=[
        {"id": "F1", "key": "CORE-1", "name": "Sign-on", "team": "Core"},
        {"id": "F2", "name": "Audit"},
    ],
    needs=[{"deal": "D1", "feature": "F2"}, {"deal": "D2", "feature": "F2"},
           {"deal": "D3", "feature": "F1"}],
)  # fmt: skip
NEEDED = "CORE-1199"


@pytest.fixture
def ann(browser, monkeypatch):
    """A manager, while the outlook of the example company is held."""
    revision = write.book(BOOK, by="Ann", words="first")
    held = company.outlook(as_of=company.book().seen_on, seed=1)
    desk = Desk(held=(revision, held), making=revision)
    monkeypatch.setattr(load_answer, "_reply", lambda asks: _said(desk.reply(asks)))
    return browser("manager")


def _said(reply):
    if isinstance(reply, Exception):
        raise reply
    return reply


def page(client, query="", **headers):
    answer = client.get(f"/whatif/?{query}", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_nothing_supposed_says_what_to_do_and_offers_what_most_deals_wait_for(ann):
    shown = page(ann)
    assert "Suppose that a feature is dropped" in shown
    assert re.search(r'href="/whatif/\?drop=F2"[^>]*>Drop Audit', shown)


def test_a_drop_is_answered_with_both_sides_the_range_and_who_must_be_told(ann):
    shown = page(ann, f"drop={NEEDED}")
    for words in ("in 80 of 100 cases", "Deals whose odds fall", "Deals that gain", "Close anyway",
                  "Features that move", "Promises whose odds change", "Must be told"):  # fmt: skip
        assert words in shown
    assert shown.count('class="costs-and-buys"') == 2
    before = read.latest()
    page(ann, f"drop={NEEDED}")
    assert read.latest() == before


def test_a_change_that_is_filled_in_becomes_part_of_the_address(ann):
    sent = {"drop": NEEDED, "kind": "people", "new-team": "Core", "new-people": "2", "suppose": "1"}
    answer = ann.get(f"/whatif/?{urlencode(sent)}")
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == f"/whatif/?drop={NEEDED}&people=Core%3D%2B2"


def test_a_part_of_the_page_comes_with_its_address_where_script_asks(ann):
    sent = {"kind": "drop", "new-feature": NEEDED, "suppose": "1"}
    answer = ann.get(f"/whatif/?{urlencode(sent)}", headers={"HX-Request": "true"})
    assert answer["HX-Push-Url"] == f"/whatif/?drop={NEEDED}"
    assert "<html" not in answer.content.decode()


def test_a_feature_is_meant_by_what_it_is_called_where_it_was_offered(ann):
    sent = {"kind": "delay", "new-feature": "core-1 sign-on", "new-weeks": "3", "suppose": "1"}
    answer = ann.get(f"/whatif/?{urlencode(sent)}")
    assert answer["Location"] == "/whatif/?delay=F1%3D3w"


def test_a_form_that_lacks_something_comes_back_with_what_it_lacks(ann):
    shown = page(ann, "kind=delay&new-feature=&new-weeks=x&suppose=1")
    assert shown.count("errorlist") == 2


def test_a_number_without_an_end_is_told_in_an_address_and_in_a_form(ann):
    assert "is no number" in page(ann, "delay=F1%3Dinf&order=F1%3D1e999")
    assert "errorlist" in page(ann, "kind=delay&new-feature=F1&new-weeks=1e999&suppose=1")


def test_changes_are_undone_one_by_one_from_the_last_and_anew(ann):
    shown = page(ann, f"drop={NEEDED}&people=Core%3D%2B1")
    assert f'href="/whatif/?drop={NEEDED}"' in shown
    assert 'href="/whatif/?people=Core%3D%2B1"' in shown
    assert "Begin anew" in shown


def test_what_cannot_be_supposed_is_said_all_at_once(ann):
    shown = page(ann, "drop=Nothing&people=Core%3D-90&delay=soon")
    assert "No feature is called &#x27;Nothing&#x27;." in shown
    assert "90 cannot leave it" in shown
    assert "write it as FEATURE=3w" in shown


def test_while_the_outlook_is_worked_out_the_page_says_how_far_it_is(ann, monkeypatch):
    monkeypatch.setattr(load_answer, "_reply", lambda _: load_answer.Waiting("reading the book"))
    shown = page(ann, f"drop={NEEDED}")
    assert "reading the book" in shown
    assert 'hx-trigger="every 1s"' in shown


def test_a_what_if_is_kept_under_a_name_and_shared(ann, browser):
    said = {"name": "Without it", "query": f"people=Core=%2B1&drop={NEEDED}", "is_shared": "1"}
    ann.post("/views/whatif/", said)
    shown = page(browser("viewer"))
    assert f'href="/whatif/?people=Core%3D%2B1&amp;drop={NEEDED}"' in shown
    assert "Without it" in shown


def test_what_ifs_that_are_ticked_stand_side_by_side_over_the_same_luck(ann):
    ann.post("/views/whatif/", {"name": "Without it", "query": f"drop={NEEDED}"})
    number = re.search(r"/views/whatif/(\d+)/", page(ann))[1]
    to = ann.get(f"/whatif/compare/?this=people%3DCore%3D%252B1&view={number}")
    assert to.status_code == 302
    shown = ann.get(to["Location"]).content.decode()
    assert re.search(r">this</a></th><th[^>]*><a[^>]*>Without it</a>", shown)
    assert re.search(r"This brings more than Without it in \S+ \S+ of cases", shown)


def test_one_alone_stands_beside_the_forecast_as_it_is(ann):
    to = ann.get(f"/whatif/compare/?this=drop%3D{NEEDED}")
    shown = ann.get(to["Location"]).content.decode()
    assert "as forecast" in shown
    assert "nothing" in shown
