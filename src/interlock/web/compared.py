"""What-ifs side by side: those that the address names, each with its changes."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from interlock.actions.load_answer import load_comparison
from interlock.actions.load_views import load_views
from interlock.records.desk import Waiting
from interlock.records.errors import NotPossible
from interlock.records.rights import Viewer
from interlock.records.saved_view import SavedView
from interlock.records.whatif import WhatIf
from interlock.render import whatif_sides
from interlock.web import asked_changes
from interlock.web.gate import opens, user_of, viewer_of

MOST = 4
"""Columns that can be read beside each other."""

Sides = list[tuple[str, str]]
"""(name, what its address asks for) of each"""


@opens("week")
def compared(request: HttpRequest) -> HttpResponse:
    """The what-ifs beside each other; those that were ticked become an address of their own."""
    if "view" in request.GET or "this" in request.GET:
        return redirect(_address(_ticked(request)))
    sides = [_side(one) for one in request.GET.getlist("side")][:MOST]
    told = {
        "asked": [(name, f"{reverse('whatif')}?{query}") for name, query in sides],
        "views": _views(request),
        "address": _address(sides),
        **_answer(sides, viewer_of(request)),
    }
    part = "whatif/compared_in.html" if request.htmx else "whatif/compared.html"  # type: ignore[attr-defined]
    return render(request, part, told)


def _address(sides: Iterable[tuple[str, str]]) -> str:
    said = urlencode([("side", f"{name}?{query}") for name, query in sides])
    return f"{reverse('compared')}?{said}"


def _side(said: str) -> tuple[str, str]:
    name, _, query = said.partition("?")
    return name or "as forecast", query


def _ticked(request: HttpRequest) -> Sides:
    """What was before somebody's eyes, and the kept ones that they ticked."""
    views = {str(one.number): one for one in _views(request)}
    ticked = [views[one] for one in request.GET.getlist("view") if one in views]
    this = request.GET.get("this", "")
    first = [("this", this)] if this and this not in {one.query for one in ticked} else []
    sides = [*first, *((one.name, one.query) for one in ticked)]
    return sides if len(sides) > 1 else [*sides, ("as forecast", "")]


def _views(request: HttpRequest) -> tuple[SavedView, ...]:
    """What-ifs and plans that are kept."""
    user = user_of(request)
    return (*load_views("whatif", user), *load_views("planned", user))


def _answer(sides: Sides, viewer: Viewer) -> dict[str, Any]:
    if len(sides) < 2:
        return {}
    try:
        asked = load_comparison(_by_name(sides), viewer)
    except NotPossible as error:
        return {"impossible": error.reasons}
    if isinstance(asked, Waiting):
        return {"waiting": asked}
    return {"is_current": asked.is_current, "made": asked.made, **whatif_sides.told(asked.made)}


def _by_name(sides: Sides) -> dict[str, WhatIf]:
    """The what-ifs by name; of those that are called alike, the later ones with their number."""
    found: dict[str, WhatIf] = {}
    for name, query in sides:
        number, called = 2, name
        while called in found:
            called, number = f"{name} ({number})", number + 1
        found[called] = WhatIf(asked_changes.of(query)[0])
    return found
