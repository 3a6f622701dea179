"""The other side's week on the site: for each role the side that it does not stand on."""

import re
from html import unescape

import pytest

from interlock.engine.readers import for_reader
from interlock.records.report import Reader
from interlock.store import write
from interlock.web import tasks
from tests.render import sample_sides
from tests.store.books import book, deal
from tests.web.test_week import OPEN


@pytest.fixture
def held(book_at, monkeypatch):
    """A book whose report, for any reader, is the sample with both sides' weeks."""
    write.book(book([OPEN, deal("006A1", owner="Ann")]), by="Ann", words="first")

    def made(_book, *, reader, **_):
        kind = "development" if reader == "development" else "management"
        who = Reader(kind) if reader in ("management", "development") else Reader(
            "person", reader, "sales"
        )  # fmt: skip
        return for_reader(sample_sides.report(), who, own_deals=frozenset({"006A1"}))

    monkeypatch.setattr(tasks, "report", made)
    for reader in ("management", "development", "Ann"):
        tasks.make_report.func(reader)


def words(client, address="/other-side/"):
    return unescape(client.get(address).content.decode()).replace("\N{NO-BREAK SPACE}", " ")


def head(page):
    return re.search(r"<h1>.*?</h1>", page, re.S).group()


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize(
    ("role", "week"),
    [("rep", "Development"), ("owner", "Development"), ("product", "Sales"),
     ("developer", "Sales"), ("viewer", "Sales")],
)  # fmt: skip
def test_each_role_is_told_of_the_side_it_does_not_stand_on(browser, role, week):
    assert f"{week}'" in head(words(browser(role)))


@pytest.mark.usefixtures("held")
def test_who_reads_both_sides_has_both_weeks_and_others_one(browser):
    both, one = words(browser("product")), words(browser("developer"))
    assert 'href="/other-side/?about=development"' in both
    assert "Sides" not in one
    assert "Sales' week" in head(words(browser("developer"), "/other-side/?about=development"))


@pytest.mark.usefixtures("held")
def test_a_developer_sees_why_it_matters_and_no_amount(browser):
    page = words(browser("developer"))
    assert "Identified pain: lorries leave half empty" in page
    assert "about 0.4 deals more won within the year" in page
    assert "$" not in page.split("<main")[1]
    assert "told in money, to those who see amounts" in page
    assert "of bookings" in words(browser("owner"), "/other-side/?about=sales")


@pytest.mark.usefixtures("held")
def test_a_rep_is_told_of_own_deals_and_led_to_the_question(browser):
    page = words(browser("rep"))
    assert "Say whether Halyard waits for SSO" in page
    assert 'href="/#h-questions"' in page
    assert "Other buyer" not in page


@pytest.mark.usefixtures("book_at")
def test_a_company_with_one_sides_data_is_told_what_to_bring(browser, monkeypatch):
    write.book(book([OPEN]), by="Ann", words="first")
    made = sample_sides.report(sides=sample_sides.sides()[:1])
    monkeypatch.setattr(tasks, "report", lambda _book, **_: made)
    tasks.make_report.func("management")
    page = words(browser("owner"))
    assert "Nothing is known of it yet: it comes with a tracker" in page
    assert "Sales' week" in head(page)


def test_an_empty_book_says_what_the_other_side_will_show(browser):
    assert "what you could do that would help it most" in words(browser("manager"))
