"""What somebody wrote and could not send: in its form again, also after signing in anew."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse

from interlock.records.notes import MOST_LETTERS
from interlock.web.gate import View, whoever

SALT, KEPT = "interlock.note", "note_drafts"
FIELDS = ("text", "feature", "named", "comes_by", "readers", "next")
MOST = 20
"""Drafts that one browser keeps."""

Draft = dict[str, str]


def who(request: HttpRequest) -> str:
    """What a form says of whoever it was made for, so that nobody else is shown what it held."""
    return signing.dumps(request.user.pk, salt=SALT)


def of(request: HttpRequest, address: str) -> Draft:
    """What was written at an address and not sent; nothing where nothing was."""
    kept: Draft = request.session.get(KEPT, {}).get(address, {})
    return kept if kept.get("user") == str(request.user.pk) else {}


def keep(request: HttpRequest) -> None:
    """Keep what was sent to this address, of whoever sent it, or its form was made for."""
    user = request.user.pk or _made_for(request)
    if user is None:
        return
    said = {name: request.POST.get(name, "")[: MOST_LETTERS * 2] for name in FIELDS}
    others = {
        address: draft
        for address, draft in request.session.get(KEPT, {}).items()
        if address != request.path
    }
    last = dict(list(others.items())[-MOST + 1 :])
    request.session[KEPT] = last | {request.path: said | {"user": str(user)}}


def let_go(request: HttpRequest) -> None:
    """What was sent to this address is written: no draft of it is needed."""
    kept = request.session.get(KEPT, {})
    if kept.pop(request.path, None) is not None:
        request.session[KEPT] = kept


def kept_through_signing_in(view: Callable[..., HttpResponse]) -> View:
    """A view that takes a note: of somebody whose session ended meanwhile it is a draft."""

    @wraps(view)
    def keeping(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        if request.method == "POST" and whoever(request) is None:
            keep(request)
        return view(request, *args, **more)

    return keeping


def _made_for(request: HttpRequest) -> Any:
    """Whom a form was made for; nobody where that is not our word."""
    try:
        return signing.loads(request.POST.get("who", ""), salt=SALT)
    except signing.BadSignature:
        return None
