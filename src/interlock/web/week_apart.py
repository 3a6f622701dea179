"""Two closed weeks side by side: what the later report says otherwise, and what came of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from interlock.actions.load_archive import load_archive
from interlock.actions.load_weeks import load_weeks
from interlock.actions.load_weeks_apart import load_weeks_apart
from interlock.records.errors import NotReadable
from interlock.render import weeks_apart_rows
from interlock.web import archive
from interlock.web.gate import opens, viewer_of


@opens("week")
def compared(request: HttpRequest, day: str, other: str) -> HttpResponse:
    """What differs between two weeks, in the view asked for; two other days lead to theirs."""
    viewer = viewer_of(request)
    if "one" in request.GET:
        return _to(request, request.GET["one"], request.GET.get("two", other))
    weeks = load_weeks(viewer)
    one, two, reader = archive.found(request.GET.get("for", ""), weeks, viewer, day, other)
    then, now = sorted((one, two), key=lambda week: week.day)
    told = {
        "then": then,
        "now": now,
        "reader": reader,
        "asked_for": request.GET.get("for", ""),
        "views": archive.views([then, now], reader, viewer),
        "choices": [week.day for week in weeks if reader in week.readers],
    }
    try:
        was, late = (archive.kept(week.day, reader, viewer) for week in (then, now))
    except NotReadable as error:
        return render(request, "archive/compare.html", told | {"why": error})
    came = load_archive([then.day, now.day], reader, viewer).came
    rows = weeks_apart_rows.told(load_weeks_apart(was, late, viewer), came)
    return render(request, "archive/compare.html", told | rows | {"simulated": late.simulated})


def _to(request: HttpRequest, one: str, two: str) -> HttpResponse:
    said = request.GET.get("for", "")
    query = f"?{urlencode({'for': said})}" if said else ""
    return redirect(f"{reverse('compare_weeks', args=[one or '-', two or '-'])}{query}")
