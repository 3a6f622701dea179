"""Typed over what the tracker says of a feature, as on its page."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from interlock.records.feature_file import FeatureFile
from interlock.web import feature as page
from interlock.web.api import typed_over
from interlock.web.api.answers import Body, Done, changes
from interlock.web.api.typed_over import Back
from interlock.web.feature_forms import OF_FEATURE, PLACES, feature_field

router = Router(tags=["features"])
MOST_LETTERS = 500


class FeatureTyped(Body):
    """Values typed over a feature's; null takes a value away, what is left out stays."""

    team: str | None = Field(None, max_length=MOST_LETTERS)
    order: int | None = Field(None, ge=1, le=PLACES, description="place in its team's queue")
    release: str | None = Field(None, max_length=MOST_LETTERS, description="id of an open release")
    wanted_by: str | None = Field(None, max_length=10, description="2026-12-24")


@router.post("/features/{path:own_id}/values", response=Done, operation_id="type_over_feature")
@changes("features")
def type_over(request: HttpRequest, own_id: str, payload: FeatureTyped) -> HttpResponse:
    """Type over what the tracker says, all at once; with If-Match only if nobody has since."""
    file = _opened(request, own_id)
    return typed_over.type_over(
        request, file.record, payload, lambda column: feature_field(column, file)
    )


@router.post("/features/{path:own_id}/given_back", response=Done, operation_id="give_back_feature")
@changes("features")
def give_back(request: HttpRequest, own_id: str, payload: Back) -> HttpResponse:
    """Let what the tracker says count again."""
    return typed_over.give_back(request, _opened(request, own_id).record, payload, OF_FEATURE)


def _opened(request: HttpRequest, own_id: str) -> FeatureFile:
    """A feature that a source still holds. Raises ``Http404``."""
    file = page.opened(request, own_id)
    if not file.record.stands:
        raise Http404
    return file
