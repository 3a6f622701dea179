"""How far the work on files is that somebody brought. It stands beside the files: it is known
whatever the database is busy with, and a worker that dies lets go of its lock.
"""

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from interlock.records.brought import DIED, FAILED, WAITS, WORKS, Underway
from interlock.records.errors import InterlockError

BESIDE = ".work"
_ASKED, _BEGUN, _STEP, _WHY, _LOCK = "asked", "begun", "step", "why", "lock"

Tell = Callable[[str], None]


def begin(folder: Path, what: str, *, again: bool = False) -> bool:
    """Note that something is to be done; False where something is. What failed or died is given up
    where it is to be done ``again``.
    """
    now = standing(folder)
    if now and again and not now.goes_on:
        _forget(folder)
    beside(folder).mkdir(exist_ok=True)
    try:
        with (beside(folder) / _ASKED).open("x") as asked:
            asked.write(json.dumps({"what": what, "at": time.time()}))
    except FileExistsError:
        return False
    return True


def do(folder: Path, make: Callable[[Tell], None]) -> None:
    """Do what was asked for, once, telling how far it is; what fails says why. Nothing is done
    where nothing is asked for any more.
    """
    with suppress(FileNotFoundError), _held(folder):
        place = beside(folder)
        if not (place / _ASKED).exists() or (place / _WHY).exists():
            return
        _write(place / _BEGUN, "")
        try:
            make(lambda step: _write(place / _STEP, step))
        except InterlockError as error:
            _write(place / _WHY, str(error))
        except Exception as error:
            _write(place / _WHY, str(error) or type(error).__name__)
            raise
        else:
            _forget(folder)


def standing(folder: Path) -> Underway | None:
    """How far it is; None while nothing is asked for."""
    asked = _read(beside(folder) / _ASKED)
    if not asked:
        return None
    said, why = json.loads(asked), _read(beside(folder) / _WHY)
    step = _read(beside(folder) / _STEP)
    return Underway(said["what"], _state(folder, why), step, why, time.time() - said["at"])


def beside(folder: Path) -> Path:
    """Where it stands, and what comes of it."""
    return folder / BESIDE


def _state(folder: Path, why: str) -> str:
    if why:
        return FAILED
    if not (beside(folder) / _BEGUN).exists():
        return WAITS
    return WORKS if _is_held(folder) or not _read(beside(folder) / _ASKED) else DIED


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    with (beside(folder) / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_held(folder: Path) -> bool:
    with (beside(folder) / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _forget(folder: Path) -> None:
    """The asking goes last: while it stands somebody is at it."""
    for name in (_WHY, _STEP, _BEGUN, _ASKED):
        (beside(folder) / name).unlink(missing_ok=True)


def _read(file: Path) -> str:
    with suppress(FileNotFoundError):
        return file.read_text(encoding="utf-8")
    return ""


def _write(file: Path, words: str) -> None:
    part = file.with_name(f"{file.name}.part")
    part.write_text(words, encoding="utf-8")
    os.replace(part, file)
