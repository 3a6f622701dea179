"""One sales tool: all that its page shows; what is said of it, and who is let have it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field, create_model

from interlock.records.sales_tools import Taken, ToolPage
from interlock.web import standing
from interlock.web import tool as page
from interlock.web.api import forms, rows, typed_over
from interlock.web.api.answers import Body, Done, SeenBefore, changes, done, given, opens, plain
from interlock.web.api.etags import seen
from interlock.web.api.lines import said
from interlock.web.api.problems import Wrong, wrong
from interlock.web.api.sales_tools import (
    MOST_LETTERS,
    Ask,
    SaidOfTool,
    Tool,
    around_of,
    sent,
    told,
    told_ask,
)
from interlock.web.api.tool_files import ForDeal, ToolFileKept
from interlock.web.gate import viewer_of
from interlock.web.tool_forms import ChangeForm, LetForm

router = Router(tags=["tools"])


class AroundTool(Schema):
    """All that is kept of a tool beside its line."""

    today: str
    company_currency: str
    is_current: bool | None = said(
        "whether the days are of the book as it is; null: there are none"
    )
    revision: int = said("the change after which it was read: seen, when it is changed")
    typed: list[str] = said("columns that somebody typed over")
    answered: list[Ask] = said("asks that were answered, the latest first")
    files: list[ToolFileKept]
    taken: list[Taken] = said("who took it; told to who makes it")


_LETS: Any = list[rows.of("tool_lets")]  # type: ignore[misc]
OneTool: Any = create_model(
    "OneSalesTool",
    __base__=(AroundTool, Tool),
    lets=(_LETS, said("who may have it before it is ready")),
)


class ToolSaid(SeenBefore, SaidOfTool):
    """What changes of a tool; null empties it."""


class LetHave(Body):
    """Who may have a tool that is not ready, and for which deal."""

    person: str = Field(max_length=MOST_LETTERS)
    deal: str = Field(max_length=MOST_LETTERS, description="its id or name")
    why: str = Field("", max_length=MOST_LETTERS)


class LetNoMore(Body):
    """Who may have a tool no longer."""

    person: str = Field(max_length=MOST_LETTERS)
    deal: str = Field(max_length=MOST_LETTERS, description="its id")


@router.post("/tools/{path:name}/values", response=Done, operation_id="change_tool")
@changes("tool_asks")
def change(request: HttpRequest, name: str, payload: ToolSaid) -> HttpResponse:
    """Change what is said of it, how far it is among it, for who makes it; with If-Match or `seen`
    only if nobody did since.
    """
    found = page.opened(request, name)
    typed_over.said(payload)
    words, read_at = sent(payload), seen(request, payload.seen)
    read_at = found.record.revision if read_at is None else read_at
    form = ChangeForm(words | {"seen": read_at}, choices=found.of)
    forms.is_valid(form, *_unknown_state(payload))
    values = {column: value for column, value in form.said().items() if column in words}
    values |= {"state": payload.state} if "state" in words else {}
    return done(page.save(request, name, values, seen=read_at))


@router.post("/tools/{path:name}/looked_at", response=Done, operation_id="tool_looked_at")
@changes("tool_asks")
def looked_at(request: HttpRequest, name: str) -> HttpResponse:
    """It was looked at again by who makes it: nothing speaks against it any more."""
    page.opened(request, name)
    return done(page.save(request, name, {"review": None}))


@router.post("/tools/{path:name}/let", response={201: Done}, operation_id="let_tool")
@changes("tool_asks")
def let(request: HttpRequest, name: str, payload: LetHave) -> HttpResponse:
    """Let somebody have it for a deal before it is ready, for who makes it."""
    found = page.opened(request, name)
    form = LetForm(payload.dict(), choices=(found.hands, found.deals))
    forms.is_valid(form, *_nobody(payload.person, found))
    return done(page.save_let(request, name, form), status=201)


@router.post("/tools/{path:name}/let_no_more", response=Done, operation_id="let_tool_no_more")
@changes("tool_asks")
def let_no_more(request: HttpRequest, name: str, payload: LetNoMore) -> HttpResponse:
    """Take back that somebody may have it, for who makes it."""
    page.opened(request, name)
    return done(page.take_back(request, name, payload.person, payload.deal))


@router.get("/tools/{path:name}", response=OneTool, operation_id="tool")
@opens("week")
def tool(request: HttpRequest, name: str, asked: Query[ForDeal]) -> HttpResponse:
    """A tool: what it shows, when it is ready, its files, who asked for it and who may have it."""
    forms.known_deal("query.deal", asked.deal, viewer_of(request))
    found, waited = page.opened(request, name), standing.features(request)
    is_current = waited.is_current if waited.made else None
    return given({**told(found.tool, found.of), **_around(found, is_current=is_current)})


def _around(found: ToolPage, *, is_current: bool | None) -> dict[str, Any]:
    return {
        **around_of(found.of, is_current=is_current),
        "revision": found.record.revision,
        "typed": sorted(found.record.typed),
        "answered": [told_ask(one) for one in found.asked],
        "lets": [dict(one) for one in found.tool.lets],
        "files": plain(found.files),
        "taken": plain(found.taken),
    }


def _unknown_state(payload: ToolSaid) -> list[Wrong]:
    if "state" not in payload.model_fields_set or payload.state in page.MOVES:
        return []
    return [wrong("body.state", "is no state to give it", payload.state, allowed=page.MOVES)]


def _nobody(person: str, found: ToolPage) -> list[Wrong]:
    """That somebody is nobody's name, as far as whoever lets them may know names."""
    if not found.tool.makes or person in found.hands:
        return []
    return [wrong("body.person", "nobody is called so", person, known=found.hands)]
