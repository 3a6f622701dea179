"""Closed weeks: a line of each, one report as it was kept, the remarks on it, two compared."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from interlock.actions.load_archive import load_archive
from interlock.actions.load_remarks import load_remarks
from interlock.actions.load_weeks import load_weeks
from interlock.actions.load_weeks_apart import load_weeks_apart
from interlock.records import day_asked
from interlock.records.archive import Archive, Came, QuarterSaid, UnreadLine, WeekLine
from interlock.records.closed_week import ClosedWeek
from interlock.records.foretold import Remark
from interlock.records.report import WeeklyReport
from interlock.records.weeks_apart import WeeksApart
from interlock.render import archive_rows, json
from interlock.web import archive
from interlock.web.api.answers import Page, Paging, given, opens, part, plain
from interlock.web.api.etags import varies
from interlock.web.api.lines import said
from interlock.web.gate import viewer_of

router = Router(tags=["weeks"])
MOST_LETTERS = 500
Where = Literal["", "within the range", "above the range", "below the range"]


class WhatCame(Schema):
    """What a quarter brought by the newest data."""

    total: str | None = said("of closed deals; null where you see deals won in its place")
    currency: str = said("of the total; a report may have spoken in another one")
    deals: int = said("how many were won")
    not_counted: int = said("of them without an amount or a rate: they are not in the total")
    is_over: bool = said("whether that is all of it: the quarter is over by the newest data")


class Week(Schema):
    """A closed week in a line."""

    day: date = said("the day for which it was closed; its address")
    readers: list[str] = said("whose reports of it you may read")
    afterwards: bool = said("worked out later, of what was known by then; nobody was sent it")
    as_of: date | None = said("the newest day that its report knew")
    says: str = said("the report in a sentence")
    currency: str
    quarter: QuarterSaid | None
    where: Where = said("where what came lies by the range of 8 of 10 cases; empty while open")
    remarks: int = said("how many on it you may read")
    unread: str = said("why this version cannot read its report; empty where it can")


class Weeks(Page[Week]):
    """Closed weeks, newest first."""

    reader: str = said("whose reports these are")
    came: dict[str, WhatCame] = said("by the label of the quarter")


class Asked(Schema):
    """Whose report."""

    reader: str = Field(
        "",
        max_length=MOST_LETTERS,
        description="management, sales, development or a name; without it your own",
    )


class AskedWeeks(Asked, Paging):
    """Which weeks."""

    q: str = Field("", max_length=MOST_LETTERS, description="words of report or remarks, or a day")
    day: str = Field(
        "",
        max_length=MOST_LETTERS,
        description="in or after which it was closed: 2026-11-23, 23 Nov, week 48",
    )
    quarter: str = Field("", max_length=MOST_LETTERS, description="such as 2026-Q4")


class Remarks(Schema):
    """What was remarked on a week."""

    remarks: list[Remark]


def closed_days(request: HttpRequest) -> Any:
    """What answers depend on beside the book: which weeks are closed."""
    return [one.day for one in load_weeks(viewer_of(request))]


@router.get("/weeks", response=Weeks, operation_id="weeks")
@opens("week")
@varies(closed_days)
def weeks(request: HttpRequest, asked: Query[AskedWeeks]) -> HttpResponse:
    """What the report of each closed week said, and what came of it."""
    viewer = viewer_of(request)
    closed = {one.day: one for one in load_weeks(viewer)}
    reader = archive.chosen(asked.reader, closed.values(), viewer)
    held = load_archive(closed, reader, viewer)
    days = (day_asked.fitting(asked.day, closed) or ()) if asked.day else closed
    found = [one for one in archive.listed(held, asked.q, asked.quarter) if one.day in days]
    some = found[asked.offset : asked.offset + asked.limit]
    items = [_line(one, closed[one.day], held) for one in some]
    came = {label: _came(one, held) for label, one in held.came.items()}
    return part(request, asked, len(found), items, reader=reader, came=came)


@router.get("/weeks/{day}", response=WeeklyReport, operation_id="week")
@opens("week")
@varies(closed_days)
def week(request: HttpRequest, day: date, asked: Query[Asked]) -> HttpResponse:
    """The report of a week exactly as it was kept, in the form of `interlock report --json`."""
    viewer = viewer_of(request)
    one, reader = archive.found(asked.reader, load_weeks(viewer), viewer, day.isoformat())
    return given(json.as_dict(archive.kept(one.day, reader, viewer)))


@router.get("/weeks/{day}/remarks", response=Remarks, operation_id="week_remarks")
@opens("week")
def remarks(request: HttpRequest, day: date) -> HttpResponse:
    """What was remarked on a week, open or closed, and whether what was foretold came."""
    return given({"remarks": plain(load_remarks(day, viewer_of(request)))})


@router.get("/weeks/{day}/compare/{other}", response=WeeksApart, operation_id="compare_weeks")
@opens("week")
@varies(closed_days)
def compare(request: HttpRequest, day: date, other: date, asked: Query[Asked]) -> HttpResponse:
    """What differs between two weeks, biggest change first, and what ended in between."""
    viewer, days = viewer_of(request), (day.isoformat(), other.isoformat())
    *two, reader = archive.found(asked.reader, load_weeks(viewer), viewer, *days)
    then, now = (archive.kept(one.day, reader, viewer) for one in two)
    return given(plain(load_weeks_apart(then, now, viewer)))


def _line(one: WeekLine | UnreadLine, of: ClosedWeek, held: Archive) -> dict[str, Any]:
    told = {
        "day": one.day,
        "readers": of.readers,
        "afterwards": of.afterwards,
        "remarks": held.remarks.get(one.day, 0),
    }
    if isinstance(one, UnreadLine):
        nothing = {"as_of": None, "says": "", "currency": "", "quarter": None, "where": ""}
        return told | nothing | {"unread": one.why}
    return told | {
        "as_of": one.as_of,
        "says": one.says,
        "currency": one.currency,
        "quarter": plain(one.quarter),
        "where": archive_rows.where(one, held.came),
        "unread": "",
    }


def _came(one: Came, held: Archive) -> dict[str, Any]:
    in_money = any(line.reader.sees_amounts for line in held.lines)
    return {
        "total": str(one.closed.total) if in_money else None,
        "currency": one.currency,
        "deals": one.closed.deals,
        "not_counted": len(one.closed.differing) if in_money else 0,
        "is_over": one.is_over,
    }
