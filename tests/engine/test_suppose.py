"""Changes told to the records: what they come to is what the same records give from the start."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from interlock.engine import joint, rejoined, releases, team_history, tool_dates
from interlock.engine.suppose import suppose
from interlock.records.errors import NotPossible
from interlock.records.whatif import (
    Add,
    Amount,
    BreakPromise,
    BringForward,
    Delay,
    Drop,
    MoveFeature,
    MovePeople,
    MoveRelease,
    Need,
    People,
    Promise,
    Reorder,
    Split,
    WhatIf,
)
from tests import company as example
from tests.engine.books import AS_OF, book
from tests.engine.development import company, items

NEEDED = "CORE-1199"
SEED, DRAWS = 1, 256


@pytest.fixture(scope="module")
def now():
    return example.outlook(as_of=example.book().seen_on, seed=SEED, draws=DRAWS)


def supposed(now, *changes):
    return suppose(now.delivery, WhatIf(changes))


def place(one, feature):
    team = dict(one.of.book.features.select("id", "team").iter_rows())
    mates = [other for other in one.queue() if team.get(other) == team[feature]]
    return mates.index(feature) + 1


def id_of(now, key):
    return now.book.features.row(by_predicate=pl.col("key") == key, named=True)["id"]


def p50(one, feature):
    return float(np.median(one.ship.days[:, one.ship.features.index(feature)]))


@pytest.mark.parametrize(
    "change",
    [
        Drop(NEEDED),
        Reorder("CORE-1210", 1),
        Add("Single sign-on", 12, "core"),
        MoveRelease("2026.4", date(2027, 1, 20)),
        MoveFeature(NEEDED, "2027.1"),
        People("Core", 2),
        People("Core", -1.5),
        MovePeople("Core", "Mobile", 1),
    ],
    ids=lambda change: type(change).__name__,
)
def test_ship_dates_are_those_of_records_that_always_said_so(now, change):
    one = supposed(now, change)
    anew = releases.prepare(one.book, as_of=now.as_of, seed=SEED, draws=DRAWS, weeks=104)
    anew = releases.ship(replace(anew, shifts=now.delivery.shifts))
    assert one.ship.features == anew.features
    assert np.array_equal(one.ship.days, anew.days)
    assert np.array_equal(one.ship.release_days, anew.release_days)
    assert not np.array_equal(one.ship.release_days, now.ship.release_days) or not np.array_equal(
        one.ship.days, now.ship.days
    )


@pytest.mark.parametrize(
    "change",
    [Drop(NEEDED), Delay(NEEDED, 5), Need("0065g000AAAQwv2AYD", "CORE-1198", "nice-to-have")],
    ids=lambda change: type(change).__name__,
)
def test_odds_are_those_of_a_joint_forecast_made_from_the_start(now, change):
    one = supposed(now, change)
    then = rejoined.outlook(now, one)
    anew = joint.join(
        one.book, as_of=now.as_of, fitted=now.fitted, ship=one.ship, worth=now.worth,
        ends=now.joint.ends, seed=SEED,
        tools=tool_dates.dated(one.book, one.ship, as_of=now.as_of, seed=SEED),
    )  # fmt: skip
    odds = dict(zip(anew.deals["id"], anew.mean_odds[anew.deals["group"].to_numpy()], strict=True))
    moved = 0
    for deal, group in then.joint.deals.select("id", "group").iter_rows():
        assert then.joint.mean_odds[group] == pytest.approx(odds[deal], abs=1e-12)
        moved += not np.array_equal(odds[deal], now.joint.mean_odds[_group(now, deal)])
    assert moved


def _group(of, deal):
    return dict(of.joint.deals.select("id", "group").iter_rows())[deal]


def test_nothing_supposed_changes_no_bit(now):
    then = rejoined.outlook(now, supposed(now))
    assert np.array_equal(then.ship.days, now.ship.days)
    assert np.array_equal(then.joint.mean_odds, now.joint.mean_odds)
    assert then.open_deals.equals(now.open_deals)


def test_a_place_in_the_queue_is_the_place_asked_for(now):
    feature = id_of(now, "CORE-1210")
    assert [place(supposed(now, Reorder(feature, at)), feature) for at in (1, 3, 5)] == [1, 3, 5]


def test_an_order_among_features_that_are_worked_on_at_once_is_said_to_move_hardly_any_date(now):
    first, second, *_, last = [one for one in supposed(now).queue() if team_of(now, one) == "Core"]
    (note,) = supposed(now, Reorder(second, 1)).notes
    assert "Core works on the first 3 features of its queue at once" in note
    assert supposed(now, Reorder(last, 1)).notes == ()
    assert supposed(now, Reorder(first, 4)).notes == ()


def team_of(now, feature):
    return dict(team_history.feature_teams(now.book).iter_rows())[feature]


def test_a_delay_comes_on_top_of_another(now):
    twice = supposed(now, Delay(NEEDED, 2), Delay(NEEDED, 3))
    assert np.array_equal(twice.ship.days, supposed(now, Delay(NEEDED, 5)).ship.days)


def test_a_split_neither_adds_nor_saves_work(now):
    feature = id_of(now, NEEDED)
    one = supposed(now, Split(NEEDED, 0.4))
    todo, whole = one.delivery.todo, now.delivery.left[:, now.delivery.todo.places([feature])[0]]
    first, rest = (
        one.delivery.left[:, todo.features.index(f)] for f in (feature, f"{feature} rest")
    )
    assert first == pytest.approx(0.4 * whole)
    assert first + rest == pytest.approx(whole)
    counts = [sum(f in name for name in one.book.items["feature"].drop_nulls()) for f in (feature,)]
    assert counts == [now.book.items.filter(pl.col("feature") == feature).height]


def test_a_split_of_a_split_shares_what_it_had(now):
    feature = id_of(now, NEEDED)
    one = supposed(now, Split(NEEDED, 0.5), Split(NEEDED, 0.5))
    shares = {name: part.share for name, part in one.parts.items()}
    assert shares == {feature: 0.25, f"{feature} rest": 0.5, f"{feature} rest 2": 0.25}


def test_the_first_part_of_a_split_ships_sooner_and_the_rest_last_in_its_queue(now):
    feature = id_of(now, "CORE-1210")
    one = supposed(now, Split(feature, 0.3))
    assert p50(one, feature) <= p50(now, feature)
    assert one.queue()[-1] == f"{feature} rest"


def late_feature(now):
    """The last feature of Core that ships within the horizon, first not in its queue."""
    core = now.book.features.filter(pl.col("team") == "Core")["id"]
    queue = [f for f in supposed(now).queue() if f in set(core)]
    return [f for f in queue if p50(now, f) < releases.NEVER][-1]


def test_what_is_brought_forward_goes_no_further_than_it_must(now):
    feature = late_feature(now)
    one = supposed(now, BringForward(feature, 10))
    assert not one.notes
    assert p50(now, feature) - p50(one, feature) >= 70
    behind = supposed(now, Reorder(feature, place(one, feature) + 1))
    assert p50(now, feature) - p50(behind, feature) < 70


def test_what_order_alone_cannot_bring_forward_so_far_is_said(now):
    one = supposed(now, BringForward(late_feature(now), 500))
    assert "and no more, first in the queue of Core" in one.notes[0]
    assert place(one, late_feature(now)) == 1


def test_another_amount_changes_that_deal_alone(now):
    deal = now.open_deals["id"][0]
    then = rejoined.outlook(now, supposed(now, Amount(deal, 123_456.5))).open_deals
    assert then.row(by_predicate=pl.col("id") == deal, named=True)["value"] == 123_456.5
    assert then.filter(pl.col("id") != deal).equals(now.open_deals.filter(pl.col("id") != deal))


def test_a_promise_stands_in_the_records_and_one_taken_back_has_no_day(now):
    one = supposed(now, Promise(NEEDED, date(2027, 2, 1)), BreakPromise("P-010"))
    given, broken = one.book.promises.row(-1, named=True), one.book.promises.filter(id="P-010")
    assert (given["feature"], given["due"]) == (id_of(now, NEEDED), date(2027, 2, 1))
    assert broken["due"][0] is None
    assert one.book.changes.row(-1, named=True)["old"] == "2026-11-25"


def test_people_who_move_are_missed_at_once_and_count_later(now):
    one = supposed(now, MovePeople("Core", "Mobile", 1))
    teams = now.delivery.paces.teams
    core, mobile = teams.index("Core"), teams.index("Mobile")
    before, after = (of.delivery.capacity.sum(axis=0) for of in (now, one))
    share = np.divide(after, before, out=np.zeros_like(after), where=before > 0)
    assert share[0, core] == pytest.approx(3 / 5, abs=0.01)  # one gone, one handing over
    assert share[2, core] == pytest.approx(4 / 5, abs=0.01)
    assert share[0, mobile] == pytest.approx(1)
    assert share[4, mobile] == pytest.approx(1.1, abs=0.01)
    assert share[10, mobile] == pytest.approx(1.2, abs=0.01)


def test_everything_that_is_not_possible_is_said_at_once(now):
    with pytest.raises(NotPossible) as said:
        supposed(
            now, Drop("Multi-site vew: approval flow"), People("Core", -9), Reorder(NEEDED, 0),
            Split(NEEDED, 1.0), Delay(NEEDED, 0), Add("New", 0, "Core"), Need("x", NEEDED, None),
            Amount("0065g000AAAQwkJAYT", 5), MovePeople("Core", "Core", 1),
            MoveRelease("2026.3", date(2027, 1, 1)), Promise(NEEDED, date(2020, 1, 1)),
            BreakPromise("P-052"), MoveRelease("2026.4", date(2020, 1, 1)),
        )  # fmt: skip
    lines = str(said.value).splitlines()
    assert len(lines) == 14
    assert "Did you mean 'Multi-site view: approval flow'" in lines[1]
    assert "Core has 5 people: 9 cannot leave it" in lines[2]


def test_of_a_release_without_a_train_a_later_day_holds_all_and_an_earlier_one_nothing():
    made = company(
        {"id": "f", "team": "A", "release": "R"},
        work=items("f", 4),
        releases=[{"id": "R", "due": AS_OF + timedelta(days=30)}],
    )
    delivery = releases.prepare(made, as_of=AS_OF, seed=SEED, draws=64, weeks=104)
    days = releases.ship(delivery).days
    later = suppose(delivery, WhatIf((MoveRelease("R", AS_OF + timedelta(days=44)),)))
    sooner = suppose(delivery, WhatIf((MoveRelease("R", AS_OF + timedelta(days=9)),)))
    assert (later.ship.days - days)[:, 0] == pytest.approx(14)
    assert np.array_equal(sooner.ship.days, days)
    assert "an earlier day alone brings nothing sooner" in sooner.notes[0]


def test_people_of_a_team_of_unknown_size_cannot_be_counted():
    made = book(features=[{"id": "f", "team": "A", "created_on": AS_OF}])
    delivery = releases.prepare(made, as_of=AS_OF, seed=SEED, draws=8, weeks=104)
    with pytest.raises(NotPossible, match=r"write it in teams.csv \(name,people\)"):
        suppose(delivery, WhatIf((People("A", 1),)))
