"""How long files take until they are a book: read, checked, merged, with their change log.

    python benchmarks/reading.py                10,000 deals with 50,000 changes, and 5,000 issues
    python benchmarks/reading.py --size full    1,000,000 deals with 5,000,000, and 500,000 issues

Each reading is a process of its own. The peer is plain `polars.read_csv` of the same files in a
process of its own: the least that reading them could cost.
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

import numpy as np
import polars as pl

from interlock import __version__

RESULTS = Path(__file__).resolve().parent / "results"
SIZES = {"small": (10_000, 5_000), "full": (1_000_000, 500_000)}
CHANGES_EACH = 5
STAGES = np.array(["Qualify", "Discover", "Evaluate", "Propose", "Negotiate"])
OURS = (
    "import sys, pathlib; from interlock.importers.folder import read_folder\n"
    "print(len(read_folder(pathlib.Path(sys.argv[1])).problems))"
)
PEER = (
    "import polars as pl, sys, pathlib\n"
    "for f in pathlib.Path(sys.argv[1]).rglob('*.csv'): pl.read_csv(f, infer_schema=False)\n"
    "print(0)"
)


@dataclass(frozen=True)
class Run:
    """One folder: seconds of whole processes, peak memory in MiB."""

    folder: str
    rows: int
    megabytes: float
    book_seconds: float
    read_csv_seconds: float
    ratio: float
    peak_mib: int
    problems: int


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="small")
    size = parser.parse_args().size
    deals, issues = SIZES[size]
    with tempfile.TemporaryDirectory() as made:
        crm, tracker = Path(made) / "deals", Path(made) / "issues"
        rows = {crm: write_deals(crm, deals), tracker: write_issues(tracker, issues)}
        runs = [_measured(folder, count) for folder, count in rows.items()]
    print(
        f"{'folder':>8} {'rows':>11} {'MB':>6} {'book s':>8} {'read_csv s':>11} {'ratio':>6} "
        f"{'peak MiB':>9}"
    )
    for run in runs:
        print(
            f"{run.folder:>8} {run.rows:>11,} {run.megabytes:>6.0f} {run.book_seconds:>8.1f} "
            f"{run.read_csv_seconds:>11.2f} {run.ratio:>6.1f} {run.peak_mib:>9,}"
        )
    _save(runs, size)


def write_deals(folder: Path, count: int) -> int:
    """Deals and their change log in our own tables; how many rows in all."""
    folder.mkdir(parents=True)
    rng = np.random.default_rng(1)
    ids = pl.select(
        pl.format("006{}AAA", pl.int_range(count).cast(pl.String).str.zfill(12))
    ).to_series()
    created = np.datetime64("2023-01-01") + rng.integers(0, 1200, count)
    pl.DataFrame(
        {
            "id": ids,
            "name": pl.select(pl.format("Deal {}", pl.int_range(count))).to_series(),
            "account": pl.select(pl.format("Account {}", pl.int_range(count) % 5000)).to_series(),
            "owner": pl.Series(rng.integers(0, 200, count)).cast(pl.String),
            "stage": STAGES[rng.integers(0, len(STAGES), count)],
            "outcome": rng.choice(["open", "won", "lost"], count, p=[0.1, 0.3, 0.6]),
            "amount": np.round(rng.lognormal(10, 1, count), 2),
            "currency": ["USD"] * count,
            "created_on": created,
            "closed_on": created + rng.integers(10, 200, count),
            "category": ["pipeline"] * count,
        }
    ).write_csv(folder / "deals.csv")
    return count + _write_changes(folder, ids, created, rng)


def _write_changes(
    folder: Path, ids: pl.Series, created: np.ndarray, rng: np.random.Generator
) -> int:
    count = CHANGES_EACH * len(ids)
    who = rng.integers(0, len(ids), count)
    field = rng.choice(["stage", "amount", "expected_close_on"], count, p=[0.5, 0.2, 0.3])
    at = created[who].astype("datetime64[us]") + rng.integers(0, 200 * 86_400, count) * 1_000_000
    amounts = np.round(rng.lognormal(10, 1, count), 2).astype(str)
    days = (created[who] + rng.integers(10, 200, count)).astype(str)
    stages = STAGES[rng.integers(0, len(STAGES), count)]
    new = np.where(field == "stage", stages, np.where(field == "amount", amounts, days))
    changes = {
        "table": ["deals"] * count,
        "id": ids.gather(who),
        "at": at,
        "field": field,
        "new": new,
    }
    pl.DataFrame(changes).sort("id", "at").write_csv(folder / "changes.csv")
    return count


def write_issues(folder: Path, count: int) -> int:
    """A Jira export with all fields that matter, descriptions with line ends in quotes included."""
    folder.mkdir(parents=True)
    rng = np.random.default_rng(2)
    number = pl.int_range(count)
    created = np.datetime64("2022-01-01") + rng.integers(0, 1400, count)
    done = rng.random(count) < 0.8
    resolved = np.where(done, (created + rng.integers(1, 90, count)).astype(str), "")
    epic = np.arange(count) % 50 == 0
    pl.DataFrame(
        {
            "Summary": pl.select(pl.format("Issue {}, in words", number)).to_series(),
            "Issue key": pl.select(pl.format("CORE-{}", number)).to_series(),
            "Issue id": pl.select(number + 100_000).to_series(),
            "Issue Type": np.where(epic, "Epic", rng.choice(["Story", "Bug", "Task"], count)),
            "Status": np.where(done, "Done", "To Do"),
            "Status Category": np.where(done, "Done", "To Do"),
            "Priority": rng.choice(["High", "Medium", "Low"], count),
            "Created": pl.Series(created).dt.strftime("%d/%b/%y 9:41 AM"),
            "Resolved": pl.Series(resolved)
            .str.to_date(strict=False)
            .dt.strftime("%d/%b/%y 4:10 PM"),
            "Description": pl.select(
                pl.format('First line of {}\nand "second" line', number)
            ).to_series(),
            "Custom field (Epic Link)": pl.select(
                pl.format("CORE-{}", number // 50 * 50)
            ).to_series(),
            "Custom field (Story Points)": rng.integers(1, 8, count),
        }
    ).write_csv(folder / "jira.csv")
    return count


def _measured(folder: Path, rows: int) -> Run:
    book, peak, said = _process(OURS, folder)
    peer, _, _ = _process(PEER, folder)
    megabytes = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
    return Run(
        folder=folder.name,
        rows=rows,
        megabytes=megabytes,
        book_seconds=book,
        read_csv_seconds=peer,
        ratio=book / peer,
        peak_mib=peak,
        problems=int(said),
    )


def _process(code: str, folder: Path) -> tuple[float, int, str]:
    """Seconds, peak memory in MiB and what was printed, of one process."""
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=said)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        if status:
            sys.exit(f"reading {folder.name} failed")
        said.seek(0)
        return seconds, used.ru_maxrss // 1024, said.read()


def _save(runs: list[Run], size: str) -> None:
    RESULTS.mkdir(exist_ok=True)
    cores = os.cpu_count()
    said = {
        "version": __version__,
        "python": platform.python_version(),
        "cores": cores,
        "memory_mib": resource.getpagesize() * os.sysconf("SC_PHYS_PAGES") // 2**20,
        "runs": [asdict(run) for run in runs],
    }
    (RESULTS / f"reading_{size}.json").write_text(json.dumps(said, indent=2) + "\n")


if __name__ == "__main__":
    main()
