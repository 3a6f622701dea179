"""Around every page: theme, keys, moments in the company's time zone, what went wrong."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.test import Client

from interlock.records.rights import RIGHTS
from interlock.store import write
from interlock.web import health
from interlock.web.moments import moment
from interlock.web.shell import PAGES
from tests.store.books import book, deal


def shown(client, address="/import/"):
    return client.get(address).content.decode()


@pytest.mark.parametrize("chosen", ["light", "dark"])
def test_light_or_dark_is_kept_by_the_browser_and_sent_with_the_page(browser, chosen):
    client = browser("owner")
    assert "data-theme" not in shown(client)
    answer = client.post("/theme/", {"theme": chosen, "next": "/import/"})
    assert answer["Location"] == "/import/"
    assert f'<html lang="en" data-theme="{chosen}">' in shown(client)
    assert f'<meta name="color-scheme" content="{chosen}">' in shown(client)
    client.post("/theme/", {"theme": ""})
    assert "data-theme" not in shown(client)


def test_a_theme_that_is_none_is_not_kept_and_no_other_site_is_led_to(browser):
    client = browser()
    answer = client.post("/theme/", {"theme": '"><b>', "next": "https://evil.example/"})
    assert answer["Location"] == "/"
    client.cookies["theme"] = "<b>"
    assert "<b>" not in shown(client, "/account/login/")


def test_keys_are_listed_for_the_pages_that_a_role_opens_and_for_no_other(browser):
    for role, right in RIGHTS.items():
        client = browser(role)
        led = {page.key for page in PAGES if page.opens in right.opens}
        page = shown(client, "/keys/")
        assert set(re.findall(r'data-key="(\w)"', page)) == led
        assert set(re.findall(r"<kbd>g</kbd> <kbd>(\w)</kbd>", page)) == led


def test_no_two_pages_have_one_key():
    assert len({page.key for page in PAGES}) == len(PAGES)


def test_a_moment_is_told_in_the_companys_time_zone_by_its_name():
    at = datetime(2026, 11, 29, 13, 5, tzinfo=UTC)
    assert moment(at, "Europe/Berlin") == "29 Nov 2026, 14:05 Europe/Berlin"
    assert moment(datetime(2026, 7, 1, 22, 0, tzinfo=UTC), "Asia/Tokyo") == (
        "2 Jul 2026, 07:00 Asia/Tokyo"
    )
    assert moment(None, "UTC") == ""


def test_pages_tell_moments_in_the_zone_of_the_books_company(browser):
    client = browser("owner")
    assert re.search(r"\d\d:\d\d UTC</td>", shown(client, "/settings/people/"))
    made = book([deal("D1")])
    company = replace(made.company, time_zone="Asia/Tokyo")
    write.book(replace(made, company=company), by="Ann", words="first")
    assert re.search(r"20\d\d, \d\d:\d\d Asia/Tokyo</td>", shown(client, "/import/"))


def test_each_thing_that_goes_wrong_has_a_page_that_says_what_to_do(browser, settings):
    strict = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    settings.UPLOAD_MIB = 1
    answers = {
        400: browser().get("/", headers={"Host": "evil.example"}),
        403: strict.post("/theme/", {"theme": "dark"}),
        404: browser("owner").get("/nowhere/"),
        413: browser("owner").post("/import/", {"x": "y" * 2**21}),
    }
    said = {
        400: "INTERLOCK_URL", 403: "load the page again", 404: "No page has this address",
        413: "at most 1 MiB",
    }  # fmt: skip
    for status, answer in answers.items():
        page = answer.content.decode()
        assert answer.status_code == status
        assert said[status] in page
        assert 'rel="stylesheet"' in page
        assert "Nothing was" in page or status == 404
        assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_failure_has_a_page_that_needs_neither_book_nor_session(browser, monkeypatch):
    def fail(**_):
        raise RuntimeError("unheard of")

    monkeypatch.setattr(health, "load_history", fail)
    client = browser()
    client.raise_request_exception = False
    answer = client.get("/healthz")
    assert answer.status_code == 500
    assert "written down in the log" in answer.content.decode()
    assert 'rel="stylesheet"' in answer.content.decode()
    assert "unheard of" not in answer.content.decode()


def test_who_is_not_signed_in_is_shown_no_search_and_no_keys(browser):
    page = shown(browser(), "/account/login/")
    assert 'role="search"' not in page
    assert "<dialog" not in page
    assert 'action="/theme/"' in page


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/", '"page">This week'),
        ("/report/", '"true">This week'),
        ("/settings/people/", '"true">Settings'),
        ("/import/", '"page">Bring in'),
        ("/search/", None),
    ],
)
def test_the_bar_says_where_one_is(browser, address, current):
    page = browser("owner").get(address).content.decode()
    assert re.findall('aria-current=(".*?">[^<]*)', page.split("</nav>")[0]) == (
        [current] if current else []
    )
