"""The house is built as ARCHITECTURE.md draws it."""

import subprocess
import sys
from pathlib import Path

from interlock.importers.sources import SOURCES

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "interlock"
WRITTEN = [path for path in SOURCE.rglob("*.py") if path.parent.name != "migrations"]
LONGEST = 400


def test_the_contracts_of_importlinter_hold():
    lint = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    run = subprocess.run(lint, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def test_every_module_says_its_one_idea_in_its_first_line():
    silent = [
        path.name
        for path in WRITTEN
        if path.name != "__init__.py" and not path.read_text().startswith('"""')
    ]
    assert silent == []


def test_no_file_holds_more_than_it_should():
    lines = {
        path.relative_to(SOURCE).as_posix(): len(path.read_text().splitlines()) for path in WRITTEN
    }
    assert {name: n for name, n in lines.items() if n > LONGEST} == {}


def test_every_import_source_and_every_action_stands_in_its_contract():
    contracts = (ROOT / ".importlinter").read_text().split()
    readers = {source.read.__module__ for source in SOURCES}
    actions = {f"interlock.actions.{path.stem}" for path in (SOURCE / "actions").glob("[!_]*.py")}
    assert (readers | actions) - set(contracts) == set()


def test_every_import_source_stands_in_the_guide():
    guide = (ROOT / "docs" / "guide" / "sources.md").read_text()
    assert [source.name for source in SOURCES if f"| {source.name} |" not in guide] == []
