"""Typed over what the tracker says of a release, as on its page."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from interlock.records.record import Record
from interlock.web import plain_forms
from interlock.web import releases as page
from interlock.web.api import typed_over
from interlock.web.api.answers import Body, Done, changes
from interlock.web.api.typed_over import Back
from interlock.web.feature_forms import OF_RELEASE

router = Router(tags=["features"])


class ReleaseTyped(Body):
    """What is typed over; null takes it away."""

    due: str | None = Field(None, max_length=10, description="its stated date: 2026-12-24")


@router.post("/releases/{path:own_id}/values", response=Done, operation_id="type_over_release")
@changes("releases")
def type_over(request: HttpRequest, own_id: str, payload: ReleaseTyped) -> HttpResponse:
    """Type over its stated date; with If-Match only if nobody has since."""
    record = _opened(request, own_id)
    return typed_over.type_over(request, record, payload, lambda _: plain_forms.day())


@router.post("/releases/{path:own_id}/given_back", response=Done, operation_id="give_back_release")
@changes("releases")
def give_back(request: HttpRequest, own_id: str, payload: Back) -> HttpResponse:
    """Let what the tracker says count again."""
    return typed_over.give_back(request, _opened(request, own_id), payload, OF_RELEASE)


def _opened(request: HttpRequest, own_id: str) -> Record:
    """A release that a source still holds. Raises ``Http404``."""
    record = page.opened(request, own_id).record
    if not record.stands:
        raise Http404
    return record
