"""Bring in: drop this week's exports; what was brought in before, and taken back."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from interlock.actions import keep_files, load_book, save_book
from interlock.actions.map_brought import mapping_text
from interlock.records.errors import Conflict, InterlockError
from interlock.web import incoming, told
from interlock.web.gate import opens

LATELY, EVERY = 20, 10_000
"""Past changes that are listed at first, and at most."""


@opens("import")
def bring_in(request: HttpRequest) -> HttpResponse:
    """Where exports are dropped, and what was brought in before."""
    if request.method == "POST":
        return _brought(request)
    every = "every" in request.GET
    history = load_book.load_history(most=EVERY if every else LATELY)
    told = {
        "history": history,
        "has_more": not every and len(history) == LATELY,
        "mappings": load_book.load_mappings(),
        "most_mib": settings.UPLOAD_MIB,
    }
    return render(request, "bring_in.html", told)


@opens("import")
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take a change of the book back, as a whole."""
    keep_later = "keep_later" in request.POST
    try:
        made = save_book.undo(number, by=str(request.user), keep_later=keep_later)
    except Conflict as conflict:
        around = {"number": number, "clashes": conflict.clashes}
        return render(request, "undo_conflict.html", around, status=409)
    except InterlockError as error:
        messages.error(request, str(error))
    else:
        told.done(request, f"Change {number} is taken back.", made, back=told.TAKEN_IN)
    return redirect("bring_in")


@opens("import")
def mapping(request: HttpRequest, key: str) -> HttpResponse:
    """A mapping that is kept, as the text of a mapping file; kept no longer by POST."""
    if request.method == "POST":
        try:
            made = save_book.forget_mapping(key, by=str(request.user))
        except InterlockError as error:
            messages.error(request, str(error))
        else:
            told.done(request, "The mapping is kept no longer.", made, back=told.TAKEN_IN)
        return redirect("bring_in")
    kept = next((one for one in load_book.load_mappings() if one.key == key), None)
    if kept is None:
        messages.error(request, "This mapping is kept no longer.")
        return redirect("bring_in")
    answer = HttpResponse(mapping_text(kept.said), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="mapping.toml"'
    return answer


def _brought(request: HttpRequest) -> HttpResponse:
    """Keep the files and look into them; then to what they would change."""
    files = ((file.name or "", file.chunks()) for file in request.FILES.getlist("files"))
    try:
        kept = keep_files.keep_files(files, incoming.home())
        incoming.begin_look(kept.token)
    except InterlockError as error:
        messages.error(request, str(error))
        return _to(request, reverse("bring_in"))
    for said in kept.left:
        messages.info(request, said)
    return _to(request, reverse("preview", args=[kept.token]))


def _to(request: HttpRequest, address: str) -> HttpResponse:
    """To another page, for the browser itself or for a script that sent the files."""
    by_script = bool(request.htmx)  # type: ignore[attr-defined]
    return HttpResponseClientRedirect(address) if by_script else redirect(address)
