"""Ship dates where the tracker says little: stated dates, a declared pace, or no date at all."""

from datetime import timedelta

import numpy as np
import pytest

from interlock.engine.releases import NEVER
from tests.engine.books import AS_OF, book
from tests.engine.development import company, days_of, items, ship_dates

DUE = AS_OF + timedelta(days=100)


def test_a_stated_date_is_worth_what_such_dates_were_elsewhere():
    ship = ship_dates(book(features=[{"id": "f", "wanted_by": DUE}]), draws=4000)
    days = days_of(ship, "f")
    assert ship.basis == ("prior",)
    assert np.median(days) == pytest.approx(179, rel=0.04)
    assert np.quantile(days, 0.8413) / np.median(days) == pytest.approx(np.exp(0.43), rel=0.05)
    assert "Not enough tracker history" in " ".join(ship.notes)


def test_the_releases_date_stands_in_for_the_features_own():
    lines = [{"id": "r", "due": DUE}]
    ship = ship_dates(book(features=[{"id": "f", "release": "r"}], releases=lines), draws=4000)
    assert np.median(days_of(ship, "f")) == pytest.approx(179, rel=0.04)


def test_a_stated_date_that_has_passed_is_a_week_ahead():
    known = book(features=[{"id": "f", "wanted_by": AS_OF - timedelta(days=50)}])
    assert np.median(days_of(ship_dates(known, draws=4000), "f")) == pytest.approx(13, abs=1)


def test_items_without_a_date_go_by_a_declared_pace():
    ship = ship_dates(book(features=[{"id": "f", "team": "A"}], items=items("f", 4)), draws=1000)
    assert ship.basis == ("prior",)
    assert 0.5 < (days_of(ship, "f") < NEVER).mean() <= 1.0


def test_with_neither_history_nor_items_nor_date_there_is_no_date_and_that_is_said():
    ship = ship_dates(book(features=[{"id": "f"}]))
    assert ship.basis == ("no date",)
    assert (days_of(ship, "f") == NEVER).all()
    assert "neither history nor a date" in " ".join(ship.notes)


def test_what_waits_for_a_stated_date_comes_after_it():
    waits = [{"feature": "g", "after": "f"}]
    two = [{"id": "f", "wanted_by": DUE}, {"id": "g", "team": "A"}]
    ship = ship_dates(book(features=two, items=items("g", 1), dependencies=waits), draws=500)
    assert (days_of(ship, "g") >= days_of(ship, "f")).all()
    assert (days_of(ship, "g") < NEVER).mean() > 0.3


def test_a_feature_held_up_by_its_stated_date_too_is_later():
    known = book(features=[{"id": "f", "wanted_by": DUE}])
    before, after = ship_dates(known), ship_dates(known, delays={"f": 2})
    shipped = days_of(after, "f") < NEVER
    assert (days_of(after, "f") - days_of(before, "f"))[shipped] == pytest.approx(14)


def test_a_team_without_history_has_the_pace_of_the_others():
    ship = ship_dates(company({"id": "f", "team": "B"}, work=items("f", 6, team="B")))
    assert ship.basis == ("prior",)
    assert np.median(days_of(ship, "f")) < 20 * 7
    assert "Too little history of B" in " ".join(ship.notes)
    assert "10 items with the day they were finished, over 6 weeks" in " ".join(ship.notes)


def test_an_open_release_without_features_goes_by_its_stated_date():
    ship = ship_dates(book(releases=[{"id": "r", "due": DUE}]), draws=4000)
    assert ship.releases == ("r",)
    assert np.median(ship.release_days[:, 0]) == pytest.approx(179, rel=0.04)


def test_a_release_with_neither_features_nor_date_has_no_date():
    ship = ship_dates(book(releases=[{"id": "r"}]))
    assert (ship.release_days == NEVER).all()
