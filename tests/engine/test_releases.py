"""Ship dates of features and releases: done, then the train or the rest of the release."""

from datetime import timedelta

import numpy as np
import pytest

from interlock.engine import scope_growth, team_history
from interlock.records.errors import DependencyCircle
from tests.engine.books import AS_OF, book
from tests.engine.development import company, days_of, items, past, ship_dates


def test_shipped_and_dropped_features_are_no_longer_forecast():
    gone = {"id": "g", "team": "A", "dropped_on": AS_OF}
    ship = ship_dates(company({"id": "f", "team": "A"}, gone, work=items("f", 3)))
    assert ship.features == ("f",)


def test_a_feature_takes_the_first_train_after_it_is_done():
    dues = [AS_OF + timedelta(days=d) for d in (20, 90, 180)]
    lines = [{"id": f"r{n}", "due": due, "train": "q"} for n, due in enumerate(dues)]
    ship = ship_dates(
        company({"id": "f", "team": "A", "release": "r0"}, work=items("f", 6), releases=lines)
    )
    leaves = ship.release_days
    alone = ship_dates(company({"id": "f", "team": "A"}, work=items("f", 6)))
    done = days_of(alone, "f")
    for draw in range(64):
        later = [day for day in leaves[draw] if day >= done[draw]]
        if later:
            assert days_of(ship, "f")[draw] == later[0]


def test_a_release_without_a_train_ships_with_its_last_feature():
    lines = [{"id": "r", "due": AS_OF + timedelta(days=30)}]
    two = company(
        {"id": "f", "team": "A", "release": "r", "order": 1},
        {"id": "g", "team": "A", "release": "r", "order": 2},
        work=items("f", 3) + items("g", 6),
        releases=lines,
    )
    ship = ship_dates(two)
    assert np.array_equal(days_of(ship, "f"), days_of(ship, "g"))
    assert np.array_equal(ship.release_days[:, 0], days_of(ship, "g"))


def test_a_circle_of_dependencies_is_an_error_that_names_it():
    waits = [{"feature": "f", "after": "g"}, {"feature": "g", "after": "f"}]
    two = company(
        {"id": "f", "team": "A"},
        {"id": "g", "team": "A"},
        work=items("f", 2) + items("g", 2),
        dependencies=waits,
    )
    with pytest.raises(DependencyCircle, match="f waits for g waits for f"):
        ship_dates(two)


def test_no_features_at_all_is_an_empty_answer():
    ship = ship_dates(book())
    assert ship.days.shape == (256, 0)


def test_what_waits_for_another_feature_is_never_done_before_it():
    one, two = ({"id": name, "team": "A", "order": n} for n, name in enumerate("fg"))
    waits = [{"feature": "f", "after": "g"}]
    ship = ship_dates(company(one, two, work=items("f", 2) + items("g", 4), dependencies=waits))
    assert (days_of(ship, "f") >= days_of(ship, "g")).all()
    assert "waits for g" in ship.holds[ship.features.index("f")]


def test_the_queue_ahead_is_counted_in_words():
    names = "abcd"
    four = [{"id": name, "team": "A", "order": n} for n, name in enumerate(names)]
    ship = ship_dates(company(*four, work=[row for name in names for row in items(name, 2)]))
    assert "3 features ahead of it in the queue of A" in ship.holds[3]
    assert len(ship.holds[0]) == 1
    assert ship.holds[0][0].startswith("2 of 2 known items left, usually grows by ")


def test_the_limit_of_work_in_progress_is_the_teams_own():
    both = [{"id": name, "team": "A", "order": n} for n, name in enumerate("fg")]
    work = items("f", 6) + items("g", 6)
    at_once = ship_dates(company(*both, work=work, teams=[{"name": "A", "wip_limit": 2}]))
    in_turn = ship_dates(company(*both, work=work, teams=[{"name": "A", "wip_limit": 1}]))
    assert days_of(in_turn, "f").mean() < days_of(at_once, "f").mean()
    assert (days_of(in_turn, "g") == days_of(at_once, "g")).mean() > 0.5


def test_upkeep_in_a_feature_is_no_scope_of_it():
    bugs = [row | {"id": f"b{n}", "type": "Bug"} for n, row in enumerate(items("f", 5))]
    ship = ship_dates(company({"id": "f", "team": "A"}, work=items("f", 4) + bugs))
    assert ship.items_left.tolist() == [4]


def test_work_is_what_the_scenarios_take_and_weeks_are_those_of_the_teams_that_do_it():
    work = items("f", 4) + items("f", 4, team="B", prefix="j")
    history = past(team="B", each=4)
    ship = ship_dates(company({"id": "f", "team": "A"}, work=[*work, *history]), draws=2000)
    a_week, b_week = 2.0, 4.0
    assert ship.work_items[0] > 8
    expected = ship.work_items[0] / 2 / a_week + ship.work_items[0] / 2 / b_week
    assert ship.work_weeks[0] == pytest.approx(expected, rel=0.1)


def test_a_date_is_about_the_work_over_the_pace():
    known = company({"id": "f", "team": "A"}, work=items("f", 20))
    growth = scope_growth.fit(team_history.scope_paths(known))
    expected_weeks = 20 * np.exp(growth.mean[0]) / 2
    weeks = days_of(ship_dates(known, draws=2000), "f") / 7
    assert np.median(weeks) == pytest.approx(expected_weeks, rel=0.15)
