"""What a plan brings more than rankings do, how far from the best it may be, and in what time.

    python benchmarks/plan_order.py                60 features of 4 teams, 300 deals
    python benchmarks/plan_order.py --size full    500 of 20 teams, 4,000 deals
    python benchmarks/plan_order.py --size full --deals 10000

Made-up companies as in `joint.py`: six deals in ten wait for one to three features of a few that
many want and many that few want, one feature in nine waits for another. `half a year`: queues hold
about half a year of work, features are of about one size; `a year` and `two years`: so much work,
sizes log-normal with sd 0.7. Orders are found in 256 scenarios and judged in 1,024 fresh ones:
other capacity, scope, worlds and worths of needs.

Per cent of what features can move, which is the order by revenue named less nothing shipping:
`over revenue`, `over rev/size`, `over weeks` (value per week of work), `over as is`, `over random`
(the mean of five), each with its standard error for the first; `gap %` and its 90 % upper limit by
replications; `ceiling %` how far the proven ceiling lies above the plan. `optimism %`: what it
adds in sample less what it adds on fresh ones. `first s` until the first order is there, drawing
and laying out included; `good s` until nine tenths of what the search adds to it; `moves/s`.
"""

import argparse
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import joint as coupled
import numpy as np
import polars as pl
import release_speed
from peers import results

from interlock.engine import (
    joint,
    plan_bound,
    plan_gap,
    plan_rules,
    plan_scenarios,
    plan_search,
    plan_starts,
    releases,
)
from interlock.engine.joint import Group, Joint
from interlock.engine.plan_aims import Aim
from interlock.engine.plan_scenarios import Scenarios
from interlock.engine.plan_search import Best
from interlock.engine.plan_worlds import Worlds
from interlock.engine.releases import Delivery
from interlock.engine.tool_dates import NO_TOOLS
from interlock.importers.folder import read_folder

SIZES = {
    "small": {"deals": 300, "features": 60, "teams": 4, "moves": 1_500, "replications": 3},
    "full": {"deals": 4_000, "features": 500, "teams": 20, "moves": 6_000, "replications": 10},
}
COMPANIES: Mapping[str, tuple[float, float]] = {
    "half a year": (1.0, 0.0), "a year": (2.0, 0.7), "two years": (4.0, 0.7),
}  # fmt: skip
"""Times the work of `joint.py`, and the sd of the log of features' sizes."""

SEED, DRAWS, JUDGED, GOOD, RANDOM = 1, 256, 1_024, 0.9, 5
UNTIL = release_speed.AS_OF + timedelta(days=364)


class Company:
    """Scenarios of one made-up company, with any luck."""

    def __init__(self, deals: int, features: int, teams: int, work: float, spread: float) -> None:
        rng = np.random.default_rng(SEED)
        with tempfile.TemporaryDirectory() as made:
            release_speed._write(Path(made), features, teams)
            book = read_folder(Path(made)).book
        self._delivery = releases.prepare(
            book, as_of=release_speed.AS_OF, seed=SEED, draws=DRAWS, weeks=coupled.WEEKS * 2
        )
        self._sizes = work * np.exp(spread * rng.normal(size=features) - spread**2 / 2)
        self._rows, self._fitted, self._worth = coupled.model(deals, rng)
        counts = rng.choice(len(coupled.NEEDS), deals, p=coupled.NEEDS)
        popular = rng.permutation(1 / np.arange(1, features + 1) ** 0.7)
        self._groups = tuple(
            Group(deal, coupled._needs(rng, count, popular / popular.sum()))
            for deal, count in enumerate(counts)
        )
        self._values = np.round(np.exp(rng.normal(10.3, 1.0, deals)))

    def scenarios(self, which: int, draws: int = DRAWS) -> Scenarios:
        seed = SEED + plan_scenarios.APART * which
        fresh = plan_scenarios.redrawn(self._delivery, seed=seed, draws=draws)
        delivery = replace(fresh, left=(fresh.left.T * self._sizes[:, None]).T)
        world = joint.world_of(
            self._rows, fitted=self._fitted, worth=self._worth, seed=seed, weeks=joint.WEEKS
        )
        return Scenarios(delivery, self._joint(delivery, world), NO_TOOLS, self._values, UNTIL)

    def _joint(self, delivery: Delivery, world: joint.World) -> Joint:
        nothing = np.zeros((0, 0))
        return Joint(
            as_of=release_speed.AS_OF, ends=(UNTIL,),
            deals=pl.DataFrame({"group": np.arange(len(self._groups))}),
            profiles=pl.DataFrame(), groups=self._groups, world=world,
            ready=joint.ready_weeks(releases.ship_days(delivery)),
            odds=(), mean_odds=nothing, won=nothing, lost=nothing,
        )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="small")
    for name in SIZES["small"]:
        parser.add_argument(f"--{name}", type=int)
    asked = parser.parse_args()
    own = {name: value for name in SIZES["small"] if (value := getattr(asked, name)) is not None}
    size = SIZES[asked.size] | own
    runs = []
    for name in COMPANIES if asked.size == "full" else ("a year",):
        runs.append({"company": name, **measured(*COMPANIES[name], **size)})
        results.show(runs[-1:])
    results.save(f"plan_order_{asked.size}", runs)


def measured(
    work: float, spread: float, *, deals: int, features: int, teams: int, moves: int,
    replications: int,
) -> dict[str, Any]:  # fmt: skip
    company = Company(deals, features, teams, work, spread)
    _warm()
    began = time.perf_counter()
    of = company.scenarios(1)
    worlds, few = plan_gap.both_sizes(of)
    rules = plan_rules.rules(of, must=np.zeros(0, np.int64), frozen_weeks=0)
    starts = plan_starts.starts(few, rules)
    course: list[tuple[float, Best]] = []

    def tell(best: Best) -> None:
        course.append((time.perf_counter() - began, best))

    best = _found(
        plan_search.search(
            worlds,
            few,
            starts,
            aim=Aim(),
            rules=rules,
            seed=SEED,
            moves=moves,
            progress=tell,
            clock=time.perf_counter,
        )
    )
    tell(best)
    return {
        "deals": deals, "features": features, "teams": teams, "moves": moves,
        **_judged(company, best, starts, moves // 3, replications),
        "first s": course[0][0], "good s": _good(course), "moves/s": moves / best.seconds,
    }  # fmt: skip


def _judged(
    company: Company,
    best: Best,
    starts: Mapping[str, np.ndarray],
    moves: int,
    replications: int,
) -> dict[str, float]:
    judge = Worlds(company.scenarios(2, JUDGED))
    lots = np.random.default_rng(SEED)
    random = {f"random {at}": lots.permutation(best.order.size) for at in range(RANDOM)}
    found = plan_gap.judged(judge, {"plan": best.order, **starts, **random})
    brings, never = found.value("plan"), float(found.never.mean())
    movable = found.value(plan_starts.BY_REVENUE) - never
    share = 100 / movable
    over = found.difference("plan", plan_starts.BY_REVENUE)
    gap = _found(plan_gap.gap(
        best.order, lambda which: company.scenarios(10 + which),
        plan_rules.rules(judge.of, must=np.zeros(0, np.int64), frozen_weeks=0),
        replications=replications, moves=moves, seed=SEED, brings=brings, movable=movable,
    ))  # fmt: skip
    ceiling = plan_bound.ceiling(judge, best.order)
    return {
        "over revenue": share * over.mean,
        "se": share * over.error,
        "over rev/size": share * (brings - found.value(plan_starts.BY_SIZE)),
        "over weeks": share * (brings - found.value(plan_starts.BY_WEEK)),
        "over as is": share * (brings - found.value(plan_starts.AS_IS)),
        "over random": share * (brings - float(np.mean([found.value(one) for one in random]))),
        "of bookings": 100 * over.mean / found.value(plan_starts.BY_REVENUE),
        "gap %": share * gap.mean,
        "gap upper %": share * gap.upper,
        "gap of bookings %": 100 * gap.share_of_bookings,
        "ceiling %": share * (ceiling.value - ceiling.plan),
        "optimism %": share * (best.value - best.starts[plan_starts.BY_REVENUE] - over.mean),
    }


def _good(course: list[tuple[float, Best]]) -> float:
    first, last = course[0][1].value, course[-1][1].value
    enough = first + GOOD * (last - first)
    return next(seconds for seconds, best in course if best.value >= enough)


def _found[One](one: One | None) -> One:
    if one is None:
        raise SystemExit("nothing was found where nothing is forbidden")
    return one


def _warm() -> None:
    """Compile once, which no later run of a program does again."""
    of = Company(60, 12, 2, 1.0, 0.0).scenarios(1, 64)
    worlds, few = plan_gap.both_sizes(of)
    rules = plan_rules.rules(of, must=np.zeros(0, np.int64), frozen_weeks=0)
    starts = plan_starts.starts(few, rules)
    plan_search.search(worlds, few, starts, aim=Aim(), rules=rules, seed=SEED, moves=20)
    plan_bound.ceiling(worlds, worlds.order)


if __name__ == "__main__":
    main()
