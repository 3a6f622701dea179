"""The record: how the days that both sides said came out, and what came of one's own."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from interlock.actions.load_members import load_members
from interlock.actions.load_record import load_record
from interlock.records.day_record import (
    ConfidenceLine,
    DayLine,
    DayRecord,
    OwnRecord,
    SideLine,
    UnreadConfidence,
)
from interlock.render import day_record
from interlock.web import standing
from interlock.web.api import answers
from interlock.web.api.answers import Working, given, opens, plain
from interlock.web.api.etags import varies
from interlock.web.api.lines import of, said
from interlock.web.api.report import Asked
from interlock.web.gate import user_of, viewer_of

router = Router(tags=["promises"])
SideOfRecord: Any = of(SideLine, "SideOfRecord")


class RecordTold(Schema):
    """Both sides on one scale."""

    company: str
    simulated: bool
    as_of: date
    is_current: bool = said("whether it is of the book as it is")
    lines: list[DayLine] = said("each side by kind of day")
    teams: list[DayLine]
    own: list[DayLine] = said("Interlock's own odds of the same days")
    confidences: list[ConfidenceLine]
    unread: list[UnreadConfidence] = said("confidences that are no number")
    sides: list[SideOfRecord]
    fewest: int = said("with fewer things there are no figures")
    birth: dict[str, Any]
    mine: OwnRecord | None = said("of the days that you said; seen by you alone")
    shared: list[DayLine] = said("of those who share theirs with you; side is who")
    shares: bool = said("whether you share yours with those who manage")


def shares(request: HttpRequest) -> Any:
    """What answers depend on beside the book: who shares what came of their own days."""
    return user_of(request), [one.user for one in load_members() if one.shares_record]


@router.get("/record", response={200: RecordTold, 202: Working}, operation_id="record")
@opens("week")
@varies(shares)
def record(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """How the days that both sides said came out, as `interlock promises --json` writes it."""
    found = standing.record(request)

    def tell(made: DayRecord) -> HttpResponse:
        seen = load_record(made, viewer_of(request), user_of(request))
        told = day_record.as_dict(seen.record) | {
            "is_current": found.is_current,
            "mine": seen.own and asdict(seen.own),
            "shared": plain(seen.shared),
            "shares": seen.shares,
        }
        return given(told)

    return answers.standing(request, found, tell, newest=asked.newest)
