"""Search: what has a name, id or key by that, notes by their text, weekly reports by their day."""

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from interlock.actions.load_found import load_found
from interlock.records.found import Group
from interlock.web.api.answers import given, opens, plain
from interlock.web.gate import viewer_of

router = Router(tags=["search"])


class Asked(Schema):
    """What to look for."""

    q: str = Field(min_length=1, max_length=200, description="words; all must stand there")


class FoundThere(Schema):
    """What fits, by kind, the best first."""

    groups: list[Group]


@router.get("/search", response=FoundThere, operation_id="search")
@opens("week")
def search(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """What fits the words: up to eight of a kind, and how many there are."""
    return given({"groups": plain(load_found(asked.q, viewer_of(request)))})
