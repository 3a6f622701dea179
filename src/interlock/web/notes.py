"""Notes: what is said on a record, as any page shows it, and the newest of all.

A page shows what is said on its record by ``talk(request, kind, id)`` in its context and
``{% include "notes/thread.html" %}`` in its template; of a feature also ``"notes/heard.html"``.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from interlock.actions import load_notes, save_note
from interlock.actions.load_weeks import load_weeks
from interlock.records.errors import NothingKept, UnknownName
from interlock.records.notes import WHYS, About, Note, Talk, Thread
from interlock.records.rights import Viewer
from interlock.records.whole import whole
from interlock.render import note_text, words
from interlock.web import clock, note_drafts, note_forms, nothing_yet, who
from interlock.web.gate import opens, user_of, viewer_of

PLACES = {
    "deals": "deal", "features": "feature", "releases": "release", "promises": "promise",
}  # fmt: skip
"""kind of record -> the name of the address of its page; a week is talked of on its own."""

A_PAGE, OPEN, FOR_YOU = 30, 12, 5
"""Notes on a page of the newest, threads of a record that stand open, and notes for somebody that
their week names.
"""


def talk(request: HttpRequest, kind: str, own_id: str) -> dict[str, Any]:
    """What a page shows of what is said on a record; by being shown it is looked at.

    Raises ``UnknownName``.
    """
    viewer, user = viewer_of(request), user_of(request)
    found = load_notes.load_notes(kind, own_id, viewer, user=user, now=clock.now())
    heard = found.heard.by_deal if found.heard else ()
    every = [*found.threads, *(one for some in heard for one in some.threads)]
    _look_at(request, (note for one in every for note in one.notes))
    page = who.pages()
    threads = {one.id: _thread(request, one, found, n, page) for n, one in enumerate(every)}
    first = [threads[one.id] for one in found.threads]
    return {
        "about": found.about,
        "form": _form(request, found, viewer),
        "may_write": found.stands and "notes" in viewer.right.changes,
        "threads": first[:OPEN],
        "earlier": first[OPEN:],
        "heard": found.heard,
        "by_deal": [(some.deal, [threads[one.id] for one in some.threads]) for some in heard],
        "who": note_drafts.who(request),
    }


def for_you(request: HttpRequest) -> dict[str, Any]:
    """What a page shows of the notes that mention or answer whoever looks, until they did."""
    found = load_notes.load_for_you(viewer_of(request), user=user_of(request))
    counts = {why: sum(one.why == why for one in found) for why in WHYS}
    said = [
        f"{words.count(counts[why], 'note')} {_verb(why, counts[why])} you"
        for why in WHYS
        if counts[why]
    ]
    return {"said": ", ".join(said), "first": found[:FOR_YOU], "more": len(found) - FOR_YOU}


@opens("week")
def about(request: HttpRequest, kind: str, own_id: str) -> HttpResponse:
    """What is said on one record: on its page, of a week that is closed below its report, and of
    another on a page of its own.
    """
    if kind in PLACES:
        return redirect(f"{reverse(PLACES[kind], args=[own_id])}#notes")
    if own_id in {one.day.isoformat() for one in load_weeks(viewer_of(request)) if one.readers}:
        return redirect(f"{reverse('closed_week', args=[own_id])}#notes")
    try:
        day = date.fromisoformat(own_id)
        said = talk(request, kind, own_id)
    except (UnknownName, NothingKept, ValueError) as error:
        raise Http404 from error
    return render(request, "notes/week.html", {"talk": said, "day": day})


@opens("week")
def notes(request: HttpRequest) -> HttpResponse:
    """The newest notes of all that whoever looks may read: all, some kinds, or with some words."""
    asked = {name: request.GET.get(name, "") for name in ("which", "q")}
    which = asked["which"] if asked["which"] in load_notes.WHICH else ""
    viewer, user = viewer_of(request), user_of(request)
    first = ((whole(request.GET.get("page", "")) or 1) - 1) * A_PAGE
    try:
        found = load_notes.load_newest(
            viewer, user=user, which=which, words=asked["q"], first=first, most=A_PAGE
        )
    except NothingKept:
        return nothing_yet.page(request, "notes")
    _look_at(request, found.notes)
    page = who.pages()
    shown = {
        "lines": [line(one, found.names, viewer, page=page) for one in found.notes],
        "count": found.count,
        "which": [(key, said, urlencode({"which": key, "q": asked["q"]}), key == which)
                  for key, said in load_notes.WHICH.items()],
        "asked": asked | {"which": which},
        "shown": Paginator(range(found.count), A_PAGE).get_page(first // A_PAGE + 1),
    }  # fmt: skip
    return render(request, "notes/notes.html", shown)


@opens("week")
def note(request: HttpRequest, note: str) -> HttpResponse:
    """Lead to where a note stands."""
    try:
        found, _ = load_notes.load_note(note, viewer_of(request), user=user_of(request))
    except (UnknownName, NothingKept) as error:
        raise Http404 from error
    return redirect(f"{place_of(found.about)}#note-{found.id}")


@opens("week")
def names(_request: HttpRequest) -> HttpResponse:
    """Those whom a note can mention."""
    return JsonResponse({"names": load_notes.load_names()})


@opens("week")
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Whoever asks has looked at all that mentions or answers them."""
    save_note.look_at_all(user=user_of(request), now=clock.now())
    return redirect("week")


def line(
    one: Note,
    known: Iterable[str],
    viewer: Viewer,
    *,
    page: Callable[[str], str],
    on: Iterable[About] = (),
) -> dict[str, Any]:
    """A note as templates show it: ``others`` are what it is about beside the records ``on``, and
    ``page`` is that of whom it mentions.
    """
    return {
        "note": one,
        "html": note_text.as_html(one.text, known, page=page, me=viewer.name),
        "others": [(each, place_of([each])) for each in one.about if each not in on],
    }


def place_of(named: Iterable[About]) -> str:
    """The address of the page on which a note stands."""
    first = next(iter(named), None)
    if first is None:
        return reverse("notes")
    if first.kind in PLACES:
        return reverse(PLACES[first.kind], args=[first.id])
    return reverse("notes_on", args=[first.kind, first.id])


def _thread(
    request: HttpRequest, one: Thread, found: Talk, number: int, page: Callable[[str], str]
) -> dict[str, Any]:
    viewer = viewer_of(request)
    on = () if one.first is None else one.first.about
    here = {found.about} | (
        {about for about in on if about.kind == "deals"} if found.heard else set()
    )
    told = [
        line(note, found.names, viewer, page=page, on=here if note is one.first else note.about)
        for note in one.notes
    ]
    address = reverse("answer_note", args=[one.notes[0].id])
    draft = note_drafts.of(request, address)
    first = {"next": request.get_full_path()} | draft
    return {
        "first": told[0] if one.first else None,
        "answers": told[1:] if one.first else told,
        "address": address,
        "form": note_forms.Text(initial=first, auto_id=f"answer_{number}_%s"),
        "for_sales": one.for_sales,
        "is_open": bool(draft),
    }


def _form(request: HttpRequest, found: Talk, viewer: Viewer) -> note_forms.Note:
    address = reverse("write_note", args=[found.about.kind, found.about.id])
    first = {"next": request.get_full_path()} | note_drafts.of(request, address)
    return note_forms.Note(talk=found, viewer=viewer, initial=first, auto_id="note_%s")


def _look_at(request: HttpRequest, shown: Iterable[Note]) -> None:
    new = [one.id for one in shown if one.is_new]
    if new:
        save_note.look_at(new, user=user_of(request), now=clock.now())


def _verb(why: str, count: int) -> str:
    return f"{why}s" if count == 1 else why
