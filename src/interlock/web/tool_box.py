"""Sales tools on the page of a deal or a feature, and asking for one from there."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from interlock.actions import save_tool
from interlock.actions.load_book import load_today
from interlock.actions.load_tools import load_tools
from interlock.records.errors import InterlockError
from interlock.records.features_ahead import FeaturesAhead
from interlock.records.tool_tables import RETIRED
from interlock.render import tool_rows
from interlock.web import back, clock, told, tool_forms, wrong
from interlock.web.gate import changes, viewer_of
from interlock.web.tool_forms import AskForm


def of_deal(request: HttpRequest, deal: str, *, features: FeaturesAhead | None) -> dict[str, Any]:
    """What ``tool/box.html`` shows as ``tools``: what is safe to use for a deal, what is not ready,
    what was asked for, and what whoever looks is let have.
    """
    viewer = viewer_of(request)
    found = load_tools(viewer, features=features, now=clock.now(), deal=deal)
    near = [
        one
        for one in found.tools
        if tool_rows.fits(one, found.needed) and one.row["state"] != RETIRED
    ]
    asked = {one.row["tool"] for one in found.asks if one.row["deal"] == deal}
    rows = [tool_rows.row(one, found) | {"is_asked": one.name in asked} for one in near]
    let = [one for one in found.tools if one.taken_as == "let"]
    return {
        "deal": deal,
        "safe": [row for row in rows if row["is_safe"]],
        "to_come": sorted(
            (row for row in rows if not row["is_safe"]), key=lambda row: not row["tool"].shows
        ),
        "let": [tool_rows.row(one, found) for one in let],
        "asked": [one for one in (*found.asks, *found.answered) if one.row["deal"] == deal],
        "form": AskForm(auto_id="ask_%s") if found.may_ask else None,
        "kinds": tool_forms.KINDS,
        "today": found.today,
    }


def of_features(
    request: HttpRequest, own_ids: set[str], *, features: FeaturesAhead | None
) -> list[dict[str, Any]]:
    """Rows of the tools that show any of these, as ``tool/showing.html`` shows them."""
    found = load_tools(viewer_of(request), features=features, now=clock.now())
    return [
        tool_rows.row(one, found)
        for one in found.tools
        if own_ids & set(one.row["features"] or ()) and one.row["state"] != RETIRED
    ]


@changes("tool_asks")
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a tool, or for one of a kind that is not there, for a deal."""
    said = request.POST
    deal, tool = said.get("deal", ""), said.get("tool", "")
    form = AskForm(said)
    if not tool and not form.is_valid():
        for name, errors in form.errors.items():
            messages.error(request, f"{form.fields[name].label}: {errors[0]} Nothing was changed.")
        return back.to_where(request, "tools")
    try:
        _, number = save_tool.ask(
            tool=tool, kind=said.get("kind", "").strip(), deal=deal, why=said.get("why", ""),
            strength=said.get("strength") or None, viewer=viewer_of(request),
            on=load_today(clock.now()), by=str(request.user),
        )  # fmt: skip
    except InterlockError as error:
        wrong.tell(request, error)
    else:
        told.done(request, "Asked for: whoever makes it sees it in their queue.", number)
    return back.to_where(request, "tools")
