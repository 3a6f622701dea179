"""Load: notes as a viewer may read them: on a record, the newest, those that are for them."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from interlock.records.book import Book
from interlock.records.errors import UnknownName
from interlock.records.notes import (
    KINDS,
    SALES,
    About,
    Before,
    ForYou,
    Found,
    Heard,
    HeardOn,
    Note,
    Talk,
    Thread,
)
from interlock.records.record import Record
from interlock.records.rights import Viewer
from interlock.store import connect, members, note_threads, notices, shown

HEARD_DAYS = 90
NAMED = ("deals", "features", "releases", "promises")
"""Tables whose records a note may name; a week is no record."""

WHICH = {
    "": "All",
    "mine": "Mine",
    "me": "For me",
    "deals": "Of deals",
    "features": "Of features",
    "promises": "Of promises",
}
"""Which notes are asked for -> how a page says it."""


def load_notes(kind: str, own_id: str, viewer: Viewer, *, user: int, now: datetime) -> Talk:
    """What is said on one record (kind: deals, features, releases or weeks), newest first.

    Raises ``UnknownName`` for a kind that there is not, and ``NothingKept``.
    """
    if kind not in KINDS:
        raise UnknownName("kind of record to write about", kind, KINDS)
    tell = _Teller(viewer, user)
    subject = tell.about(kind, own_id)
    threads = tell.threads(_about(tell.rows, kind, own_id))
    heard = [one for one in threads if kind == "features" and _deal_of(one)]
    needed, others = _features(own_id, tell.book) if kind == "deals" else ((), ())
    return Talk(
        about=subject,
        stands=kind == "weeks" or own_id in tell.called[kind],
        threads=tuple(one for one in threads if one not in heard),
        heard=_heard(heard, now, tell.book.company.time_zone) if kind == "features" else None,
        needed=needed,
        others=others,
        names=load_names(),
    )


def load_note(own_id: str, viewer: Viewer, *, user: int) -> tuple[Note, Record]:
    """One note that stands, and its record with its past.

    Raises ``UnknownName`` for one that is not there, or not theirs to read.
    """
    tell = _Teller(viewer, user)
    row = next(tell.rows.filter(id=own_id).iter_rows(named=True), None)
    if row is None:
        raise UnknownName("note", own_id, [])
    return tell.note(row), shown.record("notes", (own_id,), viewer)


def load_before(record: Record) -> tuple[Before, ...]:
    """What a note said before, newest first, each until when it was changed."""
    old = (one for one in record.past if one.column == "text" and one.old)
    return tuple(Before(one.at, one.old) for one in old)


def load_newest(
    viewer: Viewer,
    *,
    user: int,
    which: str = "",
    words: str = "",
    about: tuple[str, str] = ("", ""),
    thread: str = "",
    new: bool = False,
    first: int = 0,
    most: int = 30,
) -> Found:
    """Notes of all records, newest first: ``which`` of them (a key of ``WHICH``), in which every
    one of the ``words`` stands, ``about`` a kind of record or one of it (its id), of one
    ``thread``, ``new`` to whoever asks; ``most`` of them after the ``first``, the last where none
    is.
    """
    tell = _Teller(viewer, user)
    rows = _about(_which(tell.rows, which, viewer, user), *about)
    if thread:
        rows = rows.filter(pl.col("id").is_in([n for n, of in tell.thread.items() if of == thread]))
    if new:
        rows = rows.filter(pl.col("id").is_in(list(tell.new)))
    for word in words.casefold().split():
        rows = rows.filter(pl.col("text").str.to_lowercase().str.contains(word, literal=True))
    last = max(0, rows.height - 1) // most * most
    page = rows.sort("at", "id", descending=[True, False]).slice(min(first, last), most)
    notes = tuple(tell.note(row) for row in page.iter_rows(named=True))
    return Found(notes, rows.height, load_names())


def load_for_you(viewer: Viewer, *, user: int) -> tuple[ForYou, ...]:
    """Notes that mention or answer them, that they may read and have not looked at."""
    whys = notices.unseen(user)
    if not whys:
        return ()
    tell = _Teller(viewer, user)
    rows = {row["id"]: row for row in tell.rows.filter(pl.col("id").is_in(list(whys))).to_dicts()}
    return tuple(ForYou(tell.note(rows[note]), why) for note, why in whys.items() if note in rows)


def load_notices(user: int) -> dict[str, bool]:
    """Every note that mentions or answers somebody -> whether they have yet to look at it."""
    connect.open_book()
    new = notices.unseen(user)
    return {note: note in new for note in notices.every(user)}


def load_names() -> tuple[str, ...]:
    """Those whom a note can mention."""
    return tuple(dict.fromkeys(one.viewer.name for one in members.listed()))


class _Teller:
    """The notes that a viewer may read, and how each is told to them."""

    def __init__(self, viewer: Viewer, user: int) -> None:
        connect.open_book()
        self.viewer = viewer
        self.book = shown.book(viewer, ("notes", "needs", *NAMED))
        self.rows = self.book.notes
        self.thread = note_threads.firsts(self.rows)
        self.new = notices.unseen(user)
        self.called = {kind: _called(self.book.table(kind)) for kind in NAMED}

    def about(self, kind: str, own_id: str) -> About:
        """A record with what it is called; a week needs no name, and one that is gone has none."""
        unknown = "" if kind == "weeks" else own_id
        return About(kind, own_id, *self.called.get(kind, {}).get(own_id, (unknown,)))

    def note(self, row: Mapping[str, Any]) -> Note:
        return Note(
            id=row["id"],
            thread=self.thread[row["id"]],
            at=row["at"],
            by=row["by"],
            text=row["text"],
            edited_at=row["edited_at"],
            for_sales=row["readers"] == SALES,
            about=tuple(self._abouts(row)),
            comes_by=row["comes_by"],
            came=row["came"],
            mine=row["by"] == self.viewer.name and "notes" in self.viewer.right.changes,
            may_take_away=self.viewer.may_take_away(row["by"]),
            is_new=row["id"] in self.new,
        )

    def threads(self, rows: pl.DataFrame) -> list[Thread]:
        """Each note with its answers, the thread in which was written last first."""
        found: dict[str, list[Note]] = {}
        for row in rows.sort("at", "id").iter_rows(named=True):
            found.setdefault(self.thread[row["id"]], []).append(self.note(row))
        made = [_thread(own_id, notes) for own_id, notes in found.items()]
        return sorted(made, key=lambda one: max(note.at for note in one.notes), reverse=True)

    def _abouts(self, row: Mapping[str, Any]) -> Iterable[About]:
        named = ((kind, row[column]) for kind, column in KINDS.items())
        return (self.about(kind, str(own_id)) for kind, own_id in named if own_id is not None)


def _thread(own_id: str, notes: list[Note]) -> Thread:
    first = next((one for one in notes if one.id == own_id), None)
    return Thread(own_id, first, tuple(one for one in notes if one.id != own_id))


def _called(rows: pl.DataFrame) -> dict[str, tuple[str, ...]]:
    """id -> what a record is called, of a deal with its account."""
    said = "what" if "what" in rows.columns else "name"
    name = pl.coalesce(pl.col(said).replace("", None), "id")
    beside = [pl.col("account").fill_null("")] if "account" in rows.columns else []
    told = rows.select("id", name.alias("called"), *beside).iter_rows()
    return {own_id: tuple(rest) for own_id, *rest in told}


def _features(deal: str, book: Book) -> tuple[tuple[tuple[str, str], ...], ...]:
    """(id, name) of the features that a deal needs, and of the others under way, by name."""
    wanted = pl.col("strength").ne_missing("none")
    needs = set(book.needs.filter(wanted, deal=deal)["feature"])
    over = pl.any_horizontal(pl.col("shipped_on", "dropped_on").is_not_null())
    rows = book.features.filter(pl.col("id").is_in(list(needs)) | ~over)
    called = sorted(
        rows.select("id", pl.coalesce("name", "key", "id")).rows(), key=lambda one: one[1]
    )
    return (
        tuple(one for one in called if one[0] in needs),
        tuple(one for one in called if one[0] not in needs),
    )


def _deal_of(thread: Thread) -> About | None:
    return next((one for one in thread.notes[0].about if one.kind == "deals"), None)


def _heard(threads: Iterable[Thread], now: datetime, zone: str) -> Heard:
    by_deal: dict[About, list[Thread]] = {}
    for one in threads:
        if deal := _deal_of(one):
            by_deal.setdefault(deal, []).append(one)
    since = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None) - timedelta(days=HEARD_DAYS)
    late = [
        deal
        for deal, some in by_deal.items()
        for one in some
        if one.first and one.first.at >= since
    ]
    groups = tuple(HeardOn(deal, tuple(some)) for deal, some in by_deal.items())
    return Heard(groups, len(late), len({one.account or one.id for one in late}), HEARD_DAYS)


def _about(rows: pl.DataFrame, kind: str, own_id: str = "") -> pl.DataFrame:
    """Those about a kind of record, of one of it."""
    if not kind:
        return rows
    named = pl.col(KINDS[kind])
    return rows.filter(named.cast(pl.String) == own_id if own_id else named.is_not_null())


def _which(rows: pl.DataFrame, which: str, viewer: Viewer, user: int) -> pl.DataFrame:
    if which == "mine":
        return rows.filter(by=viewer.name)
    if which in KINDS:
        return _about(rows, which)
    if which == "me":
        return rows.filter(pl.col("id").is_in(notices.every(user)))
    return rows
