"""This week: the one screen, its questions answered from it, and the report behind it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from interlock.actions import save_answer
from interlock.actions.load_risks import load_due_risks
from interlock.actions.load_weeks import load_weeks
from interlock.actions.things_to_do import things_to_do
from interlock.records.errors import InterlockError, NothingKept
from interlock.records.report import WeeklyReport
from interlock.records.rights import Viewer
from interlock.records.sales_tables import NO_NEED, STRENGTHS
from interlock.render import page, this_week
from interlock.web import (
    account_nudges,
    clock,
    draft,
    notes,
    nothing_yet,
    remarked,
    standing,
    told,
    wrong,
)
from interlock.web.gate import opens, public, viewer_of

ANSWERS = {**{strength: strength.capitalize() for strength in STRENGTHS}, NO_NEED: "No"}
"""what is kept -> what its button says."""


PAGES = {"record": "promise_record", "firm": "firm_promises"}
"""what a report leads to besides features and releases -> the page that shows it"""


@opens("week")
def week(request: HttpRequest) -> HttpResponse:
    """The week at a glance, as the viewer may see it; while it is worked out, how far that is."""
    return of_report(request, "week.html", _at_a_glance)


@opens("week")
def report(request: HttpRequest) -> HttpResponse:
    """The whole weekly report, as the viewer may read it."""
    return of_report(
        request,
        "report.html",
        lambda made, viewer: {
            "body": page.body(made, address=page_of),
            "closes": (closes := draft.closing()),
            **remarked.told(request, load_weeks(viewer), closes.day, made),
        },
    )


@opens("week")
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Keep the answer to one of this week's questions."""
    said = {name: request.POST.get(name, "") for name in ("kind", "deal", "feature", "said")}
    try:
        made = save_answer.answer(**said, viewer=viewer_of(request), by=str(request.user))
    except InterlockError as error:
        wrong.tell(request, error)
    else:
        told.done(request, "Noted, whatever the next export says.", made)
    return redirect("week")


@public("a style sheet")
@cache_control(max_age=3600)
def report_style(_request: HttpRequest) -> HttpResponse:
    """The style of what reports show."""
    return HttpResponse(page.style(), content_type="text/css")


def page_of(kind: str, own_id: str) -> str:
    """The page of a feature or release, or what has no id: the record, what finance reads."""
    return reverse(PAGES[kind]) if kind in PAGES else reverse(kind, args=[own_id])


def of_report(request: HttpRequest, template: str, told: Any, what: str = "week") -> HttpResponse:
    """A page made of the reader's own report by ``told``; while there is none, how far that is."""
    viewer = viewer_of(request)
    try:
        found = standing.report(request, viewer.report)
    except NothingKept:
        return nothing_yet.page(request, what)
    if request.htmx:  # type: ignore[attr-defined]
        return standing.progress(request, found)
    made = found.made
    about = {
        "standing": found,
        "report": made,
        "simulated": made and made.simulated,
        "for_you": notes.for_you(request) if template == "week.html" else (),
        "nudges": account_nudges.for_you(request) if template == "week.html" else (),
    }
    return render(request, template, about | (told(made, viewer) if made else {}))


def _at_a_glance(made: WeeklyReport, viewer: Viewer) -> dict[str, Any]:
    asked = save_answer.unanswered(made.questions, viewer)
    risks = load_due_risks(viewer, now=clock.now())
    return {
        "parts": this_week.parts(made, address=page_of),
        "things": this_week.things(things_to_do(made, viewer, risks=risks), made),
        "deals": this_week.deal_lines(made),
        "questions": this_week.questions(asked, made),
        "answers": ANSWERS,
    }
