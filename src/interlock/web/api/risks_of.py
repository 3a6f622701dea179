"""The risks of a deal or a feature: what could be named, and one named."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from interlock.actions import load_risks
from interlock.actions.load_records import load_record, load_table
from interlock.records.risks import Proposal, Stated
from interlock.web import clock, risk_box
from interlock.web.api import forms
from interlock.web.api.answers import Body, Done, changes, given, opens, plain
from interlock.web.api.deals import ahead
from interlock.web.api.one_risk import MOST_LETTERS, as_sent
from interlock.web.api.risks import Risk, told
from interlock.web.gate import viewer_of
from interlock.web.risk_forms import RiskForm

router = Router(tags=["risks"])


class OwnsSome(Schema):
    """How many open risks of the company somebody owns."""

    name: str
    open: int


class RisksOfOne(Schema):
    """The risks of a deal or a feature."""

    today: date
    is_current: bool | None
    stated: Stated | None = Field(description="what Interlock says of it now")
    may_name: bool
    risks: list[Risk]
    proposals: list[Proposal] = Field(description="what Interlock would name")
    owners: list[OwnsSome]


class NewRisk(Body):
    """A risk in words, with what is done about it where that is known."""

    what: str = Field(max_length=MOST_LETTERS, description="hold no amounts: everybody reads it")
    act: str | None = Field(None, max_length=MOST_LETTERS)
    due: str | None = Field(None, max_length=10)
    maker: str | None = Field(None, max_length=MOST_LETTERS, description="who does it, else you")


class RiskNamed(Done):
    """A risk that was named."""

    risk: str = Field(description="its id")


@router.get("/deals/{path:own_id}/risks", response=RisksOfOne, operation_id="risks_of_deal")
@opens("week")
def risks_of_deal(request: HttpRequest, own_id: str) -> HttpResponse:
    """The risks of a deal, what could be named, and what Interlock says of it now."""
    return _of_one(request, "deal", own_id)


@router.get("/features/{path:own_id}/risks", response=RisksOfOne, operation_id="risks_of_feature")
@opens("week")
def risks_of_feature(request: HttpRequest, own_id: str) -> HttpResponse:
    """The risks of a feature, what could be named, and what Interlock says of it now."""
    return _of_one(request, "feature", own_id)


@router.post("/deals/{path:own_id}/risks", response={201: RiskNamed}, operation_id="name_deal_risk")
@changes("risks")
def name_of_deal(request: HttpRequest, own_id: str, payload: NewRisk) -> HttpResponse:
    """Name a risk of a deal; the odds of today are kept beside it."""
    return _named(request, "deal", own_id, payload)


@router.post(
    "/features/{path:own_id}/risks", response={201: RiskNamed}, operation_id="name_feature_risk"
)
@changes("risks")
def name_of_feature(request: HttpRequest, own_id: str, payload: NewRisk) -> HttpResponse:
    """Name a risk of a feature; the odds of today are kept beside it."""
    return _named(request, "feature", own_id, payload)


def _of_one(request: HttpRequest, kind: str, own_id: str) -> HttpResponse:
    (made, is_current), viewer = ahead(request), viewer_of(request)
    load_record(f"{kind}s", (own_id,), viewer)
    box = load_risks.load_box(kind, own_id, viewer, ahead=made, now=clock.now())
    held = {row["id"]: row for row in load_table("risks", viewer).to_dicts()}
    said = {
        "today": box.today,
        "is_current": is_current,
        "stated": plain(box.stated),
        "may_name": box.may_name,
        "risks": [told(held[one.id], one, hands) for one, hands in box.lines],
        "proposals": plain(box.proposals),
        "owners": [{"name": name, "open": count} for name, count in box.owners],
    }
    return given(said)


def _named(request: HttpRequest, kind: str, own_id: str, payload: NewRisk) -> HttpResponse:
    if not load_table(f"{kind}s", viewer_of(request)).filter(id=own_id).height:
        raise Http404
    found, made = risk_box.opened(request, kind, own_id)
    form = RiskForm(as_sent(request, payload), today=found.today)
    forms.is_valid(form)
    named = risk_box.save_named(request, found, form, ahead=made)
    return given({"change": named.made, "risk": named.risk}, status=201)
