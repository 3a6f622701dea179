"""The other side's week: what it is up against, and what would help it most, as one may read it."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from interlock.records.report import SideWeek, WeeklyReport
from interlock.render import sides
from interlock.web import other_side as page
from interlock.web import standing
from interlock.web.api import answers
from interlock.web.api.answers import Outcome, Working, given, opens, plain
from interlock.web.gate import viewer_of

router = Router(tags=["report"])


class AskedSide(Schema):
    """Whose week."""

    about: Literal["development", "sales"] | None = Field(
        None, description="the side that you do not stand on, unless you say"
    )
    newest: bool = Field(False, description="only that of the book as it is, else 202")


class OtherSide(Outcome):
    """The week of one side, told to the other."""

    company_currency: str = Field(description="of the effects")
    week: SideWeek | None = Field(description="null where you are told none")
    told: list[str] = Field(description="sides whose week you are told")
    lacking: list[str] = Field(description="sides of which nothing was brought in yet")


@router.get("/other-side", response={200: OtherSide, 202: Working}, operation_id="other_side")
@opens("week")
def other_side(request: HttpRequest, asked: Query[AskedSide]) -> HttpResponse:
    """What the other side is up against this week, and what would help it, most first."""
    viewer = viewer_of(request)
    found = standing.report(request, viewer.report)

    def tell(made: WeeklyReport) -> HttpResponse:
        told = [one.about for one in made.sides]
        is_told = asked.about is None or asked.about in told
        week = sides.chosen(made.sides, about=asked.about or "", role=viewer.role)
        shown: dict[str, Any] = {
            "as_of": made.birth.as_of,
            "is_current": found.is_current,
            "company_currency": made.currency,
            "week": plain(week) if is_told else None,
            "told": told,
            "lacking": page.lacking(made),
        }
        return given(shown)

    return answers.standing(request, found, tell, newest=asked.newest)
