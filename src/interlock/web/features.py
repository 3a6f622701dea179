"""Features: all that are unfinished with what lies ahead of them, as a table or CSV."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from interlock.actions.load_views import load_views
from interlock.records.errors import NothingKept
from interlock.records.features_ahead import QueuedFeature
from interlock.render import feature_rows
from interlock.render.csv_text import written
from interlock.web import csv_file, feature_filters, nothing_yet, standing
from interlock.web.feature_filters import Asked
from interlock.web.gate import opens, user_of, viewer_of

A_PAGE = 50
OF_LINE = (
    "id", "key", "name", "release", "items_left", "p50_on", "p80_on", "p95_on", "due", "p_by_due",
    "moved_days", "basis", "exposed", "at_risk", "closes_anyway",
)  # fmt: skip
OF_FEATURE = ("team", "place", "items_done", "p_by_quarter_end", "p_by_next_end", "week_later")
HEADS = (*OF_LINE[:3], *OF_FEATURE[:3], *OF_LINE[3:], *OF_FEATURE[3:], "deals", "amounts")


@opens("week")
def features(request: HttpRequest) -> HttpResponse:
    """The unfinished features, filtered and sorted as the address says."""
    try:
        found = standing.features(request)
    except NothingKept:
        return nothing_yet.page(request, "features")
    if request.htmx:  # type: ignore[attr-defined]
        return standing.progress(request, found)
    if found.made is None:
        return render(request, "features.html", {"standing": found})
    viewer = viewer_of(request)
    asked = Asked(request.GET, viewer, found.made)
    lines = feature_filters.chosen(asked)
    if request.GET.get("as") == "csv":
        cells = ([_cell(one, head) for head in HEADS] for one in lines)
        return csv_file.answer("features", written(HEADS, cells))
    told = {"standing": found, **_around(request, asked, lines), **_table(asked, lines)}
    return render(request, "features.html", told)


def _around(request: HttpRequest, asked: Asked, lines: Sequence[QueuedFeature]) -> dict[str, Any]:
    """What stands around the features: what is asked for and can be, views that are kept."""
    now = feature_filters.query(asked.words)
    return {
        "made": asked.made,
        "simulated": asked.made.simulated,
        "count": len(lines),
        "asked": asked.words,
        "options": feature_filters.options(asked),
        "toggles": [
            {"name": name, "called": called, "now": asked.words.get(name)}
            for name, called in feature_filters.TOGGLES.items()
        ],
        "chips": feature_filters.chips(asked),
        "heads": feature_filters.heads(asked),
        "query": now,
        "views": load_views("features", user_of(request)),
        "has_money": any(one.line.at_risk is not None for one in asked.made.features),
        "has_bands": asked.viewer.amounts == "bands",
    }


def _table(asked: Asked, lines: list[QueuedFeature]) -> dict[str, Any]:
    shown = Paginator(lines, A_PAGE).get_page(asked.words.get("page"))
    ended = [feature_rows.ended(one, made=asked.made) for one in _ended(asked)]
    return {"shown": shown, "rows": feature_rows.rows(asked.made, list(shown)), "ended": ended}


def _ended(asked: Asked) -> list[Any]:
    """Those that ended lately and fit the words, team and release asked for."""
    said, found = asked.words, list(asked.made.ended)
    text = said.get("q", "").strip().lower()
    for name in feature_filters.EQUALS:
        if wanted := said.get(name):
            found = [one for one in found if getattr(one, name) == wanted]
    return [one for one in found if text in one.name.lower()]


def _cell(one: QueuedFeature, head: str) -> Any:
    if head == "deals":
        return len(one.waiting)
    if head == "amounts":
        return "" if one.line.exposed is not None else feature_rows.counted(one.bands)
    return getattr(one.line if head in OF_LINE else one, head)
