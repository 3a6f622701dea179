"""Weeks before the first that was closed, worked out afterwards: begun here, and how far it is."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from interlock.actions.close_week import begin_past, load_past_progress
from interlock.records.errors import NothingKept
from interlock.web import tasks
from interlock.web.gate import opens, viewer_of


@opens("import")
def past_weeks(request: HttpRequest) -> HttpResponse:
    """Begin with it; or how far it is, for the page that asks."""
    if request.method != "POST":
        return render(request, "archive/past.html", told(request))
    try:
        if begin_past():
            tasks.make_past_week.enqueue()
    except NothingKept as error:
        messages.error(request, str(error))
    return redirect("archive")


def told(request: HttpRequest) -> dict[str, Any]:
    """What a page says of it: whether its reader may begin it, and how far it is."""
    return {"past": load_past_progress(), "may_begin": "import" in viewer_of(request).opens}
