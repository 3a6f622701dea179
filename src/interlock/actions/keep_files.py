"""Keep: files that somebody brings, in a folder of their own until they are taken in or not."""

import hashlib
import re
import shutil
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from interlock.importers import arrivals
from interlock.importers.arrivals import Arrival
from interlock.records.errors import NotPossible, NotWritten

SETTINGS = (".toml",)
DAY_SECONDS = 86_400
TOKEN = re.compile(r"[0-9a-f]{24}")


@dataclass(frozen=True)
class Kept:
    """The name of the folder, and what was not kept, with why."""

    token: str
    left: tuple[str, ...]


def keep_files(files: Iterable[Arrival], home: Path) -> Kept:
    """Put the files into a new folder of ``home``. Folders of days ago are removed; of files that
    are the same one is kept.

    Raises ``NotPossible`` where none of the files can be read, and ``NotWritten`` where there is no
    room for them.
    """
    token, left = token_hex(12), list[str]()
    try:
        home.mkdir(parents=True, exist_ok=True)
        _tidy(home)
        names = arrivals.put(_readable(files, left), home / token, also=SETTINGS)
    except OSError as error:
        drop_files(home / token)
        raise NotWritten("What you brought", str(error)) from error
    if not names:
        raise NotPossible(
            "None of these files can be read: bring CSV, workbook, Parquet, JSON or zip files"
        )
    return Kept(token, (*left, *_once(home / token, names)))


def kept_folder(token: str, home: Path) -> Path:
    """The folder of this name. Raises ``NotPossible`` when there is none any more."""
    folder = home / token
    if not TOKEN.fullmatch(token) or not folder.is_dir():
        raise NotPossible("These files are not here any more: bring them again")
    return folder


def drop_files(folder: Path) -> None:
    """Remove a folder that was kept."""
    shutil.rmtree(folder, ignore_errors=True)


def _readable(files: Iterable[Arrival], left: list[str]) -> Iterable[Arrival]:
    """The files that can be read; the others are told in ``left``."""
    for called, content in files:
        if arrivals.is_readable(called, also=SETTINGS):
            yield called, content
        else:
            left.append(f"{called} is no CSV, workbook, Parquet, JSON or zip: it is left alone")


def _once(folder: Path, names: Sequence[str]) -> list[str]:
    """Remove files that are the same as an earlier one, and say so."""
    seen: dict[tuple[int, str], str] = {}
    said = []
    for name in names:
        file = folder / name
        with file.open("rb") as held:
            content = (file.stat().st_size, hashlib.file_digest(held, "sha256").hexdigest())
        first = seen.setdefault(content, name)
        if first != name:
            file.unlink()
            said.append(f"{name} is the same as {first}: it is read once")
    return said


def _tidy(home: Path) -> None:
    for folder in home.iterdir():
        if TOKEN.fullmatch(folder.name) and time.time() - folder.stat().st_mtime > DAY_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
