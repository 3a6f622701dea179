"""Told the customer: kept with one click, outdated when the forecast is, seen from both sides."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from interlock.records.report import FeatureAhead
from interlock.store import outcomes, read, write
from interlock.web import clock, tasks
from tests.browser import made_deals
from tests.render import sample_ahead
from tests.store.books import book, deal

pytestmark = pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)
P80 = date(2026, 12, 15)
HELD = book(
    [deal("D1", name="Inn", account="Acme", owner="Bob"), deal("D2", name="Bakery", owner="Ann")],
    features=[{"id": "F1", "name": "Export"}, {"id": "F2", "name": "Audit"}],
    needs=[{"deal": one, "feature": "F1", "strength": "dealbreaker", "on": date(2026, 9, 1)}
           for one in ("D1", "D2")],
)  # fmt: skip


def forecast(p80):
    """A forecast by which Export ships by a day in 8 of 10 cases."""
    made = made_deals._ahead()
    feature = FeatureAhead("F1", "Export", p80, p80, 0.5)
    held = sample_ahead.features_ahead()
    line = replace(held.features[0].line, id="F1", name="Export", p50_on=p80, p80_on=p80)
    queued = replace(held.features[0], line=line)
    asked, revision = dict(tasks.OF_DEALS), read.forecasts_revision()
    outcomes.keep("deals", asked, revision, replace(made, features=(feature,)))
    outcomes.keep("features", asked, revision, replace(held, features=(queued,)))


@pytest.fixture(autouse=True)
def held(book_at, monkeypatch):
    write.book(HELD, by="Ann", words="first")
    forecast(P80)
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 21, 12, tzinfo=UTC))


def tell(client, own_id="D1", **values):
    sent = {"feature": "F1", "due": P80.isoformat()} | values
    return client.post(f"/deals/{own_id}/told/", sent, follow=True)


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def rows():
    return read.book().told.sort("deal", "on").to_dicts()


def moved_to(day):
    """Exports came in that moved the feature."""
    write.book(book(HELD.deals.to_dicts(), features=HELD.features.to_dicts(), items=[{"id": "I1"}],
                    needs=HELD.needs.to_dicts()), by="Ann", words="second")  # fmt: skip
    forecast(day)


def test_the_day_of_8_in_10_cases_is_offered_and_kept_with_one_click(browser):
    bob = browser("rep", known_as="Bob")
    before = bob.get("/deals/D1/").content.decode()
    assert 'name="due" value="2026-12-15"' in before
    assert "Not told yet" in before
    page = tell(bob)
    assert rows() == [{"deal": "D1", "feature": "F1", "on": date(2026, 11, 21), "by": "Bob",
                       "due": P80, "what": None}]  # fmt: skip
    assert "Told the customer: by 15 Dec 2026." in words(page)
    assert "Told on 21 Nov: by 15 Dec" in words(page)
    number = re.search(r'action="/undo/(\d+)/', page.content.decode())[1]
    bob.post(f"/undo/{number}/")
    assert rows() == []


def test_told_again_the_same_day_it_takes_that_days_place(browser):
    bob = browser("rep", known_as="Bob")
    tell(bob), tell(bob, due="2027-01-10"), tell(bob, due="2027-01-10")
    assert [row["due"] for row in rows()] == [date(2027, 1, 10)]
    assert "They know that already." in words(tell(bob, due="2027-01-10"))
    assert "without a day" in words(tell(bob, due=""))
    assert "Write the day as in" in words(tell(bob, due="soon"))
    assert [row["due"] for row in rows()] == [None]


def test_it_is_outdated_once_the_forecast_is_later(browser):
    bob = browser("rep", known_as="Bob")
    tell(bob)
    moved_to(date(2027, 1, 20))
    said = "The customer was told 15 Dec; now 20 Jan 2027: tell them"
    assert said in words(bob.get("/deals/D1/"))
    feature = words(browser("developer", known_as="Dev").get("/features/F1/"))
    assert said in feature
    assert feature.index("Inn") < feature.index("Bakery") < feature.index("Not told yet")
    tell(bob, due="2027-01-20")
    assert said not in words(bob.get("/deals/D1/"))


def test_a_rep_tells_the_buyers_of_their_own_deals_alone(browser):
    ann, manager = browser("rep", known_as="Ann"), browser("manager", known_as="Mo")
    assert "may not change what the buyer of D1 was told" in words(tell(ann))
    assert "/told/" not in ann.get("/deals/D1/").content.decode()
    assert tell(browser("developer", known_as="Dev")).status_code == 403
    assert rows() == []
    tell(manager)
    assert rows()[0]["by"] == "Mo"


def test_of_what_is_not_there_nothing_is_kept(browser):
    bob = browser("rep", known_as="Bob")
    assert "No feature is called" in words(tell(bob, feature="none"))
    assert tell(bob, own_id="none").status_code == 404
    assert rows() == []


def test_telling_makes_no_forecast_anew(browser):
    before = read.forecasts_revision()
    tell(browser("rep", known_as="Bob"))
    assert (read.forecasts_revision(), read.revision()) == (before, before + 1)


def test_of_a_feature_that_no_deal_needs_what_was_told_stands_all_the_same(browser):
    bob = browser("rep", known_as="Bob")
    tell(bob, feature="F2", due="2026-12-01", what="a beta")
    assert "Audit: told on 21 Nov: by 1 Dec. No forecast says a day" in words(bob.get("/deals/D1/"))
    assert "a beta" in words(bob.get("/features/F2/"))
