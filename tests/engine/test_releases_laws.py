"""Laws of ship dates: what more, less, later or other work may do, and whose luck it leaves."""

import numpy as np
import pytest

from interlock.engine.releases import NEVER
from tests.engine.books import AS_OF, book
from tests.engine.development import OLD, company, days_of, items, past, ship_dates


def test_more_scope_ships_later():
    small = ship_dates(company({"id": "f", "team": "A"}, work=items("f", 4)))
    large = ship_dates(company({"id": "f", "team": "A"}, work=items("f", 14)))
    assert (days_of(large, "f") >= days_of(small, "f")).all()
    assert np.median(days_of(large, "f")) > np.median(days_of(small, "f"))


def test_dropping_a_feature_leaves_all_other_luck_and_brings_others_sooner():
    both = company(
        {"id": "f", "team": "A", "order": 1},
        {"id": "g", "team": "A", "order": 2},
        work=items("f", 9) + items("g", 5),
    )
    whole = ship_dates(both)
    without = ship_dates(both, without=frozenset({"f"}))
    assert without.features == ("g",)
    assert (days_of(without, "g") <= days_of(whole, "g")).all()
    unmoved = ship_dates(both, without=frozenset({"g"}))
    alone = ship_dates(company({"id": "f", "team": "A", "order": 1}, work=items("f", 9)))
    assert np.array_equal(days_of(unmoved, "f"), days_of(alone, "f"))


@pytest.mark.parametrize("gone", [{"f"}, {"h"}, {"f", "k"}, {"f", "g", "h", "k"}])
def test_without_features_is_the_same_as_when_the_tracker_says_they_are_dropped(gone):
    teams = {"f": "A", "g": "B", "h": "A", "k": "B"}

    def where(dropped):
        features = [
            {
                "id": name,
                "team": team,
                "order": at,
                "release": "r",
                "dropped_on": AS_OF if name in dropped else None,
            }
            for at, (name, team) in enumerate(teams.items())
        ]
        work = [item for name, team in teams.items() for item in items(name, 6, team=team)]
        shared = items("g", 3, team="A", prefix="shared")
        waits = [{"feature": "g", "after": "f"}, {"feature": "k", "after": "h"}]
        return company(
            *features, work=work + shared, dependencies=waits, releases=[{"id": "r", "due": AS_OF}]
        )

    asked, said = ship_dates(where(()), without=frozenset(gone)), ship_dates(where(gone))
    assert asked.features == said.features == tuple(name for name in teams if name not in gone)
    assert np.array_equal(asked.days, said.days)
    assert np.array_equal(asked.release_days, said.release_days)
    assert (asked.holds, asked.basis) == (said.holds, said.basis)


def test_a_delay_holds_the_feature_up_by_so_many_weeks():
    one = company({"id": "f", "team": "A"}, work=items("f", 4))
    before, after = ship_dates(one), ship_dates(one, delays={"f": 3})
    shipped = days_of(after, "f") < NEVER
    assert (days_of(after, "f") - days_of(before, "f"))[shipped] == pytest.approx(21)


def test_fewer_draws_are_the_first_of_more():
    one = company({"id": "f", "team": "A"}, work=items("f", 4))
    few, many = ship_dates(one, draws=32), ship_dates(one)
    assert np.array_equal(few.days, many.days[:32])


def test_the_same_seed_gives_the_same_bits_and_another_seed_others():
    one = company({"id": "f", "team": "A"}, work=items("f", 9))
    assert np.array_equal(ship_dates(one).days, ship_dates(one).days)
    assert not np.array_equal(ship_dates(one).days, ship_dates(one, seed=2).days)


def test_the_order_of_rows_changes_nothing():
    two = [{"id": name, "team": "A", "order": n} for n, name in enumerate("fg")]
    work = items("f", 5) + items("g", 5)
    there, back = company(*two, work=work), company(*two[::-1], work=work[::-1])
    assert np.array_equal(ship_dates(there).days, ship_dates(back).days)


def test_the_order_in_one_team_does_not_touch_another():
    def teams(*orders):
        features = [
            {"id": name, "team": team, "order": order}
            for name, team, order in zip("fgh", "AAB", orders, strict=True)
        ]
        work = items("f", 5) + items("g", 8) + items("h", 6, team="B")
        return book(features=[OLD, *features], items=[*past(), *past(team="B"), *work])

    there, back = ship_dates(teams(1, 2, 3)), ship_dates(teams(2, 1, 3))
    assert np.array_equal(days_of(there, "h"), days_of(back, "h"))
    assert (days_of(back, "g") <= days_of(there, "g")).all()
    assert (days_of(back, "f") >= days_of(there, "f")).all()


def test_a_delay_holds_up_what_waits_and_leaves_the_rest():
    three = [{"id": name, "team": "A", "order": n} for n, name in enumerate("fgh")]
    work = items("f", 2) + items("g", 2) + items("h", 2)
    waits = [{"feature": "g", "after": "f"}]
    one = company(*three, work=work, dependencies=waits, teams=[{"name": "A", "wip_limit": 1}])
    before, after = ship_dates(one), ship_dates(one, delays={"f": 12})
    assert (days_of(after, "g") > days_of(after, "f")).all()
    assert days_of(after, "g").mean() > days_of(before, "g").mean() + 30
    assert (days_of(after, "h") <= days_of(before, "h")).all()


def test_what_waits_is_never_later_when_what_it_waits_for_is_dropped():
    waiting = company(
        {"id": "f", "team": "A"},
        {"id": "g", "team": "B"},
        work=items("f", 9) + items("g", 5, team="B") + past(team="B"),
        dependencies=[{"feature": "g", "after": "f"}],
    )
    whole, without = ship_dates(waiting), ship_dates(waiting, without=frozenset({"f"}))
    assert (days_of(without, "g") <= days_of(whole, "g")).all()
    assert (days_of(without, "g") < days_of(whole, "g")).any()


def test_dropping_or_delaying_what_is_not_there_changes_nothing():
    one = company({"id": "f", "team": "A"}, work=items("f", 4))
    asked = ship_dates(one, without=frozenset({"nobody"}), delays={"nobody": 4})
    assert np.array_equal(asked.days, ship_dates(one).days)


def test_days_lie_between_as_of_and_the_horizon_or_are_never():
    ship = ship_dates(company({"id": "f", "team": "A"}, work=items("f", 150)), draws=500)
    days = days_of(ship, "f")
    assert ((days >= 0) & (days <= 104 * 7) | (days == NEVER)).all()
    assert (days == NEVER).any()
