"""For finance: promises in writing of features, releases and tools that are not out yet."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from interlock.actions.save_outcome import load_standing
from interlock.records.errors import NothingKept
from interlock.records.report import WeeklyReport
from interlock.records.report_promises import behind
from interlock.records.rights import Viewer
from interlock.render import amounts, firm_rows, words
from interlock.web import csv_file, tasks, week
from interlock.web.gate import opens

READER = "management"
"""Whose report holds them: who opens this page sees all amounts and reads that."""


@opens("finance")
def firm_promises(request: HttpRequest) -> HttpResponse:
    """What was promised in writing, as a table or CSV; while it is worked out, how far that is."""
    if request.GET.get("as") == "csv":
        return csv_file.answer("promises_in_writing", firm_rows.as_csv(_kept()))
    return week.of_report(request, "promise/finance.html", _told, "finance")


def _kept() -> tuple[Any, ...]:
    """The last ones that were worked out; none before that."""
    try:
        made = load_standing("report", tasks.of_report(READER)).made
    except NothingKept:
        return ()
    return made.firm if isinstance(made, WeeklyReport) else ()


def _told(made: WeeklyReport, _viewer: Viewer) -> dict[str, Any]:
    as_of, currency = made.birth.as_of, made.currency
    deals, total = behind(made.firm)
    return {
        "rows": [firm_rows.row(one, as_of=as_of, currency=currency) for one in made.firm],
        "deals": words.count(deals, "deal"),
        "total": amounts.short(total, currency=currency) if deals else "",
        "contracts": sum(one.form == "contract" for one in made.firm),
    }
