"""The other side's week: what it is up against, and what would help it most."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from interlock.records.report import WeeklyReport
from interlock.records.rights import Viewer
from interlock.render import sides
from interlock.web.gate import opens
from interlock.web.week import of_report

SIDES = {"development": "Development's week", "sales": "Sales' week"}
LACKING = {
    "development": "a tracker's export: features, items, who is at what",
    "sales": "a CRM's export: deals, and which features they need",
}
"""side -> what to bring in where nothing is known of it"""


@opens("week")
def other_side(request: HttpRequest) -> HttpResponse:
    """The week of the side that the reader does not stand on; of either, for who reads both."""
    about = request.GET.get("about", "")
    return of_report(
        request, "other_side.html", lambda made, viewer: _told(made, viewer, about), "other side"
    )


def lacking(made: WeeklyReport) -> list[str]:
    """Sides whose week the reader would be told, had anything of them been brought in."""
    both = made.reader.kind == "management"
    wanted = tuple(SIDES) if both else ("development",) if made.reader.sees_amounts else ("sales",)
    theirs = {week.about for week in made.sides}
    return [side for side in wanted if side not in theirs]


def _told(made: WeeklyReport, viewer: Viewer, about: str) -> dict[str, Any]:
    found = sides.chosen(made.sides, about=about, role=viewer.role)
    return {
        "week": found,
        "tabs": [(side, called) for side, called in SIDES.items() if len(made.sides) > 1],
        "called": SIDES[found.about] if found else "",
        "helps": sides.helps(found, currency=made.currency) if found else [],
        "lacking": [(side, LACKING[side]) for side in lacking(made)],
    }
