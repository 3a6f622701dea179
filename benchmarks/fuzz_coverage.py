"""Readers against files that a coverage-guided fuzzer bends until they reach new lines of code.

    python benchmarks/fuzz_coverage.py                 20 seconds
    python benchmarks/fuzz_coverage.py --size full     an hour

The fuzzer (atheris) chooses every shape, cell and mutation of a file and keeps what reached code
that no file before it had reached. What must hold is the same as in `fuzz_readers.py`. Linux only;
where atheris is not installed this says so and measures nothing.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

os.environ.setdefault("POLARS_MAX_THREADS", "1")

SECONDS = {"small": 20, "full": 3_600}
SEEDS, LONGEST = 200, 4_096
"""Files of random bytes to begin with, and how many bytes decide one file at most."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SECONDS, default="small")
    parser.add_argument("--seconds", type=int)
    parser.add_argument("--corpus", type=Path, help="a folder of files of an earlier run")
    asked = parser.parse_args()
    if find_spec("atheris") is None:
        sys.exit(print("not run: atheris is not installed here (requirements/bench.txt, Linux)"))
    with tempfile.TemporaryDirectory() as made:
        corpus = asked.corpus or _seeds(Path(made))
        _fuzz(corpus, asked.seconds or SECONDS[asked.size])


def _seeds(folder: Path) -> Path:
    luck = random.Random(1)
    for at in range(SEEDS):
        (folder / str(at)).write_bytes(luck.randbytes(luck.randrange(50, LONGEST)))
    return folder


def _fuzz(corpus: Path, seconds: int) -> None:
    """A process of its own, since the fuzzer ends the one that it runs in."""
    options = (f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-handle_alrm=0", "-seed=1",
               "-rss_limit_mb=4096", f"-artifact_prefix={tempfile.gettempdir()}/")  # fmt: skip
    command = [sys.executable, "-c", "import fuzz_coverage; fuzz_coverage.fuzz()", *options]
    run = subprocess.run(
        [*command, str(corpus)],
        cwd=Path(__file__).parent,
        text=True,
        capture_output=True,
        check=False,
    )
    covered = [int(lines) for lines in re.findall(r"\bcov: (\d+)", run.stderr)]
    done = re.search(r"Done (\d+) runs in (\d+) second", run.stderr)
    if run.returncode or done is None or not covered:
        sys.exit(f"{run.stdout}\n{run.stderr[-4_000:]}\nbroken: see above")
    print(
        f"{int(done[1]):,} files in {done[2]} s, 0 broken; branches reached "
        f"{covered[0]:,} with the first, {covered[-1]:,} at last; "
        f"{len(list(corpus.iterdir())):,} files kept"
    )


class Bytes:
    """Luck that a fuzzer's bytes decide."""

    def __init__(self, bytes_: bytes) -> None:
        import atheris

        self.left = atheris.FuzzedDataProvider(bytes_)

    def choice(self, among: Sequence[Any], /) -> Any:
        return among[self.randrange(len(among))]

    def random(self) -> float:
        return float(self.left.ConsumeProbability())

    def randrange(self, stop: int, /) -> int:
        return int(self.left.ConsumeIntInRange(0, stop - 1))


def fuzz() -> None:
    import atheris

    with atheris.instrument_imports(include=["interlock"]):
        from fuzzing.shapes import file
        from fuzzing.verdict import BROKEN, verdict, watch

    def one(bytes_: bytes) -> None:
        made = file(Bytes(bytes_))
        outcome = verdict([made])
        if outcome.startswith(BROKEN):
            raise AssertionError(f"{made}\n{outcome}")

    watch()
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
