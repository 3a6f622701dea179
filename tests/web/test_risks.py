"""Risks on the site: named with what is done about them, by click or in words; who may do what."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from interlock.store import read, typed, write
from interlock.web import clock, tasks
from tests.render import sample
from tests.store.books import frame
from tests.web.test_deals import HELD, held, words

__all__ = ["held"]
pytestmark = [
    pytest.mark.usefixtures("held"),
    pytest.mark.parametrize("book_at", ["sqlite"], indirect=True),
]
ACT = {"act": "Ask them for a date", "maker": "Eve", "due": "2026-12-01"}
D2, F1 = "/risks/name/deal/D2/", "/risks/name/feature/F1/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 21, 12, tzinfo=UTC))


def on(monkeypatch, day):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, day, 12, tzinfo=UTC))


def risks(**which):
    return read.book().risks.filter(**which).to_dicts()


def promises():
    return read.book().promises.to_dicts()


def send(client, address, **values):
    return client.post(address, values, follow=True)


def test_a_risk_is_named_with_its_act_and_the_odds_of_the_day_as_one_change(browser):
    before = read.latest()
    page = send(browser("rep", known_as="Bob"), D2, what="Legal is slow", **ACT).content.decode()
    assert read.latest() == before + 1
    (risk,), (promise,) = risks(), promises()
    assert (risk["what"], risk["deal"], risk["by"]) == ("Legal is slow", "D2", "Bob")
    assert (risk["named_on"], risk["by_day"]) == (date(2026, 11, 21), date(2026, 12, 31))
    assert 0 < risk["odds"] < 1
    assert risk["promise"] == promise["id"]
    told = {name: promise[name] for name in ("what", "kind", "form", "maker", "to", "deal", "due")}
    assert told == {
        "what": "Ask them for a date", "kind": "own act", "form": "internal", "maker": "Eve",
        "to": "Bob", "deal": "D2", "due": date(2026, 12, 1),
    }  # fmt: skip
    for said in ("Legal is slow", "Ask them for a date", "The risk is named.", "in 10 days"):
        assert said in page, said
    assert f'action="/undo/{before + 1}/"' in page


def test_it_is_taken_back_whole(browser):
    bob = browser("rep", known_as="Bob")
    send(bob, D2, what="Legal is slow", **ACT)
    bob.post(f"/undo/{read.latest()}/", {"next": "/deals/D2/"})
    assert (risks(), promises()) == ([], [])


def test_what_interlock_proposes_is_named_by_one_click_and_proposed_no_more(browser):
    bob = browser("rep", known_as="Bob")
    page = words(bob, "/deals/D2/")
    assert 'name="what" value="Export may come too late"' in page
    page = send(bob, D2, what="Export may come too late", next="/deals/D2/#risks").content.decode()
    assert [(one["what"], one["promise"]) for one in risks()] == [
        ("Export may come too late", None)
    ]
    assert 'name="what" value="Export may come too late"' not in page
    assert "nothing promised yet" in page
    assert 'name="what"' not in words(browser("viewer"), "/deals/D2/")


def test_naming_a_risk_makes_no_forecast_anew_a_promise_against_it_does(browser):
    first, bob = read.forecasts_revision(), browser("rep", known_as="Bob")
    send(bob, D2, what="Legal is slow")
    assert read.forecasts_revision() == first
    send(bob, f"/risks/{risks()[0]['id']}/promise/", **ACT)
    assert read.forecasts_revision() == read.latest()
    assert risks()[0]["promise"] == promises()[0]["id"]


def test_a_second_promise_against_the_same_risk_is_refused(browser):
    bob = browser("rep", known_as="Bob")
    send(bob, D2, what="Legal is slow", **ACT)
    answer = send(bob, f"/risks/{risks()[0]['id']}/promise/", **ACT)
    assert answer.status_code == 400
    assert "promised against this risk already" in answer.content.decode()
    assert len(promises()) == 1


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"what": ""}, "This field is required"),
        ({"what": "x", "act": "y", "maker": "", "due": "2026-12-01"}, "Say what is done, who"),
        ({"what": "x", "act": "", "maker": "z", "due": "2026-12-01"}, "Say what is done, who"),
        ({"what": "x", "act": "y", "maker": "z", "due": ""}, "Say what is done, who"),
        ({"what": "x", "act": "y", "maker": "z", "due": "2026-11-20"}, "This day has passed"),
    ],
)
def test_what_is_half_said_comes_back_and_nothing_is_kept(browser, sent, wrong):
    before = read.latest()
    answer = send(browser("manager"), D2, **sent)
    assert answer.status_code == 400
    assert wrong in answer.content.decode()
    assert read.latest() == before


def test_a_feature_has_risks_too_whose_act_its_ship_day_does_not_keep(browser):
    """A promise that names a feature is kept once that ships; an act against a risk is not."""
    send(browser("developer", known_as="Dev"), F1, what="One person knows it", **ACT)
    (risk,), (promise,) = risks(), promises()
    assert (risk["feature"], promise["feature"], promise["to"]) == ("F1", None, "Core")
    shipped = {"shipped_on": "2026-11-30"}
    typed.over("features", ("F1",), shipped, by="x", seen=read.latest())
    page = words(browser("developer"), "/risks/?state=all")
    assert "One person knows it" in page
    assert "Ask them for a date" in page
    assert promises()[0]["done_on"] is None


@pytest.mark.parametrize(
    ("role", "name", "may"),
    [
        ("rep", "Eve", True), ("rep", "Bob", True), ("rep", "Ann", False), ("manager", "Ann", True),
        ("owner", "Ann", True), ("product", "Ann", False), ("developer", "eve", True),
    ],
)  # fmt: skip
def test_it_is_done_for_who_promised_it_whose_deal_it_is_and_managers(browser, role, name, may):
    send(browser("manager"), D2, what="Legal is slow", **ACT)
    client = browser(role, known_as=name)
    assert ("/done/" in words(client, "/risks/")) is may
    page = send(client, f"/risks/{risks()[0]['id']}/done/").content.decode()
    assert (promises()[0]["done_on"] == date(2026, 11, 21)) is may
    assert ("Done." in page) is may
    assert may or "may not say that what others promised is done" in page


def test_kept_late_and_broken_are_never_clicked_but_follow_from_the_days(browser, monkeypatch):
    bob = browser("rep", known_as="Bob")
    send(bob, D2, what="Legal is slow", **ACT)
    on(monkeypatch, 3)
    assert "2 days over" in words(bob, "/risks/")
    assert 'class="icon broken"' in words(bob, "/risks/")
    send(bob, f"/risks/{risks()[0]['id']}/done/")
    page = words(bob, "/risks/")
    assert "done 3 Dec, late" in page
    bob.post(f"/undo/{read.latest()}/")
    on(monkeypatch, 1)
    send(bob, f"/risks/{risks()[0]['id']}/done/")
    assert "done 1 Dec, kept" in words(bob, "/risks/")


def test_a_promise_moved_before_is_judged_by_its_first_day(browser):
    """An export that moved the day of a promise: the act is late all the same."""
    promise = {"id": "P1", "what": "Ask", "kind": "own act", "maker": "Bob", "deal": "D2",
               "said_on": date(2026, 11, 1), "due": date(2026, 12, 9)}  # fmt: skip
    log = [{"table": "promises", "id": "P1", "field": "due", "at": datetime(2026, 11, 1),
            "old": None, "new": "2026-11-10"},
           {"table": "promises", "id": "P1", "field": "due", "at": datetime(2026, 11, 9),
            "old": "2026-11-10", "new": "2026-12-09"}]  # fmt: skip
    held = HELD.with_tables(promises=frame("promises", promise), changes=frame("changes", *log))
    write.book(held, by="Ann", words="second")
    risk = {"id": "R1", "what": "Slow", "deal": "D2", "named_on": "2026-11-01", "promise": "P1"}
    typed.add("risks", risk, by="Bob")
    bob = browser("rep", known_as="Bob")
    send(bob, "/risks/R1/done/")
    assert "done 21 Nov, late" in words(bob, "/risks/")


def test_a_rep_names_risks_of_own_deals_and_of_features(browser):
    ann = browser("rep", known_as="Ann")
    answer = send(ann, D2, what="Legal is slow")
    assert "may not change risks" in answer.content.decode()
    assert risks() == []
    send(ann, F1, what="Too few people")
    assert len(risks()) == 1
    assert "Name a risk" not in words(ann, "/deals/D2/")
    assert "Name a risk" in words(ann, "/deals/D/1/")


def test_a_risk_that_is_none_any_more_is_asked_for_by_itself(browser):
    bob = browser("rep", known_as="Bob")
    send(bob, D2, what="Legal is slow")
    send(bob, f"/risks/{risks()[0]['id']}/end/")
    assert risks()[0]["ended_on"] == date(2026, 11, 21)
    assert "Legal is slow" not in words(bob, "/risks/")
    assert "Legal is slow" in words(bob, "/risks/?state=ended")


@pytest.fixture
def three(held, browser):
    manager = browser("manager", known_as="Mo")
    send(manager, D2, what="Legal is slow", act="Ask", maker="Eve", due="2026-12-09")
    send(manager, F1, what="Too few people", act="Hire", maker="Bob", due="2026-11-25")
    send(manager, D2, what="=Silence")


def listed(client, query=""):
    page = client.get(f"/risks/?as=csv{query}").content.decode()
    return [row["what"] for row in csv.DictReader(io.StringIO(page))]


@pytest.mark.usefixtures("three")
def test_the_list_is_filtered_and_sorted(browser, monkeypatch):
    bob = browser("rep", known_as="Bob")
    assert listed(bob) == ["Too few people", "Legal is slow", "'=Silence"]
    assert listed(bob, "&whose=me") == ["Too few people", "'=Silence"]
    assert listed(bob, "&about=feature") == ["Too few people"]
    assert listed(bob, "&state=bare") == ["'=Silence"]
    assert listed(bob, "&q=LEGAL+eve") == ["Legal is slow"]
    assert listed(bob, "&sort=about") == ["Too few people", "Legal is slow", "'=Silence"]
    assert listed(bob, "&state=over") == []
    on(monkeypatch, 1)
    assert listed(bob, "&state=over") == ["Too few people"]
    assert "No risk is like that" in words(bob, "/risks/?q=nothing")


@pytest.mark.usefixtures("three")
def test_who_owns_how_many_and_the_odds_as_they_are_stand_in_the_form(browser):
    page = words(browser("manager"), D2)
    assert "Open risks so far: Bob 2, Eve 1." in page
    assert "won by 31 Dec 2026" in page


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("amounts", ["all", "own", "bands", "none"])
def test_no_amount_stands_among_risks(browser, amounts):
    client = browser("manager", known_as="Zoe", amounts=amounts)
    for address in ("/risks/", "/risks/?as=csv", D2, "/deals/D2/plan/"):
        assert "93939" not in words(client, address)
        assert "93.9" not in words(client, address)


def test_what_one_promised_against_a_risk_is_the_first_thing_of_the_week_before_it_is_due(
    browser, monkeypatch
):
    monkeypatch.setattr(tasks, "report", lambda _book, **_: sample.report())
    eve = browser("manager", known_as="Eve")
    send(eve, D2, what="Legal is slow", **ACT)
    tasks.make_report.func("management")
    first = '<a href="/deals/D2/">Ask them for a date</a>'
    assert first not in words(eve, "/")
    on(monkeypatch, 1)
    assert first in words(eve, "/")
    assert "due 1 Dec, against a risk of Inn: Legal is slow" in words(eve, "/")
    assert first not in words(browser("manager", known_as="Mo"), "/")
    send(eve, f"/risks/{risks()[0]['id']}/done/")
    tasks.make_report.func("management")
    assert first not in words(eve, "/")


def test_an_empty_list_says_what_to_do(browser):
    page = words(browser("viewer"), "/risks/")
    assert "Name the first on the page of a" in page
    assert "What became of them" not in page


def test_of_what_does_not_exist_there_is_no_page(browser):
    client = browser("manager")
    for address in ("/risks/name/person/D2/", "/risks/R9/promise/"):
        assert client.get(address).status_code == 404
    answer = send(client, "/risks/name/deal/D9/", what="x")
    assert "No deal is called" in answer.content.decode()
