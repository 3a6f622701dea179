"""After the sale of a deal: that it has ended, its hand-over step by step, its renewal begun."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from interlock.records.errors import NotAllowed, NotPossible
from interlock.web import begin_deal, deal_close, deal_forms, handover, handover_forms
from interlock.web import customer as one_page
from interlock.web.api import forms
from interlock.web.api.answers import Body, Done, changes, done
from interlock.web.api.customers import DealBegun, begun
from interlock.web.api.deals import opened
from interlock.web.api.problems import BadRequest, wrong
from interlock.web.gate import viewer_of

router = Router(tags=["customers"])
MOST_LETTERS = 500
STEPS = "handover_steps"
OWNED = ("owner", "due")


class DealEnds(Body):
    """How a deal ended."""

    outcome: str = Field(max_length=10, description="won or lost")
    closed_on: str | None = Field(None, max_length=10, description="2026-11-30; else today")


class HandedOver(Body):
    """Who sees to what was promised; both the first time, later what is left out stays."""

    delivery: str | None = Field(None, max_length=MOST_LETTERS)
    support: str | None = Field(None, max_length=MOST_LETTERS)


class NewHandoverStep(Body):
    """A step of a hand-over."""

    step: str = Field(max_length=MOST_LETTERS)
    owner: str | None = Field(None, max_length=MOST_LETTERS)
    due: str | None = Field(None, max_length=10)


class HandoverStepChanged(NewHandoverStep):
    """A step and what is so of it now; null takes a value away, what is left out stays."""

    done: bool | None = Field(None, description="true: done today; false: not done after all")


@router.post("/deals/{path:own_id}/ended", response=Done, operation_id="deal_ended")
@changes("deals")
def ended(request: HttpRequest, own_id: str, payload: DealEnds) -> HttpResponse:
    """Write down that an open deal is won or lost; it stands whatever the CRM says."""
    file = opened(request, own_id)
    if "deals" not in file.hand.changes:
        raise NotAllowed(viewer_of(request).role, f"change deal {own_id}")
    if file.record.values["outcome"] != "open":
        raise NotPossible("It has ended already")
    sent = {"outcome": payload.outcome, "closed_on": payload.closed_on or file.today}
    form = deal_forms.ended(file, sent)
    forms.is_valid(form)
    return done(deal_close.save(request, own_id, form))


@router.post("/deals/{path:own_id}/handover", response=Done, operation_id="hand_over")
@changes(STEPS)
def hand_over(request: HttpRequest, own_id: str, payload: HandedOver) -> HttpResponse:
    """Hand a won deal over: what its buyer was given to understand becomes promises, all get owners
    in delivery and support, and the steps are written down, as one change.
    """
    file, contract = one_page.of_deal(request, own_id)
    form = handover_forms.hand_over(contract, file, _given(payload))
    forms.is_valid(form)
    return done(handover.save(request, file, contract, form))


@router.post(
    "/deals/{path:own_id}/handover_steps", response={201: Done}, operation_id="add_handover_step"
)
@changes(STEPS)
def add(request: HttpRequest, own_id: str, payload: NewHandoverStep) -> HttpResponse:
    """Add a step to the hand-over."""
    one_page.of_deal(request, own_id)
    form = handover_forms.Step(_given(payload))
    forms.is_valid(form)
    return done(handover.save_added(request, own_id, form), status=201)


@router.patch(
    "/deals/{path:own_id}/handover_steps", response=Done, operation_id="change_handover_step"
)
@changes(STEPS)
def change(request: HttpRequest, own_id: str, payload: HandoverStepChanged) -> HttpResponse:
    """Say who does a step and by when, or that it is done, one of both at a time."""
    file, contract = one_page.of_deal(request, own_id)
    step = next((one for one in contract.steps if one.step == payload.step), None)
    said = payload.model_fields_set & set(OWNED)
    beside = []
    if step is None:
        known = [one.step for one in contract.steps]
        beside.append(wrong("body.step", "no step of this deal", payload.step, known=known))
    if bool(said) == (payload.done is not None):
        what = "says either who and when, or whether it is done"
        beside.append(wrong("body", what, known=(*OWNED, "done")))
    if step is None or beside:
        raise BadRequest(beside)
    if payload.done is not None:
        does = handover.save_done if payload.done else handover.save_undone
        return done(does(request, file, own_id, step.step))
    now = {"owner": step.owner, "due": step.due, "step": step.step}
    form = handover_forms.StepNow(now | {name: getattr(payload, name) for name in said})
    forms.is_valid(form)
    return done(handover.save_changed(request, own_id, form))


@router.post(
    "/deals/{path:own_id}/renewal", response={201: DealBegun}, operation_id="begin_renewal"
)
@changes("deals")
def renew(request: HttpRequest, own_id: str) -> HttpResponse:
    """Begin the deal that renews a contract, to be closed when that ends."""
    file, contract = one_page.of_deal(request, own_id)
    return begun(*begin_deal.save_renewed(request, file, contract))


def _given(payload: Body) -> dict[str, Any]:
    return {name: value for name, value in payload.dict().items() if value is not None}
