"""Remarks on weeks: those of the week before with what came of them, and what new ones may name."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.http import HttpRequest

from interlock.actions.load_remarks import load_remarks
from interlock.records.closed_week import ClosedWeek
from interlock.records.report import WeeklyReport
from interlock.render import remark_rows
from interlock.web import notes
from interlock.web.gate import viewer_of


def told(
    request: HttpRequest, weeks: Iterable[ClosedWeek], day: date, made: WeeklyReport | None
) -> dict[str, Any]:
    """What the report of the week of a day shows of remarks: its own ones, those on the week that
    was closed before it, and the names in it; those of no report where that cannot be read.
    """
    before = next((one.day for one in weeks if one.day < day), None)
    said = load_remarks(before, viewer_of(request)) if before else ()
    return {
        "talk": notes.talk(request, "weeks", day.isoformat()) | {"title": "Remarks"},
        "remarked": remark_rows.rows(said, as_of=made.birth.as_of if made else day),
        "remarked_on": before,
        "foretell": list(dict.fromkeys(_names(made))) if made else [],
    }


def _names(made: WeeklyReport) -> Iterator[str]:
    yield from (one.name for one in made.deals)
    yield from (one.name for one in made.features)
