"""A hand-written weekly report, complete and plausible, that all render tests share."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from interlock.records.birth import Birth, Setting
from interlock.records.problems import LeftOut, Source
from interlock.records.promise_check import PromiseCheck
from interlock.records.report import (
    BridgeStep,
    Closed,
    CouplingFigure,
    FanPoint,
    LastWeek,
    LaterQuarter,
    MovedDeal,
    Mover,
    NeedsKnown,
    QuarterSection,
    Question,
    Range,
    Reader,
    WeeklyReport,
)
from tests.render import (
    sample_customers,
    sample_deals,
    sample_features,
    sample_measured,
    sample_promises,
    sample_report_plan,
)

AS_OF = date(2026, 11, 20)


def spread(mean: float, sd: float) -> Range:
    """A range shaped like a normal distribution's."""
    at = {"p025": -1.96, "p10": -1.28, "p25": -0.67, "p50": 0.0, "p75": 0.67, "p90": 1.28}
    return Range(mean=mean, p975=mean + 1.96 * sd, **{k: mean + z * sd for k, z in at.items()})


def quarter() -> QuarterSection:
    first, last = date(2026, 10, 1), date(2026, 12, 31)
    return QuarterSection(
        label="2026-Q4",
        first=first,
        last=last,
        target=3_400_000.0,
        p_target=0.618,
        closed=Closed(
            Decimal("1713250.40"),
            17,
            (
                ("006C12", "Kestrel Rail", "won without an amount"),
                ("006C44", "Sable & Co", "no rate for CHF on 4 Nov 2026"),
            ),
        ),
        forecast=spread(3_520_400.0, 420_000.0),
        wins=spread(29.4, 2.9),
        last_week=LastWeek(date(2026, 11, 13), spread(3_412_000.0, 450_000.0), 0.55, spread(28, 3)),
        bridge=bridge(),
        movers=movers(),
        fan=fan(last),
        closed_path=closed_path(),
        later=(
            LaterQuarter(
                "2027-Q1", date(2027, 3, 31), spread(2.91e6, 6.1e5), spread(25, 5), 3.0e6, 0.43
            ),
            LaterQuarter(
                "2027-Q2", date(2027, 6, 30), spread(3.24e6, 7.7e5), spread(27, 6), None, None
            ),
            LaterQuarter(
                "2027-Q3", date(2027, 9, 30), spread(3.05e6, 8.1e5), spread(26, 6), None, None
            ),
        ),
        open_deals=181,
        open_amount=14_732_900.0,
        without_amount=6,
        expected_new=212_000.0,
    )


def bridge() -> tuple[BridgeStep, ...]:
    steps = (
        BridgeStep("Commit: odds below 100 %", -342_000.0, 21),
        BridgeStep("Best case, at its odds", 415_000.0, 34),
        BridgeStep("Pipeline, at its odds", 238_400.0, 96),
        BridgeStep("Dated outside the quarter, at its odds", 121_000.0, 24),
        BridgeStep("Not yet in the CRM", 212_000.0, 0),
        BridgeStep("Usual change of the amount at close", -97_000.0, 0),
        BridgeStep("Deals without an amount", 43_000.0, 6),
    )
    start = BridgeStep("Closed so far and commit, as the CRM has them", 2_930_000.0, 38, True)
    end = start.amount + sum(step.amount for step in steps)
    return (start, *steps, BridgeStep("Our forecast", end, 181, True))


def movers() -> tuple[Mover, ...]:
    def mover(reason: str, count: int, other: float, *top: tuple[str, float]) -> Mover:
        named = tuple(MovedDeal(f"d{n}", name, amount) for n, (name, amount) in enumerate(top))
        return Mover(reason, other + sum(a for _, a in top), count, named, other)

    return (
        mover(
            "outcomes and new deals",
            12,
            40e3,
            ("Northwind Foods", 74e3),
            ("Acme <Labs>", 21e3),
            ("Orion", 12e3),
        ),
        mover("amount and date edits", 12, 3.4e3, ("Tern Logistics", -58e3), ("Pax & Sons", -13e3)),
        mover("delivery re-forecast", 5, -2e3, ("Halyard Bank", -27e3)),
        mover("stage and evidence", 12, 7e3, ("Juniper Health", 18e3)),
        mover("time passing", 174, -11e3, ("deals not yet entered", -9e3)),
        Mover("model learnt anew", 52_600.0, 181),
    )


def fan(last: date) -> tuple[FanPoint, ...]:
    days = [AS_OF + timedelta(days=7 * week) for week in range(1, 6)]
    share = [0.16, 0.34, 0.55, 0.74, 0.9, 1.0]
    return tuple(
        FanPoint(day, spread(1_713_250.0 + s * 1_807_150.0, 60_000.0 + s * 360_000.0))
        for day, s in zip([*days, last], share, strict=True)
    )


def closed_path() -> tuple[tuple[date, float], ...]:
    won = [0, 84e3, 132e3, 310e3, 552e3, 1_104e3, 1_420e3, 1_668e3, 1_713_250.4]
    first = date(2026, 10, 1)
    weekly = [(first + timedelta(days=7 * n), amount) for n, amount in enumerate(won[:-1])]
    return (*weekly, (AS_OF, won[-1]))


def report() -> WeeklyReport:
    return WeeklyReport(
        company="Marlow & Pike",
        simulated=True,
        currency="USD",
        reader=Reader("management"),
        quarter=quarter(),
        deals=sample_deals.deals(),
        deals_shown_of=181,
        features=sample_features.features(),
        features_shown_of=60,
        releases=sample_features.releases(),
        drops=sample_features.drops(),
        other_side=sample_promises.told(),
        promises=sample_promises.promises(),
        buyer_steps=sample_promises.buyer_steps(),
        tools=sample_promises.tools(),
        people=sample_promises.people(),
        coupling=(
            CouplingFigure("dealbreaker", 1.08, 0.34, "mixed", 14, 20),
            CouplingFigure("important", 0.6, 0.549, "assumed", 0, 20),
            CouplingFigure("nice-to-have", 0.15, 0.861, "learnt", 41, 20),
        ),
        notes=(
            "Team Delta has finished 7 items in the last half year: its dates rest on a stated "
            "assumption.",
            "3 of 214 links between deals and features were found by matching and are not "
            "confirmed.",
        ),
        birth=birth(),
        promise_check=PromiseCheck(False, 23, 20, 0.246, 0.245, -0.03),
        promise_counts=sample_promises.counts(),
        moved_promises=sample_promises.moved(),
        record=sample_promises.record(),
        firm=sample_promises.firm(),
        customers=sample_customers.section(),
        plan=sample_report_plan.section(),
        questions=(
            Question(
                "D2",
                "Juniper Health",
                "Ana Lim",
                "link",
                "Does it wait for Audit log?",
                "in needs.csv: D2,CORE-7",
                16_481.2,
            ),
            Question(
                "D3",
                "Osprey Air",
                "",
                "amount",
                "What is it worth?",
                "in the CRM",
                9_050.0,
            ),
        ),
        needs_known=NeedsKnown(0.589, 90, 181),
        rules=sample_measured.rules(),
        calls=sample_measured.calls(),
        categories=sample_measured.categories(),
    )


def birth() -> Birth:
    return Birth(
        as_of=AS_OF,
        seed=1,
        method="landmark competing risks on a shrunk stage table, joined to simulated ship dates",
        version="0.1.0",
        draws=1024,
        used=(("deals", 1084), ("changes", 12_411), ("features", 132), ("items", 4210)),
        left_out=(LeftOut("deals", 3, "closed before they were created"),),
        unseen=("Owner changes before 13 Nov 2026 are not in the exports.",),
        settings=(
            Setting("currency", "USD", "company.toml"),
            Setting("fiscal_year_start", "1", "default"),
            Setting("stale_days", "30", "default"),
        ),
        sources=(
            Source("Opportunity.csv", "Salesforce", ("deals",), 1084, "header", ("Fancy__c",)),
            Source("jira.csv", "Jira", ("items", "features"), 4342, "header"),
        ),
    )


def bare() -> WeeklyReport:
    """Nothing but a birth: what an empty folder would give."""
    whole = report()
    nothing: tuple[()] = ()
    return replace(
        whole, quarter=None, deals=nothing, deals_shown_of=0, features=nothing,
        features_shown_of=0, releases=nothing, drops=nothing, other_side=nothing,
        promises=nothing, buyer_steps=nothing, tools=nothing, people=nothing, coupling=nothing,
        notes=nothing, promise_counts=nothing, questions=nothing, needs_known=None,
        rules=None, calls=None, categories=None, moved_promises=nothing, record=nothing,
        firm=nothing, customers=None, plan=None,
        birth=Birth(AS_OF, 1, "method", "0.1.0", 0),
    )  # fmt: skip
