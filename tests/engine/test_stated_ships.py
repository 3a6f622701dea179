"""Stated dates as one more forecaster of ship dates."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest

from interlock.engine import releases, stated_ships
from interlock.engine.releases import NEVER
from interlock.engine.week_grid import GRID
from tests.engine.books import AS_OF, book
from tests.engine.development import items

LOGGED = [
    {"table": table, "id": "nobody", "field": field, "at": datetime(2020, 1, 6), "old": "",
     "new": ""}
    for table, field in (("features", "release"), ("features", "wanted_by"), ("releases", "due"))
]  # fmt: skip
"""The log of dates begins long ago."""

SPAN = {"as_of": AS_OF, "seed": 1, "weeks": 104}


def shipped(count, *, late=1.5, each=4):
    """Features that shipped one after the other, each ``late`` times as far off as was stated."""
    features, work = [], []
    for n in range(count):
        start = AS_OF - timedelta(days=21 * (count - n) + 140)
        took = 126
        name = f"s{n}"
        features.append(
            {"id": name, "team": "A", "created_on": start, "release": f"r{n}",
             "shipped_on": start + timedelta(days=took)}
        )  # fmt: skip
        work += [
            {"id": f"{name}-{k}", "feature": name, "team": "A", "type": "Story",
             "created_on": start, "done_on": start + timedelta(days=took - 7 * k)}
            for k in range(each)
        ]  # fmt: skip
    due = [
        {"id": f"r{n}", "due": feature["created_on"] + timedelta(days=round(126 / late)),
         "shipped_on": feature["shipped_on"]}
        for n, feature in enumerate(features)
    ]  # fmt: skip
    return features, work, due


def company(
    *, count=40, late=1.5, due=AS_OF + timedelta(days=84), left=30, more=(), changes=LOGGED
):
    features, work, dues = shipped(count, late=late)
    new = {"id": "f", "team": "A", "created_on": AS_OF - timedelta(days=30), "wanted_by": due}
    return book(
        features=[*features, new, *more],
        items=[*work, *items("f", left)],
        releases=dues,
        changes=changes,
    )


def prepared(known, draws=512):
    return stated_ships.prepare(known, draws=draws, **SPAN)


def learnt(known, draws=512):
    return stated_ships.learnt(releases.prepare(known, draws=draws, **SPAN), known)


def days(delivery, feature="f"):
    ship = releases.ship(delivery)
    return ship.days[:, ship.features.index(feature)]


def test_draws_have_the_pooled_chances_of_each_week():
    delivery = prepared(company())
    stated = learnt(company(), draws=512)
    plain = days(releases.prepare(company(), draws=512, **SPAN))
    weeks = GRID[(GRID > 4) & (GRID < 80)]
    by_work = np.array([(plain <= week * 7).mean() for week in weeks])
    by_date = np.interp(weeks, GRID, stated.cdf[stated.things.index("f")])
    pooled = (1 - stated.weight) * by_work + stated.weight * by_date
    found = np.array([(days(delivery) <= week * 7).mean() for week in weeks])
    assert 0 < stated.weight < 1
    assert found == pytest.approx(pooled, abs=0.03)


def test_dates_that_told_more_than_the_work_count_more():
    known = company(late=1.0)
    stated = learnt(known, draws=256)
    assert stated.weight > stated_ships.START[1]
    (said,) = [note for note in releases.ship(prepared(known)).notes if "Stated dates" in note]
    assert said == (
        f"Stated dates count {round(100 * stated.weight)} % beside the work, "
        f"by {stated.forecasts} forecasts of past days"
    )


def test_a_draw_keeps_its_place():
    known = company()
    plain, pulled = days(releases.prepare(known, draws=512, **SPAN)), days(prepared(known))
    order = np.argsort(plain, kind="stable")
    apart = np.flatnonzero(np.diff(plain[order]) > 0)
    assert (pulled[order][apart] <= pulled[order][apart + 1]).all()


def test_a_what_if_moves_each_draw_as_far_as_it_would_without_the_date():
    delivery = prepared(company())
    before, after = days(delivery), releases.ship(delivery.delayed({"f": 3})).days[:, 0]
    within = after < 90 * 7
    assert (after - before)[within] == pytest.approx(21)


def test_fewer_than_ten_ships_with_a_date_and_dates_have_no_part():
    known = company(count=stated_ships.FEWEST_SHIPPED - 1)
    assert learnt(known, draws=64) is None
    assert prepared(known, draws=64).shifts == {}


def test_dates_whose_changes_nobody_logged_have_no_part():
    """Today's date of a feature that has shipped knows when it did."""
    assert prepared(company(changes=()), draws=64).shifts == {}


def test_a_feature_without_a_date_is_not_pulled():
    free = {"id": "g", "team": "B", "created_on": AS_OF - timedelta(days=30)}
    known = company(more=[free])
    plain = releases.prepare(known, draws=128, **SPAN)
    pulled = prepared(known, draws=128)
    assert np.array_equal(days(plain, "g"), days(pulled, "g"))
    assert (days(plain) != days(pulled)).any()


def test_features_of_one_release_still_ship_together():
    both = [
        {"id": name, "team": "A", "created_on": date(2026, 10, 1), "release": "next"}
        for name in ("x", "y")
    ]
    features, work, dues = shipped(40)
    dues.append({"id": "next", "due": AS_OF + timedelta(days=60)})
    work += items("x", 4) + items("y", 9)
    delivery = prepared(
        book(features=[*features, *both], items=work, releases=dues, changes=LOGGED)
    )
    ship = releases.ship(delivery)
    assert set(delivery.shifts) == {"x", "y"}
    x, y = (ship.days[:, ship.features.index(name)] for name in ("x", "y"))
    assert np.array_equal(x, y)
    assert np.array_equal(ship.release_days[:, ship.releases.index("next")], x)


def test_with_a_train_a_pulled_feature_ships_on_a_stop():
    features, work, dues = shipped(40)
    stops = [
        {"id": f"t{n}", "due": AS_OF + timedelta(days=28 * n + 20), "train": "main"}
        for n in range(20)
    ]
    new = {"id": "f", "team": "A", "created_on": date(2026, 10, 1), "release": "t2"}
    known = book(features=[*features, new], items=[*work, *items("f", 9)],
                 releases=[*dues, *stops], changes=LOGGED)  # fmt: skip
    delivery = prepared(known, draws=128)
    leaves = delivery.stops["main"].days
    found = days(delivery)
    assert delivery.shifts
    assert all(day in leaves[d] for d, day in enumerate(found) if day < 500)


def test_the_first_draws_and_the_same_seed_give_the_same_bits():
    delivery = prepared(company())
    few = releases.ship(delivery.first(64)).days
    assert np.array_equal(few, releases.ship(delivery).days[:64])
    assert np.array_equal(days(prepared(company())), days(delivery))
    assert (days(delivery) < NEVER).any()
