"""The fuzzers reach every source, and make the same files of the same luck."""

from pathlib import Path
from random import Random

import pytest

from interlock.importers.sources import SOURCES, detect

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
TABLES_OF_ALL_SHAPES = "our own table"


@pytest.fixture
def fuzzing(monkeypatch):
    monkeypatch.syspath_prepend(BENCHMARKS)
    from fuzzing import folders, property

    return folders, property


@pytest.mark.parametrize(
    "source", [s for s in SOURCES if s.name != TABLES_OF_ALL_SHAPES], ids=lambda s: s.name
)
def test_a_source_knows_a_file_that_has_the_headers_it_looks_at(source):
    found = detect(tuple(group[0] for group in source.headers))
    assert found is not None
    assert found.source is source


def test_the_same_luck_makes_the_same_files(fuzzing, tmp_path):
    folders, _ = fuzzing
    made = []
    for name in ("one", "two"):
        for number in range(5):
            folders.fill(tmp_path / name / str(number), Random(number))
        files = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        made.append([(path.relative_to(tmp_path / name), path.read_bytes()) for path in files])
    assert made[0] == made[1]
    assert len(made[0]) >= 5


def test_of_fifty_folders_gone_wrong_none_breaks_the_readers(fuzzing, tmp_path):
    folders, property = fuzzing
    for number in range(50):
        folder = tmp_path / str(number)
        folders.fill(folder, Random(f"kept:{number}"))
        outcome = property.outcome_of(folder)
        assert not outcome.startswith(property.BROKEN), f"{number}: {outcome}"
