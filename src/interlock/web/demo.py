"""The demo: whoever reaches the site looks as anybody of a simulated company, and starts afresh."""

from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from interlock.actions.save_demo import start_afresh
from interlock.actions.save_outcome import begin_work
from interlock.records.cast import BEGINNING, CAST
from interlock.records.rights import Viewer
from interlock.web import back, tasks
from interlock.web.first_start import sign_in
from interlock.web.gate import View, public, whoever

OTHER_DOORS = ("/demo/", "/account/")


def is_demo() -> bool:
    """Whether `interlock demo` serves this site, from a book that it made."""
    return settings.DEMO and _beginning().exists()


def only_in_demo(view: View) -> View:
    """On any other site nothing has this address."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        if not is_demo():
            raise Http404
        return view(request, *args, **more)

    return public("only where the site runs as a demo, whose company is simulated")(shown)


@only_in_demo
def demo(request: HttpRequest) -> HttpResponse:
    """Whom there is to look as."""
    return render(request, "demo.html", {"next": request.GET.get("next", "")})


@only_in_demo
@require_POST
def look_as(request: HttpRequest, role: str) -> HttpResponse:
    """Look as somebody else, at the same page."""
    if role not in CAST:
        raise Http404
    sign_in(request, get_user_model().objects.get(email=CAST[role].email).pk)
    there = back.asked_for(request)
    return redirect("week" if there.startswith(OTHER_DOORS) else there or "week")


@only_in_demo
def afresh(request: HttpRequest) -> HttpResponse:
    """Ask whether to make the book what it was at the beginning; and make it so."""
    if request.method == "POST":
        viewer = whoever(request)
        start_afresh(_beginning())
        begin_forecasts()
        messages.success(request, "All is as at the beginning.")
        return redirect("week" if viewer else "demo")
    return render(request, "demo_afresh.html")


def begin_forecasts() -> None:
    """Work out what the first pages of each of the cast show, unless it is there."""
    for reader in dict.fromkeys(Viewer(one.name, role).report for role, one in CAST.items()):
        if begin_work("report", tasks.of_report(reader)):
            tasks.make_report.enqueue(reader=reader)
    if begin_work("deals", tasks.OF_DEALS):
        tasks.make_deals.enqueue()


def _beginning() -> Path:
    return settings.HOME / BEGINNING
