"""What a what-if answers: it adds up, both ways, and says whom it touches."""

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest

from interlock.engine import outlook, quarter_bookings, releases, replanned, whatif_readers
from interlock.engine.suppose import suppose
from interlock.engine.whatif import answer, compare, supposed
from interlock.engine.whatif_turn import _cost
from interlock.records.errors import NotPossible
from interlock.records.sales_tables import STRENGTHS
from interlock.records.whatif import (
    Amount,
    BreakPromise,
    BringForward,
    Delay,
    Drop,
    MovePeople,
    Need,
    People,
    Promise,
    WhatIf,
)
from tests import company as example

NEEDED = "CORE-1199"


@pytest.fixture(scope="module")
def now():
    return example.outlook(as_of=example.book().seen_on, seed=1, draws=256)


@pytest.fixture(scope="module")
def dropped(now):
    return answer(now, WhatIf((Drop(NEEDED),)))


def test_quarters_add_up_to_the_whole_and_deals_bring_it(dropped):
    assert sum(one.change.mean for one in dropped.quarters) == pytest.approx(dropped.whole.mean)
    told = {one.id: one.brings for one in (*dropped.hurt, *dropped.anyway, *dropped.helped)}
    assert sum(told.values()) == pytest.approx(dropped.whole.mean, rel=0.01)
    for one in dropped.quarters:
        assert one.after.mean - one.before.mean == pytest.approx(one.change.mean, abs=0.01)


def test_a_drop_hurts_the_deals_that_need_it_and_helps_others(now, dropped):
    (name,) = {name for one in dropped.features if one.state == "dropped" for name in [one.name]}
    needing = set(now.book.needs.filter(feature=dropped_id(now))["deal"])
    assert {one.id for one in dropped.hurt} <= needing
    assert all(name in one.through for one in dropped.hurt)
    assert all(one.after < one.before for one in dropped.hurt)
    assert {one.id for one in dropped.helped}.isdisjoint(needing)
    assert all(one.brings > 0 for one in dropped.helped)
    assert dropped.whole.mean < 0


def dropped_id(now):
    return now.book.features.filter(key=NEEDED)["id"][0]


def test_the_range_of_the_change_is_that_of_the_same_courses(dropped):
    for one in (dropped.whole, *(quarter.change for quarter in dropped.quarters)):
        points = [one.p025, one.p10, one.p25, one.p50, one.p75, one.p90, one.p975]
        assert points == sorted(points)


def test_what_is_dropped_breaks_its_promises_and_both_sides_are_told(dropped):
    (promise,) = [one for one in dropped.promises if one.id == "P-001"]
    assert promise.before > 0.1
    assert promise.after == 0
    told = {one.name: one.about for one in dropped.tell}
    assert any("was promised" in about for about in told["Sofie Brandt"])
    assert any(about.startswith("promised") for about in told["Ines Moreau"])
    assert {one.owner for one in dropped.hurt} <= set(told)


def test_the_longer_the_delay_the_more_it_costs(now):
    costs = [answer(now, WhatIf((Delay(NEEDED, weeks),))).whole.mean for weeks in (2, 6, 12)]
    assert 0 > costs[0] > costs[1] > costs[2] > answer(now, WhatIf((Drop(NEEDED),))).whole.mean


def test_nothing_supposed_changes_nothing(now):
    said = answer(now, WhatIf())
    assert (said.hurt, said.anyway, said.helped, said.features, said.promises, said.tell) == (
        (), (), (), (), (), (),
    )  # fmt: skip
    assert said.whole.mean == said.whole.p025 == said.whole.p975 == 0


def test_an_unneeded_feature_is_worth_exactly_nothing_to_any_deal(now):
    needed = set(now.book.needs["feature"])
    alone = [f for f in now.ship.features if f not in needed][-1]
    assert answer(now, WhatIf((Delay(alone, 1),))).hurt == ()


def test_a_need_withdrawn_frees_its_deal_alone(now):
    deal, feature = "0065g000AAAQw0RAYT", dropped_id(now)
    said = answer(now, WhatIf((Need(deal, feature, None),)))
    assert [one.id for one in said.helped] == [deal]
    assert (said.hurt, said.features) == ((), ())
    stronger = answer(now, WhatIf((Need(deal, feature, "nice-to-have"),)))
    assert 0 < stronger.whole.mean < said.whole.mean


def test_an_amount_changes_what_its_deal_brings_in_proportion(now):
    row = now.open_deals.filter(id="0065g000AAAQwv2AYD").row(0, named=True)
    said = answer(now, WhatIf((Amount(row["id"], 2 * row["value"]),)))
    odds = now.joint.mean_odds[row["group"], -1]
    assert said.whole.mean == pytest.approx(row["at_close"] * odds)
    (line,) = said.helped
    assert line.before == line.after


def test_a_promise_given_stands_with_its_odds_and_one_taken_back_is_broken(now):
    said = answer(now, WhatIf((Promise(NEEDED, date(2027, 6, 1)), BreakPromise("P-010"))))
    given, broken = (
        next(one for one in said.promises if one.id.startswith(name)) for name in ("what", "P-010")
    )
    assert given.before is None
    assert given.after == pytest.approx(
        float((now.ship.days[:, now.ship.features.index(dropped_id(now))] <= 193).mean())
    )
    assert broken.broken


def test_people_bring_features_sooner_and_say_what_is_assumed(now):
    said = answer(now, WhatIf((People("Core", 3),)))
    assert {one.state for one in said.features} == {"sooner"}
    assert said.whole.mean > 0
    assert "adds nothing for 2 weeks, half until week 8" in said.says[0]


def test_undoing_leaves_what_the_others_do(now, dropped):
    both = WhatIf((Drop(NEEDED), People("Core", 3)))
    assert answer(now, both.undone()) == dropped
    assert both.undone(5) == WhatIf()


def test_side_by_side_each_is_what_it_is_alone(now, dropped):
    sides = compare(now, {"drop": WhatIf((Drop(NEEDED),)), "late": WhatIf((Delay(NEEDED, 4),))})
    drop, late = sides.sides
    assert drop.answer == dropped
    assert drop.beats < 0.1
    assert late.beats is None


def test_the_same_what_if_twice_ties(now):
    one = WhatIf((BringForward("CORE-1210", 4),))
    first, _ = compare(now, {"a": one, "b": one}).sides
    assert first.beats == pytest.approx(0.5)


def test_draws_of_deals_no_change_touches_are_the_same_bits(now):
    from interlock.engine import rejoined, suppose

    then = rejoined.outlook(now, suppose.suppose(now.delivery, WhatIf((Drop(NEEDED),))))
    touched = set(now.book.needs["deal"])
    groups = dict(then.joint.deals.select("id", "group").iter_rows())
    for deal, group in now.joint.deals.select("id", "group").iter_rows():
        if deal not in touched:
            assert np.array_equal(now.joint.odds[group], then.joint.odds[groups[deal]])


MANY = (
    WhatIf((Drop(NEEDED),)),
    WhatIf((MovePeople("Core", "Mobile", 2),)),
    WhatIf((Delay("CORE-1210", 4), People("Core", 1), Amount("0065g000AAAQwv2AYD", 90_000))),
)


@pytest.mark.parametrize("asked", MANY, ids=lambda asked: type(asked.changes[0]).__name__)
def test_costs_and_buys_add_up_to_the_whole_feature_by_feature(now, asked):
    said = answer(now, asked)
    assert said.costs.whole.mean <= 0 <= said.buys.whole.mean
    assert said.costs.whole.mean + said.buys.whole.mean == pytest.approx(said.whole.mean)
    for column in (said.costs, said.buys):
        parts = sum(one.brings for one in column.through)
        assert parts == pytest.approx(column.whole.mean, abs=1e-6)
    worse = {one.id for one in said.features if one.state in ("later", "dropped")}
    assert worse & {one.id for one in said.costs.through}


@pytest.mark.parametrize("asked", MANY, ids=lambda asked: type(asked.changes[0]).__name__)
def test_quarters_are_those_of_a_whole_forecast_from_the_start(now, asked):
    then = supposed(now, asked).after
    anew = replace(then)  # holds nothing yet
    for one, quarter in zip(answer(now, asked).quarters, now.quarters, strict=True):
        closed = quarter_bookings.quarters(now)[now.quarters.index(quarter)].closed
        whole = outlook.booked(anew, outlook.eve(quarter), quarter.last, closed=closed).range()
        assert one.after.mean == pytest.approx(whole.mean, rel=1e-12)
        assert one.after.p10 == pytest.approx(whole.p10, rel=1e-9)
        assert one.wins_after >= 0


def test_at_the_tipping_point_costs_are_what_it_buys(now):
    found = supposed(now, WhatIf((MovePeople("Core", "Mobile", 2),)))
    turn = answer(now, WhatIf((MovePeople("Core", "Mobile", 2),)), turns=True).turn
    if turn.psi is None:
        assert turn.why
        return
    at = STRENGTHS.index(turn.strength)
    costs = [_cost(found.losing, at, psi) for psi in (turn.psi / 2, turn.psi, turn.psi + 0.5)]
    assert costs[0] < costs[1] < costs[2]
    assert costs[1] == pytest.approx(found.gaining.expected, rel=0.1)
    assert 0 <= turn.chance <= 1


def test_what_costs_nothing_never_turns_and_says_why(now):
    assert answer(now, WhatIf((People("Core", 3),)), turns=True).turn.why.startswith(
        "No deal loses"
    )
    assert "whatever" in answer(now, WhatIf((Delay(NEEDED, 6),)), turns=True).turn.why
    assert answer(now, WhatIf((Delay(NEEDED, 6),))).turn is None


def test_strips_are_the_ship_odds_week_by_week(now, dropped):
    for one in dropped.features:
        if one.state == "dropped":
            assert one.ships_after == ()
        column = now.ship.days[:, now.ship.features.index(one.id)]
        assert sum(one.ships_before[:4]) == pytest.approx((column <= 28).mean())


def test_another_order_of_the_queue_is_that_of_the_records(now):
    queue = [*reversed(suppose(now.delivery, WhatIf()).queue())]
    made = suppose(now.delivery, WhatIf()).in_order(queue)
    assert np.array_equal(
        releases.ship_days(replanned.in_order(now.delivery, queue)), made.ship.days
    )


@pytest.mark.parametrize(
    "amounts", [pl.col("value") * 3, pl.col("value").reverse(), pl.lit(None, pl.Float64)]
)
@pytest.mark.parametrize("asked", MANY[:2], ids=lambda asked: type(asked.changes[0]).__name__)
def test_for_development_nothing_depends_on_any_amount(now, asked, amounts):
    """Two companies that differ in amounts alone answer the same: so none can be worked out."""
    worth = pl.col("at_close") if amounts is None else amounts
    other = replace(now, open_deals=now.open_deals.with_columns(value=amounts, at_close=worth))
    rich, poor = (answer(one, asked, turns=True) for one in (now, other))
    assert rich != poor
    assert whatif_readers.without_amounts(rich) == whatif_readers.without_amounts(poor)


def test_development_keeps_deals_features_and_wins_and_no_money(now, dropped):
    seen = whatif_readers.without_amounts(dropped)
    assert {one.id for one in seen.hurt} == {one.id for one in dropped.hurt}
    assert all(one.amount is one.brings is None for one in (*seen.hurt, *seen.helped, *seen.anyway))
    assert (seen.features, seen.promises) == (dropped.features, dropped.promises)
    assert seen.whole is seen.turn is seen.costs.whole is None
    assert [one.wins_after for one in seen.quarters] == [o.wins_after for o in dropped.quarters]
    assert seen.costs.through[0].deals


def test_who_sees_thirds_sees_no_more_and_own_deals_stay(now, dropped):
    own = frozenset({dropped.hurt[0].id})
    bands = whatif_readers.open_bands(now)
    seen = whatif_readers.without_amounts(dropped, own=own, in_bands=bands)
    mine = {one.id: one for one in seen.hurt}
    assert mine.pop(dropped.hurt[0].id) == dropped.hurt[0]
    assert {one.band for one in mine.values()} <= {"large", "middle", "small"}
    assert all(one.amount is None for one in mine.values())


def test_who_sees_no_amounts_cannot_suppose_one(now):
    with pytest.raises(NotPossible, match="amount"):
        whatif_readers.may_ask(MANY[2])
