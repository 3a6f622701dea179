"""Notes: those that one may read, asked for as on the page; a new one; what one looked at."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from interlock.actions import load_notes, save_note
from interlock.records.notes import KINDS, MOST_LETTERS, About, Note, Written
from interlock.records.rights import Viewer
from interlock.render import note_text
from interlock.web import clock, note_edit, tasks
from interlock.web.api import forms
from interlock.web.api.answers import (
    Body,
    Done,
    Page,
    Paging,
    changes,
    given,
    opens,
    part,
    plain,
)
from interlock.web.api.etags import varies
from interlock.web.api.problems import BadRequest, Wrong, wrong
from interlock.web.gate import user_of, viewer_of

router = Router(tags=["notes"])
Kind = Literal["deals", "features", "releases", "promises", "weeks"]
LONGEST, MOST_AT_ONCE = 500, 10_000
Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_LETTERS)
]


class NoteTold(Schema):
    """A note, as you may read it."""

    id: str
    thread: str = Field(description="id of the note that began its thread, its own where it did")
    at: datetime = Field(description="in the company's time zone")
    by: str
    text: str = Field(description="Markdown")
    mentions: list[str] = Field(description="whom it mentions by name")
    about: list[About] = Field(description="the records that it is about")
    edited_at: datetime | None
    for_sales: bool = Field(description="read by those who see amounts alone")
    comes_by: date | None = Field(
        description="of a remark on a week that foretells something: by which day it comes"
    )
    came: Literal["yes", "no"] | None = Field(
        description="whether that came, as its author says where no deal or feature decides it"
    )
    mine: bool = Field(description="you wrote it, and may change it")
    may_take_away: bool
    is_new: bool = Field(description="it mentions or answers you and you did not look at it")


class NoteWritten(Done):
    """A note that was written."""

    note: str = Field(description="its id")
    not_told: list[str] = Field(description="whom it mentions and who may not read it")


class Names(Schema):
    """Those whom a note can mention."""

    names: list[str]


class AskedNotes(Paging):
    """Which notes."""

    which: Literal["mine", "me"] | None = Field(
        None, description="mine: that you wrote; me: that mention or answer you"
    )
    new: bool = Field(False, description="only those that you did not look at, of these")
    q: str = Field("", max_length=LONGEST, description="words; all must stand in it")
    kind: Kind | None = Field(None, description="about this kind of record")
    id: str = Field("", max_length=LONGEST, description="about this one of the kind")
    thread: str = Field("", max_length=LONGEST, description="in the thread that it began")


class NewNote(Body):
    """A note about a record."""

    kind: Kind
    id: str = Field(max_length=LONGEST, description="of the record; of a week its day")
    text: Text = Field(description="Markdown; @ and a name mentions somebody")
    feature: str = Field(
        "", max_length=LONGEST, description="id of the feature that was heard about on a deal"
    )
    readers: Literal["everybody", "sales"] = "everybody"
    comes_by: date | None = Field(
        None,
        description="of a remark on a week: what it foretells comes by this day",
        examples=["2026-12-18"],
    )
    foretells: str = Field(
        "",
        max_length=LONGEST,
        description="the deal that is won or the feature that ships by then: name, id or key",
    )


class LookedAt(Body):
    """Notes that somebody looked at."""

    notes: list[str] | None = Field(
        None, max_length=MOST_AT_ONCE, description="their ids; without it every one"
    )


class StillNew(Schema):
    """What is left to look at."""

    new: int = Field(description="how many notes mention or answer you that you did not look at")


def what_is_new(request: HttpRequest) -> Any:
    """What answers about notes depend on: whoever looks, what they have yet to look at, and whom
    notes can mention.
    """
    user = user_of(request)
    return user, load_notes.load_notices(user), load_notes.load_names()


@router.get("/notes", response=Page[NoteTold], operation_id="notes")
@opens("week")
@varies(what_is_new)
def notes(request: HttpRequest, asked: Query[AskedNotes]) -> HttpResponse:
    """The newest notes that you may read. None is looked at by being told here."""
    if asked.id and not asked.kind:
        raise BadRequest([wrong("query.kind", "say of which kind the id is", allowed=KINDS)])
    found = load_notes.load_newest(
        viewer_of(request),
        user=user_of(request),
        which=asked.which or "",
        words=asked.q,
        about=(asked.kind or "", asked.id),
        thread=asked.thread,
        new=asked.new,
        first=asked.offset,
        most=asked.limit,
    )
    some = found.notes if asked.offset < found.count else ()
    return part(request, asked, found.count, [told(one, found.names) for one in some])


@router.post("/notes", response={201: NoteWritten}, operation_id="write_note")
@changes("notes")
def write_note(request: HttpRequest, payload: NewNote) -> HttpResponse:
    """Write a note about a deal, a feature, a release or a week."""
    if problems := list(_wrong(payload, viewer_of(request))):
        raise BadRequest(problems)
    viewer = viewer_of(request)
    made = save_note.write_note(
        payload.kind,
        payload.id,
        payload.text,
        feature=payload.feature,
        foretold=save_note.foretold(payload.foretells, payload.comes_by, viewer),
        readers=payload.readers,
        **note_edit.writer(request),
    )
    return kept(made, status=201)


@router.get("/notes/names", response=Names, operation_id="note_names")
@opens("week")
@varies(what_is_new)
def names(request: HttpRequest) -> HttpResponse:
    """Those whom a note can mention: `@` and the name."""
    return given({"names": load_notes.load_names()})


@router.post("/notes/seen", response=StillNew, operation_id="look_at_notes")
@opens("week")
def look_at(request: HttpRequest, payload: LookedAt) -> HttpResponse:
    """You looked at notes that mention or answer you: these, or all."""
    user = user_of(request)
    known = load_notes.load_notices(user)
    if payload.notes is None:
        save_note.look_at_all(user=user, now=clock.now())
    else:
        if unknown := [one for one in payload.notes if one not in known]:
            said = "no such note mentions or answers you"
            raise BadRequest(wrong("body.notes", said, one, known=known) for one in unknown)
        save_note.look_at(payload.notes, user=user, now=clock.now())
    return given({"new": sum(load_notes.load_notices(user).values())})


def told(one: Note, known: tuple[str, ...]) -> dict[str, Any]:
    """A note as it is told, with those of the ``known`` whom it mentions."""
    return {**plain(one), "mentions": sorted(note_text.mentioned(one.text, known))}


def kept(made: Written, *, status: int = 200) -> HttpResponse:
    """A note that was written, of which those know now whom it mentions or answers."""
    tasks.mail_what_waits(now=True)
    said: dict[str, Any] = {"change": made.made, "note": made.note, "not_told": made.not_told}
    return given(said, status=status)


def _wrong(payload: NewNote, viewer: Viewer) -> list[Wrong]:
    """What is named and is not there, and a feature beside anything but a deal."""
    if payload.kind == "weeks":
        problems = _no_day(payload.id)
    else:
        problems = forms.unknown("body.id", payload.kind, payload.id, viewer)
    if payload.kind != "weeks" and (payload.comes_by or payload.foretells):
        problems.append(wrong("body.comes_by", "only a remark on a week foretells something"))
    if payload.feature and payload.kind != "deals":
        said = "only a note about a deal names a feature beside it"
        problems.append(wrong("body.feature", said, payload.feature))
    elif payload.feature:
        problems += forms.unknown("body.feature", "features", payload.feature, viewer)
    return problems


def _no_day(said: str) -> list[Wrong]:
    try:
        date.fromisoformat(said)
    except ValueError:
        return [wrong("body.id", "write the week's day as in 2026-12-24", said)]
    return []
