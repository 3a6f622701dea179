"""Burn-up against counts by hand."""

from datetime import timedelta

from interlock.engine import burn_up
from interlock.engine.outlook import outlook
from tests.engine.books import AS_OF
from tests.engine.development import company, items


def drawn(*features, work=(), draws=64):
    lines = [{"id": "r", "name": "Spring"}]
    known = company(*features, work=work, releases=lines)
    return burn_up.burn_ups(outlook(known, as_of=AS_OF, seed=1, draws=draws))["r"]


def meant(name, created, **more):
    born = AS_OF - timedelta(days=created)
    return {"id": name, "team": "A", "release": "r", "created_on": born} | more


def test_the_past_counts_what_was_known_and_finished_each_week():
    shipped = AS_OF - timedelta(days=10)
    found = drawn(meant("f", 30), meant("g", 16, shipped_on=shipped), work=items("f", 6))
    counts = {(AS_OF - day).days: (known, done) for day, known, done in found.past}
    assert counts[28] == (1, 0)
    assert counts[14] == (2, 0)
    assert counts[7] == counts[0] == (2, 1)


def test_a_feature_whose_items_are_all_done_is_finished_before_it_ships():
    found = drawn(meant("f", 30), work=items("f", 4, done=4))
    assert found.past[-1][1:] == (1, 1)


def test_the_fan_grows_from_what_is_finished_to_all_of_them():
    two = [meant(name, 30, order=n) for n, name in enumerate("fg")]
    found = drawn(*two, work=items("f", 6) + items("g", 12))
    means = [held.mean for _, held in found.ahead]
    assert means == sorted(means)
    assert means[-1] > 1.8
    assert all(held.p10 <= held.p50 <= held.p90 for _, held in found.ahead)
    days = [(day - AS_OF).days for day, _ in found.ahead]
    assert days == [7 * week for week in range(1, len(days) + 1)]


def test_a_dropped_feature_is_not_known():
    found = drawn(meant("f", 30), meant("g", 30, dropped_on=AS_OF), work=items("f", 6))
    assert found.past[-1][1] == 1
