"""The plan with the optimiser beside it: wishes, the order found, and into the plan by hand."""

from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from interlock.actions.load_answer import load_best
from interlock.actions.load_changeable import load_changeable
from interlock.records.best_plan import BestPlan
from interlock.records.desk import Asked, Searching, Waiting
from interlock.records.errors import NothingKept, NotPossible
from interlock.records.planning import Wishes
from interlock.records.rights import Viewer
from interlock.render import best_plan_page, plan_words, words
from interlock.web import asked_changes, nothing_yet, planned, wish_form
from interlock.web.gate import opens, viewer_of
from interlock.web.plain_forms import Plain
from interlock.web.wish_form import WishForm

LOOK = "look"
"""In an address: look for the order."""

FOUND = "found"
"""The part of the page that comes by itself while one waits."""


@opens("week")
def best(request: HttpRequest) -> HttpResponse:
    """The form; once it is sent, how far the search is, and then what it found."""
    try:
        choices = load_changeable(viewer_of(request))
    except NothingKept:
        return nothing_yet.page(request, "plan")
    form, reach = WishForm(request.GET or None, choices=choices), SumForm(request.GET)
    around: dict[str, Any] = {"form": form, "choices": choices, "address": reverse("best_plan")}
    if form.is_bound and form.is_valid():
        wishes, looks = form.wishes(), LOOK in request.GET
        wanted = reach.wanted
        around["address"] = address(wishes, looks=looks, wanted=wanted)
        if reach.is_valid() and request.get_full_path() != around["address"]:
            return redirect(around["address"])
        if looks:
            around |= _found(wishes, viewer_of(request), wanted)
            around |= {"reach": reach, "asked": parse_qsl(_said(wishes, looks=looks))}
    is_part = request.htmx and request.htmx.target == FOUND  # type: ignore[attr-defined]
    return render(request, "best_plan/found.html" if is_part else "best_plan.html", around)


class SumForm(Plain):
    """A sum of bookings whose least work is asked for."""

    sum = forms.DecimalField(label="Bookings wanted", required=False, min_value=0)

    @property
    def wanted(self) -> Decimal | None:
        """None for no sum, and for what is none."""
        return self.cleaned_data["sum"] if self.is_valid() else None


def address(wishes: Wishes, *, looks: bool = True, wanted: Decimal | None = None) -> str:
    """Where an order is looked for that keeps to these wishes."""
    said = _said(wishes, looks=looks, wanted=wanted)
    return f"{reverse('best_plan')}?{said}" if said else reverse("best_plan")


def _said(wishes: Wishes, *, looks: bool, wanted: Decimal | None = None) -> str:
    asked = (f"{LOOK}=1" if looks else "", f"sum={wanted}" if wanted is not None else "")
    return "&".join(filter(None, (wish_form.query(wishes), *asked)))


def _found(wishes: Wishes, viewer: Viewer, wanted: Decimal | None) -> dict[str, Any]:
    """What was found; how far it is; what cannot be wished."""
    try:
        reply = load_best(wishes, viewer)
    except NotPossible as error:
        return {"impossible": [words.ended(one) for one in error.reasons]}
    if isinstance(reply, Waiting):
        return {"waiting": reply}
    if isinstance(reply, Searching):
        return {
            "far": plan_words.far(reply.far, moves=wishes.moves),
            "seconds": f"{reply.far.seconds:.0f} s",
            "best_so_far": plan_words.best_so_far(reply.far, currency=reply.currency),
        }
    told = best_plan_page.told(reply.made, wanted)
    return {"is_current": reply.is_current, **told, **_taken(reply)}


def _taken(found: Asked[BestPlan]) -> dict[str, Any]:
    """Where the changes are taken into the plan by hand, and how many that are."""
    changes = found.made.whatif.changes
    return {
        "changes": changes,
        "taken": planned.address(changes[: asked_changes.MOST]),
        "most": asked_changes.MOST,
        "is_cut": len(changes) > asked_changes.MOST,
    }
