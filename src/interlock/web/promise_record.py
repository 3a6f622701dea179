"""The record: how the days that both sides said came out, and what came of one's own."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from interlock.actions import save_member
from interlock.actions.load_record import load_record
from interlock.records.company import SHARED
from interlock.records.day_record import DayRecord, SeenRecord
from interlock.records.errors import NothingKept
from interlock.render import day_record as written
from interlock.render import record_pictures, record_rows
from interlock.web import csv_file, nothing_yet, standing
from interlock.web.gate import opens, user_of, viewer_of

FILES: dict[str, Callable[[DayRecord], str]] = {"csv": written.as_csv, "json": written.as_json}
"""What the page is asked for as a file -> the record written so."""


@opens("week")
def record(request: HttpRequest) -> HttpResponse:
    """Both sides on one scale and one's own record, as a page, CSV or JSON."""
    try:
        found = standing.record(request)
    except NothingKept:
        return nothing_yet.page(request, "record")
    if request.htmx:  # type: ignore[attr-defined]
        return standing.progress(request, found)
    told: dict[str, Any] = {"standing": found}
    if found.made is not None:
        seen = load_record(found.made, viewer_of(request), user_of(request))
        form = request.GET.get("as", "")
        if form in FILES:
            return _file(form, FILES[form](seen.record))
        told |= _told(seen)
    return render(request, "promise/record.html", told)


@opens("week")
@require_POST
def share(request: HttpRequest) -> HttpResponse:
    """Share what came of one's own days with those who manage, or do so no more."""
    shares = "shares_record" in request.POST
    save_member.share_record(user_of(request), shares_record=shares)
    said = "Those who manage see your record now." if shares else "Only you see your record now."
    messages.success(request, said)
    return redirect("promise_record")


def _told(seen: SeenRecord) -> dict[str, Any]:
    made = seen.record
    return {
        "made": made,
        "has_days": not made.days.is_empty(),
        "simulated": made.simulated,
        "sides": record_rows.sides(made),
        "groups": record_rows.by_side(made),
        "teams": record_rows.by_team(made),
        "confidences": record_rows.confidences(made.confidences, made.fewest),
        "by_confidence": record_pictures.confidences(made.confidences),
        "own": seen.own and record_rows.own(seen.own),
        "shared": record_rows.shared(seen.shared, seen.fewest),
        "shares": seen.shares,
        "is_shared_by_rule": seen.rule == SHARED,
    }


def _file(form: str, text: str) -> HttpResponse:
    if form == "csv":
        return csv_file.answer("record", text)
    return HttpResponse(text, content_type="application/json; charset=utf-8")
