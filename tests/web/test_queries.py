"""How often a page asks the database: not more for a larger book."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interlock.store import write
from interlock.web import tasks
from tests import closed_weeks
from tests.closed_weeks import MANAGEMENT
from tests.render import sample, sample_ahead
from tests.store.books import book, deal
from tests.web.test_week import CLOSED, MINE

DAY = date(2026, 11, 2)
MOST = {
    "/": 13,
    "/report/": 15,
    "/reports/": 16,
    "/reports/2026-11-23/": 24,
    "/reports/2026-11-16/compare/2026-11-23/": 26,
    "/deals/": 10,
    "/deals/D1/": 40,
    "/deals/D1/plan/": 7,
    "/deals/D1/plan/step/?step=legal": 7,
    "/customers/": 12,
    "/customers/C1/": 14,
    "/features/": 8,
    "/features/F1/": 33,
    "/features/F1/type/order/": 11,
    "/order/": 8,
    "/plan/best/": 4,
    "/releases/": 7,
    "/releases/R1/": 24,
    "/promises/record/": 9,
    "/promises/": 13,
    "/promises/?as=calendar": 13,
    "/promises/D1/": 20,
    "/promises/give/?feature=F1": 12,
    "/tools/": 9,
    "/tools/?as=csv&deal=D1": 10,
    "/tools/asked/": 9,
    "/tools/add/": 9,
    "/tools/of/D1/": 31,
    "/risks/": 9,
    "/risks/name/deal/D1/": 9,
    "/notes/": 6,
    "/other-side/": 7,
    "/people/": 10,
    "/people/departments/": 5,
    "/people/on/D1/?part=champion": 5,
    "/people/at/Acme/": 5,
    "/people/of/Ann/": 5,
    "/import/": 6,
    "/import/changes/1/": 37,
    "/settings/people/": 7,
    "/settings/sent/": 12,
    "/search/?q=d": 12,
    "/search/?q=23+Nov": 15,
    "/calls/": 13,
    "/calls/say/": 15,
    "/calls/of/Ann/": 12,
    "/calls/targets/": 9,
    "/account/calendar/": 12,
    "/settings/": 5,
    "/settings/company/work/": 5,
    "/settings/file/": 5,
    "/settings/rules/": 6,
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
    deals = [deal(f"D{n}", **MINE, account="Acme", amount=n) for n in range(1, count + 1)]
    beside = {
        "features": [{"id": f"F{n}", "team": "Core", "release": "R1"} for n in range(1, count + 1)],
        "releases": [{"id": "R1"}],
        "needs": [{"deal": one["id"], "feature": "F1"} for one in deals],
        "buyer_steps": [{"deal": one["id"], "step": "legal", "due": DAY} for one in deals],
        "promises": [{"id": one["id"], "what": "ask", "said_on": DAY, "due": DAY} for one in deals],
        "risks": [
            {"id": one["id"], "what": "slow", "deal": one["id"], "named_on": DAY, "promise": "D1"}
            for one in deals
        ],
    }
    beside["tools"] = [{"name": one["id"], "features": ["F1"]} for one in deals]
    beside["tool_asks"] = [
        {"id": one["id"], "on": DAY, "tool": one["id"], "deal": one["id"]} for one in deals
    ]
    write.book(book([*CLOSED, *deals], **beside), by="Ann", words=f"{count} deals")
    tasks.make_deals.func()
    tasks.make_calls.func()
    ahead = sample_ahead.features_ahead()
    monkeypatch.setattr(tasks, "features_ahead", lambda _book, **_: ahead)
    tasks.make_features.func()
    tasks.make_record.func()
    monkeypatch.setattr(tasks, "report", lambda _book, **_: sample.report())
    tasks.make_report.func("management")
    closed_weeks.close_all(count // 2 + 1, readers=(MANAGEMENT,))


@pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)
def test_a_page_asks_no_more_of_a_larger_book(browser, monkeypatch):
    client = browser("owner")
    held(2, monkeypatch)
    few = {address: asked(client, address) for address in MOST}
    held(40, monkeypatch)
    many = {address: asked(client, address) for address in MOST}
    assert few == many
    assert {address: count for address, count in many.items() if count > MOST[address]} == {}
