"""What sales asked for: the queue with the money behind each ask, asking, and answering."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field, create_model

from interlock.records.sales_tools import ToolList
from interlock.records.tool_tables import ANSWERS
from interlock.render import tool_rows
from interlock.render.tool_rows import Asked
from interlock.web import tool_box, tools
from interlock.web import tools_asked as page
from interlock.web.api import answers, forms
from interlock.web.api.answers import (
    Body,
    Done,
    Page,
    Paging,
    Working,
    changes,
    done,
    given,
    opens,
    paged,
)
from interlock.web.api.lines import said
from interlock.web.api.problems import BadRequest, wrong
from interlock.web.api.sales_tools import (
    MOST_LETTERS,
    MOST_NAMED,
    Ask,
    AskedMoney,
    Word,
    around_of,
    money,
    told_ask,
)
from interlock.web.gate import viewer_of

router = Router(tags=["tools"])


class UsedInstead(Schema):
    """A tool that could be used in another's place."""

    name: str
    shows_the_same: bool


class AskedGroup(AskedMoney):
    """Open asks of one tool, or of one kind that is not there."""

    tool: str | None = said("none where the tool is not there yet")
    kind: str
    is_ready: bool = said("it can be answered: made")
    may_answer: bool
    may_end: bool
    asks: list[Ask] = said("most money first")
    instead: list[UsedInstead] = said("those first that show the same")


class AskedQueue(Paging):
    """Which part of the queue."""

    newest: bool = Field(False, description="only with the forecast of the book as it is, else 202")


Queue: Any = create_model(
    "ToolQueue",
    __base__=Page[AskedGroup],
    today=(str, ...), company_currency=(str, ...),
    is_current=(bool | None, said("whether at_risk is of the book as it is; null while it lacks")),
    answered=(list[Ask], said(f"the {page.LATELY} answered last, the latest first")),
)  # fmt: skip


class NewAsk(Body):
    """What somebody asks for: a tool, or one of a kind that is not there yet."""

    tool: str | None = Field(None, max_length=MOST_LETTERS, description="its name")
    kind: str | None = Field(None, max_length=MOST_LETTERS, description="deck, demo, ...")
    deal: str | None = Field(None, max_length=MOST_LETTERS, description="id of the deal it is for")
    why: str | None = Field(None, max_length=MOST_LETTERS)
    strength: str | None = Field(
        None, max_length=MOST_LETTERS, description="how much hangs on it; none: it does not wait"
    )


class Answered(Body):
    """An answer to open asks alike."""

    asks: list[Word] = Field(max_length=MOST_NAMED, description="their ids")
    said: str = Field(max_length=MOST_LETTERS, description="made, instead or no")
    instead: str = Field("", max_length=MOST_LETTERS, description="name of the tool that is used")
    because: str = Field("", max_length=MOST_LETTERS, description="why; of no it must be said")


class ToolAsked(Done):
    """A tool that was asked for."""

    ask: str = said("its id")


@router.get("/tool_asks", response={200: Queue, 202: Working}, operation_id="tool_asks")
@opens("week")
def tool_asks(request: HttpRequest, asked: Query[AskedQueue]) -> HttpResponse:
    """What is asked for and open, by tool or kind, most money first; and what was answered."""
    waited, found = tools.look(request)

    def tell(made: Any) -> HttpResponse:
        around = around_of(found, is_current=waited.is_current if made else None)
        around["answered"] = [told_ask(one) for one in found.answered[: page.LATELY]]
        groups = tool_rows.groups(found)
        return paged(request, asked, groups, lambda some: [_told(one, found) for one in some],
                     **around)  # fmt: skip

    return (
        answers.standing(request, waited, tell, newest=True) if asked.newest else tell(waited.made)
    )


@router.post("/tool_asks", response={201: ToolAsked}, operation_id="ask_tool")
@changes("tool_asks")
def ask(request: HttpRequest, payload: NewAsk) -> HttpResponse:
    """Ask for a tool; with a `strength` its deal waits for it in the forecasts."""
    sent = {name: value for name, value in payload.dict().items() if value is not None}
    form, viewer = tool_box.asking(sent), viewer_of(request)
    beside = forms.unknown("body.deal", "deals", payload.deal, viewer) if payload.deal else []
    forms.is_valid(form, *beside)
    own_id, number = tool_box.save(request, form)
    return given({"change": number, "ask": own_id}, status=201)


@router.post("/tool_asks/answers", response=Done, operation_id="answer_tool_asks")
@changes("tool_asks")
def answer(request: HttpRequest, payload: Answered) -> HttpResponse:
    """Answer open asks: it is made, another tool is used instead, or no and why."""
    because = payload.because.strip()
    lacking = page.lacks(payload.said, payload.asks, instead=payload.instead, because=because)
    problems = [wrong(f"body.{name}", words) for name, words in lacking.items()]
    if payload.said not in ANSWERS:
        problems.append(wrong("body.said", "is no answer", payload.said, allowed=ANSWERS))
    if problems:
        raise BadRequest(problems)
    return done(
        page.save(request, payload.asks, payload.said, instead=payload.instead, because=because)
    )


def _told(one: Asked, of: ToolList) -> dict[str, Any]:
    return {
        **money(one),
        "tool": one.tool.name if one.tool else None,
        "kind": one.kind,
        "is_ready": one.is_ready,
        "may_answer": any(ask.may_answer for ask in one.asks),
        "may_end": any(ask.may_end for ask in one.asks),
        "asks": [told_ask(ask) for ask in one.asks],
        "instead": [
            {"name": name, "shows_the_same": same} for name, same in tool_rows.instead(one, of)
        ],
    }
