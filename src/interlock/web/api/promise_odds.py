"""What is known of a day before it is promised: its odds, and the days for 50, 80 and 95 %."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from interlock.records.outcome import Standing
from interlock.records.promises import DueOdds
from interlock.web import give, standing
from interlock.web.api import answers, forms
from interlock.web.api.answers import Working, given, opens
from interlock.web.api.lines import Chance, said
from interlock.web.api.problems import BadRequest
from interlock.web.gate import viewer_of

router = Router(tags=["promises"])
MOST_LETTERS = 500
NAMES = ("kind", "maker", "deal", "feature", "release")


class SureDay(Schema):
    """The day by which it comes in so many cases."""

    p: Chance
    day: date | None = said("null: not within what is known")


class Known(Schema):
    """What is known of a day that is promised."""

    of: str = said(
        "where it comes from: a deal (won by then), a feature or a release (shipped by then) of "
        "the forecast; acts: how those of the same side went that were promised so far ahead"
    )
    due: date | None
    odds: Chance | None = said("that the day is met; null where that is not known")
    days: list[SureDay] = said("for 50, 80 and 95 %")
    acts: int = said("settled acts of the side, where it comes from these")
    fewest: int = said("how many there must be before anything is said")


class AskedOdds(Schema):
    """What is to be promised."""

    kind: str | None = Field(None, max_length=MOST_LETTERS, description="own act, else outcome")
    maker: str | None = Field(None, max_length=MOST_LETTERS, description="who promises, else you")
    due: str | None = Field(None, max_length=10, description="2026-12-24")
    deal: str | None = Field(None, max_length=MOST_LETTERS, description="its id or name")
    feature: str | None = Field(None, max_length=MOST_LETTERS, description="its id, key or name")
    release: str | None = Field(None, max_length=MOST_LETTERS, description="its id or name")
    newest: bool = Field(False, description="only by the forecast of the book as it is, else 202")


class OddsOfDay(Schema):
    """What is known before something is promised."""

    today: date
    is_current: bool = said("whether the forecast is of the book as it is")
    kind: str
    maker: str
    deal: str | None = said("its id")
    feature: str | None = said("its id")
    release: str | None = said("its id")
    known: Known
    levels: dict[str, Chance] = said("levels of confidence of the company, and what each means")


@router.get(
    "/promises/odds", response={200: OddsOfDay, 202: Working}, operation_id="odds_of_promise"
)
@opens("week")
def odds(request: HttpRequest, asked: Query[AskedOdds]) -> HttpResponse:
    """What is known of a day before it is promised: its odds, and the days that hold in 50, 80 and
    95 % of cases.
    """
    ahead = standing.ahead(request)
    words = {name: str(value) for name, value in asked.dict(exclude={"newest"}).items() if value}

    def tell(_: Any) -> HttpResponse:
        sent = give.first(viewer_of(request)) | words
        form, found = give.begun(request, sent, ahead, sent=sent)
        if wrong := [one for one in forms.wrong_of(form, part="query") if _is_said(one.at, words)]:
            raise BadRequest(wrong)
        names = {name: form.cleaned_data.get(name) or None for name in NAMES}
        around = {"today": found.today, "is_current": is_current(ahead), **names}
        return given({**around, "known": told(found.known), "levels": dict(found.levels)})

    return answers.standing(request, at_hand(ahead, whole=True), tell, newest=asked.newest)


def told(known: DueOdds) -> dict[str, Any]:
    """What is known of a day."""
    days = [{"p": p, "day": day} for p, day in known.days]
    return {
        "of": known.of, "due": known.due, "odds": known.odds, "days": days, "acts": known.acts,
        "fewest": known.fewest,
    }  # fmt: skip


def at_hand(ahead: tuple[Standing, Standing], *, whole: bool = False) -> Standing:
    """What lies ahead on both sides as one; ``whole``: none while one of them is not there."""
    missing = next((one for one in ahead if one.made is None), None)
    late = missing or standing.waited(*ahead)
    return replace(late, made=None if whole and missing else ahead)


def is_current(ahead: tuple[Standing, Standing]) -> bool | None:
    """Whether what lies ahead is of the book as it is; None while some of it is not there."""
    if any(one.made is None for one in ahead):
        return None
    return all(one.is_current for one in ahead)


def _is_said(at: str, words: Mapping[str, str]) -> bool:
    return at.removeprefix("query.") in words
