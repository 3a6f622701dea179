"""Save: take what exports hold into the book, or take a change back."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import polars as pl

from interlock.importers import onward
from interlock.importers.taken_in import taken_in
from interlock.records.book import Book
from interlock.records.company import Company
from interlock.records.kept_mapping import KeptMapping
from interlock.records.reading import Reading, Share
from interlock.records.revision import MANY, MOST_NAMED, MUCH, Revision, TableChange
from interlock.records.settings_in_force import differing
from interlock.store import company, connect, mappings, people, read, revisions, shares, write


@dataclass(frozen=True)
class Known:
    """What the book holds after the revision ``seen``, without what was typed over, None while
    nothing was taken in; what each series of files gave to it; mappings of earlier files; and
    whether its settings are ``set_here``, by somebody and not by a file.
    """

    book: Book | None
    shares: tuple[Share, ...]
    seen: int
    mappings: tuple[KeptMapping, ...] = ()
    set_here: bool = False


@dataclass(frozen=True)
class TakeIn:
    """What the book is to become after the revision ``seen``, and what that changes, table by
    table. ``doubts`` are reasons in words for which somebody should look first; ``mappings`` are to
    be kept for later files.
    """

    book: Book
    shares: tuple[Share, ...]
    changes: tuple[TableChange, ...]
    seen: int
    doubts: tuple[str, ...]
    mappings: tuple[KeptMapping, ...] = ()


def known() -> Known:
    """What exports are to be read and compared with."""
    connect.open_book()
    seen = revisions.latest()
    book = read.book(as_imported=True) if seen else None
    return Known(book, shares.standing(), seen, mappings.standing(), company.is_typed())


def prepare(reading: Reading, known: Known, *, now: datetime, every_row: bool = False) -> TakeIn:
    """What taking in what was read beside ``known`` would do ``now``, with the first rows that
    change, or every one, by name; nothing is changed yet.
    """
    export, given = people.kept_out(reading.book, reading.shares)
    made = taken_in(known.book, export) if known.book else export
    changes = write.preview(made, most=None if every_row else MOST_NAMED)
    today = made.company.day_of(now)
    doubts = _doubts(reading, known, changes, today)
    return TakeIn(made, given, changes, known.seen, doubts, reading.mappings)


def apply(prepared: TakeIn, *, by: str, words: str) -> int | None:
    """Take it in, whole or not at all: the number of the change, None when nothing differs.

    Raises ``Conflict`` when something else was taken in since it was prepared.
    """
    wanted = write.frames_of(prepared.book, prepared.shares, prepared.mappings)
    return write.frames(wanted, by=by, words=words, seen=prepared.seen)


def keep(prepared: TakeIn, folder: Path) -> None:
    """Write down what is to be taken in, so that `apply_kept` does it later."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = write.frames_of(prepared.book, prepared.shares, prepared.mappings)
    for name, frame in wanted.items():
        frame.write_ipc(folder / f"{name}.arrow", compression="zstd")


def apply_kept(folder: Path, *, by: str, words: str, seen: int) -> int | None:
    """Take in what was written down, as `apply` does. Raises ``Conflict``."""
    wanted = {file.stem: pl.read_ipc(file) for file in folder.glob("*.arrow")}
    return write.frames(wanted, by=by, words=words, seen=seen)


def changed_since(seen: int) -> tuple[Revision, ...]:
    """What was taken in or back after a revision: what was prepared before is out of date."""
    return revisions.imported_since(seen)


def forget_mapping(key: str, *, by: str) -> int:
    """Read no later file with a mapping that is kept: the number of the change.

    Raises ``UnknownName``.
    """
    return mappings.forget(key, by=by)


def undo(number: int, *, by: str, keep_later: bool = False) -> int:
    """Take a change back, by a new one; its number.

    Raises ``Conflict`` with everything that was changed again since, unless that is to stay
    (``keep_later``), and ``UnknownName`` when no change of this number stands.
    """
    connect.open_book()
    return write.undo(number, by=by, keep_later=keep_later)


def _doubts(
    reading: Reading, known: Known, changes: tuple[TableChange, ...], today: date
) -> tuple[str, ...]:
    export, book = reading.book, known.book
    found = [doubt for one in changes for doubt in one.doubts]
    found += [
        f"{reading.nameless[one.table]:,} rows of {one.table} could not be read at all, so that it "
        f"is not known whether {one.gone:,} are gone"
        for one in changes
        if one.gone and one.table in reading.nameless
    ]
    taken = sum(source.rows for source in export.sources)
    unread = sum(left.count for left in export.left_out if left.table == "rows")
    if unread >= MANY and unread > MUCH * taken:
        found.append(f"{unread:,} rows could not be read, beside {taken:,} that could")
    if book and onward.is_older(book, export):
        found.append(f"the files are of {export.seen_on:%Y-%m-%d}, older than what the book holds")
    if export.seen_on > today and not export.company.simulated:
        found.append(_day_to_come(export.seen_on))
    if book and known.set_here and (others := _settings_lost(book.company, export.company)):
        found.append(f"company.toml takes away what was set by hand: {', '.join(others)}")
    return tuple(found)


def _day_to_come(day: date) -> str:
    """Everything would be forecast from a day that has not come yet."""
    return (
        f"the newest day in it is {day.day} {day:%b %Y}, a day to come: is a planned date taken "
        "for one on which something happened?"
    )


def _settings_lost(now: Company, export: Company) -> tuple[str, ...]:
    """Settings that were said and that a file says otherwise, or not at all."""
    return tuple(name for name in differing(now, export) if name in now.given)
