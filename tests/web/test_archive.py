"""The archive: which closed weeks a role reads, as they were kept, found again and compared."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from html import unescape

import feedparser
import pytest

from interlock.engine.readers import for_reader
from interlock.render import amounts, page, words
from interlock.store import connect, outcomes, people, write
from interlock.store.models import Outcome, WeekReport
from interlock.web import clock, week
from tests import closed_weeks
from tests.closed_weeks import DEVELOPMENT, LAST, MANAGEMENT
from tests.store.books import book, deal

pytestmark = pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)
SECRETS = ("91919", "91.9", "3.4", "3.5", "412", "$")
"""What amounts of the sample report and of the book look like."""
OWN = frozenset({"006A1"})


def told(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    text = unescape(answer.content.decode()).split("<main", 1)[-1].split("</main>")[0]
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "")


@pytest.fixture
def held(book_at):
    """A book in which 30 deals were won in 2026-Q3, worth 3.0 M, and one in 2026-Q4."""
    won = [
        deal(f"C{n}", owner="Ana Lim", outcome="won", amount=Decimal(100_000),
             created_on=date(2026, 5, 4), closed_on=date(2026, 9, 1))
        for n in range(30)
    ]  # fmt: skip
    late = deal("006A3", owner="Bo Ode", outcome="won", amount=Decimal(91_919),
                created_on=date(2026, 5, 4), closed_on=date(2026, 11, 20))  # fmt: skip
    held = book([deal("006A1", owner="Ana Lim"), late, *won])
    company = replace(held.company, currency="USD")
    write.book(replace(held, company=company), by="Ann", words="first")


@pytest.fixture
def closed(held):
    return closed_weeks.close_all(12)


def test_before_the_first_week_it_says_when_that_closes(browser, monkeypatch):
    at = datetime(2026, 11, 25, 12, tzinfo=clock.now().tzinfo)
    monkeypatch.setattr(clock, "now", lambda: at)
    said = told(browser("viewer"), "/reports/")
    assert "The first week closes Monday 30 November 2026, 08:00 (UTC)" in said
    assert "/report/" in said


@pytest.mark.usefixtures("closed")
def test_weeks_stand_newest_first_with_what_they_said_and_what_came_of_it(browser):
    said = told(browser("manager"), "/reports/")
    found = re.findall(r'/reports/(\d{4}-\d\d-\d\d)/"', said)
    assert found == [day.isoformat() for day in closed_weeks.days(12)][::-1]
    assert "forecast ($" in said
    assert "$91.9 k so far" in said
    assert "$3.00 M came" in said
    assert "Of 4 weeks whose quarter is over" in said


@pytest.mark.usefixtures("closed")
def test_who_sees_no_amounts_reads_deals_won_in_their_place(browser):
    for client in (browser("developer"), browser("viewer")):
        said = told(client, "/reports/")
        assert "30 deals won<" in said
        assert "1 deal won so far" in said
        for address in ("/reports/", f"/reports/{LAST}/", _compared()):
            page = told(client, address)
            assert [one for one in SECRETS if one in re.sub(r"<svg.*?</svg>", "", page)] == []
            assert "$" not in page


def _compared(back=4):
    return f"/reports/{LAST - closed_weeks.WEEK * back}/compare/{LAST}/"


@pytest.mark.usefixtures("closed")
def test_a_report_is_shown_as_it_was_kept_with_the_bytes_of_the_command_line(browser):
    made = for_reader(closed_weeks.report(LAST), MANAGEMENT)
    shown = browser("manager").get(f"/reports/{LAST}/").content.decode()
    assert str(page.body(made, address=week.page_of)) in shown


@pytest.mark.usefixtures("closed")
def test_views_are_those_that_one_may_read(browser):
    def views(client):
        nav = told(client, f"/reports/{LAST}/").split('aria-label="View">')[1].split("</nav>")[0]
        return re.findall(r">([^<]+)</a>", nav)

    assert views(browser("manager")) == ["Management", "Sales", "Development"]
    assert views(browser("rep", known_as="Ana Lim")) == ["Sales", "Development", "Mine"]
    assert views(browser("developer")) == ["Development"]
    for role, reader in (
        ("developer", "management"),
        ("developer", "sales"),
        ("rep", "management"),
        ("viewer", "Ana Lim"),
        ("owner", "Nobody"),
    ):
        told(browser(role), f"/reports/{LAST}/?for={reader}", 404)
        told(browser(role), f"{_compared()}?for={reader}", 404)
        listed = told(browser(role), f"/reports/?for={reader}")
        assert "No report is like that" in listed
    assert "for Ana Lim" in told(browser("rep", known_as="Ana Lim"), f"/reports/{LAST}/")


@pytest.mark.usefixtures("closed")
def test_a_week_that_is_not_there_is_not_found(browser):
    client = browser("owner")
    for address in ("/reports/2026-11-22/", "/reports/x/", f"/reports/{LAST}/compare/x/"):
        told(client, address, 404)


@pytest.mark.usefixtures("closed")
def test_one_week_leads_to_those_before_and_after_it(browser):
    client, (first, second, third) = browser("owner"), closed_weeks.days(12)[:3]
    said = told(client, f"/reports/{second}/")
    assert f'href="/reports/{first}/" rel="prev"' in said
    assert f'href="/reports/{third}/" rel="next"' in said
    assert 'rel="prev"' not in told(client, f"/reports/{first}/")
    assert 'rel="next"' not in told(client, f"/reports/{LAST}/")


@pytest.mark.usefixtures("held")
def test_pages_hold_26_weeks_and_years_and_quarters_narrow_them(browser):
    closed_weeks.close_all(60, readers=(MANAGEMENT,))
    client = browser("owner")

    def days(query=""):
        return re.findall(r'/reports/(\d{4}-\d\d-\d\d)/"', told(client, f"/reports/{query}"))

    assert [len(days(f"?page={n}")) for n in (1, 2, 3)] == [26, 26, 8]
    assert {day[:4] for day in days("?year=2025")} == {"2025"}
    of_quarter = days("?quarter=2026-Q2")
    assert len(of_quarter) == 13
    assert (of_quarter[-1], of_quarter[0]) == ("2026-04-06", "2026-06-29")


@pytest.mark.usefixtures("held")
def test_weeks_are_found_by_what_their_reports_and_remarks_said(browser):
    one, other = closed_weeks.days(2)
    whole = closed_weeks.report(other)
    named = tuple(replace(line, account="Zebra Mills") for line in whole.deals)
    closed_weeks.close(on=one, own=OWN)
    closed_weeks.close(replace(whole, deals=named), on=other, own=OWN)
    client = browser("manager", known_as="Mo")
    client.post(f"/notes/write/weeks/{one}/", {"text": "Ask *Quibble* first", "readers": "sales"})

    def days(client, words):
        return re.findall(r'/reports/(\d{4}-\d\d-\d\d)/"', told(client, f"/reports/?q={words}"))

    assert days(client, "zebra+MILLS") == [other.isoformat()]
    assert days(client, "quibble") == [one.isoformat()]
    assert "1 remark" in told(client, "/reports/")
    developer = browser("developer")
    assert days(developer, "quibble") == [], "a remark for sales alone"
    assert "1 remark" not in told(developer, "/reports/")


@pytest.mark.usefixtures("closed")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("2026-11-23", ["2026-11-23"]),
        ("23 November", ["2026-11-23"]),
        ("19 nov", ["2026-11-23"]),
        ("week 47", ["2026-11-16"]),
        ("October 2026", ["2026-10-26", "2026-10-19", "2026-10-12", "2026-10-05"]),
        ("2025-11-24", []),
    ],
)
def test_a_week_is_found_by_its_day(browser, words, found):
    said = told(browser("owner"), f"/reports/?q={words.replace(' ', '+')}")
    assert re.findall(r'/reports/(\d{4}-\d\d-\d\d)/"', said) == found


@pytest.mark.usefixtures("held")
def test_the_line_of_a_week_is_kept_as_it_closes_and_made_where_none_was(browser, monkeypatch):
    days = closed_weeks.close_all(2)
    client = browser("owner")

    def lines():
        return re.findall(r'<td class="says">(.*?)</td>', told(client, "/reports/"))

    first = lines()
    assert len(first) == 2
    WeekReport.objects.filter(week__day=days[0]).update(line="")
    WeekReport.objects.filter(week__day=days[1]).update(line='{"of an older form": 1}')
    assert lines() == first
    monkeypatch.setattr(outcomes, "by_number", lambda *_, **__: pytest.fail("read again"))
    assert lines() == first


@pytest.mark.usefixtures("held")
def test_who_is_forgotten_stands_in_no_line_any_more(browser):
    closed_weeks.close_all(2)
    client = browser("owner")
    assert "No report is like that" not in told(client, "/reports/?q=ana+lim")
    people.forget(["Ana Lim"], by="Ann")
    assert "No report is like that" in told(client, "/reports/?q=ana+lim")
    assert "No report is like that" not in told(client, "/reports/?q=person+1")
    for one in WeekReport.objects.exclude(line=""):
        assert "ana lim" not in one.line.casefold()


@pytest.mark.usefixtures("held")
def test_a_report_that_cannot_be_read_says_so_wherever_it_would_stand(browser):
    first, second, third = closed_weeks.close_all(3)
    broken = Outcome.objects.filter(
        pk__in=WeekReport.objects.filter(week__day=second).values("outcome")
    )
    broken.update(body='{"company": 1}', version="0.0.9")
    WeekReport.objects.filter(week__day=second).update(line="")
    client = browser("owner")
    why = "cannot be read by this version (0.1.0). Read it with Interlock 0.0.9, which wrote it."
    listed = told(client, "/reports/")
    assert listed.count(why) == 1
    assert re.findall(r'/reports/(\d{4}-\d\d-\d\d)/"', listed) == [
        str(third), str(second), str(first)
    ]  # fmt: skip
    assert listed.count('scope="rowgroup"') == 1, "it stands under the quarter of those beside it"
    page = told(client, f"/reports/{second}/")
    assert why in page
    assert f"/reports/{first}/" in page
    client.post(f"/notes/write/weeks/{second}/", {"text": "We said so"})
    assert "We said so" in told(client, f"/reports/{second}/")
    assert why in told(client, f"/reports/{second}/compare/{third}/")
    told(client, f"/reports/{second}/report.pdf", 404)
    broken.update(body='{"company', version="0.1.0")
    outcomes._made.cache_clear()
    assert "It is damaged: bring the book back from a backup" in told(client, f"/reports/{second}/")
    address = re.search(
        r"/reports/feed/\S+?\.atom", unescape(client.post("/account/calendar/").content.decode())
    )[0]
    assert len(feedparser.parse(browser().get(address).content).entries) == 2


@pytest.mark.usefixtures("held")
def test_money_of_another_currency_than_now_is_told_and_held_against_nothing(browser):
    day = LAST - closed_weeks.WEEK * 10
    closed_weeks.close_all(8)
    for one in (day, day - closed_weeks.WEEK):
        closed_weeks.close(replace(closed_weeks.report(one), currency="EUR"), on=one, own=OWN)
    said = told(browser("manager"), "/reports/")
    assert "$3.00 M came; reports spoke in EUR" in said
    assert "Not drawn: 2 weeks whose amounts are in EUR." in said
    assert "whose quarter is over" not in said
    apart = told(browser("manager"), f"/reports/{day}/compare/{LAST}/")
    assert "The earlier report spoke in EUR: its amounts are not compared." in apart
    assert "30 deals won<" in told(browser("developer"), "/reports/")


@pytest.mark.usefixtures("closed")
def test_two_weeks_are_held_apart_by_amounts_or_by_what_their_reader_sees(browser):
    then, now = (closed_weeks.report(LAST - closed_weeks.WEEK * back) for back in (4, 0))
    moved = now.quarter.forecast.mean - then.quarter.forecast.mean
    by = f"{'up' if moved > 0 else 'down'} by {amounts.short(abs(moved), currency='USD')}"
    points = round(100 * abs(now.quarter.p_target - then.quarter.p_target))
    manager = told(browser("manager"), _compared())
    assert by in manager
    assert f"by {points} points" in manager
    assert "$412 k" in manager, "what the deal is worth"
    developer = told(browser("developer"), _compared())
    assert re.search(r"(up|down) by \d\.\d deals", developer)
    assert "$" not in developer
    assert re.search(r"(up|down) by \d+ points?", developer)


@pytest.mark.usefixtures("closed")
def test_no_word_finds_what_the_reader_does_not_see(browser):
    assert "No report is like that" not in told(browser("manager"), "/reports/?q=annex")
    client = browser("developer")
    for word in ("annex", "$", "412"):
        assert "No report is like that" in told(client, f"/reports/?q={word}"), word


@pytest.mark.usefixtures("closed")
def test_remarks_stand_below_the_report_and_are_written_there(browser):
    client = browser("developer", known_as="Dev")
    there = f"/reports/{LAST}/"
    client.post(f"/notes/write/weeks/{LAST}/", {"text": "It ships sooner", "next": there})
    said = told(client, there)
    assert "It ships sooner" in said
    assert "Remarks" in said
    assert client.get(f"/notes/weeks/{LAST}/")["Location"] == f"{there}#notes"
    assert client.get("/notes/weeks/2026-11-22/").status_code == 200


@pytest.mark.usefixtures("closed")
def test_two_weeks_stand_side_by_side_in_either_order(browser):
    client = browser("manager")
    said = told(client, _compared())
    was = closed_weeks.report(LAST - closed_weeks.WEEK * 4)
    one = next(line for line in was.deals if line.id == "006A1")
    assert words.odds(one.p_won) in said
    assert "won on 20 Nov" in said
    assert re.search(r"(up|down) by \d+ points?", said)
    turned = f"/reports/{LAST}/compare/{LAST - closed_weeks.WEEK * 4}/"
    bare = re.compile(r'(name="next" value|action|href)="[^"]*"|csrf\w+" value="\w+"')
    assert bare.sub("", told(client, turned)) == bare.sub("", said)


@pytest.mark.usefixtures("closed")
def test_two_other_weeks_are_chosen_without_script(browser):
    one, two = closed_weeks.days(12)[:2]
    answer = browser("rep", known_as="Ana Lim").get(
        f"{_compared()}?one={one}&two={two}&for=development"
    )
    assert answer["Location"] == f"/reports/{one}/compare/{two}/?for=development"


@pytest.mark.usefixtures("held")
def test_the_week_that_is_open_says_when_it_closes_and_takes_its_remarks(browser, monkeypatch):
    client = browser("manager", known_as="Mo")
    asked = {"reader": "management", "as_of": None, "seed": 1}
    from interlock.store import read

    connect.open_book()
    outcomes.keep("report", asked, read.revision(), closed_weeks.report(LAST))
    for at, said in ((datetime(2026, 11, 27, 12), "is a draft from the day before"),
                     (datetime(2026, 11, 29, 0), "Draft:"),
                     (datetime(2026, 11, 30, 7, 59), "Draft:"),
                     (datetime(2026, 11, 30, 8), "is a draft from the day before")):  # fmt: skip
        now = at.replace(tzinfo=clock.now().tzinfo)
        monkeypatch.setattr(clock, "now", lambda now=now: now)
        shown = told(client, "/report/")
        assert said in shown, at
        closes = "Monday 30 November" if at.day < 30 or at.hour < 8 else "Monday 7 December"
        assert closes in shown
        assert 'href="/reports/"' in shown
    assert "/notes/write/weeks/2026-12-07/" in shown


@pytest.mark.usefixtures("closed")
def test_the_archive_of_development_alone_names_no_reader_that_has_more(browser):
    closed_weeks.close_all(1, LAST + timedelta(days=7), readers=(DEVELOPMENT,))
    said = told(browser("developer"), "/reports/")
    assert "Management" not in said


@pytest.mark.usefixtures("closed")
def test_a_week_comes_as_a_file_as_far_as_it_may_be_read(browser):
    owner, developer = browser("owner"), browser("developer")
    letter = owner.get(f"/reports/{LAST}/report.pdf?paper=letter")
    assert letter.content.startswith(b"%PDF")
    assert letter.content != owner.get(f"/reports/{LAST}/report.pdf").content
    assert letter["Content-Disposition"] == f'attachment; filename="{LAST}.pdf"'
    own = developer.get(f"/reports/{LAST}/report.md").content.decode()
    assert own.startswith("# ")
    assert not [one for one in SECRETS if one in own]
    assert developer.get(f"/reports/{LAST}/report.md?for=management").status_code == 404
    assert owner.get(f"/reports/{LAST}/report.doc").status_code == 404


@pytest.mark.usefixtures("closed")
@pytest.mark.parametrize(("role", "sees"), [("owner", True), ("developer", False)])
def test_a_feed_reader_reads_ones_own_weeks_until_the_address_is_revoked(browser, role, sees):
    client = browser(role)
    page = unescape(client.post("/account/calendar/").content.decode())
    address = re.search(r"/reports/feed/\S+?\.atom", page)[0]
    answer = browser().get(address)
    read = feedparser.parse(answer.content)
    assert not read.bozo
    assert len(read.entries) == 12
    assert read.entries[0].link.endswith(f"/reports/{LAST}/")
    assert ("$" in answer.content.decode()) == sees
    assert browser().get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    client.post("/account/calendar/", {"revoke": "1"})
    assert browser().get(address).status_code == 404


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize(("weeks", "drawn"), [(1, False), (2, True)])
def test_how_forecasts_ran_is_drawn_from_the_second_week_on(browser, weeks, drawn):
    closed_weeks.close_all(weeks)
    assert ("fan ran" in told(browser("owner"), "/reports/")) == drawn
