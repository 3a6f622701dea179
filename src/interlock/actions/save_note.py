"""Save: a note, an answer to one, what it says now, and that it is taken away."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from interlock.records.errors import NotAllowed, NotPossible, UnknownName
from interlock.records.member import Member
from interlock.records.notes import ANSWER, EVERYBODY, KINDS, MENTION, SALES, Written
from interlock.records.rights import Viewer
from interlock.render import note_text
from interlock.store import about, connect, members, note_threads, notices, read, shown, typed

TABLE = "notes"


def write_note(
    kind: str,
    own_id: str,
    text: str,
    *,
    feature: str = "",
    foretold: Mapping[str, Any] | None = None,
    readers: str = EVERYBODY,
    viewer: Viewer,
    user: int,
    by: str,
    now: datetime,
) -> Written:
    """Keep a note about a record (kind: deals, features, releases or weeks); one about a deal may
    name a ``feature`` that it is about too, and a remark on a week may foretell something (what
    ``foretold`` gives). ``user`` writes it, signed in as ``by``.

    Raises ``NotAllowed``, ``UnknownName`` and ``BadValues``.
    """
    connect.open_book()
    _may_write(viewer, readers)
    said = note_threads.columns(kind, own_id, viewer) | ({"feature": feature} if feature else {})
    said |= (foretold or {}) if kind == "weeks" else {}
    return _write(said | {"readers": readers}, text, viewer=viewer, user=user, by=by, now=now)


def foretold(named: str, comes_by: date | None, viewer: Viewer) -> dict[str, Any]:
    """What a remark says that foretells something by a day: of the one deal or feature that is
    called so, or has this id or key, if any is ``named``; nothing without a day.

    Raises ``NotPossible`` for a name without a day, and ``UnknownName``.
    """
    connect.open_book()
    if comes_by is None:
        if named:
            raise NotPossible(f"Say by which day it comes: {named} alone foretells nothing")
        return {}
    return {"comes_by": comes_by} | (_named(named, viewer) if named else {})


def say_came(note: str, came: bool, *, viewer: Viewer, by: str) -> int | None:
    """Keep whether what one's own remark foretold came, where it names no deal or feature that
    would decide it: the number of the change.

    Raises ``NotAllowed``, ``UnknownName``, and ``NotPossible`` for one that records decide.
    """
    connect.open_book()
    row = _row(note, viewer)
    if row["by"] != viewer.name or TABLE not in viewer.right.changes:
        raise NotAllowed(viewer.role, "say what came of others' remarks")
    if row["comes_by"] is None or row["deal"] or row["feature"]:
        raise NotPossible("Records say what came of it")
    values = {"came": "yes" if came else "no"}
    return typed.over(TABLE, (note,), values, by=by, seen=read.latest())


def answer_note(
    note: str, text: str, *, viewer: Viewer, user: int, by: str, now: datetime
) -> Written:
    """Keep an answer to a note, or to an answer: in the same thread, about the same, for the same
    readers.
    """
    connect.open_book()
    row = _row(note, viewer)
    _may_write(viewer, row["readers"] or EVERYBODY)
    same = {name: row[name] for name in (*KINDS.values(), "readers")}
    first = note_threads.firsts(shown.table(TABLE, viewer))[note]
    return _write(same | {"reply_to": first}, text, viewer=viewer, user=user, by=by, now=now)


def edit_note(
    note: str, text: str, *, seen: int, viewer: Viewer, user: int, by: str, now: datetime
) -> Written:
    """Let one's own note say something else; only whom it mentions anew is told.

    Raises ``Conflict`` where it was changed since ``seen``.
    """
    connect.open_book()
    row, words = _row(note, viewer), note_text.plain(text)
    if row["by"] != viewer.name or TABLE not in viewer.right.changes:
        raise NotAllowed(viewer.role, "change what others wrote")
    if words == row["text"]:
        return Written(note, None)
    values = {"text": words, "edited_at": _here(now)}
    with connect.change():
        made = typed.over(TABLE, (note,), values, by=by, seen=seen)
        return _told(row | values, made, row["text"], user=user, now=now)


def take_away(note: str, *, viewer: Viewer, by: str) -> int:
    """Let a note be no more; its answers stay. The number of the change.

    Raises ``NotAllowed``, ``UnknownName``, and ``NotPossible`` for one that a file holds.
    """
    connect.open_book()
    row = _row(note, viewer)
    if not viewer.may_take_away(row["by"]):
        raise NotAllowed(viewer.role, "take away what others wrote")
    if not shown.is_typed(TABLE, (note,)):
        raise NotPossible("It came in with notes.csv: take it out there, and bring the file again")
    return typed.give_back(TABLE, (note,), (), by=by)


def look_at(notes: Iterable[str], *, user: int, now: datetime) -> None:
    """Keep that somebody looked at notes that mention or answer them."""
    connect.open_book()
    notices.look_at(user, notes, now=now)


def look_at_all(*, user: int, now: datetime) -> None:
    """The same of every one."""
    connect.open_book()
    notices.look_at(user, notices.unseen(user), now=now)


def _write(
    said: dict[str, Any], text: str, *, viewer: Viewer, user: int, by: str, now: datetime
) -> Written:
    row = said | {
        "id": secrets.token_hex(6), "at": _here(now), "by": viewer.name,
        "text": note_text.plain(text) or None,
    }  # fmt: skip
    with connect.change():
        made = typed.add(TABLE, row, by=by)
        return _told(row, made, "", user=user, now=now)


def _told(
    row: dict[str, Any], made: int | None, before: str, *, user: int, now: datetime
) -> Written:
    """Let those know whom a note mentions and did not before, and those in whose thread it is."""
    from django.conf import settings

    everybody = [one for one in members.listed() if one.user != user]
    names = [one.viewer.name for one in everybody]
    mentioned = note_text.mentioned(row["text"], names) - note_text.mentioned(before, names)
    talking = _talking(row) if not before else frozenset()
    whys = {one.user: ANSWER for one in everybody if one.viewer.name in talking}
    whys |= {one.user: MENTION for one in everybody if one.viewer.name in mentioned}
    readers = {one.user for one in everybody if _reads(one, row)}
    told = {one: why for one, why in whys.items() if one in readers}
    notices.tell(row["id"], told, mails=bool(settings.MAIL), now=now)
    left = {one.viewer.name for one in everybody if whys.get(one.user) == MENTION} - {
        one.viewer.name for one in everybody if one.user in told
    }
    return Written(row["id"], made, tuple(sorted(left)))


def _named(named: str, viewer: Viewer) -> dict[str, str]:
    """The column and id of the only deal or feature that is called so."""
    asked, found, near = named.strip().casefold(), [], []
    for column, table, names in (("deal", "deals", ("id", "name")),
                                 ("feature", "features", ("id", "name", "key"))):  # fmt: skip
        for row in shown.table(table, viewer).select(names).iter_rows():
            near.append(row[1] or row[0])
            if asked in {(one or "").casefold() for one in row}:
                found.append({column: row[0]})
    if len(found) != 1:
        raise UnknownName("one deal or feature", named, near)
    return found[0]


def _talking(row: dict[str, Any]) -> frozenset[str]:
    """Those who wrote in the thread that a note answers in."""
    first = row.get("reply_to")
    if not first:
        return frozenset()
    every = shown.table(TABLE, Viewer("", "owner"))
    return frozenset([*every.filter(id=first)["by"], *every.filter(reply_to=first)["by"]])


def _reads(one: Member, row: dict[str, Any]) -> bool:
    sees = TABLE in one.viewer.right.sees
    return sees and (row["readers"] != SALES or one.viewer.reads_sales)


def _may_write(viewer: Viewer, readers: str) -> None:
    if TABLE not in viewer.right.changes:
        raise NotAllowed(viewer.role, "write notes")
    if readers == SALES and not viewer.reads_sales:
        raise NotAllowed(viewer.role, "write what sales alone reads")


def _row(note: str, viewer: Viewer) -> dict[str, Any]:
    rows = shown.table(TABLE, viewer).filter(id=note)
    if not rows.height:
        raise UnknownName("note", note, [])
    return rows.to_dicts()[0]


def _here(now: datetime) -> datetime:
    """The moment in the company's time zone, as records have it."""
    return now.astimezone(ZoneInfo(about.company().time_zone)).replace(tzinfo=None)
