"""Order of work: each team's queue, moved by hand; dates are worked out anew after a move."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from interlock.actions import save_order
from interlock.actions.load_queues import load_queues
from interlock.records.errors import Conflict, InterlockError, NothingKept
from interlock.records.feature_file import Queue
from interlock.records.features_ahead import FeaturesAhead
from interlock.render import feature_rows, one_feature
from interlock.web import nothing_yet, standing, told, wrong
from interlock.web.gate import changes, opens, viewer_of

WAYS = (("first", "To the top"), ("up", "Up"), ("down", "Down"), ("last", "To the end"))


@opens("week")
def order(request: HttpRequest) -> HttpResponse:
    """A column for each team with its queue as it is now, beside the last forecast of each date."""
    viewer = viewer_of(request)
    try:
        found = standing.features(request)
        queues = load_queues(viewer)
    except NothingKept:
        return nothing_yet.page(request, "order")
    if request.htmx and request.htmx.target == "progress":  # type: ignore[attr-defined]
        return standing.progress(request, found)
    made = found.made
    around = {
        "standing": found,
        "made": made,
        "simulated": made and made.simulated,
        "columns": [_column(queue, made) for queue in queues],
        "count": sum(len(queue.features) for queue in queues),
        "may_order": "features" in viewer.right.changes,
        "ways": WAYS,
        "moved": request.GET.get("moved", ""),
    }
    return render(request, "order.html", around)


@changes("features")
@require_POST
def move(request: HttpRequest) -> HttpResponse:
    """Move one feature in its team's queue, as one change."""
    feature, _, to = request.POST.get("move", "").rpartition(":")
    try:
        number = save_order.move(
            request.POST.get("team", ""), feature, to=to, seen=request.POST.get("seen", ""),
            viewer=viewer_of(request), by=str(request.user),
        )  # fmt: skip
    except Conflict:
        messages.error(
            request,
            "Somebody changed this queue since you looked at it, so nothing was moved. It stands "
            "below as it is now: move it again if it is still to move.",
        )
    except InterlockError as error:
        wrong.tell(request, error)
    else:
        said = "Moved; the tracker keeps its own order. Dates are worked out anew."
        told.done(request, said, number, nothing="It is there already.")
    return redirect(f"{reverse('order')}?moved={feature}" if feature else "order")


def _column(queue: Queue, made: FeaturesAhead | None) -> dict[str, Any]:
    """A team's queue, each feature with what was forecast of it last, and the team's capacity."""
    ahead = {one.id: one for one in made.features} if made else {}
    team = next((one for one in made.teams if one.name == queue.team), None) if made else None
    return {
        "queue": queue,
        "called": queue.team or "No team",
        "load": one_feature.load(team) if team else None,
        "cards": [
            {
                "feature": one,
                "ahead": (line := ahead.get(one.id)),
                "days": feature_rows.dates(line.line, made) if line and made else "",
                "strengths": feature_rows.counted(line.strengths) if line else "",
            }
            for one in queue.features
        ],
    }
