"""Sales tools: all there are, those that are safe to use for one deal, and adding one."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from interlock.actions import load_tools, save_tool
from interlock.records.errors import InterlockError, NothingKept
from interlock.records.outcome import Standing
from interlock.records.sales_tools import ToolList, ToolSeen
from interlock.records.tool_tables import RETIRED, TOOL_STATES
from interlock.render import tool_rows
from interlock.web import back, clock, csv_file, nothing_yet, standing, told, wrong
from interlock.web.gate import changes, opens, viewer_of
from interlock.web.tool_forms import KINDS, AddForm

STATES = {"": "in use or to come", "review": "need a look", **{one: one for one in TOOL_STATES},
          "all": "all"}  # fmt: skip
"""What is asked for -> what it is called."""


@opens("week")
def tools(request: HttpRequest) -> HttpResponse:
    """The tools that the address asks for, as a table or CSV; ``deal`` asks what may be taken for
    that deal.
    """
    asked = request.GET.dict()
    try:
        waited, found = look(request, deal=asked.get("deal", ""))
    except NothingKept:
        return nothing_yet.page(request, "tools")
    if request.htmx:  # type: ignore[attr-defined]
        return standing.progress(request, waited)
    some = chosen(found, asked)
    if asked.get("as") == "csv":
        return csv_file.answer("tools", tool_rows.as_csv(some, found))
    around = {
        "standing": waited,
        "simulated": found.simulated,
        "rows": [tool_rows.row(one, found) for one in some],
        "looks": sum(bool(one.row["review"]) and _is_used(one) for one in found.tools),
        "count": len(some),
        "every": len(found.tools),
        "open_asks": len(found.asks),
        "may_add": found.may_add,
        "choices": _choices(found, asked),
        "asked": asked,
        "has_money": any(one.amount is not None for one in found.asks),
        "has_bands": any(one.band for one in found.asks),
    }
    return render(request, "tools.html", around)


def look(request: HttpRequest, *, deal: str = "") -> tuple[Standing, ToolList]:
    """The forecast of all features, and every tool. Raises ``NothingKept``."""
    waited = standing.features(request)
    viewer, now = viewer_of(request), clock.now()
    return waited, load_tools.load_tools(viewer, features=waited.made, now=now, deal=deal)


def chosen(found: ToolList, asked: Mapping[str, str]) -> list[ToolSeen]:
    """The tools that some words ask for; those that must be looked at again first."""
    some = [one for one in found.tools if _is_asked(one, found, asked)]
    return sorted(some, key=lambda one: (not one.row["review"], one.name.casefold()))


@changes("tools")
def add(request: HttpRequest) -> HttpResponse:
    """A form for a tool; sent, it is there, and those ``ask`` that it answers wait for it."""
    try:
        _, found = look(request)
    except NothingKept:
        return nothing_yet.page(request, "tools")
    asks = (request.POST if request.method == "POST" else request.GET).getlist("ask")
    form = AddForm(
        request.POST if request.method == "POST" else None,
        initial={"owner": viewer_of(request).name, **_begun(found, asks)},
        choices=found,
        auto_id="tool_%s",
    )
    if request.method == "POST" and form.is_valid():
        try:
            number = save_tool.add(
                form.said(), asks=asks, viewer=viewer_of(request), on=found.today,
                by=str(request.user),
            )  # fmt: skip
        except InterlockError as error:
            wrong.tell_form(form, error)
        else:
            told.done(request, "The sales tool is there.", number)
            return back.to_where(request, "tool", form.cleaned_data["name"])
    around = {"form": form, "asks": asks, "back": back.asked_for(request), "kinds": KINDS}
    return render(request, "tool_add.html", around, status=400 if form.is_bound else 200)


def _begun(found: ToolList, asks: list[str]) -> dict[str, str]:
    """What the asks say already of a tool that is to be made for them."""
    rows = [one.row for one in found.asks if one.row["id"] in asks]
    features = dict.fromkeys(own for row in rows for own in row["features"] or ())
    return {
        "kind": next((row["kind"] for row in rows if row["kind"]), ""),
        "features": "; ".join(found.features.get(own, own) for own in features),
        **({"state": "asked for"} if rows else {}),
    }


def _is_used(one: ToolSeen) -> bool:
    return one.row["state"] != RETIRED


def _is_asked(one: ToolSeen, found: ToolList, asked: Mapping[str, str]) -> bool:
    row, state = one.row, asked.get("state", "")
    features = " ".join(feature.name for feature in one.shows)
    said = f"{row['name']} {row['kind'] or ''} {row['owner'] or ''} {features}".casefold()
    fits = {"": _is_used(one), "review": bool(row["review"]) and _is_used(one), "all": True}
    return (
        fits.get(state, row["state"] == state)
        and asked.get("kind", "") in ("", row["kind"])
        and asked.get("owner", "") in ("", row["owner"])
        and (asked.get("safe") != "1" or tool_rows.is_safe(one))
        and (not asked.get("deal") or tool_rows.fits(one, found.needed))
        and all(word in said for word in asked.get("q", "").casefold().split())
    )


def _choices(found: ToolList, asked: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each list of the filter with what is chosen of it."""

    def every(column: str, called: str) -> dict[str, str]:
        said = sorted({one.row[column] for one in found.tools if one.row[column]})
        return {"": called, **{one: one for one in said}}

    lists = {
        "state": ("State", STATES),
        "kind": ("Kind", every("kind", "any kind")),
        "owner": ("Owner", every("owner", "anybody's")),
    }
    return [
        {"name": name, "called": called, "values": values, "now": asked.get(name, "")}
        for name, (called, values) in lists.items()
    ]
