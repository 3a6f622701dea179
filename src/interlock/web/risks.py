"""Risks: all that are open, mine first asked for, and what became of those that are settled."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from interlock.actions.load_risks import load_risks
from interlock.records.errors import NothingKept
from interlock.records.rights import Viewer
from interlock.records.risks import Hands, RiskLine, RiskList
from interlock.render import effect_bar, risk_rows
from interlock.web import clock, csv_file, nothing_yet
from interlock.web.gate import opens, viewer_of
from interlock.web.risk_box import forecast, page_of

A_PAGE = 50
WHOSE = {"": "everybody's", "me": "mine"}
STATES = {"": "open", "over": "overdue", "bare": "nothing promised yet", "ended": "ended",
          "all": "all"}  # fmt: skip
ABOUT = {"": "deals and features", "deal": "deals", "feature": "features"}
SORTS: Mapping[str, tuple[str, Callable[[RiskLine], Any]]] = {
    "": ("due", lambda one: 0),
    "owner": ("who", lambda one: (one.owner == "", one.owner.casefold())),
    "about": ("deal or feature", lambda one: one.about_name.casefold()),
}
"""What is asked for -> what it is called, and what is sorted by; due is the order as it comes."""


@opens("week")
def risks(request: HttpRequest) -> HttpResponse:
    """The risks that the address asks for, as a table or CSV."""
    viewer = viewer_of(request)
    try:
        found = load_risks(viewer, ahead=forecast(request), now=clock.now())
    except NothingKept:
        return nothing_yet.page(request, "risks")
    asked_for = chosen(found, request.GET, viewer)
    if request.GET.get("as") == "csv":
        return csv_file.answer("risks", risk_rows.as_csv(one for one, _ in asked_for))
    shown = Paginator(asked_for, A_PAGE).get_page(request.GET.get("page"))
    told = {
        "rows": [_row(one, hands, found.today) for one, hands in shown],
        "shown": shown,
        "count": len(asked_for),
        "every": found.lines,
        "choices": _choices(request.GET),
        "asked": request.GET,
        "effects": effect_bar.rows(found.effects),
        "difference": effect_bar.difference(found.effects),
        "ended_first": effect_bar.ended_first(found.effects),
        "has_effects": any(one.risks for one in found.effects.groups),
        "simulated": found.simulated,
    }
    return render(request, "risks.html", told)


def chosen(
    found: RiskList, asked: Mapping[str, str], viewer: Viewer
) -> list[tuple[RiskLine, Hands]]:
    """The risks that some words ask for, in the order that they ask for."""
    some = [pair for pair in found.lines if _is_asked(pair[0], asked, viewer, found.today)]
    by = SORTS.get(asked.get("sort", ""), SORTS[""])[1]
    return sorted(some, key=lambda pair: by(pair[0]))


def _row(one: RiskLine, hands: Hands, today: Any) -> dict[str, Any]:
    return risk_rows.row(one, hands, today=today) | {"page": page_of(one.kind, one.about)}


def _is_asked(one: RiskLine, asked: Mapping[str, str], viewer: Viewer, today: Any) -> bool:
    words = f"{one.what} {one.about_name} {one.owner} {one.act} {one.by}".casefold()
    is_over = one.due is not None and one.due < today and one.done_on is None
    state = asked.get("state", "")
    fits = {
        "": one.is_open,
        "over": one.is_open and is_over,
        "bare": one.is_open and not one.act,
        "ended": not one.is_open,
    }
    return (
        fits.get(state, True)
        and asked.get("about", "") in ("", one.kind)
        and (asked.get("whose") != "me" or one.owner.casefold() == viewer.name.casefold())
        and all(word in words for word in asked.get("q", "").casefold().split())
    )


def _choices(asked: QueryDict) -> list[dict[str, Any]]:
    """Each list of the filter with what is chosen of it."""
    sorts = {name: called for name, (called, _) in SORTS.items()}
    every = {"whose": ("Whose", WHOSE), "state": ("Which", STATES), "about": ("About", ABOUT),
             "sort": ("By", sorts)}  # fmt: skip
    return [
        {"name": name, "called": called, "values": values, "now": asked.get(name, "")}
        for name, (called, values) in every.items()
    ]
