"""Rules on the site: added, mended, followed by a new version from a day on, ended, taken back."""

import re

import pytest

from interlock.store import read, write
from tests.store.books import book, deal

RULE = {
    "new-id": "buyer", "new-name": "Buyer met", "new-stage": "Lead", "new-asks": "a name",
    "new-valid_from": "2026-01-01",
}  # fmt: skip
NEXT = {"next-name": "Buyer met twice", "next-stage": "Lead", "next-asks": ""}


@pytest.fixture
def client(browser):
    write.book(book([deal("D1")]), by="Ann", words="an export")
    return browser("product")


def sent(client, values, address="/settings/rules/buyer/"):
    return client.post(address, values, follow=True).content.decode()


def added(client):
    return sent(client, RULE, "/settings/rules/")


def rules():
    rows = read.book().rules.sort("valid_from").rows()
    return [(name, *(f"{day}" for day in span)) for _, name, _, _, *span in rows]


def test_a_rule_is_added_and_taken_back(client):
    words = added(client)
    assert "Rule buyer added." in words
    assert rules() == [("Buyer met", "2026-01-01", "None")]
    client.post(re.search(r"/undo/\d+/", words)[0])
    assert rules() == []


def test_a_later_day_begins_a_new_version_and_ends_the_last_one_the_day_before(client):
    added(client)
    words = sent(client, NEXT | {"next-valid_from": "2026-07-01"})
    assert rules() == [
        ("Buyer met", "2026-01-01", "2026-06-30"),
        ("Buyer met twice", "2026-07-01", "None"),
    ]
    client.post(re.search(r"/undo/\d+/", words)[0])
    assert rules() == [("Buyer met", "2026-01-01", "None")]


def test_the_same_day_mends_the_version(client):
    added(client)
    sent(client, NEXT | {"next-valid_from": "2026-01-01"})
    assert rules() == [("Buyer met twice", "2026-01-01", "None")]
    assert read.book().rules["asks"].to_list() == [None]
    words = sent(client, NEXT | {"next-valid_from": "2026-01-01"})
    assert "Nothing differs" in words


def test_a_rule_ends_and_may_begin_again_later(client):
    added(client)
    sent(client, {"end": "1", "valid_to": "2026-03-31"})
    assert rules() == [("Buyer met", "2026-01-01", "2026-03-31")]
    sent(client, NEXT | {"next-valid_from": "2026-07-01"})
    assert rules()[0] == ("Buyer met", "2026-01-01", "2026-03-31")


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (NEXT | {"next-valid_from": "2025-12-31"}, "not before that day"),
        (NEXT | {"next-valid_from": "soon"}, "Enter a valid date."),
        ({"end": "1", "valid_to": "2025-12-31"}, "not before that day"),
        ({"end": "1"}, "This field is required."),
    ],
)
@pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)
def test_versions_follow_each_other_in_time(client, values, why):
    added(client)
    assert why in sent(client, values)
    assert rules() == [("Buyer met", "2026-01-01", "None")]


def test_a_name_stands_for_one_rule(client):
    added(client)
    assert "There is a rule of this name" in added(client)
    assert len(rules()) == 1


def test_a_rule_of_a_file_without_a_first_day_is_followed(client):
    write.book(
        book([deal("D1")], rules=[{"id": "buyer", "name": "Met"}]), by="Ann", words="an export"
    )
    sent(client, NEXT | {"next-valid_from": "2026-07-01"})
    assert sorted(rules()) == [
        ("Buyer met twice", "2026-07-01", "None"),
        ("Met", "None", "2026-06-30"),
    ]
    write.book(
        book([deal("D1")], rules=[{"id": "buyer", "name": "Seen"}]), by="Ann", words="the next"
    )
    assert ("Seen", "None", "2026-06-30") in rules()


def test_rules_can_be_written_before_anything_is_brought_in(browser):
    client = browser("owner")
    assert "No rules yet" in client.get("/settings/rules/").content.decode()
    assert "Buyer met" in added(client)
    assert "Buyer met" in client.get("/settings/rules/buyer/").content.decode()
