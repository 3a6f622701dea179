"""Seats: who is missing on which open deal, and on one, with who could lead there."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from interlock.actions.load_people import load_seated, load_seating
from interlock.records.measured import PartWorth
from interlock.records.seats import Seat, Seated, WayIn
from interlock.web import clock
from interlock.web import seats as page
from interlock.web.api.answers import Page, Paging, given, opens, paged, plain
from interlock.web.api.deals import ahead
from interlock.web.api.problems import BadRequest, wrong
from interlock.web.gate import viewer_of

router = Router(tags=["people"])
MOST_LETTERS = 500


class Seats(Schema):
    """The seats of an open deal, in the order of the company's settings."""

    deal: str
    name: str
    account: str
    owner: str
    segment: str
    seats: list[Seat]
    may_change: bool = Field(description="who is in it and who was met")


class SeatsOfDeal(Seats):
    """The same with what hangs on the deal."""

    own: bool
    p_won: float | None = Field(description="null while there is no forecast")
    value: float | None = Field(description="the amount in the company's currency")
    band: str | None = Field(description="large, middle or small, for who sees no more of it")


class SeatsOfDeals(Page[SeatsOfDeal]):
    """Open deals, those on which somebody is missing first."""

    today: date
    is_current: bool | None = Field(
        description="whether the forecast is of the book as it is; null while there is none"
    )
    stale_days: int
    missing_on: int = Field(description="on how many of them somebody is missing")
    notes: list[str] = Field(description="what cannot be said, and why")
    worth: list[PartWorth] = Field(description="what it went with that a part was played")


class SeatsOfOne(Seats):
    """The same with who of ours could lead to whoever is missing."""

    ways: list[WayIn]
    today: date


class AskedSeats(Paging):
    """Which deals."""

    q: str = Field("", max_length=MOST_LETTERS, description="stands in name, account, owner or id")
    owner: str = Field("", max_length=MOST_LETTERS)
    segment: str = Field("", max_length=MOST_LETTERS)
    missing: str = Field(
        "", max_length=MOST_LETTERS, description="a part, anybody, or long ago: not met for long"
    )
    mine: bool = Field(False, description="only your own")


@router.get("/seats", response=SeatsOfDeals, operation_id="seats")
@opens("week")
def seats(request: HttpRequest, asked: Query[AskedSeats]) -> HttpResponse:
    """Who is missing on which open deal; the words are those of the page's address."""
    (made, is_current), viewer = ahead(request), viewer_of(request)
    seating = load_seating(viewer, now=clock.now())
    parts = [one.part for one in seating.deals[0].seats] if seating.deals else []
    allowed = [page.ANYBODY, page.LONG, *parts]
    if asked.missing and asked.missing not in allowed:
        raise BadRequest([wrong("query.missing", "no such part", asked.missing, allowed=allowed)])
    shown = page.Shown(seating, made, _words(asked))
    deals = page.chosen(shown)
    around = {
        "today": seating.today,
        "is_current": is_current,
        "stale_days": seating.stale_days,
        "missing_on": sum(bool(one.gaps) for one in deals),
        "notes": seating.notes,
        "worth": plain(made.parts) if made else [],
    }
    return paged(request, asked, deals, lambda some: [_told(one, shown) for one in some], **around)


@router.get("/deals/{path:own_id}/seats", response=SeatsOfOne, operation_id="seats_of_deal")
@opens("week")
def of_deal(request: HttpRequest, own_id: str) -> HttpResponse:
    """The seats of one open deal, with who could lead to whoever is missing."""
    file = load_seated(own_id, viewer_of(request), now=clock.now())
    beside = {"ways": plain(file.ways), "may_change": file.may_change, "today": file.today}
    return given({**plain(file.deal), **beside})


def _told(deal: Seated, shown: page.Shown) -> dict[str, Any]:
    line = shown.lines.get(deal.deal)
    return {
        **plain(deal),
        "own": deal.deal in shown.seating.own,
        "may_change": deal.deal in shown.seating.changes,
        "p_won": line.p_won if line else None,
        "value": line.amount if line else None,
        "band": line.band if line else None,
    }


def _words(asked: AskedSeats) -> dict[str, str]:
    """The same in the words of the page's address."""
    said = {name: getattr(asked, name) for name in ("q", "owner", "segment", "missing")}
    return {**said, "mine": "1" if asked.mine else ""}
