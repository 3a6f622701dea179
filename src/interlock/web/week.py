"""This week: the one screen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from interlock.records.errors import NothingKept
from interlock.records.rights import Viewer
from interlock.render import page
from interlock.web import standing
from interlock.web.gate import opens, public, viewer_of


@opens("week")
def week(request: HttpRequest) -> HttpResponse:
    """The week at a glance, as the viewer may see it; while it is worked out, how far that is."""
    try:
        found = standing.report(request, reader_of(viewer_of(request)))
    except NothingKept:
        return render(request, "nothing_yet.html", {"what": "week"})
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "progress.html", {"standing": found})
    body = page.body(found.made) if found.made else None
    return render(
        request,
        "week.html",
        {
            "standing": found,
            "body": body,
            "report": found.made,
            "simulated": found.made and found.made.simulated,
        },
    )


@public("a style sheet")
@cache_control(max_age=3600)
def report_style(_request: HttpRequest) -> HttpResponse:
    """The style of what reports show."""
    return HttpResponse(page.style(), content_type="text/css")


def reader_of(viewer: Viewer) -> str:
    """Whose report a viewer reads: none that shows more amounts than they may see."""
    if viewer.amounts == "none":
        return "development"
    if viewer.amounts == "own" or viewer.role == "rep":
        return viewer.name
    return "management"
