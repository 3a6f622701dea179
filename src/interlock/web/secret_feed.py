"""What a secret address gives to whoever knows it, without a session, until it is revoked.

An address that was revoked and one that never was answer alike.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, set_response_etag
from django.views.decorators.http import require_safe

from interlock.actions import save_feed
from interlock.actions.load_members import load_viewer
from interlock.web.api.signed_in import Pace
from interlock.web.gate import address, public

A_MINUTE = "60/m"
PACE = Pace("calendar", A_MINUTE)
TEXT = "text/plain; charset=utf-8"
NOT_HERE = "Nothing is here: its address was revoked, or never was.\n"


class Fetched(NamedTuple):
    """What is fetched: its bytes, their type, and what a file of it is called."""

    made: bytes
    media: str
    name: str


def by_secret(why: str) -> Callable[[Callable[..., Fetched]], Callable[..., HttpResponse]]:
    """A view of an address with a ``secret``: the one below is given whose it is and what they
    chose. Nothing is sent again where nothing changed since it was fetched last.
    """

    def mark(gives: Callable[..., Fetched]) -> Callable[..., HttpResponse]:
        @public(why)
        @require_safe
        @wraps(gives)
        def view(request: HttpRequest, secret: str) -> HttpResponse:
            found = save_feed.opened(secret)
            viewer = load_viewer(found.user) if found else None
            who = f"feed {found.user}" if found and viewer else f"at {address(request)}"
            if wait := _wait(request, who):
                said = HttpResponse("Too many requests: wait a little.\n", TEXT, 429)
                said["Retry-After"] = str(wait)
                return said
            if viewer is None:
                return _private(HttpResponse(NOT_HERE, TEXT, 404))
            return _answer(request, gives(request, viewer, found))

        return view

    return mark


def _answer(request: HttpRequest, fetched: Fetched) -> HttpResponse:
    answer = _private(HttpResponse(fetched.made, fetched.media))
    answer["Content-Disposition"] = f'inline; filename="{fetched.name}"'
    set_response_etag(answer)
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer


def _wait(request: Any, who: str) -> int:
    """Seconds to wait; 0 where this request is within the pace of who asks."""
    request.auth = who
    return 0 if PACE.allow_request(request) else max(1, round(PACE.wait()))


def _private(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-cache"
    return answer
