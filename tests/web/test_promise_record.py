"""The record on the site: both sides on one scale, and one's own, which is nobody else's to see."""

import csv
import io
import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from interlock.engine import day_record
from interlock.records.birth import Setting
from interlock.records.company import SHARED, Company
from interlock.records.rights import RIGHTS
from interlock.store import write
from interlock.web import tasks
from tests.engine.books import book as of_rows
from tests.store.books import book, deal
from tests.web.test_deals import words

pytestmark = pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)
HEAD = 'scope="rowgroup" colspan="3">{}</th>'
PAGE, SHARE = "/promises/record/", "/promises/record/share/"
BEGAN, DUE = date(2026, 1, 5), date(2026, 3, 31)
COMPANY = Company(currency="EUR", confidence_levels={"P1": 1.0, "P2": 0.8})
SECRET = "sure as rain"  # noqa: S105


def _deals(owner, count, won):
    for n in range(count):
        closed = DUE - timedelta(days=9) if n < won else DUE + timedelta(days=14)
        yield {"id": f"{owner}-{n}", "owner": owner, "created_on": BEGAN, "closed_on": closed,
               "outcome": "won"}  # fmt: skip


def _log(deals):
    at = datetime(2026, 1, 5, 12)
    return [
        {"table": "deals", "id": one["id"], "at": at, "field": "expected_close_on", "old": None,
         "new": DUE.isoformat()}
        for one in deals
    ]  # fmt: skip


def _promises(count):
    return [
        {"id": f"P{n}", "what": "x", "kind": "own act", "maker": "Dora", "said_on": BEGAN,
         "due": DUE, "done_on": DUE, "confidence": "80 %" if n else SECRET}
        for n in range(count)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def made():
    """Ann's 40 deals, Bob's 12, and 21 promises of Dora's."""
    deals = [*_deals("Ann", 40, 30), *_deals("Bob", 12, 2)]
    people = [{"name": "Dora", "side": "development"}]
    rows = of_rows(
        company=COMPANY, deals=deals, changes=_log(deals), promises=_promises(21), people=people
    )
    return day_record.record(rows)


def hold(monkeypatch, made, company=COMPANY):
    write.book(replace(book([deal("D1")]), company=company), by="Ann", words="first")
    monkeypatch.setattr(tasks, "record", lambda _book, **_: made)
    tasks.make_record.func()


@pytest.fixture
def held(book_at, made, monkeypatch):
    hold(monkeypatch, made)


def rows_of(client):
    return list(csv.DictReader(io.StringIO(client.get(f"{PAGE}?as=csv").content.decode())))


def test_while_nothing_is_in_the_book_it_says_what_will_stand_here(browser):
    page = words(browser("rep"), PAGE)
    assert "The record" in page
    assert "once exports are brought in" in page


def test_the_worker_is_asked_for_it_and_says_how_far_it_is(browser):
    write.book(book([deal("D1")]), by="Ann", words="first")
    page = words(browser("viewer"), PAGE)
    assert "aiting for the worker" in page
    assert 'hx-trigger="every 1s"' in page


def test_a_book_without_any_day_says_what_to_bring_in(browser, monkeypatch):
    hold(monkeypatch, day_record.record(of_rows()))
    page = words(browser("owner"), PAGE)
    assert "No day was said yet" in page
    assert 'href="/import/"' in page


@pytest.mark.usefixtures("held")
def test_both_sides_stand_on_one_scale_beside_interlock(browser):
    page = words(browser("developer", known_as="Dora"), PAGE)
    assert 'class="reliability sales"' in page
    assert 'class="reliability interlock"' in page
    assert 'class="reliability development"' not in page
    assert "Not enough yet: 29 more days must pass; wanted-by days" in page
    for said in ("miscalibration", "deal won", "own act", "How we know", "drawn"):
        assert said in page, said


@pytest.mark.usefixtures("held")
def test_what_was_promised_is_told_by_its_confidence_and_what_says_nothing_is_named(browser):
    page = words(browser("viewer", known_as="Vic"), PAGE)
    assert 'class="came development"' in page
    assert f"“{SECRET}” (1 promise)" in page


@pytest.mark.usefixtures("held")
def test_files_are_those_of_the_command_line(browser, made):
    owner = browser("owner", known_as="Zoe")
    told = json.loads(owner.get(f"{PAGE}?as=json").content)
    assert [one["kind"] for one in told["lines"]] == [one.kind for one in made.lines]
    assert {one["side"] for one in told["sides"]} == {"sales", "development", "Interlock"}
    assert len(rows_of(owner)) == made.days.height


@pytest.mark.usefixtures("held")
def test_a_person_finds_their_own_record(browser):
    page = words(browser("rep", known_as="ann"), PAGE)
    own = page.split('id="own"')[1]
    assert "deal won" in own
    assert "Only you see this" in own
    few = words(browser("rep", known_as="Bob"), PAGE).split('id="own"')[1]
    assert "not enough yet: 18 more" in few


@pytest.mark.usefixtures("held")
def test_who_said_no_day_is_told_under_which_name_it_looked(browser):
    page = words(browser("viewer", known_as="Vic"), PAGE)
    assert "No day that was said stands under your name, Vic" in page


@pytest.mark.parametrize("role", RIGHTS)
@pytest.mark.usefixtures("held")
def test_nobody_elses_record_stands_anywhere(browser, role):
    client = browser(role, known_as="Vic")
    page, told = words(client, PAGE), client.get(f"{PAGE}?as=json").content.decode()
    for name in ("Ann", "Bob", "Dora"):
        assert f">{name}<" not in page
        assert f'"{name}"' not in told
    assert {one["maker"] for one in rows_of(client)} == {""}


@pytest.mark.usefixtures("held")
def test_ones_own_name_stands_in_ones_own_file_alone(browser):
    assert {one["maker"] for one in rows_of(browser("rep", known_as="Bob"))} == {"", "Bob"}


@pytest.mark.usefixtures("held")
def test_who_shares_is_read_by_those_who_manage_and_by_nobody_else(browser):
    ann, bob = browser("rep", known_as="Ann"), browser("rep", known_as="Bob")
    for client in (bob, ann):
        answer = client.post(SHARE, {"shares_record": "1"}, follow=True).content.decode()
        assert "Those who manage see your record now." in answer
        assert "Share it no more" in answer
    manager = browser("manager", known_as="Mia")
    shared = words(manager, PAGE).split('id="shared"')[1]
    assert shared.index(HEAD.format("Ann")) < shared.index(HEAD.format("Bob"))
    assert "not enough yet: 18 more" in shared
    assert {one["maker"] for one in rows_of(manager)} == {"", "Ann", "Bob"}
    for role in ("rep", "product", "developer", "viewer"):
        client = browser(role, known_as="Vic")
        assert 'id="shared"' not in words(client, PAGE)
        assert {one["maker"] for one in rows_of(client)} == {""}
    ann.post(SHARE, {})
    assert HEAD.format("Ann") not in words(manager, PAGE)


def test_the_companys_rule_shares_everybodys_with_those_who_manage(browser, made, monkeypatch):
    hold(monkeypatch, made, replace(COMPANY, own_records=SHARED, given=frozenset({"own_records"})))
    shared = words(browser("manager", known_as="Mia"), PAGE).split('id="shared"')[1]
    assert [shared.index(HEAD.format(name)) for name in ("Ann", "Bob", "Dora")] == sorted(
        shared.index(HEAD.format(name)) for name in ("Ann", "Bob", "Dora")
    )
    rep = words(browser("rep", known_as="Bob"), PAGE)
    assert 'id="shared"' not in rep
    assert "The company shares everybody’s record" in rep
    assert "Share mine" not in rep


def test_settings_in_money_do_not_reach_who_sees_no_amounts(browser, made, monkeypatch):
    target = Setting("targets", "2026-Q4: 1,200,000 EUR", "company.toml")
    birth = replace(made.birth, settings=(*made.birth.settings, target))
    hold(monkeypatch, replace(made, birth=birth))
    for role in RIGHTS:
        client = browser(role, known_as="Vic")
        told = client.get(f"{PAGE}?as=json").content.decode()
        sees_all = role not in ("developer", "viewer")
        assert ("1,200,000" in told) == sees_all, role
