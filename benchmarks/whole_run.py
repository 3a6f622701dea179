"""How long a whole report takes: the example company, and a folder of any size in the same shapes.

    python benchmarks/whole_run.py                        the example company and a small folder
    python benchmarks/whole_run.py --size full            100,000 deals and 2,000 features
    python benchmarks/whole_run.py --deals N --features N

Each run is a whole process (`interlock report FOLDER`), so start-up and reading count. The peer is
plain `polars.read_csv` of the same files in a process of its own: the least that reading them could
cost.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import polars as pl

from interlock import __version__

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"
SIZES = {"small": (2_000, 100), "full": (100_000, 2_000)}
PLAIN_READ = (
    "import polars as pl, sys, pathlib\n"
    "for f in pathlib.Path(sys.argv[1]).rglob('*.csv'):\n"
    "    pl.read_csv(f, infer_schema=False, has_header=False, truncate_ragged_lines=True)"
)


@dataclass(frozen=True)
class Run:
    """One folder, reported on: medians of whole processes in seconds, peak memory of the children
    in MiB.
    """

    folder: str
    deals: int
    features: int
    report_seconds: float
    read_csv_seconds: float
    ratio: float
    peak_mib: float


def main() -> None:
    arguments = _arguments()
    deals, features = SIZES[arguments.size]
    runs = [_measure(ROOT / "examples" / "company", arguments.repeats)]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "company"
        _write(folder, arguments.deals or deals, arguments.features or features)
        runs.append(_measure(folder, 1))
    _print(runs)
    _save(runs, arguments.size)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--deals", type=int)
    parser.add_argument("--features", type=int)
    parser.add_argument("--repeats", type=int, default=3)
    return parser.parse_args()


def _write(folder: Path, deals: int, features: int) -> None:
    generator = [sys.executable, str(ROOT / "examples" / "make_company.py"), "--out", str(folder)]
    subprocess.run([*generator, "--deals", str(deals), "--features", str(features)], check=True)


def _measure(folder: Path, repeats: int) -> Run:
    with tempfile.TemporaryDirectory() as out:
        report = [
            sys.executable,
            "-m",
            "interlock",
            "report",
            str(folder),
            "--out",
            f"{out}/r.html",
        ]
        _seconds(report)
        seconds = sorted(_seconds(report) for _ in range(repeats))[repeats // 2]
    plain = sorted(
        _seconds([sys.executable, "-c", PLAIN_READ, str(folder)]) for _ in range(repeats)
    )
    last = max(path for path in folder.rglob("Opportunity.csv"))
    return Run(
        folder=folder.name,
        deals=pl.read_csv(last, infer_schema=False).height,
        features=_epics(last.parent / "jira.csv"),
        report_seconds=seconds,
        read_csv_seconds=plain[repeats // 2],
        ratio=seconds / plain[repeats // 2],
        peak_mib=resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    )


def _epics(jira: Path) -> int:
    rows = pl.read_csv(jira, infer_schema=False, has_header=False, truncate_ragged_lines=True)
    kind = next(name for name in rows.columns if rows[name][0] == "Issue Type")
    return int((rows[kind] == "Epic").sum())


def _seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def _print(runs: list[Run]) -> None:
    heads = ("deals", "features", "report s", "read_csv s", "ratio", "peak MiB")
    print(
        " ".join(f"{head:>{width}}" for head, width in zip(heads, (8, 9, 9, 11, 6, 9), strict=True))
    )
    for run in runs:
        print(
            f"{run.deals:>8,} {run.features:>9,} {run.report_seconds:>9.2f} "
            f"{run.read_csv_seconds:>11.2f} {run.ratio:>6.1f} {run.peak_mib:>9.0f}"
        )


def _save(runs: list[Run], size: str) -> None:
    RESULTS.mkdir(parents=True, exist_ok=True)
    birth = {
        "version": __version__,
        "python": platform.python_version(),
        "polars": pl.__version__,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
    }
    written = {**birth, "runs": [asdict(run) for run in runs]}
    (RESULTS / f"whole_run_{size}.json").write_text(json.dumps(written, indent=2) + "\n")


if __name__ == "__main__":
    main()
