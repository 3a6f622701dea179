"""Save: everything that the book holds as files for other programs."""

import shutil
from pathlib import Path

from interlock.records.errors import NotPossible, NotWritten
from interlock.render import book_files
from interlock.store import connect, dump, read


def save_export(folder: Path, form: str) -> int:
    """The records as they stand as exports in a new ``folder``, and all that they ever were beneath
    it; how many rows that is. The folder stands whole or not at all.

    Raises ``NothingKept``, ``NotPossible`` for a folder that holds anything, and ``NotWritten``.
    """
    connect.open_book()
    book = read.book(read.revision())
    if folder.exists() and any(folder.iterdir()):
        raise NotPossible(f"{folder} holds files: name a new folder")
    part = folder.with_name(f"{folder.name}.part")
    try:
        part.mkdir(parents=True)
        for name, content in book_files.written(book, form):
            (part / name).write_bytes(content)
        count = dump.save_apart(part / dump.HISTORY, form)
        part.replace(folder)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise NotWritten(folder, str(error)) from error
    return count
