"""Promises: all of them as each stands, asked for as on the page; and one that is given."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field, create_model

from interlock.actions.load_records import load_table
from interlock.records.promises import Hands, Named
from interlock.records.report import Decided, PromiseLine
from interlock.render import promise_rows
from interlock.web import give as giving
from interlock.web import promises as page
from interlock.web import standing
from interlock.web.api import answers, forms, rows
from interlock.web.api.answers import (
    Body,
    Done,
    Page,
    Paging,
    Working,
    changes,
    given,
    opens,
    paged,
    plain,
)
from interlock.web.api.lines import Chance, said
from interlock.web.api.promise_odds import at_hand, is_current
from interlock.web.gate import viewer_of

router = Router(tags=["promises"])
MOST_LETTERS = 500
OWN = ("deal", "feature", "release", "maker", "to")
"""Columns by which promises can be asked for."""

Told = tuple[dict[str, Any], PromiseLine | None, Hands | None]


class NamedByPromise(Schema):
    """What a promise names."""

    kind: Literal["deal", "feature", "release", "tool"]
    id: str
    name: str


class HowItStands(Schema):
    """How a promise stands; null where it is of a day to come."""

    side: str | None = said("the maker's: sales, development or other")
    verdict: str | None = said(
        "of an own act: open, kept, late, broken, withdrawn or no date; of an outcome: odds"
    )
    decided: Decided | None = said("the record that decided it, and the day; null while it is open")
    odds_now: Chance | None = said(
        "of its day, by the forecast; of an outcome that is settled 1 or 0"
    )
    first_due: date | None = said("the first day promised, by which an own act is judged")
    moved: int | None = said("how often its day was moved or taken away")
    days_late: int | None
    settled_on: date | None
    about: list[NamedByPromise]
    may_move: bool = said("you may move its day or take it away")
    may_say_done: bool


Promise: Any = create_model("Promise", __base__=(HowItStands, rows.of("promises")))


class AskedPromises(Paging):
    """Which promises."""

    deal: str | None = Field(None, description="deal is this")
    feature: str | None = Field(None, description="feature is this")
    release: str | None = Field(None, description="release is this")
    maker: str | None = Field(None, description="maker is this")
    to: str | None = Field(None, description="to is this")
    q: str = Field("", max_length=MOST_LETTERS, description="words; all must stand in it")
    whose: Literal["mine", "to_me", "everybody"] = Field(
        "everybody", description="mine: that you gave; to_me: that were given to you"
    )
    state: Literal["open", "soon", "over", "kept", "missed", "all"] = Field(
        "all",
        description="soon: due in 14 days; over: its day passed; missed: late, broken, withdrawn",
    )
    about: Literal["deal", "feature", "release", "tool", "customer"] | None = Field(
        None, description="customer: what buyers of won deals were promised"
    )
    form: Literal["internal", "said", "written", "contract"] | None = Field(None)
    newest: bool = Field(False, description="only with odds of the book as it is, else 202")


class AroundPromises(Schema):
    """What is said of all promises."""

    today: date
    seen_on: date = said("the day of the last export, by which records decide")
    is_current: bool | None = said(
        "whether odds_now are of the book as it is; null while some are not there"
    )


class Promises(AroundPromises, Page[Promise]):
    """Promises, those that stand first, by their day; then those that are settled."""


class NewPromise(Body):
    """What somebody promises."""

    what: str = Field(max_length=MOST_LETTERS, description="hold no amounts: everybody reads it")
    to: str = Field(max_length=MOST_LETTERS, description="to whom; everybody, for all")
    due: str = Field(max_length=10, description="2026-12-24")
    maker: str | None = Field(None, max_length=MOST_LETTERS, description="who promises, else you")
    kind: str | None = Field(None, max_length=MOST_LETTERS, description="own act, else outcome")
    form: str | None = Field(
        None, max_length=MOST_LETTERS, description="internal, else said, written or contract"
    )
    confidence: str | None = Field(
        None, max_length=MOST_LETTERS, description="a level of the company's, or a per cent"
    )
    deal: str | None = Field(None, max_length=MOST_LETTERS, description="its id or name")
    feature: str | None = Field(None, max_length=MOST_LETTERS, description="its id, key or name")
    release: str | None = Field(None, max_length=MOST_LETTERS, description="its id or name")
    tool: str | None = Field(None, max_length=MOST_LETTERS, description="name of a sales tool")
    why: str | None = Field(None, max_length=MOST_LETTERS, description="why this day")
    evidence: str | None = Field(None, max_length=MOST_LETTERS, description="what it rests on")


class PromiseGiven(Done):
    """A promise that was given."""

    promise: str = said("its id")
    odds: Chance | None = said("what Interlock says of its day, which is kept beside it")


@router.get("/promises", response={200: Promises, 202: Working}, operation_id="promises")
@opens("week")
def promises(request: HttpRequest, asked: Query[AskedPromises]) -> HttpResponse:
    """Promises of both sides as they stand: kept or not and by which record, the odds of the others
    now; those that stand first, by their day.
    """
    ahead, viewer = standing.ahead(request), viewer_of(request)

    def tell(_: Any) -> HttpResponse:
        found = page.look(request, ahead)
        held = {row["id"]: row for row in load_table("promises", viewer).to_dicts()}
        some: list[Told] = [
            (held[line.id], line, hands)
            for line, hands in page.chosen(found, _words(asked), viewer)
        ]
        if not _is_narrowed(asked):
            judged = {line.id for line, _ in found.lines}
            some += [(row, None, None) for own_id, row in held.items() if own_id not in judged]
        mine = [one for one in some if _is_of(one[0], asked)]
        around = {
            "today": found.today, "seen_on": found.seen_on, "is_current": is_current(ahead),
        }  # fmt: skip
        return paged(request, asked, mine, partial(_told, named=found.named), **around)

    return answers.standing(request, at_hand(ahead), tell, newest=asked.newest)


@router.post("/promises", response={201: PromiseGiven}, operation_id="give_promise")
@changes("promises")
def give(request: HttpRequest, payload: NewPromise) -> HttpResponse:
    """Promise something; the odds of its day are kept beside it. What they are `/promises/odds`
    tells before.
    """
    words = {name: value for name, value in payload.dict().items() if value is not None}
    sent = giving.first(viewer_of(request)) | words
    form, found = giving.begun(request, sent, standing.ahead(request), sent=sent)
    forms.is_valid(form)
    own_id, number = giving.save(request, form, found)
    return given({"change": number, "promise": own_id, "odds": found.known.odds}, status=201)


def told(
    row: dict[str, Any], line: PromiseLine | None, hands: Hands | None, named: Named
) -> dict[str, Any]:
    """A row of the table, with how it stands."""
    about = named.called(line) if line else ()
    return {
        **plain(promise_rows.stands(line)),
        **row,
        "about": [{"kind": kind, "id": own_id, "name": name} for kind, own_id, name in about],
        "may_move": bool(hands and hands.moves),
        "may_say_done": bool(hands and hands.does),
    }


def _told(some: Iterable[Told], named: Named) -> list[dict[str, Any]]:
    return [told(row, line, hands, named) for row, line, hands in some]


def _words(asked: AskedPromises) -> dict[str, str]:
    """The same in the words of the page's address."""
    return {
        "q": asked.q, "whose": asked.whose, "about": asked.about or "", "form": asked.form or "",
        "state": asked.state if asked.state != "open" else "",
    }  # fmt: skip


def _is_narrowed(asked: AskedPromises) -> bool:
    chosen = asked.q.strip() or asked.about or asked.form
    return bool(chosen) or asked.whose != "everybody" or asked.state != "all"


def _is_of(row: dict[str, Any], asked: AskedPromises) -> bool:
    return all(getattr(asked, name) in (None, row[name]) for name in OWN)
