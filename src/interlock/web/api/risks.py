"""Risks: all of them with what is done about each, and what became of those that are settled."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field, create_model

from interlock.actions import load_risks
from interlock.actions.load_records import load_table
from interlock.records.risks import Hands, RiskEffects, RiskLine
from interlock.web import clock
from interlock.web import risks as page
from interlock.web.api import rows
from interlock.web.api.answers import Page, Paging, opens, paged, plain
from interlock.web.api.deals import ahead
from interlock.web.gate import viewer_of

router = Router(tags=["risks"])
MOST_LETTERS = 500
Told = tuple[dict[str, Any], RiskLine | None, Hands | None]
TOLD = (
    "kind", "about", "about_name", "whose", "owner", "act", "maker", "due", "first_due", "done_on",
    "verdict", "odds_now", "outcome", "settled_on", "is_open",
)  # fmt: skip
"""Of a risk's line, what stands beside its row of the table."""


class Beside(Schema):
    """What is done about a risk; null where the book does not hold what it is about."""

    kind: str | None = Field(description="deal or feature")
    about: str | None = Field(description="the id of it")
    about_name: str | None
    whose: str | None = Field(description="owner of the deal, team of the feature")
    owner: str | None = Field(description="who does something about it, else whose it is")
    act: str | None = Field(description="what is promised against it; empty while nothing is")
    maker: str | None
    due: date | None
    first_due: date | None
    done_on: date | None
    verdict: str | None = Field(description="of the promise: open, kept, late or broken")
    odds_now: float | None = Field(description="those of the forecast, for the same day")
    outcome: str | None = Field(description="well or badly, once its day has passed")
    settled_on: date | None
    is_open: bool | None
    may_change: bool = Field(description="you may promise something against it, and end it")
    may_say_done: bool


Risk: Any = create_model("Risk", __base__=(Beside, rows.of("risks")))


class AskedRisks(Paging):
    """Which risks."""

    deal: str | None = Field(None, description="deal is this")
    feature: str | None = Field(None, description="feature is this")
    q: str = Field("", max_length=MOST_LETTERS, description="words; all must stand in it")
    whose: Literal["me"] | None = Field(None, description="me: those that you own")
    state: Literal["open", "over", "bare", "ended", "all"] = Field(
        "all", description="over: overdue; bare: nothing promised yet"
    )
    about: Literal["deal", "feature"] | None = Field(None, description="of deals or of features")
    sort: Literal["due", "owner", "about"] = "due"


class AroundRisks(Schema):
    """What is said of all risks."""

    today: date
    is_current: bool | None = Field(
        description="whether odds_now are of the book as it is; null while there are none"
    )
    effects: RiskEffects = Field(
        description="how many came out well, done in time, late or not, beside how many would have "
        "by the odds stated; it went together, that is no proof of a cause"
    )


Risks: Any = create_model("Risks", __base__=(AroundRisks, Page[Risk]))


@router.get("/risks", response=Risks, operation_id="risks")
@opens("week")
def risks(request: HttpRequest, asked: Query[AskedRisks]) -> HttpResponse:
    """Risks with what is done about them, overdue ones first, and what became of those settled."""
    (made, is_current), viewer = ahead(request), viewer_of(request)
    found = load_risks.load_risks(viewer, ahead=made, now=clock.now())
    held = {row["id"]: row for row in load_table("risks", viewer).to_dicts()}
    some: list[Told] = [
        (held[one.id], one, hands) for one, hands in page.chosen(found, _words(asked), viewer)
    ]
    if not _is_narrowed(asked):
        known = {one.id for one, _ in found.lines}
        some += [(row, None, None) for own_id, row in held.items() if own_id not in known]
    mine = [one for one in some if _is_of(one[0], asked)]
    around = {
        "today": found.today,
        "is_current": is_current,
        "effects": plain(found.effects),
    }
    return paged(request, asked, mine, lambda part: [told(*one) for one in part], **around)


def told(row: dict[str, Any], line: RiskLine | None, hands: Hands | None) -> dict[str, Any]:
    """A row of the table, with what is done about the risk where the book holds what it is of."""
    beside = {name: getattr(line, name) if line else None for name in TOLD}
    may = {
        "may_change": bool(hands and hands.changes),
        "may_say_done": bool(hands and hands.does),
    }
    return {**beside, **row, **may}


def _words(asked: AskedRisks) -> dict[str, str]:
    """The same in the words of the page's address."""
    return {
        "q": asked.q, "whose": asked.whose or "", "about": asked.about or "",
        "state": asked.state if asked.state != "open" else "",
        "sort": asked.sort if asked.sort != "due" else "",
    }  # fmt: skip


def _is_narrowed(asked: AskedRisks) -> bool:
    return bool(asked.q.strip() or asked.whose or asked.about or asked.state != "all")


def _is_of(row: dict[str, Any], asked: AskedRisks) -> bool:
    return asked.deal in (None, row["deal"]) and asked.feature in (None, row["feature"])
