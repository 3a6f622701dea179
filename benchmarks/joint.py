"""How long both sides joined take, beside a plain simulation of the same worlds.

    python benchmarks/joint.py                     300 deals, 60 features, 1,000 draws
    python benchmarks/joint.py --size full         10,000 deals, 500 features, 10,000 draws
    python benchmarks/joint.py --deals 1000 --features 100 --teams 5 --draws 2000 --json
    python benchmarks/joint.py --growth            deals x features, in 256 draws: table and picture

Deals stand as in a made-up company from which their odds were learnt, each with values of its own;
six in ten wait for one to three features, one need in five for less than a must. `seconds`: ship
dates, odds of every deal and bookings by quarter, the model being learnt (median of 5 after a first
run); `ships` and `deals` its two parts. `naive_seconds`: the same ship dates, then every deal from
week to week in every draw, compiled and on all cores. `whatif_seconds`: one feature dropped, all
dates anew and the deals that need a feature that moved. `worth_all_seconds`: the value of eight
weeks' delay of each feature.
"""

import argparse
import json
import resource
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import release_speed
from peers import growth_chart, naive_joint, results
from peers.clock import warm_seconds

from interlock.engine import deal_history, hazards, history, joint, releases
from interlock.engine import worth as worths
from interlock.engine.delay_values import delay_values
from interlock.engine.hazards import Hazards
from interlock.engine.joint import Group, Joint, World
from interlock.engine.releases import Delivery
from interlock.engine.rows import Rows
from interlock.engine.worth import Worth
from interlock.importers.folder import read_folder

results.with_examples()
from synthetic.shapes import write  # noqa: E402
from synthetic.world import PLAIN  # noqa: E402

SIZES = {
    "small": {"deals": 300, "features": 60, "teams": 4, "draws": 1_000},
    "full": {"deals": 10_000, "features": 500, "teams": 20, "draws": 10_000},
}
SEED, WEEKS, DELAY = 1, 52, 8
ENDS = tuple(release_speed.AS_OF + timedelta(days=91 * quarter) for quarter in (1, 2, 3, 4))
STRENGTHS, NEEDS = (0.4, 0.4, 0.2), (0.4, 0.3, 0.2, 0.1)
"""Chances of each strength, and of none, one, two and three needs."""

GROWTH = [
    (deals, features) for deals in (1_000, 10_000, 100_000) for features in (100, 1_000, 10_000)
]
GROWTH_DRAWS = 256


@dataclass(frozen=True)
class Case:
    """Everything that is given before the clock starts."""

    delivery_of: Callable[[], Delivery]
    world: World
    groups: tuple[Group, ...]
    values: np.ndarray


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="small")
    for name, small in SIZES["small"].items():
        parser.add_argument(f"--{name}", type=int, default=small)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--growth", action="store_true")
    asked = parser.parse_args()
    if asked.growth:
        _growth()
        return
    one_by_one = {name: getattr(asked, name) for name in SIZES["small"]}
    found = measured(**(SIZES["full"] if asked.size == "full" else one_by_one))
    if asked.json:
        print(json.dumps(found, indent=2))
        return
    results.show([{"what": name, "is": value} for name, value in found.items()])
    results.save(f"joint_{asked.size}", [found])


def measured(
    deals: int, features: int, teams: int, draws: int, *, naive: bool = True, times: int = 5
) -> dict[str, Any]:
    case = _case(deals, features, teams, draws)
    whole = warm_seconds(lambda: _forecast(case), times=times)
    delivery = case.delivery_of()
    ship = releases.ship(delivery)
    ships = warm_seconds(lambda: releases.ship(case.delivery_of()), times=times)
    joined = _joined(case, ship.days)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    plain = warm_seconds(lambda: _naive(case, joined), times=1) if naive else float("nan")
    deal_side = warm_seconds(lambda: joint.sums(joined, case.values), times=times)
    dropped = frozenset({ship.features[0]})
    return {
        "deals": deals, "features": features, "teams": teams, "draws": draws,
        "seconds": whole, "ships_seconds": ships, "deals_seconds": deal_side,
        "naive_seconds": ships + plain, "ratio": (ships + plain) / whole,
        "deals_ratio": plain / deal_side,
        "whatif_seconds": warm_seconds(
            lambda: _whatif(case, delivery, joined, dropped), times=times
        ),
        "worth_all_seconds": warm_seconds(
            lambda: delay_values(joined, case.values, weeks=DELAY, features=features),
            times=min(3, times),
        ),
        "peak_mib": peak,
    }  # fmt: skip


def _forecast(case: Case) -> np.ndarray:
    ship = releases.ship(case.delivery_of())
    return joint.sums(_joined(case, ship.days), case.values)


def _whatif(case: Case, delivery: Delivery, now: Joint, dropped: frozenset[str]) -> np.ndarray:
    """What the quarters gain in each draw when a feature is dropped: only the deals that need a
    feature that moved are looked at, before and after.
    """
    ship = releases.ship(delivery, without=dropped)
    days = np.full((len(ship.days), len(delivery.todo.features)), releases.NEVER, dtype=np.int32)
    days[:, delivery.todo.places(ship.features)] = ship.days
    then = _joined(case, days)
    moved = frozenset(np.flatnonzero((then.ready != now.ready).any(axis=0)).tolist())
    before, after = (joint.sums(one, case.values, needing=moved)[0] for one in (now, then))
    return after - before


def _joined(case: Case, days: np.ndarray) -> Joint:
    """The joint forecast with one group a deal, before its odds are worked out."""
    nothing = np.zeros((0, 0))
    return Joint(
        as_of=release_speed.AS_OF, ends=ENDS,
        deals=pl.DataFrame({"group": np.arange(len(case.groups))}),
        profiles=pl.DataFrame(), groups=case.groups, world=case.world,
        ready=joint.ready_weeks(days), odds=(), mean_odds=nothing, won=nothing, lost=nothing,
    )  # fmt: skip


def _naive(case: Case, joined: Joint) -> np.ndarray:
    rates = np.stack([case.world.rates(group.profile) for group in case.groups], axis=1)
    flat = [need for group in case.groups for need in group.needs]
    starts = np.cumsum([0, *(len(group.needs) for group in case.groups)])
    quarter_of = np.minimum(np.arange(joint.WEEKS) // 13, 3)
    needs = np.array(flat, dtype=np.int64).reshape(-1, 2)
    return naive_joint.bookings(
        rates, np.arange(len(case.groups)), case.values, needs[:, 0].copy(), starts,
        needs[:, 1].copy(), joined.ready, -np.log(case.world.kept), quarter_of, SEED,
    )  # fmt: skip


def _case(deals: int, features: int, teams: int, draws: int) -> Case:
    """A development side of this size, and deals around those of a made-up company."""
    asked = {"as_of": release_speed.AS_OF, "seed": SEED, "draws": draws, "weeks": WEEKS}
    with tempfile.TemporaryDirectory() as made:
        release_speed._write(Path(made), features, teams)
        book = read_folder(Path(made)).book
    rng = np.random.default_rng(SEED)
    world = _world(deals, rng)
    counts = rng.choice(len(NEEDS), deals, p=NEEDS)
    popular = rng.permutation(1 / np.arange(1, features + 1) ** 0.7)
    chance = popular / popular.sum()
    groups = tuple(Group(deal, _needs(rng, count, chance)) for deal, count in enumerate(counts))
    values = np.round(np.exp(rng.normal(10.3, 1.0, deals)))
    return Case(lambda: releases.prepare(book, **asked), world, groups, values)


def _needs(rng: np.random.Generator, count: int, chance: np.ndarray) -> tuple[tuple[int, int], ...]:
    columns = rng.choice(chance.size, count, replace=False, p=chance)
    return tuple(sorted((int(column), int(rng.choice(3, p=STRENGTHS))) for column in columns))


def _world(deals: int, rng: np.random.Generator) -> World:
    rows, fitted, worth = model(deals, rng)
    return joint.world_of(rows, fitted=fitted, worth=worth, seed=SEED, weeks=joint.WEEKS)


def model(deals: int, rng: np.random.Generator) -> tuple[Rows, Hazards, Worth]:
    """Odds learnt from a made-up company; each deal stands at values drawn from those of its open
    deals, term by term, so that hardly two are alike.
    """
    with tempfile.TemporaryDirectory() as made:
        write(Path(made), replace(PLAIN, deals=800), seed=SEED, stories=2)
        book = read_folder(Path(made)).book
    as_of = PLAIN.as_of
    known = history.known(book, as_of=as_of)
    fitted = hazards.fit(deal_history.at_risk(known, as_of=as_of), known.company)
    stood = deal_history.today(known, as_of=as_of, scale=fitted.scale, follows=fitted.follows)
    rows = hazards.ahead(fitted, stood, weeks=joint.WEEKS)
    picked = rows.take(rng.integers(0, len(rows), deals))
    still = np.column_stack([rng.permutation(column) for column in picked.still.T])
    mixed = replace(
        picked, still=still.reshape(picked.still.shape), age=rng.permutation(picked.age),
        stage=rng.permutation(picked.stage),
    )  # fmt: skip
    return mixed, fitted, worths.learnt(known, *hazards.worths_of(fitted))


def _growth() -> None:
    """Each size once after a first run; the largest takes minutes."""
    runs = []
    for deals, features in GROWTH:
        teams = max(4, features // 25)
        runs.append(measured(deals, features, teams, GROWTH_DRAWS, naive=False, times=1))
        results.show(runs[-1:])
        results.save("joint_growth", runs)
    results.show(runs)
    for size, line in (("deals", "features"), ("features", "deals")):
        print(growth_chart.chart(runs, size=size, line=line, seconds="seconds"), end="\n\n")


if __name__ == "__main__":
    main()
