"""One note: with what it said before; answered, changed, taken away."""

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from interlock.actions import load_notes, save_note
from interlock.records.notes import Before
from interlock.web import note_edit
from interlock.web.api.answers import (
    Body,
    Done,
    SeenBefore,
    changes,
    done,
    given,
    opens,
    plain,
)
from interlock.web.api.etags import seen, varies
from interlock.web.api.notes import NoteTold, NoteWritten, Text, kept, told, what_is_new
from interlock.web.gate import viewer_of

router = Router(tags=["notes"])


class OneNote(Schema):
    """A note with its past."""

    note: NoteTold
    before: list[Before] = Field(description="what it said until when, the last first")
    revision: int = Field(description="the change after which it was read: seen, when it is edited")


class NewAnswer(Body):
    """An answer to a note: in its thread, about the same, for the same readers."""

    text: Text


class Came(Body):
    """Whether what a remark foretold came."""

    came: bool


class Edited(SeenBefore):
    """What one's own note says now."""

    text: Text


@router.post("/notes/{path:note}/answers", response={201: NoteWritten}, operation_id="answer_note")
@changes("notes")
def answer_note(request: HttpRequest, note: str, payload: NewAnswer) -> HttpResponse:
    """Answer a note, or an answer."""
    note_edit.look(request, note)
    made = save_note.answer_note(note, payload.text, **note_edit.writer(request))
    return kept(made, status=201)


@router.post("/notes/{path:note}/came", response=Done, operation_id="note_came")
@changes("notes")
def say_came(request: HttpRequest, note: str, payload: Came) -> HttpResponse:
    """Say whether what your own remark foretold came, where no deal or feature decides it."""
    note_edit.look(request, note)
    by = str(request.user)
    return done(save_note.say_came(note, payload.came, viewer=viewer_of(request), by=by))


@router.get("/notes/{path:note}", response=OneNote, operation_id="note")
@opens("week")
@varies(what_is_new)
def note(request: HttpRequest, note: str) -> HttpResponse:
    """A note with what it said before."""
    found, record = note_edit.look(request, note)
    said = {
        "note": told(found, load_notes.load_names()),
        "before": plain(load_notes.load_before(record)),
        "revision": record.revision,
    }
    return given(said)


@router.patch("/notes/{path:note}", response=NoteWritten, operation_id="edit_note")
@changes("notes")
def edit_note(request: HttpRequest, note: str, payload: Edited) -> HttpResponse:
    """Let your own note say something else; with If-Match or `seen` only if nobody changed it."""
    _, record = note_edit.look(request, note)
    read_at = seen(request, payload.seen)
    made = save_note.edit_note(
        note,
        payload.text,
        seen=record.revision if read_at is None else read_at,
        **note_edit.writer(request),
    )
    return kept(made)


@router.delete("/notes/{path:note}", response=Done, operation_id="take_note_away")
@changes("notes")
def take_away(request: HttpRequest, note: str) -> HttpResponse:
    """Let a note be no more: your own, anybody's where you manage; its answers stay."""
    note_edit.look(request, note)
    return done(save_note.take_away(note, viewer=viewer_of(request), by=str(request.user)))
