"""Sales tools' files: put there by who makes them, taken by whom the one rule lets; never shown as
pages of ours.
"""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from interlock.actions.save_tool_file import Put, put_file
from interlock.actions.take_tool import Taken, take_tool
from interlock.records.errors import (
    InterlockError,
    NotAllowed,
    NothingKept,
    NotPossible,
    NotToTake,
    UnknownName,
)
from interlock.web import back, clock, told, wrong
from interlock.web.gate import changes, opens, viewer_of

MOST_LETTERS = 500
KEPT_OUT = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
    "Accept-Ranges": "none",
}
"""So that no browser takes a file for a page of ours, keeps it for others, or asks for parts."""


class FileForm(forms.Form):
    """A file, and which version of the tool it is."""

    file = forms.FileField(allow_empty_file=True, max_length=None)
    edition = forms.CharField(required=False, max_length=MOST_LETTERS)


@opens("week")
@require_safe
def take(request: HttpRequest, name: str) -> HttpResponse:
    """The file of a tool, or the way to it by its link; else why not, and whom to ask."""
    try:
        found = taken(request, name, request.GET.get("deal", ""))
    except NotToTake as error:
        return render(request, "tools/not_to_take.html", {"why": error}, status=403)
    except (UnknownName, NothingKept) as error:
        raise Http404(str(error)) from error
    except NotPossible as error:
        return render(request, "tools/not_there.html", {"why": error}, status=404)
    if found.content is not None:
        return as_file(found)
    if not leads(found.link):
        return _uncached(render(request, "tools/link.html", {"name": name, "link": found.link}))
    return _uncached(HttpResponseRedirect(found.link))


@changes("tool_asks")
@require_POST
def put(request: HttpRequest, name: str) -> HttpResponse:
    """Keep a file of a tool as its newest one."""
    form = FileForm(request.POST, request.FILES)
    there = back.asked_for(request) or reverse("tool", args=[name])
    try:
        if not form.is_valid():
            raise NotPossible("Choose a file first")
        made = kept(request, name, form)
    except NotAllowed:
        return render(request, "refused.html", {"page": "put_tool_file"}, status=403)
    except (UnknownName, NothingKept) as error:
        raise Http404(str(error)) from error
    except InterlockError as error:
        wrong.tell(request, error)
    else:
        told.done(request, _said(made), made.change, nothing=_said(made))
    return redirect(there)


def taken(request: HttpRequest, name: str, deal: str) -> Taken:
    """A tool, taken by whoever asks; a HEAD only looks. Raises as the action."""
    looks = request.method == "HEAD"
    return take_tool(name, viewer_of(request), deal=deal, at=clock.now(), looks=looks)


def kept(request: HttpRequest, name: str, form: FileForm) -> Put:
    """The file of a form that is filled in, kept. Raises as the action."""
    sent = form.cleaned_data["file"]
    return put_file(
        name, sent.name, sent.file, viewer=viewer_of(request), at=clock.now(),
        by=str(request.user), edition=form.cleaned_data["edition"].strip(),
    )  # fmt: skip


def as_file(found: Taken) -> HttpResponse:
    """A file to be kept by whoever took it, whatever is in it."""
    answer: Any = FileResponse(
        found.content,
        as_attachment=True,
        filename=found.name,
        content_type="application/octet-stream",
        headers=KEPT_OUT | {"Content-Length": str(found.size)},
    )
    return answer


def leads(link: str) -> bool:
    """Whether a browser can be led there: by http or https, to some host."""
    try:
        at = urlsplit(link)
    except ValueError:
        return False
    return at.scheme in ("http", "https") and bool(at.hostname) and link.isprintable()


def _uncached(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = KEPT_OUT["Cache-Control"]
    return answer


def _said(made: Put) -> str:
    edition = f", version {made.file.edition}" if made.file.edition else ""
    return f"{made.file.name} is there{edition}."
