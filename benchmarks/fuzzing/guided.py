"""One process of the coverage-guided fuzzer: bytes make a folder, coverage of the readers guides."""

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import atheris

with atheris.instrument_imports(include=["interlock.importers"]):
    from fuzzing.folders import any_bytes, fill
    from fuzzing.property import BROKEN, outcome_of

PLAIN = 0.999
"""Where bytes end, whatever is not necessary does not happen."""


class FromBytes(Random):
    """Luck that is read from bytes, so that a mutated byte is another choice."""

    def __init__(self, raw: bytes) -> None:
        super().__init__()
        self._bytes = atheris.FuzzedDataProvider(raw)

    def random(self) -> float:
        return self._bytes.ConsumeProbability() if self._bytes.remaining_bytes() else PLAIN

    def _randbelow(self, n: int) -> int:
        return self._bytes.ConsumeIntInRange(0, n - 1)

    def randbytes(self, n: int) -> bytes:
        return self._bytes.ConsumeBytes(n)

    def rest(self) -> bytes:
        return self._bytes.ConsumeBytes(self._bytes.remaining_bytes())


def tried(raw: bytes, kept: Path) -> None:
    """The folder that ``raw`` means; where it breaks the readers it is kept, one for each way."""
    luck = FromBytes(raw)
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "folder"
        folder.mkdir()
        if luck.random() < 0.3:
            any_bytes(folder, luck, luck.rest)
        else:
            fill(folder, luck)
        outcome = outcome_of(folder)
        if outcome.startswith(BROKEN):
            _keep(outcome, folder, kept)


def _keep(outcome: str, folder: Path, kept: Path) -> None:
    where = [line for line in outcome.splitlines() if line.lstrip().startswith("File")]
    way = kept / hashlib.sha256("\n".join(where or [outcome]).encode()).hexdigest()[:12]
    if not way.exists():
        shutil.copytree(folder, way)
        (way / "outcome.txt").write_text(outcome)
        print(outcome, file=sys.stderr, flush=True)


def main(kept: Path, flags: Sequence[str]) -> None:
    def one(raw: bytes) -> Any:
        tried(raw, kept)

    atheris.Setup([sys.argv[0], *flags], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
