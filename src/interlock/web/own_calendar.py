"""Your calendar: a secret address that a calendar follows, made, shown once, and revoked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from interlock.actions import save_feed
from interlock.records.errors import UnknownName
from interlock.records.own_days import OPEN, OVERDUE, OwnDay, OwnDays
from interlock.render import calendar_feed, words
from interlock.web.calendar_feed import own_days
from interlock.web.gate import opens, user_of, viewer_of

NEXT = 5
"""Days that are shown as an example."""


@opens("week")
def own_calendar(request: HttpRequest) -> HttpResponse:
    """What the feed holds, its address when it is made, and ways to change or revoke it."""
    user, made = user_of(request), ""
    if request.method == "POST":
        if "revoke" in request.POST or "keep" in request.POST:
            return _changed(request, user)
        made = _address(
            request, save_feed.make_feed(user, reminds=_reminds(request), by=str(request.user))
        )
    viewer = viewer_of(request)
    found = own_days(viewer)
    told = {
        "made": made,
        "reports": _reports(request, made) if made else "",
        "follow": made.replace("https://", "webcal://").replace("http://", "webcal://"),
        "feed": save_feed.load_feed(user),
        "next": _next(found) if found else [],
        "count": len(found.days) if found else 0,
        "is_empty": found is None,
        "name": viewer.name,
    }
    answer = render(request, "own_calendar.html", told)
    answer["Cache-Control"] = "no-store"
    return answer


def _changed(request: HttpRequest, user: int) -> HttpResponse:
    """The choice kept, or the address revoked; that it is gone already is no error to tell."""
    try:
        if "revoke" in request.POST:
            save_feed.revoke_feed(user, by=str(request.user))
            messages.success(request, "Revoked: no calendar gets anything from it any more.")
        else:
            save_feed.choose_reminds(user, reminds=_reminds(request))
            messages.success(request, "Kept. Calendars follow when they fetch it next.")
    except UnknownName:
        messages.error(request, "There is no address any more. Make one below.")
    return redirect("own_calendar")


def _reminds(request: HttpRequest) -> bool:
    return "reminds" in request.POST


def _address(request: HttpRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("calendar_feed", args=[secret]))


def _reports(request: HttpRequest, made: str) -> str:
    """The address of the weekly reports beside that of the calendar: the same secret."""
    secret = made.rsplit("/", 1)[-1].removesuffix(".ics")
    return request.build_absolute_uri(reverse("report_feed", args=[secret]))


def _next(found: OwnDays) -> list[tuple[str, str]]:
    """(day, what stands there) of what is open, the nearest first; else of what there was last."""
    waits = [one for one in found.days if one.state in (OPEN, OVERDUE)]
    shown: list[OwnDay] = waits[:NEXT] or list(found.days[-NEXT:])
    return [(words.day(one.on, as_of=found.today), calendar_feed.summary(one)) for one in shown]
