"""Written about a deal: typed over what the CRM says, added, marked done; as the page lets one."""

from collections.abc import Iterable
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from interlock.actions import save_typed
from interlock.records.deal_file import DealFile
from interlock.records.errors import NotAllowed
from interlock.web.api import forms, typed_over
from interlock.web.api.answers import Body, Done, changes, done
from interlock.web.api.deals import opened
from interlock.web.api.problems import BadRequest, wrong
from interlock.web.api.typed_over import Back
from interlock.web.deal_forms import ADDED, TYPED_OVER, value_field
from interlock.web.gate import viewer_of

router = Router(tags=["deals"])
MOST_LETTERS = 500


class Typed(Body):
    """Values typed over a deal's; null takes a value away, what is left out stays."""

    stage: str | None = Field(None, max_length=MOST_LETTERS)
    category: str | None = Field(None, max_length=MOST_LETTERS)
    amount: Decimal | None = Field(
        None, ge=0, max_digits=17, decimal_places=3, description="exact, as text or a number"
    )
    expected_close_on: str | None = Field(None, max_length=10, description="2026-12-24")
    owner: str | None = Field(None, max_length=MOST_LETTERS)


class NewNeed(Body):
    """A feature that the deal waits for."""

    feature: str = Field(max_length=MOST_LETTERS, description="its id, key or name")
    strength: str = Field(max_length=MOST_LETTERS)
    wanted_by: str | None = Field(None, max_length=10)


class Evidence(Body):
    """A fact that a rule asks for."""

    rule: str = Field(max_length=MOST_LETTERS)
    on: str = Field(max_length=10)
    what: str = Field(max_length=MOST_LETTERS)


class Person(Body):
    """Somebody who matters for the deal."""

    name: str = Field(max_length=MOST_LETTERS)
    side: str = Field(max_length=MOST_LETTERS)
    role: str | None = Field(None, max_length=MOST_LETTERS)
    department: str | None = Field(None, max_length=MOST_LETTERS)


class Met(Body):
    """A day on which somebody of the buyer was met."""

    person: str = Field(max_length=MOST_LETTERS, description="who of theirs")
    on: str = Field(max_length=10)
    by: str | None = Field(None, max_length=MOST_LETTERS, description="who of ours, else you")
    what: str | None = Field(None, max_length=MOST_LETTERS, description="what it was about")


class Step(Body):
    """A dated step of the buyer's timetable."""

    step: str = Field(max_length=MOST_LETTERS)
    due: str | None = Field(None, max_length=10)
    owner_theirs: str | None = Field(None, max_length=MOST_LETTERS)
    owner_ours: str | None = Field(None, max_length=MOST_LETTERS)


class StepDone(Body):
    """A step that is done."""

    step: str = Field(max_length=MOST_LETTERS)


@router.post("/deals/{path:own_id}/values", response=Done, operation_id="type_over_deal")
@changes("deals")
def type_over(request: HttpRequest, own_id: str, payload: Typed) -> HttpResponse:
    """Type over what the CRM says, all of it at once; with If-Match only if nobody has since."""
    file = opened(request, own_id)
    _may_all(request, file, typed_over.said(payload))
    return typed_over.type_over(
        request, file.record, payload, lambda column: value_field(column, file.choices, None)
    )


@router.post("/deals/{path:own_id}/given_back", response=Done, operation_id="give_back_deal")
@changes("deals")
def give_back(request: HttpRequest, own_id: str, payload: Back) -> HttpResponse:
    """Let what the CRM says count again."""
    file = opened(request, own_id)
    _may_all(request, file, payload.columns)
    return typed_over.give_back(request, file.record, payload, TYPED_OVER)


@router.post("/deals/{path:own_id}/needs", response={201: Done}, operation_id="add_need")
@changes("needs")
def add_need(request: HttpRequest, own_id: str, payload: NewNeed) -> HttpResponse:
    """Add a feature that it waits for."""
    return _added(request, own_id, "needs", payload)


@router.post("/deals/{path:own_id}/evidence", response={201: Done}, operation_id="add_evidence")
@changes("evidence")
def add_evidence(request: HttpRequest, own_id: str, payload: Evidence) -> HttpResponse:
    """Add evidence that a rule asks for."""
    return _added(request, own_id, "evidence", payload)


@router.post("/deals/{path:own_id}/people", response={201: Done}, operation_id="add_person")
@changes("people")
def add_person(request: HttpRequest, own_id: str, payload: Person) -> HttpResponse:
    """Add a person."""
    return _added(request, own_id, "people", payload)


@router.post("/deals/{path:own_id}/meetings", response={201: Done}, operation_id="add_meeting")
@changes("meetings")
def add_meeting(request: HttpRequest, own_id: str, payload: Met) -> HttpResponse:
    """Note a meeting."""
    return _added(request, own_id, "meetings", payload)


@router.post("/deals/{path:own_id}/buyer_steps", response={201: Done}, operation_id="add_step")
@changes("buyer_steps")
def add_step(request: HttpRequest, own_id: str, payload: Step) -> HttpResponse:
    """Add a step of the buyer's timetable."""
    return _added(request, own_id, "buyer_steps", payload)


@router.post("/deals/{path:own_id}/steps_done", response=Done, operation_id="step_done")
@changes("buyer_steps")
def step_done(request: HttpRequest, own_id: str, payload: StepDone) -> HttpResponse:
    """Mark a step of the buyer's timetable done today."""
    file = opened(request, own_id)
    _may(request, file, "buyer_steps")
    steps = [row["step"] for row in file.tables["buyer_steps"]]
    if payload.step not in steps:
        raise BadRequest([wrong("body.step", "no step of this deal", payload.step, known=steps)])
    today, by = file.today.isoformat(), str(request.user)
    return done(
        save_typed.type_over("buyer_steps", (own_id, payload.step), {"done_on": today}, by=by)
    )


def _added(request: HttpRequest, own_id: str, table: str, payload: Body) -> HttpResponse:
    file = opened(request, own_id)
    _may(request, file, table)
    form = ADDED[table](
        {name: value for name, value in payload.dict().items() if value is not None},
        choices=file.choices,
    )
    forms.is_valid(form)
    values = {name: value or None for name, value in form.cleaned_data.items()} | {"deal": own_id}
    if table == "evidence" or (table == "meetings" and not values["by"]):
        values["by"] = viewer_of(request).name
    return done(save_typed.type_record(table, values, by=str(request.user)), status=201)


def _may(request: HttpRequest, file: DealFile, table: str, column: str = "") -> None:
    """Raises ``NotAllowed`` where it is not theirs to change."""
    hand = file.hand
    if not (hand.amount if column == "amount" else table in hand.changes):
        what = f"{column or table} of deal {file.record.key[0]}"
        raise NotAllowed(viewer_of(request).role, f"change {what}")


def _may_all(request: HttpRequest, file: DealFile, columns: Iterable[str]) -> None:
    """Raises ``NotAllowed`` where one of the columns of a deal is not theirs to change."""
    for column in columns:
        _may(request, file, "deals", "amount" if column == "amount" else "")
