"""Deals: all that are open with what lies ahead of them, as a table, a board or CSV; and one."""

import csv
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import polars as pl
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from interlock.actions.load_records import load_record, load_table, without_amounts
from interlock.records.errors import NothingKept, UnknownName
from interlock.records.report import DealLine, DealsAhead
from interlock.records.rights import Viewer
from interlock.render import amounts, page
from interlock.web import standing
from interlock.web.gate import opens, viewer_of

A_PAGE = 50
SORTS: dict[str, tuple[str, Callable[[DealLine], Any]]] = {
    "": ("most in the balance", lambda deal: 0),
    "won": ("odds of being won", lambda deal: -deal.p_won),
    "moved": (
        "moved since last week",
        lambda deal: -abs(deal.p_won - (deal.p_won_last_week or deal.p_won)),
    ),
    "date": ("when, if it is won", lambda deal: deal.p50_on or date.max),
    "crm": ("date in the CRM", lambda deal: deal.expected_close_on or date.max),
    "amount": ("amount", lambda deal: -(deal.amount or 0.0)),
    "name": ("name", lambda deal: deal.name.lower()),
}
"""address -> what it is called, and what is compared."""

OF_A_DEAL = ("needs", "people", "evidence", "buyer_steps", "promises", "meetings")
HEADS = (
    "id", "name", "account", "owner", "stage", "category", "amount", "p_won", "p_lost", "p_open",
    "p_won_last_week", "p10_on", "p50_on", "p90_on", "expected_close_on",
)  # fmt: skip


@opens("week")
def deals(request: HttpRequest) -> HttpResponse:
    """The open deals, filtered and sorted as the address says."""
    viewer = viewer_of(request)
    try:
        found = standing.deals(request)
    except NothingKept:
        return render(request, "nothing_yet.html", {"what": "deals"})
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "progress.html", {"standing": found})
    if found.made is None:
        return render(request, "deals.html", {"standing": found})
    made = without_amounts(found.made, viewer)
    lines = _chosen(made.deals, request)
    if request.GET.get("as") == "csv":
        return _csv(lines)
    told = {
        "standing": found,
        "made": made,
        "count": len(lines),
        "simulated": made.simulated,
        **_filters(made, request),
    }
    if request.GET.get("as") == "board":
        return render(request, "deals.html", told | {"board": _board(made, lines)})
    shown = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
    rows = page.deal_rows(made, list(shown))
    legend = page.deal_legend(made)
    return render(request, "deals.html", told | {"shown": shown, "rows": rows, "legend": legend})


@opens("week")
def deal(request: HttpRequest, own_id: str) -> HttpResponse:
    """One deal: what lies ahead of it, what it needs, who is in it, and all that it was."""
    viewer = viewer_of(request)
    try:
        record = load_record("deals", (own_id,), viewer)
        found = standing.deals(request)
    except (UnknownName, NothingKept) as error:
        raise Http404 from error
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "progress.html", {"standing": found})
    made = without_amounts(found.made, viewer) if found.made else None
    line = next((one for one in made.deals if one.id == own_id), None) if made else None
    told = {
        "standing": found,
        "record": record,
        "line": line,
        "simulated": made and made.simulated,
        "ahead": page.deal_opened(made, line) if made and line else "",
        "money": _money(record.values, made),
        "log": _log(own_id, viewer),
        **_beside(own_id, made, viewer),
    }
    return render(request, "deal.html", told)


def _filters(made: DealsAhead, request: HttpRequest) -> dict[str, Any]:
    """What can be asked for, and what is."""
    return {
        "sorts": {address: called for address, (called, _) in SORTS.items()},
        "owners": _named(made.deals, "owner"),
        "stages": _named(made.deals, "stage"),
        "asked": request.GET,
    }


def _chosen(lines: Sequence[DealLine], request: HttpRequest) -> list[DealLine]:
    asked = request.GET
    text, owner, stage = asked.get("q", "").lower(), asked.get("owner"), asked.get("stage")
    found = [
        one
        for one in lines
        if (not text or text in f"{one.name} {one.account} {one.id} {one.owner}".lower())
        and (not owner or one.owner == owner)
        and (not stage or one.stage == stage)
    ]
    _, compared = SORTS.get(asked.get("sort", ""), SORTS[""])
    return sorted(found, key=compared)


def _named(lines: Sequence[DealLine], what: str) -> list[str]:
    return sorted({getattr(one, what) for one in lines} - {""})


def _board(made: DealsAhead, lines: Sequence[DealLine]) -> dict[str, list[dict[str, Any]]]:
    """The deals of each stage, in the order of the company's stages."""
    found: dict[str, list[dict[str, Any]]] = {stage: [] for stage in made.stages}
    for row in page.deal_rows(made, lines, strips=False):
        found.setdefault(row["deal"].stage or "no stage", []).append(row)
    return {stage: some for stage, some in found.items() if some}


def _csv(lines: Sequence[DealLine]) -> HttpResponse:
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="deals.csv"'
    writer = csv.writer(answer)
    writer.writerow(HEADS)
    writer.writerows([_plain(getattr(one, head)) for head in HEADS] for one in lines)
    return answer


def _plain(value: Any) -> Any:
    """No cell that a spreadsheet would take for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


def _money(values: Any, made: DealsAhead | None) -> str:
    currency = values.get("currency") or (made.currency if made else "")
    return (
        amounts.full(values["amount"], currency=currency)
        if values.get("amount") is not None
        else ""
    )


def _log(own_id: str, viewer: Viewer) -> list[dict[str, Any]]:
    changes = load_table("changes", viewer).filter(
        pl.col("table") == "deals", pl.col("id") == own_id
    )
    return changes.sort("at", descending=True).to_dicts()


def _beside(own_id: str, made: DealsAhead | None, viewer: Viewer) -> dict[str, Any]:
    """The records that hang on a deal; features with when they ship."""
    sees = [name for name in OF_A_DEAL if name in viewer.right.sees]
    found: dict[str, Any] = {
        name: load_table(name, viewer).filter(pl.col("deal") == own_id).to_dicts() for name in sees
    }
    names = dict(load_table("features", viewer).select("id", "name").iter_rows())
    ahead = {one.id: one for one in made.features} if made else {}
    for need in found["needs"]:
        need |= {
            "called": names.get(need["feature"]) or need["feature"],
            "ahead": ahead.get(need["feature"]),
        }
    return found
