"""Remarks on a week foretell something; the next report says whether that came."""

import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest

from interlock.store import read, write
from tests import closed_weeks
from tests.closed_weeks import LAST, MANAGEMENT
from tests.store.books import book, deal

pytestmark = pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)
BEFORE = LAST - closed_weeks.WEEK
SEEN = date(2026, 11, 20)


@pytest.fixture
def manager(browser, book_at):
    won = deal("D2", name="Diner", owner="Ann", outcome="won", amount=Decimal(5),
               created_on=date(2026, 5, 4), closed_on=date(2026, 11, 19))  # fmt: skip
    features = [
        {"id": "F1", "name": "Ovens", "key": "CORE-1", "shipped_on": date(2026, 11, 18)},
        {"id": "F2", "name": "Diner"},
    ]
    held = book([deal("D1", name="Bakery", owner="Ann"), won], features=features)
    write.book(held, by="Ann", words="first")
    closed_weeks.close_all(2, readers=(MANAGEMENT,))
    return browser("manager", known_as="Mo")


def remark(client, text, named="", comes_by=""):
    told = {"text": text, "named": named, "comes_by": str(comes_by)}
    return unescape(
        client.post(f"/notes/write/weeks/{BEFORE}/", told, follow=True).content.decode()
    )


def verdicts(client):
    """remark -> what the next report says came of it"""
    page = unescape(client.get(f"/reports/{LAST}/").content.decode())
    part = page.split('id="h-remarked"')[1].split("</section>")[0] if "h-remarked" in page else ""
    lines = re.findall(r"<li><span>(.*?)<span.*?</li>", part, re.S)
    said = [re.search(r"<strong>(.*?)</strong>", one) for one in part.split("<li>")[1:]]
    return dict(zip(lines, (one[1] if one else "" for one in said), strict=True))


def test_records_decide_what_names_a_deal_or_a_feature(manager):
    remark(manager, "late", "D2", SEEN - timedelta(days=2))
    remark(manager, "in time", "D2", SEEN)
    remark(manager, "over", "Bakery", SEEN - timedelta(days=1))
    remark(manager, "waits", "bakery", SEEN)
    remark(manager, "ships", "core-1", SEEN)
    remark(manager, "only said")
    assert verdicts(manager) == {
        "late": "did not come true: won on 19 Nov",
        "in time": "came true: won on 19 Nov",
        "over": "did not come true",
        "waits": "open",
        "ships": "came true: shipped on 18 Nov",
        "only said": "",
    }


def test_what_names_nothing_is_said_by_its_author_in_one_click_and_shown_as_such(manager, browser):
    remark(manager, "The board agrees", comes_by=SEEN)
    (note,) = read.book().notes["id"]
    assert verdicts(manager) == {"The board agrees": "open"}
    other = browser("owner", known_as="Olga")
    assert "Came true" not in other.get(f"/reports/{LAST}/").content.decode()
    refused = other.post(f"/notes/note/{note}/came/", {"came": "yes"}, follow=True)
    assert "Only who wrote a remark" in refused.content.decode()
    assert "Came true" in manager.get(f"/reports/{LAST}/").content.decode()
    there = {"came": "yes", "next": f"/reports/{LAST}/"}
    said = manager.post(f"/notes/note/{note}/came/", there, follow=True).content.decode()
    assert verdicts(other) == {"The board agrees": "came true, says Mo"}
    manager.post(re.search(r"/undo/[0-9]+/", said).group())
    assert verdicts(other) == {"The board agrees": "open"}


def test_nobody_says_what_records_decide(manager):
    remark(manager, "ships", "Ovens", SEEN)
    (note,) = read.book().notes["id"]
    said = manager.post(f"/notes/note/{note}/came/", {"came": "no"}, follow=True)
    assert "Records say what came of it" in said.content.decode()


@pytest.mark.parametrize(("named", "comes_by", "said"), [
    ("Bakry", "2026-12-01", "Did you mean 'Bakery'?"),
    ("Diner", "2026-12-01", "No one deal or feature is called 'Diner'"),
    ("Bakery", "", "Say by which day it comes"),
    ("", "soon", "soon is no day"),
])  # fmt: skip
def test_what_cannot_be_foretold_is_told_and_nothing_is_kept(manager, named, comes_by, said):
    page = remark(manager, "A thing is to come", named, comes_by)
    assert said in page
    assert read.book().notes.is_empty()
