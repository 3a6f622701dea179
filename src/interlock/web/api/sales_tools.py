"""Sales tools: all of them as the page shows them, with the days by which each is ready and what is
asked for; and adding one.
"""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field, create_model

from interlock.records.sales_tools import ShownFeature, ToolAsk, ToolList, ToolSeen
from interlock.records.tool_tables import ASKED_FOR, DRAFT
from interlock.render import tool_rows
from interlock.web import tools as page
from interlock.web.api import answers, forms, rows
from interlock.web.api.answers import (
    Body,
    Done,
    Page,
    Paging,
    Working,
    changes,
    done,
    opens,
    paged,
    plain,
)
from interlock.web.api.lines import said
from interlock.web.api.problems import Wrong, wrong
from interlock.web.api.tool_files import ToolFileKept
from interlock.web.gate import viewer_of
from interlock.web.tool_forms import AddForm

router = Router(tags=["tools"])
MOST_LETTERS, MOST_NAMED = 500, 100
Word = Annotated[str, Field(max_length=MOST_LETTERS)]
Named = Annotated[str, Field(max_length=MOST_LETTERS, pattern="^[^;]+$")]
AHEAD = ("p50_on", "p80_on", "basis", "waits_for", "deals", "exposed", "waiting")
"""Of what lies ahead of a tool, what stands beside its row."""


class BesideAsk(Schema):
    """What stands beside an ask."""

    deal_name: str
    amount: float | None = said("of its deal while that is open, in the company's currency")
    band: str = said("large, middle or small, for who sees no more of the amount")
    may_answer: bool
    may_end: bool = said("you may say that it is wanted no more: answer no")


Ask: Any = create_model("ToolAskTold", __base__=(BesideAsk, rows.of("tool_asks")))


class AskedMoney(Schema):
    """What stands behind open asks, each deal once."""

    amount: float | None = said("of the open deals, in the company's currency")
    at_risk: float | None = said("of their expected bookings, were it never ready")
    bands: dict[str, int] = said("how many amounts are large, middle, small")
    strengths: dict[str, int] = said("how much hangs on it -> how many asked so")


class BesideTool(AskedMoney):
    """How far a tool is, and who waits for it."""

    p50_on: date | None = said("ready in 5 of 10 cases by then; null where nothing is known")
    p80_on: date | None
    basis: str | None = said("of its owner's time: own pace, everybody's pace, or assumed")
    waits_for: list[str] = said("ids of the features that it shows and that have not shipped")
    deals: int = said("open deals that wait for it")
    exposed: float | None = said("the sum of their amounts")
    waiting: list[str] = said("their ids")
    shows: list[ShownFeature]
    file: ToolFileKept | None = said("the newest")
    taken_as: Literal["makes", "ready", "let"] | None = said(
        "why you may take it, for the deal that was asked about; null where you may not"
    )
    refused: str = said("why not, and whom to ask")
    is_safe: bool = said("anybody may use it with a buyer now")
    may_change: bool
    asks: list[Ask] = said("open ones, most money first")


Tool: Any = create_model("SalesTool", __base__=(BesideTool, rows.of("tools")))


class AskedTools(Paging):
    """Which tools."""

    name: str | None = Field(None, description="name is this")
    q: str = Field("", max_length=MOST_LETTERS, description="words; all must stand in it")
    state: Literal[
        "used", "review", "asked for", "draft", "internal", "ready", "retired", "all"
    ] = Field("all", description="used: in use or to come; review: must be looked at again")
    kind: str = Field("", max_length=MOST_LETTERS, description="kind is this")
    owner: str = Field("", max_length=MOST_LETTERS, description="owner is this")
    safe: bool = Field(False, description="only what anybody may use with a buyer now")
    deal: str = Field(
        "",
        max_length=MOST_LETTERS,
        description="id of a deal: only what fits its needs, and whether you may take it for that",
    )
    newest: bool = Field(False, description="only with days of the book as it is, else 202")


class AroundTools(Schema):
    """What is said of all tools."""

    today: date
    company_currency: str
    is_current: bool | None = said(
        "whether the days are of the book as it is; null while there are none"
    )
    may_add: bool
    may_ask: bool = said("for the deal that was asked about")


class Tools(AroundTools, Page[Tool]):
    """Sales tools, those first that must be looked at again."""


class SaidOfTool(Body):
    """What somebody says of a tool."""

    kind: str | None = Field(None, max_length=MOST_LETTERS, description="deck, demo, ...")
    audience: str | None = Field(None, max_length=MOST_LETTERS, description="for whom it is made")
    owner: str | None = Field(None, max_length=MOST_LETTERS, description="who makes it")
    state: str | None = Field(None, max_length=MOST_LETTERS, description="how far it is")
    edition: str | None = Field(None, max_length=MOST_LETTERS, description="its version")
    link: str | None = Field(None, max_length=MOST_LETTERS, description="where no file is here")
    features: list[Named] | None = Field(
        None, max_length=MOST_NAMED, description="that it shows, each by id, key or name"
    )
    due: str | None = Field(None, max_length=10, description="2026-12-24")


class NewTool(SaidOfTool):
    """A tool that is not there yet; yours and a draft, unless it says."""

    name: str = Field(max_length=MOST_LETTERS)
    asks: list[Word] = Field(
        default_factory=list, max_length=MOST_NAMED, description="ids of asks that it answers"
    )


@router.get("/tools", response={200: Tools, 202: Working}, operation_id="tools")
@opens("week")
def tools(request: HttpRequest, asked: Query[AskedTools]) -> HttpResponse:
    """Sales tools with what each shows, when it is ready and what is asked for; `deal` says what is
    safe to use for that deal. Links are told to who may take the tool.
    """
    forms.known_deal("query.deal", asked.deal, viewer_of(request))
    waited, found = page.look(request, deal=asked.deal)

    def tell(made: Any) -> HttpResponse:
        some = [one for one in page.chosen(found, _words(asked)) if asked.name in (None, one.name)]
        around = {
            **around_of(found, is_current=waited.is_current if made else None),
            "may_add": found.may_add, "may_ask": found.may_ask,
        }  # fmt: skip
        return paged(
            request, asked, some, lambda part: [told(one, found) for one in part], **around
        )

    return (
        answers.standing(request, waited, tell, newest=True) if asked.newest else tell(waited.made)
    )


@router.post("/tools", response={201: Done}, operation_id="add_tool")
@changes("tools")
def add(request: HttpRequest, payload: NewTool) -> HttpResponse:
    """Add a tool; those asks that it answers wait for it."""
    _, found = page.look(request)
    first = {"state": ASKED_FOR if payload.asks else DRAFT}
    first |= page.begun(request, found, payload.asks)
    form = AddForm(first | sent(payload), choices=found)
    forms.is_valid(form, *_unknown(payload.asks, found))
    return done(page.save(request, form, payload.asks, found), status=201)


def around_of(found: ToolList, *, is_current: bool | None) -> dict[str, Any]:
    """What is said of all tools and asks."""
    return {
        "today": found.today,
        "company_currency": found.currency,
        "is_current": is_current,
    }


def told(tool: ToolSeen, of: ToolList) -> dict[str, Any]:
    """A row of the table, with how far the tool is and who waits for it."""
    row = tool_rows.row(tool, of)
    ahead = asdict(tool.ahead) if tool.ahead else {"waits_for": [], "deals": 0, "waiting": []}
    return {
        **tool.row,
        **{name: ahead.get(name) for name in AHEAD},
        **money(row["asked"]),
        "shows": plain(tool.shows),
        "file": plain(tool.file),
        "taken_as": tool.taken_as or None,
        "refused": row["refused"],
        "is_safe": row["is_safe"],
        "may_change": tool.makes,
        "asks": [told_ask(one) for one in row["asked"].asks],
    }


def told_ask(ask: ToolAsk) -> dict[str, Any]:
    """A row of the table, with its deal's money as far as whoever asks sees it."""
    return {
        **ask.row,
        "deal_name": ask.deal_name,
        "amount": ask.amount,
        "band": ask.band,
        "may_answer": ask.may_answer,
        "may_end": ask.may_end,
    }


def money(asked: tool_rows.Asked) -> dict[str, Any]:
    """What stands behind open asks."""
    return {
        "amount": asked.amount,
        "at_risk": asked.at_risk,
        "bands": dict(asked.bands),
        "strengths": dict(asked.strengths),
    }


def sent(payload: SaidOfTool) -> dict[str, str]:
    """What is sent of a tool as a form takes it; what is null is empty."""
    words = {name: getattr(payload, name) for name in payload.model_fields_set}
    words |= {"features": "; ".join(words["features"] or ())} if "features" in words else {}
    return {name: value or "" for name, value in words.items() if name in AddForm.base_fields}


def _unknown(asks: list[str], found: ToolList) -> list[Wrong]:
    known = {one.row["id"] for one in found.asks}
    return [
        wrong("body.asks", "no open ask is called so", one, known=known)
        for one in asks
        if one not in known
    ]


def _words(asked: AskedTools) -> dict[str, str]:
    """The same in the words of the page's address."""
    return {
        "q": asked.q, "kind": asked.kind, "owner": asked.owner, "deal": asked.deal,
        "state": asked.state if asked.state != "used" else "", "safe": "1" if asked.safe else "",
    }  # fmt: skip
