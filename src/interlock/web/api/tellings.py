"""Told the customer: what buyers were told of features, whether it holds, and telling them."""

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from interlock.actions.load_records import load_record
from interlock.actions.save_told import tell_customer
from interlock.records.telling import Telling
from interlock.web import customer_told, standing
from interlock.web.api import forms
from interlock.web.api.answers import Body, Done, changes, done, given, opens, plain
from interlock.web.api.deals import ahead, opened
from interlock.web.deal_told import Told
from interlock.web.gate import viewer_of

router = Router(tags=["notes"])
MOST_LETTERS = 500


class Tellings(Schema):
    """What buyers were told, those first who have to be told something else."""

    is_current: bool | None = Field(
        description="whether the forecast is of the book as it is; null while there is none"
    )
    told: list[Telling]


class ToldToday(Body):
    """What a buyer was told today."""

    feature: str = Field(max_length=MOST_LETTERS, description="its id")
    due: str | None = Field(None, max_length=10, description="the day they were told, if any")
    what: str | None = Field(None, max_length=MOST_LETTERS, description="in which words")


@router.get("/deals/{path:own_id}/told", response=Tellings, operation_id="told_of_deal")
@opens("week")
def told_of_deal(request: HttpRequest, own_id: str) -> HttpResponse:
    """What the buyer of a deal was told of each feature, and of which they were told nothing."""
    (made, is_current), viewer = ahead(request), viewer_of(request)
    load_record("deals", (own_id,), viewer)
    return _given(customer_told.tellings_of_deal(viewer, own_id, made=made), is_current)


@router.get("/features/{path:own_id}/told", response=Tellings, operation_id="told_of_feature")
@opens("week")
def told_of_feature(request: HttpRequest, own_id: str) -> HttpResponse:
    """What the buyers were told who wait for a feature."""
    viewer, found = viewer_of(request), standing.features(request)
    load_record("features", (own_id,), viewer)
    told = customer_told.tellings_of_feature(viewer, own_id, made=found.made)
    return _given(told, found.is_current if found.made else None)


@router.post("/deals/{path:own_id}/told", response=Done, operation_id="tell_customer")
@changes("told")
def tell(request: HttpRequest, own_id: str, payload: ToldToday) -> HttpResponse:
    """Keep that the buyer was told today, in place of what they were told of it today before."""
    file, viewer = opened(request, own_id), viewer_of(request)
    form = Told({name: value for name, value in payload.dict().items() if value is not None})
    forms.is_valid(form, *forms.unknown("body.feature", "features", payload.feature, viewer))
    said = form.cleaned_data
    made = tell_customer(
        own_id, said["feature"], on=file.today, due=said["due"], what=said["what"],
        viewer=viewer, by=str(request.user),
    )  # fmt: skip
    return done(made)


def _given(told: tuple[Telling, ...], is_current: bool | None) -> HttpResponse:
    return given({"is_current": is_current, "told": plain(told)})
