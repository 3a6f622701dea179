"""The plan: order and scope by hand, with the joint forecast beside; accepted, it is the book's."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from interlock.actions import save_plan
from interlock.actions.load_answer import load_plan
from interlock.actions.load_views import load_views
from interlock.records import written_changes
from interlock.records.desk import Asked, Waiting
from interlock.records.errors import Conflict, InterlockError, NothingKept, NotPossible
from interlock.records.plan import Given, Plan
from interlock.records.whatif import Change, Drop, Reorder, WhatIf
from interlock.records.whole import whole
from interlock.render import plan_page
from interlock.web import asked_changes, nothing_yet, plain_forms, told, wrong
from interlock.web.gate import changes, opens, user_of, viewer_of

Changes = tuple[Change, ...]
WAYS = (("first", "To the top"), ("up", "Up"), ("down", "Down"), ("drop", "Drop"))
BACK = "back"


@opens("week")
def planned(request: HttpRequest) -> HttpResponse:
    """Each team's queue as the address has it, and what that does; a move is one more change."""
    asked, wrong_ones = asked_changes.of(request.META["QUERY_STRING"])
    try:
        found, impossible = _found(request, asked)
    except NothingKept:
        return nothing_yet.page(request, "plan")
    if "move" in request.GET and isinstance(found, Asked):
        return redirect(address(_moved(asked, request.GET["move"], found.made)))
    around = _around(request, asked) | {"wrong": wrong_ones, "impossible": impossible}
    return render(request, "planned.html", around | _told(found))


@changes("features")
def accept(request: HttpRequest) -> HttpResponse:
    """What becomes the book's, and on which day each promise stands then; sent, it is so."""
    asked, _ = asked_changes.of(request.META["QUERY_STRING"])
    found, impossible = _found(request, asked)
    if not isinstance(found, Asked) or not found.is_current or impossible:
        return redirect(address(asked))
    form = Accepted(
        request.POST or None,
        promises=found.made.promises,
        initial={"seen": found.revision, "name": request.GET.get("name", "")},
    )
    if request.method == "POST" and form.is_valid() and _accepted(request, form, found.made):
        return redirect("order")
    around = _around(request, asked) | {"form": form, **_told(found)}
    around["promises_due"] = [
        {**one, "field": form[f"due-{one['promise'].id}"]} for one in around["given"]
    ]
    return render(request, "planned_accept.html", around, status=400 if form.errors else 200)


class Accepted(plain_forms.Plain):
    """What the plan is called, and for each promise that it touches the day on which it stands."""

    name = plain_forms.words("What this plan is called")
    seen = plain_forms.seen()

    def __init__(self, *args: Any, promises: tuple[Given, ...], **more: Any) -> None:
        super().__init__(*args, **more)
        self.promises = promises
        for one in promises:
            field = plain_forms.day(label=one.what, required=False, initial=one.due)
            self.fields[f"due-{one.id}"] = field

    def moved(self) -> dict[str, date]:
        """Promises (ids) that get another day."""
        said = {one: self.cleaned_data[f"due-{one.id}"] for one in self.promises}
        return {one.id: day for one, day in said.items() if day and day != one.due}


def _accepted(request: HttpRequest, form: Accepted, made: Plan) -> bool:
    """Whether it could be written; else the form says why not."""
    try:
        number = write(request, form, made)
    except Conflict:
        form.add_error(None, "Somebody changed the same since; look at the plan again.")
        return False
    except InterlockError as error:
        wrong.tell_form(form, error)
        return False
    name = form.cleaned_data["name"]
    told.done(request, f"“{name}” is the order of work now. Dates are worked out anew.", number)
    return True


def write(request: HttpRequest, form: Accepted, made: Plan) -> int | None:
    """Write what the plan decides, under its name: the number of the change. Raises what
    ``save_plan.accept`` does.
    """
    said = form.cleaned_data
    return save_plan.accept(
        made.decisions, form.moved(), name=said["name"], viewer=viewer_of(request),
        by=str(request.user), seen=said["seen"],
    )  # fmt: skip


def address(asked: Changes) -> str:
    """Where a plan with these changes is looked at."""
    query = asked_changes.query(asked)
    return f"{reverse('planned')}?{query}" if query else reverse("planned")


def _found(
    request: HttpRequest, asked: Changes
) -> tuple[Asked[Plan] | Waiting | None, tuple[str, ...]]:
    """The plan, or how far it is; and what cannot be."""
    try:
        return load_plan(WhatIf(asked), viewer_of(request)), ()
    except NotPossible as error:
        return None, error.reasons


def _told(found: Asked[Plan] | Waiting | None) -> dict[str, Any]:
    if isinstance(found, Asked):
        return {"is_current": found.is_current, **plan_page.told(found.made)}
    return {"waiting": found}


def _around(request: HttpRequest, asked: Changes) -> dict[str, Any]:
    viewer = viewer_of(request)
    return {
        "query": asked_changes.query(asked),
        "written": written_changes.written(asked),
        "address": address(asked),
        "changes": asked,
        "undone": address(asked[:-1]),
        "ways": WAYS,
        "may_accept": "features" in viewer.right.changes,
        "views": load_views("planned", user_of(request)),
    }


def _moved(asked: Changes, move: str, made: Plan) -> Changes:
    """The changes with one feature moved; two moves of the same one after the other are one."""
    feature, _, to = move.rpartition(":")
    cards = {card.id: card for queue in made.queues for card in queue.cards}
    if feature not in cards:
        raise Http404
    if to == "drop":
        return (*asked, Drop(feature))
    if to == BACK:
        return tuple(one for one in asked if one != Drop(feature))
    place = _place(to, cards[feature].place or 1)
    rest = asked[:-1] if asked and _moves(asked[-1], feature) else asked
    return (*rest, Reorder(feature, place))


def _moves(change: Change, feature: str) -> bool:
    return isinstance(change, Reorder) and change.feature == feature


def _place(to: str, now: int) -> int:
    """The place that is asked for: first, up or down by one, or a number."""
    place = {"first": 1, "up": now - 1, "down": now + 1}.get(to, whole(to))
    if place is None:
        raise Http404
    return max(1, place)
