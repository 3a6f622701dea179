"""Follow: the work on files that somebody brought, from looking at them to taking them in."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from interlock.importers import underway
from interlock.records.brought import Looked, Underway
from interlock.records.problems import Problem

Tell = Callable[[str], None]
_LOOKED, _PROBLEMS, _PREPARED, _DONE = "looked.json", "problems.json", "prepared", "done"


def begin(folder: Path, what: str, *, again: bool = False) -> bool:
    """Note that something is to be done with the files; False where something is, or where it
    failed and is not to be tried ``again``.
    """
    return underway.begin(folder, what, again=again)


def work_on(folder: Path, make: Callable[[Tell], None]) -> None:
    """Do what was asked for, once, telling how far it is; what fails says why."""
    underway.do(folder, make)


def load_underway(folder: Path) -> Underway | None:
    """What is being done with the files; None where nothing is."""
    return underway.standing(folder)


def keep_looked(folder: Path, looked: Looked, problems: Sequence[Problem]) -> None:
    """Keep what came of looking, and every problem."""
    _place(folder, _PROBLEMS).write_bytes(msgspec.json.encode(problems))
    _place(folder, _LOOKED).write_bytes(msgspec.json.encode(looked))


def load_looked(folder: Path) -> Looked | None:
    """What came of looking; None while nobody has looked."""
    file = _place(folder, _LOOKED)
    return msgspec.json.decode(file.read_bytes(), type=Looked) if file.exists() else None


def load_problems(folder: Path) -> tuple[Problem, ...]:
    """Every problem of the files."""
    file = _place(folder, _PROBLEMS)
    return msgspec.json.decode(file.read_bytes(), type=tuple[Problem, ...]) if file.exists() else ()


def prepared(folder: Path) -> Path:
    """Where that stands which is to be taken in."""
    return _place(folder, _PREPARED)


def forget_looked(folder: Path) -> None:
    """Nobody has looked: the files, or how they are read, have changed."""
    _place(folder, _LOOKED).unlink(missing_ok=True)
    shutil.rmtree(prepared(folder), ignore_errors=True)


def keep_done(folder: Path, number: int | None) -> None:
    """The files are taken in by this change, None where nothing differed: they are removed."""
    _place(folder, _DONE).write_text(str(number or 0))
    for one in folder.iterdir():
        if one.is_file():
            one.unlink()
    forget_looked(folder)


def load_done(folder: Path) -> int | None:
    """The change by which the files were taken in, 0 where nothing differed; None while they are
    not.
    """
    file = _place(folder, _DONE)
    return int(file.read_text()) if file.exists() else None


def _place(folder: Path, name: str) -> Path:
    return underway.beside(folder) / name
