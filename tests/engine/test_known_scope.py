"""What most tools draw today: the last 26 weeks anew, known items, one feature after the other."""

from datetime import timedelta

import numpy as np

from interlock.engine import known_scope, releases
from tests.engine.books import AS_OF
from tests.engine.development import company, items


def days(known):
    delivery = releases.prepare(known, as_of=AS_OF, seed=1, draws=64, weeks=104)
    found = known_scope.days(delivery)
    return {name: found[:, at] for at, name in enumerate(delivery.todo.features)}


def test_a_team_that_always_finishes_two_a_week_has_exact_dates():
    two = [{"id": name, "team": "A", "order": n} for n, name in enumerate("fg")]
    found = days(company(*two, work=items("f", 6) + items("g", 4)))
    assert set(found["f"]) == {21.0}
    assert set(found["g"]) == {35.0}


def test_it_waits_for_nothing_but_takes_the_train():
    two = [{"id": name, "team": "A", "order": n} for n, name in enumerate("fg")]
    two[0] |= {"release": "r"}
    lines = [{"id": "r", "due": AS_OF + timedelta(days=60), "train": "q"}]
    waits = [{"feature": "f", "after": "g"}]
    found = days(
        company(*two, work=items("f", 2) + items("g", 8), releases=lines, dependencies=waits)
    )
    assert found["f"].min() == 60
    assert set(found["g"]) == {35.0}


def test_a_feature_without_items_is_as_large_as_most():
    found = days(company({"id": "f", "team": "A"}))
    assert np.unique(found["f"]).size == 1
    assert 14 < found["f"][0] < 60
