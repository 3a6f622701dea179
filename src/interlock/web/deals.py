"""Deals: all that are open with what lies ahead of them, as a table, a board or CSV."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from interlock.actions.load_deals import load_deals
from interlock.actions.load_views import load_views
from interlock.records.errors import NothingKept
from interlock.records.report import DealLine, DealsAhead
from interlock.render import amounts, page, words
from interlock.render.csv_text import written
from interlock.web import csv_file, deal_filters, nothing_yet, standing
from interlock.web.deal_filters import Asked
from interlock.web.gate import opens, user_of, viewer_of

A_PAGE, A_COLUMN = 50, 12
HEADS = (
    "id", "name", "account", "owner", "stage", "category", "amount", "p_won", "p_lost", "p_open",
    "p_won_last_week", "p10_on", "p50_on", "p90_on", "expected_close_on",
)  # fmt: skip


@opens("week")
def deals(request: HttpRequest) -> HttpResponse:
    """The open deals, filtered and sorted as the address says."""
    try:
        found = standing.deals(request)
    except NothingKept:
        return nothing_yet.page(request, "deals")
    if request.htmx:  # type: ignore[attr-defined]
        return standing.progress(request, found)
    if found.made is None:
        return render(request, "deals.html", {"standing": found})
    asked = _asked(request, found.made)
    lines = deal_filters.chosen(asked)
    if request.GET.get("as") == "csv":
        cells = ([_cell(one, head) for head in HEADS] for one in lines)
        return csv_file.answer("deals", written(HEADS, cells))
    shown = _board(asked, lines) if request.GET.get("as") == "board" else _table(asked, lines)
    return render(
        request, "deals.html", {"standing": found, **_around(request, asked, lines), **shown}
    )


def _asked(request: HttpRequest, made: DealsAhead) -> Asked:
    viewer = viewer_of(request)
    beside = load_deals(viewer, period=made.quarter, as_of=made.birth.as_of)
    return Asked(request.GET, viewer, made, beside)


def _around(request: HttpRequest, asked: Asked, lines: Sequence[DealLine]) -> dict[str, Any]:
    """What stands around the deals: what is asked for and can be, views that are kept, totals."""
    now = deal_filters.query(asked.words)
    return {
        "made": asked.made,
        "simulated": asked.made.simulated,
        "count": len(lines),
        "asked": asked.words,
        "sees_amounts": asked.sees_amounts,
        "options": deal_filters.options(asked),
        "closes": deal_filters.CLOSES,
        "toggles": [
            {"name": name, "called": called, "now": asked.words.get(name)}
            for name, called in deal_filters.TOGGLES.items()
            if name != "differs" or "deal_calls" in asked.viewer.right.sees
        ],
        "more_asked": deal_filters.asks_more(asked),
        "chips": deal_filters.chips(asked),
        "heads": deal_filters.heads(asked),
        "query": now,
        "as_table": deal_filters.query(asked.words, **{"as": None}),
        "as_board": deal_filters.query(asked.words, **{"as": "board"}),
        "as_csv": deal_filters.query(asked.words, **{"as": "csv"}),
        "views": load_views("deals", user_of(request)),
        "total": _total(asked, lines),
        "hatch": page.hatch(),
        "has_amounts": any(deal.amount is not None or deal.band for deal in asked.made.deals),
        "won_by": f"Won by {words.day(asked.made.quarter_last, as_of=asked.made.birth.as_of)}",
    }


def _total(asked: Asked, lines: Sequence[DealLine]) -> str:
    found = deal_filters.total(lines, asked)
    if found is None:
        return ""
    currency = asked.made.currency
    said = (
        f"{found['count']}, {amounts.short(found['open'], currency=currency)} open, "
        f"{amounts.short(found['at_odds'], currency=currency)} at their odds by "
        f"{words.day(asked.made.quarter_last, as_of=asked.made.birth.as_of)}"
    )
    return said + (f"; {found['without']:,} without an amount" if found["without"] else "")


def _table(asked: Asked, lines: list[DealLine]) -> dict[str, Any]:
    shown = Paginator(lines, A_PAGE).get_page(asked.words.get("page"))
    return {
        "shown": shown,
        "rows": _rows(asked, list(shown)),
        "legend": page.deal_legend(asked.made, list(shown)) if lines else "",
    }


def _rows(asked: Asked, lines: Sequence[DealLine]) -> list[dict[str, Any]]:
    """Rows with what people say where that is far from Interlock's odds."""
    rows = page.deal_rows(asked.made, lines)
    for row in rows:
        beside = asked.of(row["deal"])
        said = deal_filters.differing(row["deal"], beside)
        row |= {
            "beside": beside,
            "said": f"{said.by} says {words.whole_odds(said.odds)}" if said else "",
        }
    return rows


def _board(asked: Asked, lines: Sequence[DealLine]) -> dict[str, Any]:
    """The deals of each stage, in the order of the company's stages, the first few of each."""
    found: dict[str, list[DealLine]] = {stage: [] for stage in asked.made.stages}
    for deal in lines:
        found.setdefault(deal.stage or "no stage", []).append(deal)
    rows = {
        row["deal"].id: row
        for row in _rows(asked, [d for s in found.values() for d in s[:A_COLUMN]])
    }
    return {
        "board": [
            {
                "stage": stage,
                "count": len(some),
                "rows": [rows[deal.id] for deal in some[:A_COLUMN]],
                "more": max(0, len(some) - A_COLUMN),
                "query": deal_filters.query(asked.words, stage=stage, **{"as": None}),
                "total": _column(asked, some),
            }
            for stage, some in found.items()
            if some
        ]
    }


def _column(asked: Asked, some: Sequence[DealLine]) -> str:
    found = deal_filters.total(some, asked)
    return amounts.short(found["open"], currency=asked.made.currency) if found else ""


def _cell(deal: DealLine, head: str) -> Any:
    """A value, or its size for who sees no more."""
    value = getattr(deal, head)
    if head == "amount" and value is None:
        return deal.band
    return value
