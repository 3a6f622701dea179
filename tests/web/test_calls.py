"""Calls on the site: who sees which, how they are said, said otherwise, locked and aimed at."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from interlock.actions.load_calls import for_viewer
from interlock.records.rights import Viewer
from interlock.store import call_lock, read, revisions, write
from interlock.web import tasks
from tests.store.books import book
from tests.web.called import PEOPLE, PLAIN, ahead

HELD = replace(
    PLAIN, company=replace(PLAIN.company, time_zone="Europe/Berlin", calls_lock="thursday 17:00")
)
BEFORE, AFTER = (
    datetime(2026, 11, 19, 15, 59, tzinfo=UTC),
    datetime(2026, 11, 19, 16, 0, tzinfo=UTC),
)
ONCE = pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)
"""What nothing is written in reads the same on every database."""
OTHERS = ("93939", "93.9", "77777", "77.8", "66666", "66.7", "88008", "88.0", "20202", "20.2",
          "97979", "98.0", "155", "31313", "31.3")  # fmt: skip
"""What Ann may not see who sees her own amounts alone."""


@pytest.fixture
def clock(monkeypatch):
    return lambda at: monkeypatch.setattr(call_lock, "now", lambda: at)


@pytest.fixture(autouse=True)
def held(book_at, clock, monkeypatch):
    clock(BEFORE)
    write.book(HELD, by="Ann", words="first")
    monkeypatch.setattr(tasks, "calls_ahead", lambda _book, **_: ahead())
    tasks.make_calls.func()


@pytest.fixture
def mo(browser):
    return browser("manager", known_as="Mo")


def words(client, address, **sent):
    answer = client.post(address, sent, follow=True) if sent else client.get(address)
    return answer.content.decode()


def said():
    """The calls that were not there from the start."""
    rows = read.book().calls.select("by", "level", "about", "amount", "said_on", "why").rows()
    first = HELD.calls.select("by", "level", "about", "amount", "said_on", "why").rows()
    return [row for row in rows if row not in first]


@ONCE
def test_a_manager_sees_calls_how_they_moved_what_is_said_instead_and_who_is_silent(mo):
    page = words(mo, "/calls/")
    for told in (
        "€35.4 k", "+€5.05 k since last week", "Mo says <b>€31.3 k</b>: the buyer is on leave",
        "CRM €41.4 k", "2 calls together €98.0 k", "€88.0 k", "last 16 days ago",
        "<strong>Not said yet this week:</strong> Bob.", "Calls against what happened",
    ):  # fmt: skip
        assert told in page, told
    assert page.count('class="call-bar" role="img"') == 3


@ONCE
@pytest.mark.parametrize(
    ("whose", "names"),
    [("me", {("Mo", "manager")}), ("team", {("Mo", "manager"), ("Ann", "rep"), ("Bob", "rep")})],
)
def test_the_address_says_whose(mo, whose, names):
    rows = csv.DictReader(io.StringIO(words(mo, f"/calls/?as=csv&whose={whose}")))
    assert {(row["name"], row["level"]) for row in rows} == names


@ONCE
def test_as_csv_every_caller_and_category_is_a_line(mo):
    answer = mo.get("/calls/?as=csv&whose=company")
    rows = {(r["name"], r["level"], r["category"]): r
            for r in csv.DictReader(io.StringIO(answer.content.decode()))}  # fmt: skip
    ann = rows["Ann", "rep", "commit"]
    assert (ann["call"], ann["before"], ann["instead"]) == ("35353.000", "30303.000", "31313.000")
    assert (ann["instead_why"], ann["manager"]) == ("the buyer is on leave", "Mo")
    assert rows["Bob", "rep", "commit"]["closed"] == "20202.000"
    assert rows["Bob", "rep", "commit"]["crm_cumulative"] == "114141.00"
    assert rows["company", "company", "commit"]["target"] == "155000.00"
    assert "calls_2026-Q4.csv" in answer["Content-Disposition"]


PAGES = ("/calls/", "/calls/?whose=company", "/calls/?as=csv&whose=company", "/calls/say/",
         "/calls/of/Ann/", "/calls/?period=2027-Q1")  # fmt: skip


def test_who_sees_their_own_amounts_alone_sees_their_own_row_and_no_total(browser):
    client = browser("rep", known_as="Ann", amounts="own")
    told = "".join(words(client, page) for page in PAGES)
    assert "35.4" in told
    assert "35353" in told
    assert [one for one in OTHERS if one in told] == []
    assert "The company" not in told
    for closed in ("/calls/of/Bob/", "/calls/of/Mo/?level=manager", "/calls/of/Ann/?level=manager"):
        assert client.get(closed).status_code == 404
    assert browser("rep", amounts="none").get("/calls/").status_code == 403


@ONCE
def test_what_somebody_sees_of_their_own_is_the_same_whatever_others_amounts_are():
    def tripled(one):
        many = replace(one, closed=3 * one.closed, target=(one.target or 1.0) * 3, p_target=0.1)
        return one if one.scope.name == "Ann" else many

    made = ahead()
    periods = [replace(p, figures=tuple(map(tripled, p.figures))) for p in made.periods]
    lines = [line if line.by == "Ann" else replace(line, now=5.0) for line in made.scores.lines]
    rich = replace(made, periods=tuple(periods),
                   scores=replace(made.scores, lines=tuple(lines), overrides=()))  # fmt: skip
    ann = Viewer("Ann", "rep", "own")
    assert rich != made
    assert for_viewer(rich, ann) == for_viewer(made, ann)
    assert for_viewer(made, ann).periods[0].figures != ()


@ONCE
def test_product_reads_the_companys_and_says_nothing(browser):
    client = browser("product")
    page = words(client, "/calls/?whose=me")
    assert "€77.8 k" in page
    assert "Say your call" not in page
    assert client.get("/calls/say/").status_code == 403


def test_a_rep_says_their_call_beside_the_crms_figure_and_ours(browser):
    client = browser("rep", known_as="Ann")
    page = words(client, "/calls/say/")
    assert 'value="35353"' in page
    assert "€41.4 k in 1 deal" in page
    told = words(client, "/calls/say/", say="1", commit="40000.5", **{"why-commit": "signed today"})
    assert "It counts for the week of 13 November" in told
    assert said() == [("Ann", "rep", None, Decimal("40000.5"), date(2026, 11, 19), "signed today")]
    assert 'value="40000.5"' in words(client, "/calls/say/")


@ONCE
@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"commit": "-5", "best-case": "much"}, ("greater than or equal to 0", "Enter a number")),
        ({"commit": "1.2345"}, ("no more than 3 decimal places",)),
        ({}, ("at least one category",)),
    ],
)
def test_a_call_that_cannot_be_kept_says_why_all_at_once(browser, sent, why):
    client = browser("rep", known_as="Ann")
    answer = client.post("/calls/say/", {"say": "1", **sent})
    assert answer.status_code == 400
    assert [one for one in why if one not in answer.content.decode()] == []
    assert said() == []


@pytest.mark.parametrize(("role", "level"), [("manager", "manager"), ("owner", "vp")])
def test_who_leads_says_the_call_of_the_whole_beside_the_reps_sum(browser, role, level):
    client = browser(role, known_as="Mo")
    assert "2 calls together €98.0 k" in words(client, "/calls/say/")
    words(client, "/calls/say/", say="1", commit="99000")
    assert said() == [("Mo", level, None, Decimal(99000), date(2026, 11, 19), None)]


def test_another_number_needs_a_reason_and_stands_apart(mo):
    told = mo.post("/calls/adjust/Bob/", {"say": "1", "commit": "50000"})
    assert "Say why: it differs from their own call." in told.content.decode()
    assert said() == []
    words(mo, "/calls/adjust/Bob/", say="1", commit="50000", **{"why-commit": "late"})
    assert said() == [("Mo", "manager", "Bob", Decimal(50000), date(2026, 11, 19), "late")]
    page = words(mo, "/calls/of/Bob/")
    assert "instead of Bob" in page
    assert "€77,777.00" in page


@ONCE
def test_what_equals_their_call_is_left_alone(browser):
    client = browser("manager", known_as="Di")
    words(client, "/calls/adjust/Ann/", say="1", commit="35353")
    assert said() == []


@ONCE
def test_a_manager_says_another_number_for_those_who_report_to_them_alone(browser, mo):
    more = [*PEOPLE, {"name": "Cy", "side": "sales", "reports_to": "Else"}]
    write.book(replace(HELD, people=book(people=more).people), by="Ann", words="second")
    assert mo.get("/calls/adjust/Cy/").status_code == 403
    assert mo.post("/calls/adjust/Cy/", {"say": "1", "commit": "1"}).status_code == 403
    assert mo.get("/calls/adjust/Mo/")["Location"] == "/calls/say/?period=2026-Q4"
    assert browser("owner", known_as="Vi").get("/calls/adjust/Mo/").status_code == 200


def test_after_the_hour_a_call_counts_for_the_next_week_and_the_locked_one_stands(browser, clock):
    client = browser("rep", known_as="Ann")
    words(client, "/calls/say/", say="1", commit="40000")
    page = words(client, "/calls/say/")
    clock(AFTER)
    assert "locked since Thursday 17:00" in words(client, "/calls/say/")
    told = words(client, "/calls/say/", say="1", commit="50000")
    assert "the week of 20 November" in told
    assert "the week of 13 November" in page
    assert [row[3:5] for row in said()] == [
        (Decimal(40000), date(2026, 11, 19)),
        (Decimal(50000), date(2026, 11, 20)),
    ]


@ONCE
def test_a_quarter_that_ended_is_called_no_more(browser, clock):
    clock(datetime(2027, 1, 4, 9, tzinfo=UTC))
    client = browser("rep", known_as="Ann")
    assert "2026-Q4 has ended" in words(client, "/calls/say/")
    assert "bring in newer exports" in words(client, "/calls/say/", say="1", commit="5")
    assert said() == []


def test_targets_are_typed_and_taken_back(mo):
    page = words(mo, "/calls/targets/")
    assert 'value="155000"' in page
    sent = {"2026-Q4:company": "155000", "2026-Q4:rep:Bob": "88008", "say": "1"}
    words(mo, "/calls/targets/", **sent, **{"2026-Q4:rep:Ann": "60000"})
    assert ("2026-Q4", "Ann", Decimal(60000)) in read.book().targets.rows()
    before = revisions.latest()
    words(mo, "/calls/targets/", **(sent | {"2026-Q4:company": "156000", "2026-Q4:rep:Ann": ""}))
    assert "Ann" not in read.book().targets["scope"].to_list()
    assert revisions.latest() == before + 1, "one change, to be taken back as one"


@ONCE
def test_targets_with_a_mistake_are_kept_none_and_each_says_why(mo):
    answer = mo.post("/calls/targets/", {
        "say": "1", "2026-Q4:company": "", "2026-Q4:rep:Bob": "lots", "2026-Q4:rep:Ann": "5",
    })  # fmt: skip
    assert answer.status_code == 400
    assert "Enter a number" in answer.content.decode()
    answer = mo.post("/calls/targets/", {
        "say": "1", "2026-Q4:company": "", "2026-Q4:rep:Bob": "88008", "2026-Q4:rep:Ann": "5",
    })  # fmt: skip
    assert "It came with an export" in answer.content.decode()
    assert read.book().targets.rows() == HELD.targets.rows()


@ONCE
def test_a_caller_is_drawn_beside_the_forecasts_that_were_kept(mo):
    page = words(mo, "/calls/of/Ann/")
    assert page.count('class="steps-of"') == 2
    assert "€30,303.00" in page
    assert 'class="middle"' in page
    assert mo.get("/calls/of/Nobody/").status_code == 404


def test_calls_are_shown_while_the_figures_are_worked_out(browser, monkeypatch):
    from interlock.store.models import Outcome

    Outcome.objects.all().delete()
    client = browser("manager", known_as="Mo")
    page = words(client, "/calls/")
    assert "waiting for the worker" in page.lower()
    assert "€35.4 k" in page
    assert "<html" not in client.get("/calls/", headers={"HX-Request": "true"}).content.decode()
