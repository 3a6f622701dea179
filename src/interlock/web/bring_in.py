"""Bring in: drop this week's exports, see what they would change, take them in, take them back."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from interlock.actions import keep_files, load_book, save_book
from interlock.actions.read_files import read_files
from interlock.records.errors import Conflict, InterlockError
from interlock.web.gate import opens


@opens("import")
def bring_in(request: HttpRequest) -> HttpResponse:
    """Where exports are dropped, and what was brought in before."""
    if request.method == "POST":
        files = ((file.name or "", file.read()) for file in request.FILES.getlist("files"))
        try:
            return redirect("preview", keep_files.keep_files(files, _home()))
        except InterlockError as error:
            messages.error(request, str(error))
            return redirect("bring_in")
    return render(request, "bring_in.html", {"history": load_book.load_history()})


@opens("import")
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """What the files hold and would change; taken in or dropped from here."""
    try:
        folder = keep_files.kept_folder(token, _home())
        if "drop" in request.POST:
            keep_files.drop_files(token, _home())
            messages.info(request, "The files are dropped; nothing was changed.")
            return redirect("bring_in")
        known = save_book.known()
        reading = read_files(folder, known=known.book, shares=known.shares)
        prepared = save_book.prepare(reading, known)
        if request.method == "POST":
            return _taken_in(request, prepared, token)
    except InterlockError as error:
        messages.error(request, str(error))
        return redirect("bring_in")
    told = {"token": token, "reading": reading, "prepared": prepared, "tables": prepared.changes}
    return render(request, "preview.html", told)


@opens("import")
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take a change of the book back, as a whole."""
    keep_later = "keep_later" in request.POST
    try:
        made = save_book.undo(number, by=str(request.user), keep_later=keep_later)
    except Conflict as conflict:
        told = {"number": number, "clashes": conflict.clashes}
        return render(request, "undo_conflict.html", told, status=409)
    except InterlockError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Change {number} is taken back.", extra_tags=f"undo:{made}")
    return redirect("bring_in")


def _taken_in(request: HttpRequest, prepared: Any, token: str) -> HttpResponse:
    if prepared.doubts and "sure" not in request.POST:
        messages.error(request, "Say that you are sure: look at what is in doubt.")
        return redirect("preview", token)
    made = save_book.apply(prepared, by=str(request.user), words="exports brought in")
    keep_files.drop_files(token, _home())
    if made is None:
        messages.info(request, "Nothing differs from the book.")
    else:
        messages.success(request, "Taken in.", extra_tags=f"undo:{made}")
    return redirect("week")


def _home() -> Path:
    return settings.HOME / "incoming"
