"""Keep: files that somebody brings, in a folder of their own until they are taken in or not."""

import re
import shutil
import time
from collections.abc import Iterable
from pathlib import Path
from secrets import token_hex

from interlock.importers import arrivals
from interlock.records.errors import NotPossible

SETTINGS = (".toml",)
DAY_SECONDS = 86_400
TOKEN = re.compile(r"[0-9a-f]{24}")


def keep_files(files: Iterable[tuple[str, bytes]], home: Path) -> str:
    """Put the files into a new folder of ``home``: its name. Folders of days ago are removed.

    Raises ``NotPossible`` where none of the files can be read.
    """
    home.mkdir(parents=True, exist_ok=True)
    _tidy(home)
    token = token_hex(12)
    if not arrivals.put(files, home / token, also=SETTINGS):
        raise NotPossible(
            "None of these files can be read: bring CSV, workbook, Parquet, JSON or zip files"
        )
    return token


def kept_folder(token: str, home: Path) -> Path:
    """The folder of this name. Raises ``NotPossible`` when there is none any more."""
    folder = home / token
    if not TOKEN.fullmatch(token) or not folder.is_dir():
        raise NotPossible("These files are not here any more: bring them again")
    return folder


def drop_files(token: str, home: Path) -> None:
    """Remove the folder of this name."""
    shutil.rmtree(kept_folder(token, home))


def _tidy(home: Path) -> None:
    for folder in home.iterdir():
        if TOKEN.fullmatch(folder.name) and time.time() - folder.stat().st_mtime > DAY_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
