"""Back up and restore: the whole book as one file, and back into either database."""

from pathlib import Path

from interlock.store import connect, dump, packed_files


def save_backup(file: Path) -> int:
    """Write everything that the book holds into ``file``, as one moment saw it, with the files of
    sales tools; how many rows.
    """
    connect.open_book()
    return dump.save(file)


def files_kept() -> tuple[int, tuple[str, ...]]:
    """How many files of sales tools there are, and those of them that the storage has lost: no
    backup can hold these.
    """
    connect.open_book()
    return packed_files.count(), packed_files.missing()


def restore(file: Path) -> int:
    """Fill an empty book from a backup, of either database, and its files of sales tools into the
    storage; how many rows.

    Raises ``NotEmpty``, ``NotABackup``, and ``NotWritten`` where the storage takes no files.
    """
    connect.open_book()
    with connect.change():
        count = dump.load(file)
        if file.is_file():
            packed_files.bring_back(file)
    return count
