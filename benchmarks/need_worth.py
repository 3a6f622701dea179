"""How far the worth of needs and features lies from the truth, in made-up companies that know it.

    python benchmarks/need_worth.py                two companies a kind
    python benchmarks/need_worth.py --size full    200 companies in all
    python benchmarks/need_worth.py --world plain --seeds 5

Kinds: plain; confounded (deals with a dealbreaker are worse for other reasons); no-features (unmet
needs take nothing). The truth of a feature is what the open deals that ask for it bring more, until
the end of the second quarter after this one, than if it never shipped, on average over the
company's true futures. Errors are sums of misses, whichever way, over the money exposed:

    ours          what is at risk
    ours, declared  the same with the declared worths alone
    stated        a must is worth all that its deal is expected to bring, a nice-to-have nothing
    exposed       the open amounts that name it

`said / true` is the sum over features of ours over the truth. psi of dealbreakers: as learnt, from
the association alone, and how often its 80 % range holds the truth. `says none`: shares of
companies of which the page says that no difference was seen.

Then, for the rest of this quarter and the next two: how often the 80 % range of bookings from open
deals holds what happens, and in which way it errs (`peers/coverage.py`).
"""

import argparse
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from peers import coverage, results
from peers.coverage import Came

from interlock.engine import bookings, exposure, joint, needs_worth
from interlock.engine import outlook as looking
from interlock.engine.outlook import Outlook
from interlock.engine.worth import Worth
from interlock.importers.folder import read_folder
from interlock.records.sales_tables import STRENGTHS

results.with_examples()
from synthetic.shapes import write  # noqa: E402
from synthetic.world import WORLDS  # noqa: E402

KINDS = ("plain", "confounded", "no-features")
SEEDS = {"small": 2, "full": 67}
DEALS, FUTURES, DRAWS = 1_500, 100, 256
QUARTERS_TRUE = 3
AHEAD = range(QUARTERS_TRUE)


@dataclass(frozen=True)
class Truth:
    """What each feature is worth, and what the open deals bring by quarter."""

    worths: pl.DataFrame
    bookings: pl.DataFrame
    psi: tuple[float, ...]


def main() -> None:
    """Company by company; what was found so far is saved after each seed."""
    arguments = _arguments()
    kinds = arguments.world or KINDS
    found: dict[str, list[dict[str, float]]] = {kind: [] for kind in kinds}
    ranges: dict[str, list[list[Came]]] = {kind: [] for kind in kinds}
    for seed in range(1, (arguments.seeds or SEEDS[arguments.size]) + 1):
        for kind in kinds:
            now, truth = company(kind, seed)
            found[kind].append(scored(now, truth))
            ranges[kind].append([_came(now, truth, ahead) for ahead in AHEAD])
        worths = [_mean(kind, some) for kind, some in found.items()]
        held = [_held(kind, some, ahead) for kind, some in ranges.items() for ahead in AHEAD]
        if len(kinds) > 1:
            every = list(chain(*ranges.values()))
            held += [_held("all", every, ahead) for ahead in AHEAD]
        results.save(f"need_worth_{arguments.size}", worths)
        results.save(f"need_worth_ranges_{arguments.size}", held)
    results.show(worths)
    print()
    results.show(held)


def scored(now: Outlook, truth: Truth) -> dict[str, float]:
    """One company: errors over what is exposed, psi, and what is said."""
    page = needs_worth.of(now)
    labels = [quarter.label for quarter in now.quarters[:QUARTERS_TRUE]]
    gains = dict(
        truth.worths.filter(pl.col("quarter").is_in(labels))
        .group_by("feature").agg(pl.col("gain").sum()).iter_rows()
    )  # fmt: skip
    said = {
        "ours": at_risk(now),
        "ours, declared": at_risk(declared(now)),
        "stated": stated(now),
        "exposed": {f: one.exposed for f, one in exposure.exposures(now).items()},
    }
    exposed = sum(said["exposed"].values())
    off = {
        name: sum(abs(given[f] - gains.get(f, 0.0)) for f in said["ours"]) / exposed
        for name, given in said.items()
    }
    line, learnt = page.classes[0], now.worth.learnt[0]
    association = learnt.association
    return {
        **{f"error {name}": value for name, value in off.items()},
        "ours": sum(said["ours"].values()),
        "true": sum(gains.get(f, 0.0) for f in said["ours"]),
        "psi": line.psi.p50,
        "psi association": association.mean if association else np.nan,
        "psi slips": learnt.slips.found.mean if learnt.slips.found else np.nan,
        "psi held": float(line.psi.p10 <= truth.psi[0] <= line.psi.p90),
        "says none": float(any("no difference seen" in one for one in page.says)),
    }


def company(kind: str, seed: int) -> tuple[Outlook, Truth]:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        world = replace(WORLDS[kind], deals=DEALS)
        write(folder, world, seed=seed, stories=FUTURES)
        book = read_folder(folder).book
        worths, sums = (
            pl.read_parquet(folder / "truth" / f"{name}.parquet") for name in ("worths", "bookings")
        )
    now = looking.outlook(book, as_of=book.seen_on, seed=1, draws=DRAWS)
    return now, Truth(worths, sums, world.psi)


def at_risk(now: Outlook) -> dict[str, float]:
    """What is at risk on each feature until the last quarter whose truth is known."""
    end = now.joint.ends.index(now.quarters[QUARTERS_TRUE - 1].last)
    values = _values(now)
    found: dict[str, float] = {}
    for at, group in enumerate(now.joint.groups):
        for column in {column for column, _ in group.needs if column >= 0}:
            without = exposure.odds_along(now, exposure.never(group, (column,)))[:, end].mean()
            lost = values[at] * (now.joint.mean_odds[at, end] - without)
            feature = now.ship.features[column]
            found[feature] = found.get(feature, 0.0) + float(lost)
    return found


def stated(now: Outlook) -> dict[str, float]:
    """All that the deals with a must are expected to bring."""
    end = now.joint.ends.index(now.quarters[QUARTERS_TRUE - 1].last)
    values, nice = _values(now), STRENGTHS.index("nice-to-have")
    found = dict.fromkeys(exposure.exposures(now), 0.0)
    for at, group in enumerate(now.joint.groups):
        for column in {c for c, strength in group.needs if c >= 0 and strength != nice}:
            found[now.ship.features[column]] += values[at] * float(now.joint.mean_odds[at, end])
    return found


def declared(now: Outlook) -> Outlook:
    """The same with the worths that the company declares."""
    priors = [one.prior for one in now.worth.learnt]
    worth = Worth(
        np.array([p.mean for p in priors]),
        np.array([p.error for p in priors]),
        (),
        now.worth.learnt,
    )
    joined = joint.join(
        now.book, as_of=now.as_of, fitted=now.fitted, ship=now.ship, worth=worth,
        ends=now.joint.ends, seed=now.seed,
    )  # fmt: skip
    return replace(now, worth=worth, joint=joined)


def _values(now: Outlook) -> dict[int, float]:
    return dict(now.open_deals.group_by("group").agg(pl.col("at_close").sum()).iter_rows())


def _came(now: Outlook, truth: Truth, ahead: int) -> Came:
    """What open deals are forecast to bring in a quarter, beside what they bring."""
    quarter = now.quarters[ahead]
    deals = now.open_deals.filter(pl.col("at_close").is_not_null())
    groups = deals["group"].to_numpy()
    odds = looking.odds_between(now, looking.eve(quarter), quarter.last, groups)
    found = bookings.bookings(odds, deals["at_close"].to_numpy())
    sums = truth.bookings.filter(pl.col("quarter") == quarter.label)
    futures = np.zeros(FUTURES)
    futures[sums["story"].to_numpy()] = sums["amount"].to_numpy()
    return coverage.came(found, futures)


def _held(kind: str, found: list[list[Came]], ahead: int) -> Mapping[str, Any]:
    return {"world": kind, "ahead": ahead, **coverage.summary([one[ahead] for one in found])}


def _mean(kind: str, found: list[dict[str, float]]) -> Mapping[str, Any]:
    columns = {name: np.array([one[name] for one in found]) for name in found[0]}
    said, true = columns.pop("ours").sum(), columns.pop("true").sum()
    known = {name: values[np.isfinite(values)] for name, values in columns.items()}
    means = {name: float(some.mean()) if some.size else np.nan for name, some in known.items()}
    error = columns["error stated"] - columns["error ours"]
    return {
        "world": kind,
        "companies": len(found),
        **means,
        "stated - ours, se": float(error.std(ddof=1) / len(found) ** 0.5) if len(found) > 1 else 0,
        "said / true": float(said / true) if kind != "no-features" else float("nan"),
        "said": float(said / len(found)),
        "true": float(true / len(found)),
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SEEDS, default="small")
    parser.add_argument("--world", choices=KINDS, action="append")
    parser.add_argument("--seeds", type=int)
    return parser.parse_args()


if __name__ == "__main__":
    main()
