"""What sales asked for: open asks by tool or kind, most money first, answered in place."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from interlock.actions import save_tool
from interlock.actions.load_book import load_today
from interlock.records.errors import InterlockError, NothingKept
from interlock.records.sales_tools import ToolList
from interlock.records.tool_tables import INSTEAD, MADE, NO, READY
from interlock.render import feature_rows, page, tool_rows
from interlock.render.tool_rows import Asked
from interlock.web import back, clock, nothing_yet, standing, told, tools, wrong
from interlock.web.gate import changes, opens, viewer_of

TOLD = {
    MADE: "Answered: it is made.",
    INSTEAD: "Answered: {} is used instead.",
    NO: "Answered: no.",
}
LATELY = 20
"""So many answers are shown below what is open."""


@opens("week")
def asked(request: HttpRequest) -> HttpResponse:
    """What is asked for, and what was answered lately."""
    try:
        waited, found = tools.look(request)
    except NothingKept:
        return nothing_yet.page(request, "tools")
    if request.htmx:  # type: ignore[attr-defined]
        return standing.progress(request, waited)
    around = {
        "standing": waited,
        "simulated": found.simulated,
        "groups": [_group(one, found) for one in tool_rows.groups(found)],
        "count": len(found.asks),
        "answered": found.answered[:LATELY],
        "has_bands": any(one.band for one in found.asks),
        "currency": found.currency,
        "may_add": found.may_add,
    }
    return render(request, "tools_asked.html", around)


@changes("tool_asks")
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Answer the asks that are ticked as the button says."""
    said, instead = request.POST.get("said", ""), request.POST.get("instead", "")
    because, asks = request.POST.get("because", "").strip(), request.POST.getlist("ask")
    if not asks or (said == NO and not because) or (said == INSTEAD and not instead):
        messages.error(request, _lacks(said, asks))
        return back.to_where(request, "tools_asked")
    try:
        number = save_tool.answer(
            asks, said, instead=instead, because=because, viewer=viewer_of(request),
            on=load_today(clock.now()), by=str(request.user),
        )  # fmt: skip
    except InterlockError as error:
        wrong.tell(request, error)
    else:
        told.done(request, TOLD[said].format(instead), number)
    return back.to_where(request, "tools_asked")


def _lacks(said: str, asks: list[str]) -> str:
    if not asks:
        return "Tick what you answer. Nothing was changed."
    if said == NO:
        return "Say why not, so that whoever asked knows. Nothing was changed."
    return "Choose what is used instead. Nothing was changed."


def _group(one: Asked, found: ToolList) -> dict[str, Any]:
    tool = one.tool
    return {
        "asked": one,
        "tool": tool,
        "row": tool_rows.row(tool, found) if tool else None,
        "money": tool_rows.money(one, found),
        "risk": page.money(one.at_risk, currency=found.currency) if one.at_risk else "",
        "strengths": feature_rows.counted(one.strengths),
        "asks": [(ask, _amount(ask, found)) for ask in one.asks],
        "may_answer": any(ask.may_answer for ask in one.asks),
        "may_end": any(ask.may_end for ask in one.asks),
        "is_ready": bool(tool and tool.row["state"] == READY),
        "instead": tool_rows.instead(one, found),
    }


def _amount(ask: Any, found: ToolList) -> Any:
    return page.money(ask.amount, currency=found.currency) if ask.amount is not None else ask.band
