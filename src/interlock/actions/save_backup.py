"""Back up and restore: the whole book as one file, and back into either database."""

from pathlib import Path

from interlock.store import connect, dump


def save_backup(file: Path) -> int:
    """Write everything that the book holds into ``file``, as one moment saw it; how many rows."""
    connect.open_book()
    return dump.save(file)


def restore(file: Path) -> int:
    """Fill an empty book from a backup, of either database; how many rows.

    Raises ``NotEmpty`` and ``NotABackup``.
    """
    connect.open_book()
    return dump.load(file)
