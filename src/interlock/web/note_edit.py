"""Write notes: a note, an answer, what one's own says now; take one away."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from interlock.actions import load_notes, save_note
from interlock.records.errors import (
    Conflict,
    InterlockError,
    NotAllowed,
    NothingKept,
    NotPossible,
    UnknownName,
)
from interlock.records.notes import Note, Written
from interlock.records.record import Record
from interlock.web import back, clock, note_drafts, note_forms, notes, tasks, told, who, wrong
from interlock.web.gate import changes, opens, user_of, viewer_of


@note_drafts.kept_through_signing_in
@changes("notes")
def write(request: HttpRequest, kind: str, own_id: str) -> HttpResponse:
    """Keep a note about a record."""
    there = reverse("notes_on", args=[kind, own_id])
    if request.method != "POST":
        return _again(request, there)
    return _kept(
        request,
        lambda text: save_note.write_note(
            kind,
            own_id,
            text,
            feature=request.POST.get("feature", ""),
            foretold=_foretold(request),
            readers=request.POST.get("readers") or "everybody",
            **writer(request),
        ),
        there=there,
        words="Written.",
    )


@note_drafts.kept_through_signing_in
@changes("notes")
def answer(request: HttpRequest, note: str) -> HttpResponse:
    """Keep an answer to a note."""
    there = reverse("note", args=[note])
    if request.method != "POST":
        return _again(request, there)
    return _kept(
        request,
        lambda text: save_note.answer_note(note, text, **writer(request)),
        there=there,
        words="Answered.",
    )


@note_drafts.kept_through_signing_in
@changes("notes")
def edit(request: HttpRequest, note: str) -> HttpResponse:
    """A form for what one's own note says; sent, it says that, and what it said before is kept."""
    found, record = look(request, note)
    if not found.mine:
        messages.error(request, "Only who wrote a note changes it.")
        return redirect("note", note)
    draft = note_drafts.of(request, request.path)
    first = {"text": found.text, "seen": record.revision, "next": request.GET.get("next", "")}
    form = note_forms.Edit(request.POST or None, initial=first | draft, label="What it says")
    if request.method == "POST" and form.is_valid():
        return _edited(request, found, form)
    return _form(request, found, form, status=400 if form.is_bound else 200)


@changes("notes")
@require_POST
def came(request: HttpRequest, note: str) -> HttpResponse:
    """Keep what came of one's own remark, where no record decides."""
    is_true = request.POST.get("came") == "yes"
    try:
        made = save_note.say_came(note, is_true, viewer=viewer_of(request), by=str(request.user))
    except NotAllowed:
        messages.error(request, "Only who wrote a remark says what came of it.")
    except InterlockError as error:
        wrong.tell(request, error)
    else:
        told.done(request, "It came true." if is_true else "It did not come true.", made)
    return redirect(back.asked_for(request) or reverse("note", args=[note]))


@changes("notes")
@require_POST
def take_away(request: HttpRequest, note: str) -> HttpResponse:
    """Let a note be no more: one's own, and anybody's for those who manage."""
    there = reverse("notes")
    try:
        found, _ = look(request, note)
        there = notes.place_of(found.about)
        made = save_note.take_away(note, viewer=viewer_of(request), by=str(request.user))
    except NotAllowed:
        messages.error(request, "Only who wrote a note, or a manager, takes it away.")
    except InterlockError as error:
        wrong.tell(request, error)
    else:
        told.done(request, "Taken away.", made)
    return redirect(back.asked_for(request) or there)


@opens("week")
def before(request: HttpRequest, note: str) -> HttpResponse:
    """What a note said before."""
    found, record = look(request, note)
    told = {
        "line": notes.line(found, load_notes.load_names(), viewer_of(request), page=who.pages()),
        "before": load_notes.load_before(record),
        "back": reverse("note", args=[note]),
    }
    part = "notes/before.html" if request.htmx else "notes/before_page.html"  # type: ignore[attr-defined]
    return render(request, part, told)


def _again(request: HttpRequest, there: str) -> HttpResponse:
    """To where somebody wrote what they could not send, now that they are signed in."""
    return redirect(back.ours(note_drafts.of(request, request.path).get("next", "")) or there)


def _kept(request: HttpRequest, save: Any, *, there: str, words: str) -> HttpResponse:
    """Save what was written and lead to where it stands; what could not be stays in its form."""
    form = note_forms.Text(request.POST)
    there = back.asked_for(request) or there
    try:
        if not form.is_valid():
            note_drafts.keep(request)
            for said in form.errors.get("text", ()):
                messages.error(request, str(said))
            return redirect(there)
        made: Written = save(form.cleaned_data["text"])
    except InterlockError as error:
        note_drafts.keep(request)
        wrong.tell(request, error)
        return redirect(there)
    _tell(request, made, words)
    return redirect(f"{there}#note-{made.note}")


def _edited(request: HttpRequest, found: Note, form: note_forms.Edit) -> HttpResponse:
    said = form.cleaned_data
    try:
        made = save_note.edit_note(found.id, said["text"], seen=said["seen"], **writer(request))
    except Conflict:
        _, record = look(request, found.id)
        form = note_forms.Edit(initial=said | {"seen": record.revision}, label="What it says")
        return _form(request, found, form, status=409)
    except InterlockError as error:
        wrong.tell_form(form, error)
        return _form(request, found, form, status=400)
    _tell(request, made, "Changed.")
    there = back.asked_for(request) or notes.place_of(found.about)
    return redirect(f"{there}#note-{found.id}")


def _tell(request: HttpRequest, made: Written, words: str) -> None:
    note_drafts.let_go(request)
    if made.not_told:
        names = ", ".join(made.not_told)
        words = f"{words} {names} may not read it, and is told nothing."
    told.done(request, words, made.made)
    tasks.mail_what_waits(now=True)


def _form(request: HttpRequest, found: Note, form: note_forms.Edit, *, status: int) -> HttpResponse:
    around = {
        "form": form,
        "note": found,
        "who": note_drafts.who(request),
        "is_late": status == 409,
    }
    alone = "notes/edit.html" if request.htmx else "notes/edit_page.html"  # type: ignore[attr-defined]
    return render(request, alone, around, status=status)


def look(request: HttpRequest, note: str) -> tuple[Note, Record]:
    """A note that whoever asks may read, and its record. Raises ``Http404``."""
    try:
        return load_notes.load_note(note, viewer_of(request), user=user_of(request))
    except (UnknownName, NothingKept) as error:
        raise Http404 from error


def _foretold(request: HttpRequest) -> dict[str, Any]:
    """What a remark foretells, out of its form. Raises ``NotPossible`` and ``UnknownName``."""
    said = request.POST.get("comes_by", "")
    try:
        day = date.fromisoformat(said) if said else None
    except ValueError as error:
        raise NotPossible(f"{said} is no day: write it as 2026-12-31") from error
    named = request.POST.get("named", "").strip()
    return save_note.foretold(named, day, viewer_of(request))


def writer(request: HttpRequest) -> dict[str, Any]:
    """Who writes, and when."""
    return {
        "viewer": viewer_of(request), "user": user_of(request), "by": str(request.user),
        "now": clock.now(),
    }  # fmt: skip
