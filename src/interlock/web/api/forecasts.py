"""Forecasts of deals, features, bookings and drivers, as the command line prints them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from interlock.actions.load_records import load_parts
from interlock.records.forecasts import FORECASTS, Forecast
from interlock.render import frames
from interlock.web import standing
from interlock.web.api import answers, rows
from interlock.web.api.answers import Working, opens
from interlock.web.api.lines import Head
from interlock.web.api.problems import BadRequest, wrong
from interlock.web.gate import viewer_of

router = Router(tags=["forecasts"])
QUARTERS = 4


class Asked(Schema):
    """Which forecast."""

    newest: bool = Field(
        False, description="only that of the book as it is: 202 while it is worked out"
    )


class OfDeals(Asked):
    """Which forecast of deals."""

    quarters: int = Field(
        1, ge=1, le=QUARTERS, description="by the end of how many fiscal quarters, a row each"
    )


class OfBookings(Asked):
    """Which forecast of bookings."""

    by: str | None = Field(
        None, description="rep, manager, segment, kind, pipeline, or a column of the CRM"
    )


class Made(Head):
    """A table of odds and its birth; columns as the guide's tables list them."""

    notes: list[str]
    rows: list[Any]


def _made(name: str) -> Any:
    """What the forecast of a name is."""
    row = rows.of_table(FORECASTS[name])
    told = {"__annotations__": {"rows": list[row]}, "__module__": __name__}  # type: ignore[valid-type]
    return {200: type(f"{name.title()}Forecast", (Made,), told), 202: Working}


@router.get("/forecasts/deals", response=_made("deals"), by_alias=True, operation_id="of_deals")
@opens("week")
def of_deals(request: HttpRequest, asked: Query[OfDeals]) -> HttpResponse:
    """Odds of each open deal by a quarter's end: `interlock forecast deals --json`."""
    return _given(request, "deals", asked, quarters=asked.quarters)


@router.get(
    "/forecasts/features", response=_made("features"), by_alias=True, operation_id="of_features"
)
@opens("week")
def of_features(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """When each unfinished feature ships: `interlock forecast features --json`."""
    return _given(request, "features", asked)


@router.get(
    "/forecasts/bookings", response=_made("bookings"), by_alias=True, operation_id="of_bookings"
)
@opens("week")
def of_bookings(request: HttpRequest, asked: Query[OfBookings]) -> HttpResponse:
    """What each fiscal quarter brings: `interlock forecast bookings --json`."""
    known, others = load_parts(viewer_of(request))
    if asked.by is not None and asked.by not in (*known, *others):
        raise BadRequest([wrong("query.by", "no part", asked.by, allowed=known, known=others)])
    return _given(request, "bookings", asked, by=asked.by)


@router.get(
    "/forecasts/drivers", response=_made("drivers"), by_alias=True, operation_id="of_drivers"
)
@opens("week")
def of_drivers(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """What would move each open deal: `interlock forecast drivers --json`."""
    return _given(request, "drivers", asked)


def _given(request: HttpRequest, name: str, asked: Asked, **more: Any) -> HttpResponse:
    found = standing.forecast(request, name, **more)

    def tell(made: Forecast) -> HttpResponse:
        answer = HttpResponse(frames.write(made, "json"), content_type="application/json")
        answer["Interlock-Current"] = "true" if found.is_current else "false"
        return answer

    return answers.standing(request, found, tell, newest=asked.newest)
