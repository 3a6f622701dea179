"""What files that were brought hold and would change: taken in, dropped or mapped from here."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import HttpResponseClientRefresh

from interlock.actions import follow_files, keep_files, save_book
from interlock.records.errors import InterlockError
from interlock.render.csv_text import written
from interlock.web import csv_file, incoming, told
from interlock.web.gate import opens

HEADS = ("file", "line", "column", "value", "what is wrong", "allowed", "what to do")


@opens("import")
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """How far the looking is, then what the files hold and would change."""
    try:
        folder = incoming.folder_of(token)
        if request.method == "POST":
            return _asked(request, token, folder)
        return _shown(request, token, folder)
    except InterlockError as error:
        messages.error(request, str(error))
        return redirect("bring_in")


@opens("import")
def problems(request: HttpRequest, token: str) -> HttpResponse:
    """Every problem of the files as CSV."""
    try:
        found = follow_files.load_problems(incoming.folder_of(token))
    except InterlockError as error:
        messages.error(request, str(error))
        return redirect("bring_in")
    rows = (
        (one.file, one.line, one.column, one.value, one.what, one.allowed, one.remedy)
        for one in found
    )
    return csv_file.answer("problems", written(HEADS, rows))


def _shown(request: HttpRequest, token: str, folder: Path) -> HttpResponse:
    if (made := follow_files.load_done(folder)) is not None:
        return _done(request, made)
    underway = follow_files.load_underway(folder)
    told: dict[str, Any] = {"token": token, "underway": underway}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "underway.html", told) if underway else HttpResponseClientRefresh()
    looked = follow_files.load_looked(folder)
    if looked is None and underway is None:
        incoming.begin_look(token)
        return redirect("preview", token)
    since = save_book.changed_since(looked.seen) if looked else ()
    return render(request, "preview.html", told | {"looked": looked, "since": since})


def _asked(request: HttpRequest, token: str, folder: Path) -> HttpResponse:
    """Take in, drop, or look again."""
    if "drop" in request.POST:
        keep_files.drop_files(folder)
        messages.info(request, "The files are dropped; nothing was changed.")
        return redirect("bring_in")
    if "again" in request.POST:
        incoming.begin_look(token, again=True)
        return redirect("preview", token)
    looked = follow_files.load_looked(folder)
    if looked and looked.doubts and "sure" not in request.POST:
        messages.error(request, "Say that you are sure: look at what is in doubt.")
    elif looked and looked.prepared and follow_files.load_done(folder) is None:
        incoming.begin_apply(token, by=str(request.user))
    return redirect("preview", token)


def _done(request: HttpRequest, made: int) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRefresh()
    same = "Nothing differs from your data."
    told.done(
        request, f"Taken in as change {made}.", made or None, nothing=same, back=told.TAKEN_IN
    )
    return redirect("week")
