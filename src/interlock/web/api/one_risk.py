"""One risk: something is promised against it, that is done, it is none any more."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from interlock.actions import save_risk
from interlock.actions.load_book import load_today
from interlock.web import clock, risk_box
from interlock.web.api import forms
from interlock.web.api.answers import Body, Done, changes, done
from interlock.web.gate import viewer_of
from interlock.web.risk_forms import ActForm

router = Router(tags=["risks"])
MOST_LETTERS = 500


class RiskAct(Body):
    """What somebody promises against a risk."""

    act: str = Field(max_length=MOST_LETTERS, description="what is done about it")
    due: str = Field(max_length=10, description="by when")
    maker: str | None = Field(None, max_length=MOST_LETTERS, description="who does it, else you")


@router.post("/risks/{path:risk}/promise", response={201: Done}, operation_id="promise_risk")
@changes("risks")
def promise(request: HttpRequest, risk: str, payload: RiskAct) -> HttpResponse:
    """Promise what is done about a risk that nobody does anything about yet."""
    line = risk_box.line_of(request, risk)
    found, made = risk_box.opened(request, line.kind, line.about)
    form = ActForm(as_sent(request, payload), today=found.today)
    forms.is_valid(form)
    return done(risk_box.save_promised(request, found, risk, form, ahead=made), status=201)


@router.post("/risks/{path:risk}/done", response=Done, operation_id="risk_done")
@changes("risks")
def act_done(request: HttpRequest, risk: str) -> HttpResponse:
    """What was promised against a risk is done today."""
    return _today(request, risk, save_risk.act_done)


@router.post("/risks/{path:risk}/end", response=Done, operation_id="end_risk")
@changes("risks")
def end(request: HttpRequest, risk: str) -> HttpResponse:
    """It is no risk any more, from today."""
    return _today(request, risk, save_risk.end_risk)


def _today(request: HttpRequest, risk: str, does: Callable[..., int | None]) -> HttpResponse:
    line = risk_box.line_of(request, risk)
    today, by = load_today(clock.now()), str(request.user)
    return done(does(line.id, viewer=viewer_of(request), on=today, by=by))


def as_sent(request: HttpRequest, payload: Body) -> dict[str, Any]:
    """What is promised as a form takes it: whoever promises is who asks, unless it says."""
    said = {name: value for name, value in payload.dict().items() if value is not None}
    promises = "act" in said or "due" in said
    return {"maker": viewer_of(request).name} | said if promises else said
