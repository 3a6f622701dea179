"""A law: amounts told by their thirds tell nothing else, on any page, in any order, in any file."""

import csv
import io
import re
from datetime import date, datetime
from decimal import Decimal

import pytest

from interlock.store import write
from interlock.web import tasks
from tests.store.books import book, deal
from tests.web.test_deals import words
from tests.web.test_week import CLOSED, MINE

OPEN = 12
PAGES = (
    "/deals/", "/deals/?as=csv", "/deals/?as=board", "/deals/?sort=amount", "/deals/?sort=-amount",
    "/deals/?amount_from=5500&amount_to=9000", "/deals/?as=csv&sort=amount",
    *(f"/deals/D{n}/" for n in (1, 5, 6)),
)  # fmt: skip
pytestmark = pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)


def held(**moved):
    """Twelve open deals of 1,000 to 12,000, but for those that are ``moved``."""
    amounts = {f"D{n}": 1000 * n for n in range(1, OPEN + 1)} | moved
    deals = [
        deal(name, **MINE, name=f"Deal {name}", amount=Decimal(amount), arr=Decimal(amount),
             created_on=date(2026, 1, 5))
        for name, amount in amounts.items()
    ]  # fmt: skip
    log = {"table": "deals", "field": "amount", "old": "1", "at": datetime(2026, 2, 3)}
    return book(
        [*CLOSED, *deals],
        changes=[{**log, "id": name, "new": str(amount)} for name, amount in amounts.items()],
        attributes=[{"table": "deals", "id": name, "name": "TCV", "value": str(amount)}
                    for name, amount in amounts.items()],
        needs=[{"deal": "D5", "feature": "F1", "strength": "dealbreaker"}],
        features=[{"id": "F1", "name": "Export", "team": "Core", "created_on": date(2026, 1, 1)}],
    )  # fmt: skip


def told(client, given):
    """Every byte of every page once the book holds what is given, but for the marks of forms."""
    write.book(given, by="Ann", words="given")
    tasks.make_deals.func()
    mark = re.compile(r'name="(csrfmiddlewaretoken|who)" value="[^"]*"')
    return {page: mark.sub("", words(client, page)) for page in PAGES}


def test_an_amount_that_moves_within_its_third_changes_no_byte(browser):
    developer = browser("developer")
    before = told(developer, held())
    assert told(developer, held(D5=7900, D6=5001)) == before
    crossed = told(developer, held(D5=9100))
    assert crossed["/deals/?as=csv"] != before["/deals/?as=csv"]


def test_the_band_stands_where_the_amount_would(browser):
    pages = told(browser("developer"), held())
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(pages["/deals/?as=csv"]))}
    assert [rows[f"D{n}"]["amount"] for n in (1, 4, 5, 8, 9, 12)] == [
        "small", "small", "middle", "middle", "large", "large",
    ]  # fmt: skip
    assert ">middle<" in pages["/deals/"].replace("\n", "")
    assert "middle" in pages["/deals/D5/"]
    order = [row["amount"] for row in csv.DictReader(io.StringIO(pages[PAGES[6]]))]
    assert order == ["large"] * 4 + ["middle"] * 4 + ["small"] * 4
    assert not re.search("at their odds by", "".join(pages.values()))


def test_without_amounts_there_are_no_bands_either_nor_while_few_have_one(browser):
    few = book([*CLOSED, *(deal(f"D{n}", **MINE, created_on=date(2026, 1, 5)) for n in (1, 5, 6))])
    told_few = "".join(told(browser("developer"), few).values())
    none = "".join(told(browser("viewer"), held()).values())
    for band in ("small", "middle", "large"):
        assert f">{band}<" not in told_few
        assert f">{band}<" not in none
        assert f",{band}," not in told_few + none
