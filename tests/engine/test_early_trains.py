"""Features done before their own release: what the company did with them, and what it will do."""

from datetime import datetime, timedelta

import pytest

from interlock.engine import early_trains
from interlock.engine.early_trains import Early
from tests.engine.books import AS_OF, book
from tests.engine.development import company, days_of, items, ship_dates


def ago(days):
    return AS_OF - timedelta(days=days)


LEFT = [
    {"id": name, "train": "q", "due": ago(days), "shipped_on": ago(days)}
    for name, days in (("r0", 60), ("r1", 30), ("r2", 5))
]


def shipped(feature, release, *, done, on):
    row = {"id": feature, "release": release, "shipped_on": ago(on), "created_on": ago(300)}
    item = {"id": f"i{feature}", "feature": feature, "done_on": ago(done), "created_on": ago(200)}
    return row, item


def a_past(*pairs, **more):
    features, work = zip(*pairs, strict=True)
    return book(features=features, items=work, releases=LEFT, **more)


def test_who_could_leave_before_the_own_release_went_early_or_was_held():
    went = shipped("a", "r1", done=70, on=60)
    held = shipped("b", "r1", done=70, on=30)
    could_not = shipped("c", "r1", done=40, on=30)
    assert early_trains.seen(a_past(went, held, could_not)) == Early(went=1, held=1)


def test_the_release_it_was_meant_for_when_done_counts_and_not_the_one_it_went_with():
    moved = shipped("a", "r0", done=70, on=60)
    log = {"table": "features", "id": "a", "field": "release", "old": "r2", "new": "r0"}
    past = a_past(moved, changes=[log | {"at": datetime(2026, 9, 21)}])
    assert early_trains.seen(past) == Early(went=1, held=0)


def test_what_waits_for_another_feature_says_nothing():
    held, other = shipped("b", "r1", done=70, on=30), shipped("o", "r1", done=31, on=30)
    past = a_past(held, other, dependencies=[{"feature": "b", "after": "o"}])
    assert early_trains.seen(past) == Early(went=0, held=0)


@pytest.mark.parametrize(
    ("seen", "share"), [(Early(0, 0), 0.9), (Early(0, 90), 0.09), (Early(90, 0), 0.99)]
)
def test_the_share_that_goes_early_is_that_of_the_past_and_of_nine_in_ten(seen, share):
    goes = early_trains.goes(seen, ("f", "g"), seed=1, draws=4000)
    assert goes.mean() == pytest.approx(share, abs=0.01)


def test_the_chance_is_one_for_all_features_of_a_company():
    goes = early_trains.goes(Early(0, 0), tuple("abcdefghij"), seed=1, draws=4000)
    alone = 0.9 * 0.1 / 10
    assert goes.mean(axis=1).var() > 1.5 * alone


def test_without_history_most_features_done_early_take_the_first_train():
    assert (ship_of() < 100).mean() > 0.6


def test_a_company_that_held_features_back_will_do_so_again():
    held = [shipped(f"h{n}", "r1", done=70, on=30) for n in range(40)]
    assert (ship_of(*held) >= 300).mean() > 0.75


def ship_of(*past):
    """Ship days of one small feature that is meant for the train in 300 days."""
    features, work = zip(*past, strict=True) if past else ((), ())
    dues = [AS_OF + timedelta(days=d) for d in (20, 300)]
    ahead = [{"id": f"n{n}", "due": due, "train": "q"} for n, due in enumerate(dues)]
    known = company(
        {"id": "f", "team": "A", "release": "n1"},
        *features,
        work=[*work, *items("f", 1)],
        releases=[*LEFT, *ahead],
    )
    return days_of(ship_dates(known, draws=1000), "f")
