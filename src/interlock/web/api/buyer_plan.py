"""The plan that a buyer and we share: its steps with what they wait for, and a step changed."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from interlock.actions import save_typed
from interlock.records.errors import NotAllowed
from interlock.records.mutual_plan import MutualPlan, PlanLine
from interlock.web import plan as page
from interlock.web.api import forms
from interlock.web.api.answers import Done, SeenBefore, changes, done, given, opens, plain
from interlock.web.api.deals import ahead
from interlock.web.api.etags import seen
from interlock.web.api.problems import wrong
from interlock.web.deal_forms import StepNow
from interlock.web.gate import viewer_of

router = Router(tags=["deals"])
MOST_LETTERS = 500
OWNED = ("due", "owner_theirs", "owner_ours")


class SharedPlan(Schema):
    """A deal's plan, earliest first, what has no day last."""

    deal: str
    deal_name: str
    account: str
    today: date
    revision: int = Field(description="the change after which it was read: seen, when it is moved")
    may_change: bool
    is_current: bool | None = Field(
        description="whether the odds are of the book as it is; null while there are none"
    )
    lines: list[PlanLine] = Field(description="steps and wanted features, with what we think")
    steps: list[PlanLine] = Field(description="what a buyer may see: steps alone, without odds")


class StepChanged(SeenBefore):
    """A step of the plan and what is so of it now; null takes a value away, what is left out
    stays.
    """

    step: str = Field(max_length=MOST_LETTERS, description="as it is called")
    due: str | None = Field(None, max_length=10)
    owner_theirs: str | None = Field(None, max_length=MOST_LETTERS)
    owner_ours: str | None = Field(None, max_length=MOST_LETTERS)
    done: bool | None = Field(None, description="true: done today; false: not done after all")


@router.get("/deals/{path:own_id}/plan", response=SharedPlan, operation_id="plan_with_buyer")
@opens("week")
def plan(request: HttpRequest, own_id: str) -> HttpResponse:
    """The plan with the buyer: steps with owners on both sides, the odds of what they wait for."""
    made, is_current = ahead(request)
    told = page.load(request, own_id, ahead=made)
    shown = {
        name: getattr(told, name)
        for name in ("deal", "deal_name", "account", "today", "revision", "may_change")
    }
    lines = {"lines": plain(told.lines), "steps": plain(told.steps)}
    return given({**shown, "is_current": is_current, **lines})


@router.patch("/deals/{path:own_id}/plan", response=Done, operation_id="change_step")
@changes("buyer_steps")
def change(request: HttpRequest, own_id: str, payload: StepChanged) -> HttpResponse:
    """Move a step, say who does it on both sides, or that it is done, as one change."""
    found = page.load(request, own_id)
    if not found.may_change:
        raise NotAllowed(viewer_of(request).role, f"change buyer_steps of deal {own_id}")
    line, said = _checked(found, payload)
    values = page.differing(line, said)
    if not values:
        return done(None)
    read_at, by = seen(request, payload.seen), str(request.user)
    key = (own_id, line.what)
    return done(save_typed.type_over("buyer_steps", key, values, by=by, seen=read_at))


def _checked(found: MutualPlan, payload: StepChanged) -> tuple[PlanLine, dict[str, Any]]:
    """The step, and what is said of it. Raises ``BadRequest`` with all that is wrong."""
    steps = {one.what: one for one in found.lines if one.kind == "step"}
    said = {name: getattr(payload, name) for name in OWNED if name in payload.model_fields_set}
    form = StepNow({"step": payload.step, "seen": found.revision} | said)
    beside = []
    if payload.step not in steps:
        beside.append(wrong("body.step", "no step of this deal", payload.step, known=steps))
    if not said and payload.done is None:
        beside.append(wrong("body", "says nothing of the step", known=(*OWNED, "done")))
    forms.is_valid(form, *beside)
    values = {name: form.cleaned_data[name] or None for name in said}
    if payload.done is not None:
        values["done_on"] = found.today if payload.done else None
    return steps[payload.step], values
