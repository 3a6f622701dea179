"""Readers against files that a coverage-guided fuzzer makes: whatever reaches new code is mutated on.

    python benchmarks/fuzz_coverage.py                  15 seconds
    python benchmarks/fuzz_coverage.py --size full      8 hours
    python benchmarks/fuzz_coverage.py --minutes 30

Needs atheris (requirements/bench.txt, Linux only); without it nothing is run, and that is said.
What must hold is the same as in fuzz_readers.py. Inputs that reached new code are kept in
build/fuzz/corpus and gone on from; folders that broke the readers in build/fuzz/broken, one for each
way. The exit status is 1 when there is any.
"""

import argparse
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / "build" / "fuzz"
MINUTES = {"small": 0.25, "full": 480.0}
SEEDS, SEED_BYTES = 100, 3_000
FLAGS = ("-max_len=6000", "-rss_limit_mb=4096", "-print_final_stats=1", "-close_fd_mask=0")
FIGURES = {
    "folders": r"number_of_executed_units: (\d+)",
    "a second": r"average_exec_per_sec: +(\d+)",
    "peak MiB": r"peak_rss_mb: +(\d+)",
    "branches reached": r"(?s).*cov: (\d+)",
    "inputs kept": r"(?s).*corp: (\d+)",
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=MINUTES, default="small")
    parser.add_argument("--minutes", type=float)
    asked = parser.parse_args()
    if importlib.util.find_spec("atheris") is None:
        print("not run: atheris is not installed here")
        return
    corpus, broken = HOME / "corpus", HOME / "broken"
    broken.mkdir(parents=True, exist_ok=True)
    _sow(corpus)
    code = _run(corpus, broken, asked.minutes or MINUTES[asked.size])
    ways = sorted(path.name for path in broken.iterdir())
    print(f"{len(ways)} ways broken {' '.join(ways)}")
    sys.exit(1 if ways or code else 0)


def _sow(corpus: Path) -> None:
    """Random bytes to begin with: each is already some folder."""
    corpus.mkdir(parents=True, exist_ok=True)
    for number in range(SEEDS):
        (corpus / f"seed-{number}").write_bytes(Random(number).randbytes(SEED_BYTES))


def _run(corpus: Path, broken: Path, minutes: float) -> int:
    flags = [*FLAGS, f"-max_total_time={minutes * 60:.0f}", f"-artifact_prefix={HOME}/"]
    guided = [sys.executable, "-m", "fuzzing.guided", str(broken), *flags, str(corpus)]
    path = os.pathsep.join([str(ROOT / "benchmarks"), *sys.path[1:]])
    environ = {**os.environ, "PYTHONPATH": path, "POLARS_MAX_THREADS": "1"}
    run = subprocess.run(guided, env=environ, stderr=subprocess.PIPE, text=True, check=False)
    found = {word: re.search(form, run.stderr) for word, form in FIGURES.items()}
    print(", ".join(f"{word} {int(one[1]):,}" for word, one in found.items() if one))
    if run.returncode or not found["folders"]:
        print(run.stderr[-4000:])
    return run.returncode


if __name__ == "__main__":
    main()
