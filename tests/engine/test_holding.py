"""What a date is made of: the steps add up to the middle date, and each cause shows as its own."""

from datetime import timedelta

import numpy as np
import pytest

from interlock.engine import holding, releases
from tests.engine.books import AS_OF
from tests.engine.development import company, items, past


def delivered(known):
    return releases.prepare(known, as_of=AS_OF, seed=1, draws=256, weeks=104)


def held(known, feature="f"):
    return dict(holding.held_by(delivered(known))[feature])


def test_the_steps_add_up_to_the_middle_date():
    two = [{"id": name, "team": "A", "order": n, "release": "r"} for n, name in enumerate("gf")]
    known = company(
        *two,
        work=items("f", 12) + items("g", 20),
        releases=[{"id": "r", "due": AS_OF + timedelta(days=300), "train": "q"}],
    )
    delivery = delivered(known)
    ship = releases.ship(delivery)
    for at, feature in enumerate(ship.features):
        whole = sum(days for _, days in holding.held_by(delivery)[feature])
        assert whole == pytest.approx(np.median(ship.days[:, at]), abs=3)


def test_a_feature_alone_is_held_by_its_own_scope_and_growth():
    found = held(company({"id": "f", "team": "A"}, work=items("f", 20)))
    assert set(found) == {"what is known to be left of it", "scope not known yet"}
    assert found["what is known to be left of it"] == pytest.approx(70, rel=0.2)


def test_work_before_it_shows_as_the_queue():
    two = [{"id": name, "team": "A", "order": n} for n, name in enumerate("gf")]
    known = company(
        *two, work=items("f", 2) + items("g", 40), teams=[{"name": "A", "wip_limit": 1}]
    )
    found = held(known)
    assert max(found, key=found.get) == "the queue of A"


def test_waiting_shows_under_the_name_of_what_it_waits_for():
    known = company(
        {"id": "f", "team": "A"},
        {"id": "g", "team": "B", "key": "B-1"},
        work=items("f", 2) + items("g", 40, team="B") + past(team="B", each=2),
        dependencies=[{"feature": "f", "after": "g"}],
    )
    found = held(known)
    assert max(found, key=found.get) == "waiting for B-1"


def test_another_teams_part_shows_under_its_name():
    slow = items("f", 30, team="B", prefix="b")
    known = company({"id": "f", "team": "A"}, work=items("f", 31) + slow + past(team="B", each=1))
    assert held(known)["the part of B"] > 20


def test_a_train_shows_under_its_releases_name():
    release = {"id": "r", "name": "Spring", "due": AS_OF + timedelta(days=300), "train": "q"}
    known = company(
        {"id": "f", "team": "A", "release": "r"}, work=items("f", 2), releases=[release]
    )
    found = held(known)
    assert max(found, key=found.get) == "the train Spring"


def test_the_largest_step_comes_first():
    known = company({"id": "f", "team": "A"}, work=items("f", 20))
    steps = holding.held_by(delivered(known))["f"]
    assert [days for _, days in steps] == sorted((days for _, days in steps), reverse=True)


def test_a_feature_that_no_pace_dates_has_no_steps():
    undated = company({"id": "f", "team": "A", "wanted_by": AS_OF + timedelta(days=90)})
    without_past = undated.with_tables(items=undated.items.clear())
    assert holding.held_by(delivered(without_past)) == {}
