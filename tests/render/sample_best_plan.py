"""A plan that was found, small and made up: one team's three features, one below the line."""

from dataclasses import replace
from datetime import date

from interlock.records.best_plan import BestPlan, Stands
from interlock.records.both_ways import Column
from interlock.records.curve import Corner, Curve, Point, Standing
from interlock.records.plan import Card, Decisions, Given, Plan, PlannedQueue
from interlock.records.planning import (
    Ceiling,
    Gain,
    Gap,
    Ordered,
    PersonMoved,
    Planned,
    PlannedFeature,
    Stability,
    Wishes,
)
from interlock.records.report_sales import Range
from interlock.records.whatif import Answer, Reorder, WhatIf
from tests.render import sample

UNTIL = date(2027, 9, 30)
CHANGES = WhatIf((Reorder("F3", 1),))
ADDS = Gain(mean=40_000, error=4_000, low=-2_000, high=80_000, chance=0.87)
NOTHING = Gain(0, 0, 0, 0, 0.5)
SMALL = Gain(mean=3_000, error=4_000, low=-9_000, high=14_000, chance=0.55)


def planned(**changed) -> Planned:
    some = Planned(
        company="Marlow & Pike", simulated=True, currency="USD", wishes=Wishes(), until=UNTIL,
        orders=(
            Ordered("plan", 1_340_000, 1_350_000, NOTHING),
            Ordered("as is", 1_220_000, 1_221_000, replace(ADDS, mean=120_000)),
            Ordered("by revenue named", 1_300_000, 1_301_000, ADDS),
            Ordered("by revenue named / size", 1_310_000, 1_311_000, ADDS),
            Ordered("by value per week of work", 1_320_000, 1_321_000, ADDS),
        ),
        never=100_000, today=2_000_000, adds=ADDS, adds_to_now=replace(ADDS, mean=120_000),
        adds_share=40_000 / 1_200_000, optimism=9_000,
        gap=Gap(5, 2_000, 6_000, 0.001, 0.0017), ceiling=Ceiling(1_900_000, 9_000, 1_350_000, 64),
        broken=(0.4, 0.9),
        features=tuple(
            PlannedFeature(
                id=own, name=name, team="Core", place=place, was=was, in_time=in_time, above=above,
                is_frozen=False, is_must=False, named=90_000, brings=60_000, weeks=3.2,
                turns=turns, displaces=("Audit",),
            )
            for own, name, place, was, in_time, above, turns in (
                ("F3", "Sign-on", 1, 3, 0.98, True, 0.2),
                ("F1", "Audit", 2, 1, 0.7, True, None),
                ("F2", "Export", 3, 2, 0.2, False, 3.4),
            )
        ),
        stability=(Stability("every need worth half", ("Audit",), (), 0.1),),
        staffing=(PersonMoved("Web", "Core", ADDS),), whatif=CHANGES, method="insertions",
        draws=256, moves=6_000, seconds=12.0, birth=sample.birth(),
    )  # fmt: skip
    return replace(some, **changed)


def made(*, deals=2, sees_amounts=True) -> Plan:
    spread = (120_000, 20_000, 60_000, 90_000, 118_000, 140_000, 170_000, 190_000)
    whole = Range(*spread) if sees_amounts else None
    answer = Answer(
        company="Marlow & Pike", simulated=True, currency="USD", changes=("Sign-on first",),
        whatif=CHANGES, says=(), whole=whole, quarters=(), costs=Column(0, None, ()),
        buys=Column(0, None, ()), turn=None, hurt=(), anyway=(), helped=(), features=(),
        promises=(), tell=(), coupling=(), birth=sample.birth(),
    )  # fmt: skip
    days = date(2026, 12, 10), date(2027, 1, 8), date(2027, 2, 1)
    cards = tuple(
        Card(own, name, place, was, *days, deals)
        for own, name, place, was in (
            ("F3", "Sign-on", 1, 3), ("F1", "Audit", 2, 1), ("F2", "Export", 3, 2),
        )
    )  # fmt: skip
    given = (
        Given("P1", "Ship Audit", "Core", "Ann", date(2027, 1, 20), 0.8, 0.4, None),
        Given("P2", "Ship Sign-on", "Core", "Ann", date(2027, 1, 20), 0.3, 0.9, None),
    )
    return Plan(answer, (PlannedQueue("Core", cards),), given, Decisions({}, ()))


def curve() -> Curve:
    corners = (
        Corner(0.0, 100_000, (), False),
        Corner(8.0, 900_000, ("Sign-on",), True),
        Corner(20.0, 1_300_000, ("Audit",), False),
    )
    return Curve(
        company="Marlow & Pike", simulated=True, currency="USD", wishes=Wishes(), until=UNTIL,
        ready=date(2026, 11, 20), corners=corners,
        points=tuple(Point(one.work, one.bookings) for one in corners), gap=0.0, proven=1.0,
        now=Standing(15.0, 800_000, 1_100_000, 1_100_000), within=None, least=None, features=(),
        method="exact", seconds=0.1, birth=sample.birth(),
    )  # fmt: skip


def best(found: Planned | None = None, *, deals=2, sees_amounts=True) -> BestPlan:
    found = found or planned()
    stands = tuple(
        Stands(
            one.id, one.name, one.team, one.place, one.was, one.in_time, one.above, one.is_frozen,
            one.is_must, one.weeks, one.displaces,
            *((one.named, one.brings, one.turns) if sees_amounts else (None, None, None)),
        )
        for one in found.features
    )  # fmt: skip
    return BestPlan(
        wishes=found.wishes, until=found.until, whatif=found.whatif, features=stands,
        made=made(deals=deals, sees_amounts=sees_amounts), stability=found.stability,
        broken=found.broken, method=found.method, draws=found.draws, moves=found.moves,
        seconds=found.seconds, birth=found.birth, planned=found if sees_amounts else None,
        curve=curve() if sees_amounts else None,
    )  # fmt: skip
