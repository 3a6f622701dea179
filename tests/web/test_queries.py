"""How often a page asks the database: not more for a larger book."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interlock.store import write
from interlock.web import tasks
from tests.render import sample
from tests.store.books import book, deal
from tests.web.test_week import CLOSED, MINE

MOST = {
    "/": 15,
    "/report/": 20,
    "/deals/": 15,
    "/deals/D1/": 34,
    "/notes/": 20,
    "/import/": 8,
    "/import/changes/1/": 80,
    "/settings/people/": 8,
    "/search/?q=d": 14,
    "/calls/": 17,
    "/calls/say/": 19,
    "/calls/of/Ann/": 16,
    "/calls/targets/": 13,
    "/settings/": 8,
    "/settings/company/work/": 8,
    "/settings/file/": 8,
    "/settings/rules/": 10,
}
"""Sessions, rights, the book's change and what is asked of it."""


def asked(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def held(count, monkeypatch):
    deals = [deal(f"D{n}", **MINE, amount=n) for n in range(1, count + 1)]
    write.book(book([*CLOSED, *deals]), by="Ann", words=f"{count} deals")
    tasks.make_deals.func()
    tasks.make_calls.func()
    monkeypatch.setattr(tasks, "report", lambda _book, **_: sample.report())
    tasks.make_report.func("management")


@pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)
def test_a_page_asks_no_more_of_a_larger_book(browser, monkeypatch):
    client = browser("owner")
    held(2, monkeypatch)
    few = {address: asked(client, address) for address in MOST}
    held(40, monkeypatch)
    many = {address: asked(client, address) for address in MOST}
    assert few == many
    assert {address: count for address, count in many.items() if count > MOST[address]} == {}
