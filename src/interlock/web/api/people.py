"""People: a buyer with who knows whom there, our departments, one person, and a part mended."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from interlock.actions import load_people, save_typed
from interlock.records.errors import NotAllowed
from interlock.records.seats import Contact, Part, Post, Seated, Tie, WayIn
from interlock.web import clock, seat
from interlock.web.api import forms
from interlock.web.api.answers import Done, SeenBefore, changes, done, given, opens, plain
from interlock.web.api.etags import seen
from interlock.web.api.problems import BadRequest, wrong
from interlock.web.gate import viewer_of

router = Router(tags=["people"])
MOST_LETTERS = 500
MENDED = ("department", "reports_to", "to_on")


class DealCalled(Schema):
    """A deal by its id, and its name."""

    deal: str
    name: str


class DealEnded(DealCalled):
    """A deal and how it ended."""

    outcome: str


class Buyer(Schema):
    """A buyer: its deals with their seats, its people, who of ours knows whom there."""

    account: str
    today: date
    stale_days: int
    open: list[Seated]
    ended: list[DealEnded]
    people: list[Part]
    ties: list[Tie]
    ways: dict[str, list[WayIn]] = Field(description="by deal, to whoever is missing")
    chart: list[Post] = Field(description="who reports to whom, from the top")


class OfDepartment(Schema):
    """Somebody of a department."""

    name: str
    role: str
    deals: list[DealCalled] | None = Field(description="whose contact they are; null: of all")


class DepartmentTold(Schema):
    """A department with its people."""

    name: str
    people: list[OfDepartment]
    without: int = Field(description="open deals that have no contact of it")
    of: int = Field(description="open deals")


class Departments(Schema):
    """Our departments."""

    departments: list[DepartmentTold]


class AskedFor(Schema):
    """What somebody asked for."""

    deal: str
    deal_name: str
    feature_name: str


class PersonTold(Schema):
    """All that the book holds of a name."""

    name: str
    today: date
    parts: list[Part]
    contacts: list[Contact] = Field(description="days on which they met or were met, newest first")
    ties: list[Tie] = Field(description="whom they know")
    asked: list[AskedFor]
    above: list[str] = Field(description="to whom they report")
    below: list[str]
    owns: list[DealCalled] = Field(description="open deals that are theirs")
    groups: list[str]


class Mended(SeenBefore):
    """Somebody's part in a deal, and what is so of it; null takes a value away, what is left out
    stays.
    """

    deal: str | None = Field(None, max_length=MOST_LETTERS, description="null: a part in all deals")
    role: str | None = Field(None, max_length=MOST_LETTERS)
    department: str | None = Field(None, max_length=MOST_LETTERS)
    reports_to: str | None = Field(None, max_length=MOST_LETTERS)
    to_on: str | None = Field(None, max_length=10, description="last day in this role")


@router.get("/buyers/{path:account}", response=Buyer, operation_id="buyer")
@opens("week")
def buyer(request: HttpRequest, account: str) -> HttpResponse:
    """A buyer by the name of its account."""
    told = plain(load_people.load_buyer(account, viewer_of(request), now=clock.now()))
    ended = [{"deal": deal, "name": name, "outcome": how} for deal, name, how in told["ended"]]
    return given({**told, "ended": ended})


@router.get("/departments", response=Departments, operation_id="departments")
@opens("week")
def departments(request: HttpRequest) -> HttpResponse:
    """Our departments with their people, and how many deals have no contact of each."""
    found = plain(load_people.load_departments(viewer_of(request), now=clock.now()))
    for one in found:
        one["people"] = [{**who, "deals": _called(who["deals"])} for who in one["people"]]
    return given({"departments": found})


@router.post("/people/{path:person}/values", response=Done, operation_id="mend_person")
@changes("people")
def mend(request: HttpRequest, person: str, payload: Mended) -> HttpResponse:
    """Mend somebody's part in a deal; it stands whatever the next export says."""
    part = seat.part_of(request, person, deal=payload.deal or "", role=payload.role or "")
    if not part.may_change:
        where = f"of deal {part.deal}" if part.deal else "of all deals"
        raise NotAllowed(viewer_of(request).role, f"change people {where}")
    said = {one: getattr(payload, one) for one in MENDED if one in payload.model_fields_set}
    if not said:
        raise BadRequest([wrong("body", "says nothing", known=MENDED)])
    form = seat.Mended({one: value for one, value in said.items() if value is not None})
    forms.is_valid(form)
    values = {one: str(form.cleaned_data[one] or "") or None for one in said}
    read_at, by = seen(request, payload.seen), str(request.user)
    return done(save_typed.type_over("people", part.key, values, by=by, seen=read_at))


@router.get("/people/{path:person}", response=PersonTold, operation_id="person")
@opens("week")
def person(request: HttpRequest, person: str) -> HttpResponse:
    """A person: parts in deals, when they were met, whom they know, what they asked for."""
    told = plain(load_people.load_person(person, viewer_of(request), now=clock.now()))
    asked = [dict(zip(AskedFor.model_fields, one, strict=True)) for one in told["asked"]]
    return given({**told, "asked": asked, "owns": _called(told["owns"])})


def _called(pairs: Any) -> Any:
    return pairs and [{"deal": deal, "name": name} for deal, name in pairs]
