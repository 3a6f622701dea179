"""Promises in writing: who opens their page, what stands on it, and where nothing does."""

import csv
import io
from dataclasses import replace
from html import unescape

import pytest

from interlock.engine.readers import for_reader
from interlock.records.report import Reader
from interlock.store import write
from interlock.web import tasks
from tests.render import sample
from tests.store.books import book, deal

ADDRESS = "/promises/finance/"
SECRETS = ("420,000", "88,000", "$508")


@pytest.fixture
def held(book_at, monkeypatch):
    """A book whose report, for any reader, is the sample."""
    write.book(book([deal("006A1", owner="Ann")]), by="Ann", words="first")
    keep(monkeypatch, sample.report())


def keep(monkeypatch, report):
    monkeypatch.setattr(tasks, "report", lambda _book, *, reader, **_: cut(report, reader))
    for reader in ("management", "development", "Ann"):
        tasks.make_report.func(reader)


def cut(report, reader):
    named = reader in ("management", "development")
    who = Reader(reader) if named else Reader("person", reader, "sales")
    return for_reader(report, who, own_deals=frozenset({"006A1"}))


def words(client, address=ADDRESS):
    told = unescape(client.get(address).content.decode())
    return " ".join(told.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.usefixtures("held")
def test_each_stands_with_its_form_evidence_day_odds_deal_and_amount(browser):
    page = words(browser("manager"))
    assert "3 promises, 1 of them in a contract. Beside them: <strong>$508 k</strong>" in page
    for said in ("order form, annex 2", "14 Dec 2026", "moved once, first 7 Dec 2026", "55 %",
                 "18 days over, not out", "$420,000", "$88,000", "no date"):  # fmt: skip
        assert said in page
    assert '<a href="/deals/006A1/">Halyard Bank platform</a>' in page


@pytest.mark.usefixtures("held")
def test_as_csv_each_is_a_line_with_the_amount_of_its_deal(browser):
    answer = browser("product").get(f"{ADDRESS}?as=csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [(one["id"], one["form"], one["due"], one["deal"], one["amount"]) for one in rows] == [
        ("p1", "contract", "2026-12-14", "006A1", "420000.0"),
        ("p9", "written", "2026-11-02", "006A4", "88000.0"),
        ("p10", "written", "", "", ""),
    ]


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize(
    ("role", "amounts"),
    [("rep", ""), ("developer", ""), ("viewer", ""), ("manager", "own"), ("product", "bands"),
     ("owner", "none")],
)  # fmt: skip
def test_who_does_not_read_for_the_company_or_sees_not_all_amounts_does_not_open_it(
    browser, role, amounts
):
    client = browser(role, amounts=amounts)
    for address in (ADDRESS, f"{ADDRESS}?as=csv"):
        answer = client.get(address)
        assert answer.status_code == 403
        assert not any(secret in answer.content.decode() for secret in SECRETS)
    report = words(client, "/report/")
    assert "In writing, and not out yet" not in report
    assert "$508" not in report


@pytest.mark.usefixtures("held")
def test_managements_report_leads_to_it_and_to_the_record(browser):
    page = words(browser("owner"), "/report/")
    assert f'<a href="{ADDRESS}">' in page
    assert '<a href="/promises/record/">' in page


def test_where_nothing_is_in_writing_it_says_how_to_begin(browser, monkeypatch):
    write.book(book([deal("006A1", owner="Ann")]), by="Ann", words="first")
    keep(monkeypatch, replace(sample.report(), firm=()))
    page = words(browser("manager"))
    assert "There is none." in page
    assert "id,what,form,maker,to,said_on,due,feature,deal" in page


def test_before_anything_was_brought_in_it_says_so_and_its_csv_has_heads_alone(browser):
    client = browser("manager")
    assert "Bring in the first exports" in words(client)
    assert client.get(f"{ADDRESS}?as=csv").content.decode().count("\n") == 1
