"""What the exact choice of scope takes and gives: the curve of bookings, and an order as a start.

    python benchmarks/plan_scope.py                60 features of 4 teams, 300 deals
    python benchmarks/plan_scope.py --size full    500 of 20 teams, 4,000 deals

Companies as in `plan_order.py`. `worth s` until what need-sets bring is laid out in layers;
`hull s` all `corners`; `front s` as far as `--seconds` allow: `proven %` of all sizes of work, and
`open %` of what all features add at most at the others; `within s` until the best scope within
all teams' capacities is there, its `gap %`; `least s` the least work for 30, 60 and 90 % of what
features add, `least proven` of them.

Then the order by exact choice for each quarter: `quarters s`, `gap %` in that model, and in per
cent of what features can move over the order by revenue named, in sample: what it brings alone
(`quarters`) beside value per week of work (`weeks`), and after `--moves` moves from each, the
mean of two searches (`then quarters`, `then weeks`).
"""

import argparse
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import plan_order
from peers import results

from interlock.engine import (
    plan_buckets,
    plan_curve,
    plan_gap,
    plan_least,
    plan_rules,
    plan_scope,
    plan_search,
    plan_starts,
    plan_within,
    selection_front,
    selection_groups,
    selection_hull,
)
from interlock.engine.plan_aims import Aim
from interlock.engine.plan_worlds import Worlds

SUMS = (0.3, 0.6, 0.9)
SEEDS = (1, 2)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=plan_order.SIZES, default="small")
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--moves", type=int, default=1_500)
    asked = parser.parse_args()
    size = plan_order.SIZES[asked.size]
    runs = []
    plan_order._warm()
    for name in ("a year", "two years") if asked.size == "full" else ("a year",):
        company = plan_order.Company(
            size["deals"], size["features"], size["teams"], *plan_order.COMPANIES[name]
        )
        worlds, few = plan_gap.both_sizes(company.scenarios(1))
        runs.append(
            {"company": name, **_curve(worlds, asked.seconds), **_start(worlds, few, asked.moves)}
        )
        results.show(runs[-1:])
    results.save(f"plan_scope_{asked.size}", runs)


def _curve(worlds: Worlds, seconds: float) -> dict[str, Any]:
    took: dict[str, float] = {}
    with _timed(took, "worth s"):
        scope = plan_scope.at_once(worlds, worlds.of.delivery.as_of, units=plan_curve.UNITS)
    with _timed(took, "hull s"):
        small = selection_groups.grouped(scope.selection)
        corners = selection_hull.hull(small.net)
    with _timed(took, "front s"):
        front = selection_front.front(small.net, _until(seconds))
    with _timed(took, "within s"):
        names = list(worlds.of.features)
        within = plan_within.within(
            scope,
            worlds,
            plan_within.there(worlds),
            names,
            seconds=seconds,
            clock=time.perf_counter,
        )
    adds = scope.unit * float(small.net.values.sum())
    with _timed(took, "least s"):
        found = [
            plan_least.least(scope, small, front, scope.base + share * adds, _until(seconds))
            for share in SUMS
        ]
    return {
        **took,
        "sets": len(scope.selection.needs),
        "corners": len(corners.sizes),
        "sizes": len(front.values),
        "proven %": 100 * front.proven / len(front.values),
        "open %": 100 * plan_curve._gap(front),
        "within gap %": 100 * within.gap,
        "least proven": sum(one.size == one.at_least for one in found),
    }


def _start(worlds: Worlds, few: Worlds, moves: int) -> dict[str, Any]:
    rules = plan_rules.rules(worlds.of, must=np.zeros(0, np.int64), frozen_weeks=0)
    starts = plan_starts.starts(few, rules)
    scores = plan_starts.brought_by_each(few) / plan_starts.work_weeks(few.of)
    months = plan_scope.months(worlds.of.delivery.as_of, worlds.of.until)
    quarters = (*months[2:-1:3], months[-1])
    found = plan_buckets.by_months(
        few, rules, scores, ends=quarters, seconds=60.0, clock=time.perf_counter
    )
    revenue = worlds.go_to(starts[plan_starts.BY_REVENUE])[0].mean()
    share = 100 / float(revenue - plan_gap.judged(worlds, {}).never.mean())

    def over(value: float) -> float:
        return share * (value - revenue)

    brings: dict[str, float] = {"quarters s": found.seconds, "gap %": 100 * found.chosen.gap}
    for name, order in (("quarters", found.order), ("weeks", starts[plan_starts.BY_WEEK])):
        brings[name] = over(worlds.go_to(order)[0].mean())
        searched = [
            plan_search.search(
                worlds, few, {name: order}, aim=Aim(), rules=rules, seed=seed, moves=moves
            )
            for seed in SEEDS
        ]
        brings[f"then {name}"] = float(np.mean([over(best.value) for best in searched if best]))
    return brings


def _until(seconds: float) -> Callable[..., bool]:
    began = time.perf_counter()
    return lambda *_: time.perf_counter() - began < seconds


@contextmanager
def _timed(took: dict[str, float], name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    took[name] = time.perf_counter() - began


if __name__ == "__main__":
    main()
