"""Search: what has a name by that, notes by their text, weekly reports by their day."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from interlock.actions.load_found import load_found
from interlock.records.errors import NothingKept
from interlock.records.found import Found
from interlock.web import nothing_yet
from interlock.web.gate import opens, viewer_of


@opens("week")
def search(request: HttpRequest) -> HttpResponse:
    """What fits the words, each leading to the page that shows it; as one types, only that."""
    asked = request.GET.get("q", "").strip()
    try:
        groups = load_found(asked, viewer_of(request))
    except NothingKept:
        return nothing_yet.page(request, "search")
    lines = [(one, [(found, _page_of(found)) for found in one.first]) for one in groups]
    page = "found.html" if request.htmx else "search.html"  # type: ignore[attr-defined]
    return render(request, page, {"asked": asked, "groups": lines})


def _page_of(found: Found) -> str:
    """The address of the page that shows a record, the nearest where it has none of its own."""
    if found.deal is not None:
        return reverse("deal", args=[found.deal])
    return PAGES[found.kind](found)


def _deals(**asked: Any) -> str:
    return f"{reverse('deals')}?{urlencode(asked)}"


PAGES: dict[str, Callable[[Found], str]] = {
    "account": lambda found: reverse("buyer", args=[found.key]),
    "customer": lambda found: reverse("customer", args=[found.key]),
    "owner": lambda found: _deals(owner=found.key),
    "feature": lambda found: reverse("feature", args=[found.key]),
    "release": lambda found: reverse("release", args=[found.key]),
    "person": lambda found: reverse("person", args=[found.key]),
    "promise": lambda found: reverse("promise", args=[found.key]),
    "note": lambda found: reverse("note", args=[found.key]),
    "week": lambda found: reverse("closed_week", args=[found.key]),
}
