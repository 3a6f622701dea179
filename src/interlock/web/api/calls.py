"""Calls: what everybody says a quarter will bring; said, and said in place of somebody's."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from interlock.actions import load_calls
from interlock.records.calls import CallRow, CallTable
from interlock.records.errors import NotAllowed
from interlock.web import call_forms, calls
from interlock.web.api.answers import Body, Done, done, given, opens, plain
from interlock.web.api.problems import BadRequest, Wrong, wrong
from interlock.web.calls import Opened
from interlock.web.gate import viewer_of

router = Router(tags=["calls"])
WHOSE = load_calls.WHOSE
NAMES = 200


class Asked(Schema):
    """Of which quarter, and whose."""

    period: str | None = Field(None, description="such as 2026-Q4; this quarter without it")
    whose: str | None = Field(None, description=", ".join(WHOSE))


class Calls(Schema):
    """Everybody's calls for a quarter, as whoever asks may see them."""

    period: str
    periods: list[str]
    week_first: str
    week_last: str
    is_current: bool
    currency: str
    categories: list[str]
    table: CallTable


class Called(Schema):
    """An amount for a category; what the whole quarter will bring, closed included."""

    category: str = Field(max_length=NAMES)
    amount: Decimal = Field(ge=0, max_digits=17, decimal_places=3)
    why: str = Field("", max_length=500)


class Saying(Body):
    """A call."""

    period: str | None = Field(None, max_length=NAMES)
    calls: list[Called] = Field(min_length=1, max_length=50)


@router.get("/calls", response=Calls, operation_id="calls")
@opens("calls")
def listed(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """Everybody's calls, beside what is closed, the CRM's figure, the forecast and the target."""
    opened = _opened(request, asked.period)
    whose = calls.whose(request, opened.viewer)
    if asked.whose not in (None, *WHOSE):
        raise BadRequest([wrong("query.whose", "none of these", asked.whose, allowed=WHOSE)])
    table = load_calls.load_calls(
        opened.viewer, opened.moment, period=opened.period, figures=opened.figures, whose=whose
    )
    week = opened.moment.week
    return given(
        {
            "period": opened.period,
            "periods": [one.label for one in opened.quarters],
            "week_first": week.first,
            "week_last": week.last,
            "is_current": opened.standing.is_current,
            "currency": opened.currency,
            "categories": opened.categories,
            "table": plain(table),
        }
    )


@router.post("/calls", response=Done, operation_id="say_call")
@opens("say")
def say(request: HttpRequest, payload: Saying) -> HttpResponse:
    """Say your own call."""
    opened = _opened(request, payload.period)
    return _said(
        request, opened, payload, call_forms.row_of(opened, opened.viewer.name), about=None
    )


@router.post("/calls/of/{path:name}", response=Done, operation_id="adjust_call")
@opens("lead")
def adjust(request: HttpRequest, name: str, payload: Saying) -> HttpResponse:
    """Say another number in place of somebody's call, with a reason wherever it differs."""
    opened = _opened(request, payload.period)
    row = call_forms.row_of(opened, name)
    if not calls.leads(opened, name, row.level, calls.led(opened)):
        raise NotAllowed(viewer_of(request).role, f"say another number in place of {name}'s")
    return _said(request, opened, payload, row, about=name)


def _opened(request: HttpRequest, period: str | None) -> Opened:
    opened = calls.opened(request, period)
    labels = [one.label for one in opened.quarters]
    if period is not None and period not in labels:
        raise BadRequest([wrong("period", "no quarter that is called now", period, allowed=labels)])
    return opened


def _said(
    request: HttpRequest, opened: Opened, payload: Saying, row: CallRow, *, about: str | None
) -> HttpResponse:
    problems: list[Wrong] = []
    for at, one in enumerate(payload.calls):
        if one.category not in opened.categories:
            place = f"body.calls.{at}.category"
            problems.append(wrong(place, "no category", one.category, allowed=opened.categories))
        own = row.said.get(one.category)
        if about and not one.why and (own is None or own.amount != one.amount):
            problems.append(
                wrong(f"body.calls.{at}.why", "say why: it differs from their own call")
            )
    if problems:
        raise BadRequest(problems)
    said = [one.dict() for one in payload.calls]
    return done(call_forms.keep(opened, said, about=about, by=str(request.user)))
