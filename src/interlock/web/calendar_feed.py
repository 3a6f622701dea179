"""The feed that somebody's calendar fetches: whoever knows its address reads it, without a session.

An address that was revoked and one that never was answer alike.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, set_response_etag
from django.views.decorators.http import require_safe

from interlock.actions import load_own_days, save_feed
from interlock.actions.load_members import load_viewer
from interlock.actions.save_outcome import load_standing
from interlock.records.errors import NothingKept
from interlock.records.own_days import OUTCOME, PROMISE, OwnDay, OwnDays
from interlock.records.report import DealsAhead
from interlock.records.rights import Viewer
from interlock.render import calendar_feed
from interlock.web import clock, tasks
from interlock.web.api.signed_in import Pace
from interlock.web.gate import address, public

A_MINUTE = "60/m"
PACE = Pace("calendar", A_MINUTE)
MEDIA = "text/calendar; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
NOT_HERE = "No calendar is here: its address was revoked, or never was.\n"


@public("asks for the secret of its address, and gives that one person's days")
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """One's days as iCalendar, none of it where nothing changed since it was fetched last."""
    found = save_feed.opened(secret)
    viewer = load_viewer(found.user) if found else None
    wait = _wait(request, f"feed {found.user}" if found and viewer else f"at {address(request)}")
    if wait:
        said = HttpResponse("Too many requests: wait a little.\n", TEXT, 429)
        said["Retry-After"] = str(wait)
        return said
    if found is None or viewer is None:
        return _private(HttpResponse(NOT_HERE, TEXT, 404))
    days = own_days(viewer)
    made = as_ical(days, reminds=found.reminds) if days else calendar_feed.empty()
    answer = _private(HttpResponse(made, MEDIA))
    answer["Content-Disposition"] = 'inline; filename="interlock.ics"'
    set_response_etag(answer)
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer


def own_days(viewer: Viewer) -> OwnDays | None:
    """The days of a viewer, with odds where a forecast is at hand; None while nothing is kept."""
    try:
        ahead: DealsAhead | None = load_standing("deals", tasks.OF_DEALS).made
        return load_own_days.load_own_days(viewer, ahead=ahead, now=clock.now())
    except NothingKept:
        return None


def as_ical(days: OwnDays, *, reminds: bool) -> bytes:
    """The feed with links to this site."""
    site = urlsplit(settings.URL).hostname or "interlock"
    return calendar_feed.as_ical(days, page=page_of, site=site, reminds=reminds)


def page_of(one: OwnDay) -> str:
    """The whole address of the page on which a day is looked after."""
    if one.kind in (PROMISE, OUTCOME):
        return f"{settings.URL}{reverse('promise', args=one.key)}"
    if one.deal:
        return f"{settings.URL}{reverse('deal', args=[one.deal])}"
    if one.feature:
        return f"{settings.URL}{reverse('feature', args=[one.feature])}"
    return f"{settings.URL}{reverse('release', args=[one.release])}" if one.release else ""


def _wait(request: Any, who: str) -> int:
    """Seconds to wait; 0 where this request is within the pace of who asks."""
    request.auth = who
    return 0 if PACE.allow_request(request) else max(1, round(PACE.wait()))


def _private(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-cache"
    return answer
