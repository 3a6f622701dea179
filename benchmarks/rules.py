"""What rules are said to be worth, on synthetic companies where it is known.

    python benchmarks/rules.py                 two companies of 1,000 deals of each kind
    python benchmarks/rules.py --size full     ten of 2,000

In `plain` evidence adds 0.5, 0.6, 0.8, 0.4, 0 and 0 to the weekly log hazard of winning, in
`no-evidence` nothing; in both, deals that are better anyway gather more of it. Beside it stands the
plain log odds ratio of the shares won within 13 weeks, which no such thing is taken from.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from math import log
from pathlib import Path

from interlock import __version__
from interlock.actions.read_files import read_files
from interlock.engine import history, rule_worth
from interlock.records.measured import RuleLine

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"
SIZES = {"small": (2, 1_000), "full": (10, 2_000)}
TRUTH = {
    "plain": (0.5, 0.6, 0.8, 0.4, 0.0, 0.0),
    "no-evidence": (0.0,) * 6,
}


@dataclass(frozen=True)
class Found:
    """One rule over all companies of a kind: mean log odds ratios, and how often each verdict."""

    world: str
    rule: str
    truth: float
    plain: float
    alike: float
    worth: float
    verdicts: dict[str, int]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="small")
    size = parser.parse_args().size
    companies, deals = SIZES[size]
    found = [
        one
        for world in TRUTH
        for one in _summed(world, [_lines(world, deals, seed) for seed in range(companies)])
    ]
    _print(found)
    RESULTS.mkdir(parents=True, exist_ok=True)
    written = {
        "version": __version__, "companies": companies, "deals": deals,
        "rules": [asdict(one) for one in found],
    }  # fmt: skip
    (RESULTS / f"rules_{size}.json").write_text(json.dumps(written, indent=2) + "\n")


def _lines(world: str, deals: int, seed: int) -> tuple[RuleLine, ...]:
    with tempfile.TemporaryDirectory() as folder:
        make = [sys.executable, str(ROOT / "examples" / "make_world.py"), "--out", folder]
        make += ["--world", world, "--deals", str(deals), "--seed", str(seed)]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
        book = read_files(Path(folder)).book
    known = history.known(book, as_of=book.seen_on)
    return rule_worth.measure(known, as_of=book.seen_on).lines


def _summed(world: str, companies: list[tuple[RuleLine, ...]]) -> list[Found]:
    found = []
    for at, truth in enumerate(TRUTH[world]):
        lines = [company[at] for company in companies]
        known = [line for line in lines if line.adjusted and line.worth]
        found.append(
            Found(
                world=world,
                rule=lines[0].name,
                truth=truth,
                plain=_mean(_log_odds(line) for line in lines),
                alike=_mean(log(line.adjusted.ratio) for line in known if line.adjusted),
                worth=_mean(log(line.worth.ratio) for line in known if line.worth),
                verdicts=dict(Counter(line.verdict for line in lines)),
            )
        )
    return found


def _log_odds(line: RuleLine) -> float:
    with_, without = line.having, line.lacking
    return log((with_.won + 0.5) / (with_.of - with_.won + 0.5)) - log(
        (without.won + 0.5) / (without.of - without.won + 0.5)
    )


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def _print(found: list[Found]) -> None:
    print(f"{'world':<12} {'rule':<22} truth  plain  alike  worth  verdicts")
    for one in found:
        verdicts = ", ".join(f"{word} {count}" for word, count in sorted(one.verdicts.items()))
        print(
            f"{one.world:<12} {one.rule:<22} {one.truth:>5.2f} {one.plain:>6.2f} "
            f"{one.alike:>6.2f} {one.worth:>6.2f}  {verdicts}"
        )


if __name__ == "__main__":
    main()
