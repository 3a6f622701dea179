"""Deals that wait for a sales tool: as for a feature that comes on the tool's days."""

from datetime import timedelta
from decimal import Decimal
from functools import cache

import numpy as np
import pytest

from interlock.engine import (
    delay_values,
    drivers,
    drops,
    exposure,
    joint,
    need_features,
    outlook,
    rejoined,
    suppose,
    tool_dates,
    tools_ahead,
    weekly_deals,
)
from interlock.engine.features_ahead import features_ahead
from interlock.engine.joint import Group
from interlock.engine.without_amounts import features_without_amounts
from interlock.engine.worth import LOSS_SHARE
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.sales_tables import STRENGTHS
from interlock.records.whatif import BringForward, Delay, Drop, WhatIf
from tests.engine.books import AS_OF
from tests.engine.development import company, items

DRAWS = 256


def ago(days):
    return AS_OF - timedelta(days=days)


FEATURES = [
    {"id": "f", "name": "Export", "team": "A", "order": 1, "created_on": ago(90)},
    {"id": "g", "name": "Import", "team": "A", "order": 2, "created_on": ago(90)},
    {"id": "gone", "team": "A", "created_on": ago(90), "dropped_on": ago(10)},
]
DEALS = [
    *({"id": f"c{n}", "stage": "Demo", "outcome": "won" if n % 3 else "lost", "amount": Decimal(9),
       "created_on": ago(300 - n), "closed_on": ago(200 - n)} for n in range(40)),
    *({"id": f"d{n}", "name": f"Deal {n}", "owner": "Ann", "stage": "Demo", "outcome": "open",
       "amount": Decimal(1000 * (n + 1)), "created_on": ago(60)} for n in range(4)),
]  # fmt: skip
DECK = {"name": "Deck", "owner": "Ben", "state": "draft", "features": ["f"]}


def ask(deal="d0", tool="Deck", strength="dealbreaker", **more):
    told = {"id": f"{deal} {tool} {strength}", "on": ago(5), "deal": deal, "tool": tool}
    return told | {"strength": strength} | more


def need(deal, feature, strength="dealbreaker"):
    return {"deal": deal, "feature": feature, "strength": strength, "on": ago(50)}


def shop(**tables):
    return company(
        *FEATURES,
        work=[*items("f", 6, done=2), *items("g", 12)],
        teams=[{"name": "A", "people": 4.0, "wip_limit": 1}],
        deals=DEALS,
        **tables,
    )


def look(**tables):
    return outlook.outlook(shop(**tables), as_of=AS_OF, seed=1, draws=DRAWS)


@cache
def waiting():
    """d0 waits for a deck of f, d1 needs f itself, d2 waits for a list of both, d3 for nothing."""
    both = {"name": "List", "owner": "Ben", "state": "asked for", "features": ["f", "g"]}
    return look(
        tools=[DECK, both],
        tool_asks=[ask(), ask("d2", "List", "important")],
        needs=[need("d1", "f")],
    )


@cache
def without_tools():
    return look(needs=[need("d1", "f")])


def odds(now, deal):
    (group,) = now.open_deals.filter(id=deal)["group"]
    return now.joint.mean_odds[group]


def group_of(now, deal):
    (group,) = now.open_deals.filter(id=deal)["group"]
    return now.joint.groups[group]


def same(one, other):
    assert one.joint.deals.equals(other.joint.deals)
    assert one.joint.groups == other.joint.groups
    assert (one.joint.mean_odds == other.joint.mean_odds).all()


def test_tools_for_which_no_deal_waits_change_no_forecast_by_a_bit():
    asks = [
        ask(strength=None), ask(answered_on=ago(1), answer="no"), ask(tool=None),
        ask(tool="Elsewhere"), ask(deal=None), ask(deal="c1"),
    ]  # fmt: skip
    now = look(needs=[need("d1", "f")], tools=[DECK], tool_asks=asks)
    same(now, without_tools())
    assert now.tools.tools == ("Deck",)


def test_a_tool_that_is_ready_keeps_no_deal_waiting():
    ready = DECK | {"state": "ready", "ready_on": ago(1)}
    same(look(needs=[need("d1", "f")], tools=[ready], tool_asks=[ask()]), without_tools())


@pytest.mark.parametrize("tool", [DECK | {"features": ["gone"]}, DECK | {"state": "retired"}])
def test_a_tool_that_is_never_ready_weighs_like_a_feature_that_never_ships(tool):
    now = look(needs=[need("d1", "f")], tools=[tool], tool_asks=[ask()])
    other = without_tools()
    lacking = Group(group_of(other, "d0").profile, ((-1, STRENGTHS.index("dealbreaker")),))
    weeks = joint.weeks_until(other.joint.ends, AS_OF)
    (never,) = joint.all_odds([lacking], other.joint.world, other.joint.ready, weeks)
    assert (odds(now, "d0") == never.mean).all()
    assert odds(now, "d0")[-1] < odds(other, "d0")[-1]


def test_odds_of_a_deal_that_waits_are_those_of_every_draw_followed_week_by_week():
    now = waiting()
    found = joint.along(
        group_of(now, "d0"), now.joint.world, now.joint.ready,
        joint.weeks_until(now.joint.ends, AS_OF),
    )  # fmt: skip
    rates = now.joint.world.rates(group_of(now, "d0").profile)
    for draw in range(0, DRAWS, 9):
        world, day = draw % joint.WORLDS, now.tools.days_of(0)[draw]
        going, won = 1.0, [0.0]
        for week in range(joint.WEEKS):
            waits = DAYS_PER_WEEK * week < day
            keep = now.joint.world.kept[world, 0] if waits else 1.0
            win, lose = rates[world, week] * [keep, keep**-LOSS_SHARE]
            won.append(won[-1] + going * win / (1 + win + lose))
            going /= 1 + win + lose
        weeks = [(end - AS_OF).days / DAYS_PER_WEEK for end in now.joint.ends]
        assert found[draw] == pytest.approx(np.interp(weeks, range(joint.WEEKS + 1), won))


def test_the_strongest_of_several_asks_counts_once():
    twice = look(tools=[DECK], tool_asks=[ask(strength="nice-to-have"), ask()])
    assert group_of(twice, "d0").needs == ((2, 0),)


@pytest.mark.parametrize("change", [Drop("f"), Delay("f", 6), BringForward("g", 4), Drop("g")])
def test_a_whatif_that_moves_a_feature_moves_the_tools_that_show_it(change):
    now = waiting()
    made = suppose.suppose(now.delivery, WhatIf((change,)))
    then = rejoined.outlook(now, made)
    tools = tool_dates.dated(made.book, made.ship, as_of=AS_OF, seed=1)
    anew = joint.join(
        made.book, as_of=AS_OF, fitted=now.fitted, ship=made.ship, worth=now.worth,
        ends=now.joint.ends, seed=1, tools=tools,
    )  # fmt: skip
    for deal in ("d0", "d1", "d2", "d3"):
        (group,) = anew.deals.filter(id=deal)["group"]
        assert odds(then, deal) == pytest.approx(anew.mean_odds[group], abs=1e-12)
    assert (then.joint.ready == anew.ready).all()
    assert then.joint.shown == anew.shown


def test_what_a_drop_costs_counts_the_deals_that_wait_for_its_tools():
    now = waiting()
    line = drops.drop(now, "f", {})
    assert {"d0", "d1"} <= {one.id for one in line.hurt}
    alone = drops.drop(without_tools(), "f", {})
    assert line.costs > alone.costs + 1
    found = exposure.exposures(now)["f"]
    assert found.deals == {"d0", "d1", "d2"}
    assert found.exposed == 1000 + 2000 + 3000


def test_at_risk_on_a_feature_is_what_its_deals_lose_when_neither_it_nor_its_tools_come():
    now = waiting()
    nothing = now.joint.ready.copy()
    column = now.ship.features.index("f")
    nothing[:, now.joint.hang_on(column)] = joint.WEEKS
    weeks = joint.weeks_until(now.joint.ends[-1:], AS_OF)
    lost = 0.0
    for deal, value in now.open_deals.select("id", "at_close").iter_rows():
        group = group_of(now, deal)
        after = joint.along(group, now.joint.world, nothing, weeks).mean()
        lost += value * (odds(now, deal)[-1] - after)
    assert exposure.exposures(now)["f"].at_risk == pytest.approx(lost)
    worth = {one.feature: one for one in need_features.features(now)}
    assert worth["f"].at_risk.mean == pytest.approx(lost)
    shares = sum(one.share for one in worth.values())
    assert worth["f"].share <= shares <= sum(one.at_risk.mean for one in worth.values()) + 1e-9


def test_a_week_later_of_a_feature_is_a_week_later_of_its_tools():
    now = waiting()
    brings = np.array([{"d0": 1.0}.get(deal, 0.0) for deal in now.joint.deals["id"]])
    found = delay_values.delay_values(now.joint, brings, weeks=1, features=2)
    later = now.joint.ready.copy()
    later[:, 2] = np.minimum(later[:, 2] + 1, joint.WEEKS)
    weeks = joint.weeks_until(now.joint.ends[-1:], AS_OF)
    group = group_of(now, "d0")
    before, after = (
        joint.along(group, now.joint.world, one, weeks).mean() for one in (now.joint.ready, later)
    )
    assert found == pytest.approx([before - after, 0.0])


def test_deals_say_the_tool_that_they_wait_for_and_what_would_move_them():
    now = waiting()
    lines = {line.id: line for line in weekly_deals.lines(now, None, (), shown=None)}
    assert lines["d0"].waits_for == "Deck"
    assert any("Deck, ready by" in words for words in lines["d0"].holds)
    assert sum(lines["d0"].strip.ships) > 0
    moving = drivers.drivers(now, ["d0"])["d0"]
    assert [one.what for one in moving if one.kind == "feature"] == ["Export 4 weeks sooner"]


def test_a_tool_comes_no_sooner_with_a_feature_that_is_not_the_last_of_what_it_shows():
    now = waiting()
    export, imports = (now.ship.days[:, now.ship.features.index(one)] for one in ("f", "g"))
    assert (export < imports).all()
    moving = drivers.drivers(now, ["d2"])["d2"]
    assert [one.what for one in moving if one.kind == "feature"] == ["Import 4 weeks sooner"]


def test_tools_ahead_have_days_and_the_money_of_the_deals_that_wait():
    now = waiting()
    lines = tools_ahead.tools_ahead(now)
    assert [one.name for one in lines] == sorted(
        ("Deck", "List"), key=lambda name: -next(x for x in lines if x.name == name).at_risk
    )
    deck = next(one for one in lines if one.name == "Deck")
    days = now.tools.days_of(0)
    assert deck.p50_on == AS_OF + timedelta(days=int(np.sort(days)[(DRAWS - 1) // 2]))
    assert (deck.waits_for, deck.deals, deck.exposed, deck.waiting) == (("f",), 1, 1000.0, ("d0",))
    never = look(tools=[DECK | {"features": ["gone"]}], tool_asks=[ask()], needs=[need("d1", "f")])
    (value,) = now.open_deals.filter(id="d0")["at_close"]
    lost = value * (odds(now, "d0") - odds(never, "d0"))[-1]
    assert deck.at_risk == pytest.approx(lost)


def test_a_rep_sees_money_on_what_only_their_own_deals_wait_for():
    known = waiting().book
    made = features_ahead(known, as_of=AS_OF, seed=1)
    assert {deal.deal: deal.tool for deal in made.features[0].waiting} == {
        "d0": "Deck", "d1": "", "d2": "List",
    }  # fmt: skip
    one = features_without_amounts(made, own=frozenset({"d0", "d1"}))
    assert {tool.name: tool.exposed for tool in one.tools} == {"Deck": 1000.0, "List": None}
    assert one.features[0].line.exposed is None
    assert all(tool.at_risk is None for tool in features_without_amounts(made).tools)
