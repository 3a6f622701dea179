"""What lies ahead of features, releases and teams: against hand-worked figures, and laws."""

from datetime import timedelta
from decimal import Decimal
from functools import cache

import numpy as np
import pytest

from interlock.engine import item_burn_up, outlooks, releases_ahead
from interlock.engine.features_ahead import features_ahead
from interlock.engine.releases import NEVER
from tests.engine.books import AS_OF
from tests.engine.development import company, items

DUE = AS_OF + timedelta(days=60)


def ago(days):
    return AS_OF - timedelta(days=days)


FEATURES = [
    {"id": "f", "name": "Export", "team": "A", "order": 1, "release": "r", "created_on": ago(90),
     "wanted_by": DUE},
    {"id": "g", "name": "Import", "team": "A", "order": 2, "release": "r", "created_on": ago(90)},
    {"id": "h", "team": "A", "order": 3, "created_on": ago(30)},
    {"id": "gone", "team": "A", "created_on": ago(90), "dropped_on": ago(10)},
    {"id": "long ago", "team": "A", "created_on": ago(900), "shipped_on": ago(200)},
]  # fmt: skip
DEALS = [
    *({"id": f"c{n}", "stage": "Demo", "outcome": "won" if n % 3 else "lost", "amount": Decimal(9),
       "created_on": ago(300 - n), "closed_on": ago(200 - n)} for n in range(40)),
    *({"id": f"d{n}", "name": f"Deal {n}", "owner": "Ann", "stage": "Demo", "outcome": "open",
       "amount": Decimal(1000 * (n + 1)), "created_on": ago(60)} for n in range(9)),
]  # fmt: skip
NEEDS = [
    {"deal": "d8", "feature": "f", "strength": "nice-to-have", "on": ago(50)},
    {"deal": "d0", "feature": "f", "strength": "dealbreaker", "on": ago(50), "said_by": "Eve",
     "wanted_by": DUE},
]  # fmt: skip


@cache
def made():
    known = company(
        *FEATURES,
        work=[*items("f", 6, done=2), *items("g", 12), *items("h", 2)],
        releases=[{"id": "r", "name": "Spring", "due": DUE}],
        dependencies=[{"feature": "h", "after": "g"}],
        teams=[{"name": "A", "people": 4.0, "wip_limit": 1}],
        deals=DEALS,
        needs=NEEDS,
        promises=[{"id": "p", "what": "Ship export", "kind": "own act", "maker": "Pia",
                   "said_on": ago(20), "due": DUE, "feature": "f"}],
    )  # fmt: skip
    return known, features_ahead(known, as_of=AS_OF, seed=1)


def feature(own_id):
    return next(one for one in made()[1].features if one.id == own_id)


def test_features_stand_in_the_order_of_the_queue_with_what_is_done_and_left():
    found = [(one.id, one.team, one.place) for one in made()[1].features]
    assert found == [("f", "A", 1), ("g", "A", 2), ("h", "A", 3)]
    assert (feature("f").items_done, feature("f").line.items_left) == (2, 4)
    assert (feature("h").waits_for, feature("g").waited_by) == (("g",), ("h",))


def test_odds_of_every_week_add_up_to_those_of_the_line():
    known, _ = made()
    now = outlooks.look(known, as_of=AS_OF, seed=1)
    for one in made()[1].features:
        days = now.ship.days[:, now.ship.features.index(one.id)]
        assert sum(one.weeks[:10]) == pytest.approx((days <= 70).mean())
        assert one.p_by_quarter_end <= one.p_by_next_end
        assert one.p_by_next_end == pytest.approx(
            (days <= (made()[1].next_quarter_last - AS_OF).days).mean()
        )
    by_due = feature("f").line.p_by_due
    assert by_due == feature("f").promises[0].odds


def test_the_first_seven_days_are_the_first_week_and_what_never_ships_is_in_none():
    weeks = releases_ahead.weekly_odds(np.array([1, 7, 8, NEVER], dtype=np.int32))
    assert weeks[:3] == (0.5, 0.25, 0.0)
    assert sum(weeks) == 0.75


def test_who_waits_is_named_with_who_said_so_the_strongest_first():
    first, second = feature("f").waiting
    assert (first.deal, first.strength, first.said_by, first.wanted_by) == (
        "d0",
        "dealbreaker",
        "Eve",
        DUE,
    )
    assert (first.amount, first.band) == (1000.0, "small")
    assert (second.deal, second.band) == ("d8", "large")
    assert feature("f").strengths == (("dealbreaker", 1), ("nice-to-have", 1))
    assert feature("f").bands == (("large", 1), ("small", 1))


def test_a_week_later_never_brings_and_a_week_sooner_never_loses():
    one = feature("f")
    assert one.week_later >= 0.0
    assert one.week_sooner >= 0.0
    assert one.line.at_risk >= one.week_later
    assert feature("h").week_later is None


def test_what_ended_in_the_last_quarter_of_a_year_stands_apart():
    assert [(one.id, one.how) for one in made()[1].ended] == [
        ("old", "shipped"),
        ("gone", "dropped"),
    ]


def test_the_release_is_held_by_the_feature_that_is_finished_last():
    (release,) = made()[1].releases
    assert release.features == ("f", "g")
    names = [(own, name) for own, name, _ in release.held_by]
    assert names[0] == ("g", "Import")
    assert sum(share for _, _, share in release.held_by) == pytest.approx(1.0)


def test_those_finished_together_or_never_share_a_draw_alike():
    done = np.array([[1.0, 3.0], [2.0, 2.0], [np.inf, np.inf], [5.0, 4.0]])
    assert releases_ahead._last(("a", "b"), done) == [("a", 0.5), ("b", 0.5)]
    assert releases_ahead._last(("a",), done[:, :1]) == []


def test_a_teams_weeks_of_work_are_its_items_over_its_pace():
    known, ahead = made()
    (team,) = ahead.teams
    now = outlooks.look(known, as_of=AS_OF, seed=1)
    rate = float((now.delivery.paces.rate * now.delivery.paces.share)[0])
    assert (team.name, team.people, team.wip_limit, team.features) == ("A", 4.0, 1, 3)
    assert team.items_left == 4 + 12 + 2
    assert team.work_weeks == pytest.approx(now.delivery.left.mean(axis=0).sum() / rate)
    assert team.work_weeks == pytest.approx(sum(one.work_weeks for one in ahead.features))
    assert team.pace.p10 < 2.0 < team.pace.p90


def test_items_of_the_past_are_counted_and_the_fan_begins_where_they_are():
    burn_up = feature("f").burn_up
    counts = {(AS_OF - day).days: (known, done) for day, known, done in burn_up.past}
    assert counts[0] == (6, 2)
    assert counts[14] == (6, 2)
    assert counts[21] == (6, 1)
    assert counts[28] == (6, 0)
    assert all(held.p025 >= 2.0 for _, held in burn_up.ahead)


def test_the_fan_never_falls_and_ends_within_the_scope_that_it_comes_to():
    for one in made()[1].features:
        for level in ("p10", "p50", "p90", "mean"):
            path = [getattr(held, level) for _, held in one.burn_up.ahead]
            assert path == sorted(path)
            assert path[-1] <= getattr(one.burn_up.scope, level) + 1e-6
        assert one.burn_up.scope.p10 >= one.items_done + one.line.items_left


def test_the_fan_is_full_in_the_draws_in_which_the_work_is_done():
    known, _ = made()
    now = outlooks.look(known, as_of=AS_OF, seed=1)
    found = item_burn_up.burn_ups(now)["g"]
    done = now.ship.days[:256, now.ship.features.index("g")]
    last = (found.ahead[-1][0] - AS_OF).days
    assert (done <= last).mean() >= 0.9
