"""ETags: what did not change is not sent again, nor written over what changed since it was read."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from interlock.actions.load_book import load_state
from interlock.records.errors import NothingKept
from interlock.web import clock
from interlock.web.api.problems import BadRequest, wrong
from interlock.web.gate import viewer_of

View = Callable[..., Any]
_TAG = re.compile(r'^(?:W/)?"(\d{1,15})\.[0-9a-f]{16}"$')


def varies(by: Callable[[HttpRequest], Any]) -> Callable[[View], View]:
    """What an answer depends on beside the book, what is worked out of it, and who asks."""

    def mark(view: View) -> View:
        view.varies = by  # type: ignore[attr-defined]
        return view

    return mark


def beside_of(view: View) -> Callable[[HttpRequest], Any] | None:
    """What the answers of a view depend on beside that; most on nothing. None where no answer is
    known again.
    """
    found: Callable[[HttpRequest], Any] | None = getattr(view, "varies", lambda _: None)
    return found


def never(view: View) -> View:
    """What is given anew each time, and not kept."""
    view.varies = None  # type: ignore[attr-defined]
    return view


def seen(request: HttpRequest, said: int | None = None) -> int | None:
    """The revision at which what If-Match names was read, else the one that is ``said``. Raises
    ``BadRequest`` where it is none of ours.
    """
    named = request.headers.get("If-Match", "").strip()
    if named in ("", "*"):
        request.was_seen = said is not None  # type: ignore[attr-defined]
        if said is not None and not _is_ours(said):
            raise BadRequest([wrong("body.seen", "is no change of this book", said)])
        return said
    found = _TAG.match(named)
    if not found or not _is_ours(int(found[1])):
        raise BadRequest([wrong("header.If-Match", "is no ETag that was given here", named)])
    return int(found[1])


def made_at(revision: int, answer: HttpResponse) -> HttpResponse:
    """An answer to something sent, with what If-Match names where a later request builds on it:
    ``revision`` is that of which it tells.
    """
    return with_tag(answer, _written(revision, answer.content))


def _is_ours(revision: int) -> bool:
    return 0 < revision <= load_state()[0]


def tag(request: HttpRequest, beside: Callable[[HttpRequest], Any]) -> str:
    """What is the same as long as the answer is: by the book and what is worked out of it, who
    asks with which right, for what, in which hour (some of what is told depends on the day). None
    before anything was brought in.
    """
    try:
        revision, outcome = load_state()
    except NothingKept:
        return ""
    viewer, hour = viewer_of(request), clock.now().strftime("%Y%m%d%H")
    asked = (request.get_full_path(), request.get_host())
    return _written(revision, (outcome, viewer, hour, *asked, beside(request)))


def _written(revision: int, told: Any) -> str:
    return f'"{revision}.{hashlib.sha256(repr(told).encode()).hexdigest()[:16]}"'


def is_same(request: HttpRequest, tag: str) -> bool:
    """Whether whoever asks holds it already."""
    said = request.headers.get("If-None-Match", "")
    return said.strip() == "*" or tag in {one.strip().removeprefix("W/") for one in said.split(",")}


def with_tag(answer: HttpResponse, tag: str) -> HttpResponse:
    """An answer that says by what it is known again."""
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    answer["Vary"] = "Authorization, Cookie"
    return answer
