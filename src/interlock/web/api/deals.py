"""Deals: the open ones with their odds, asked for as on the page, and one with all that it was."""

from collections.abc import Sequence
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field, create_model

from interlock.actions.load_deals import load_deals
from interlock.actions.load_records import load_table
from interlock.records.deal_file import DealCall, DealFile, RuleState
from interlock.records.report import DealLine, DealsAhead
from interlock.web import deal as page
from interlock.web import deal_filters, standing
from interlock.web.api import answers, rows
from interlock.web.api.answers import Outcome, Page, Paging, Working, given, opens, paged
from interlock.web.api.awaited_tools import AwaitedTool, awaited
from interlock.web.api.problems import BadRequest, Wrong, wrong
from interlock.web.deal_filters import CLOSES, EQUALS, NUMBERS, SORTS, TOGGLES
from interlock.web.gate import viewer_of

router = Router(tags=["deals"])
Amount = Annotated[str, Field(pattern=rows.AMOUNT)]

BESIDE = ("needs", "evidence", "people", "buyer_steps", "promises", "meetings")
"""Tables whose rows hang on a deal."""

TOLD = (
    "id", "name", "account", "owner", "stage", "category", "band", "expected_close_on", "p_won",
    "p_lost", "p_open", "p_won_last_week", "p10_on", "p50_on", "p90_on", "holds", "waits_for",
    "is_stale", "stage_since",
)  # fmt: skip
"""Of a deal's line, what a list tells."""


def _word(description: str) -> tuple[Any, Any]:
    return str | None, Field(None, description=description)


WORDS: dict[str, Any] = {
    "q": _word("stands in the name, account, id or owner"),
    **{name: _word(f"{said} is this") for name, said in EQUALS.items()},
    "closes": _word(f"date in the CRM: {', '.join(CLOSES)}"),
    **{name: _word(f"anything: only {said}") for name, said in TOGGLES.items()},
    **{name: (float | None, Field(None, description=said)) for name, said in NUMBERS.items()},
    "sort": _word(f"{', '.join(SORTS)}; a minus before it turns it round"),
    "newest": (bool, Field(False, description="only the forecast of the book as it is, else 202")),
}  # fmt: skip
Asked: Any = create_model("AskedDeals", __base__=Paging, **WORDS)


class Deal(Schema):
    """An open deal and what lies ahead of it."""

    id: str
    name: str
    account: str
    owner: str
    stage: str
    category: str
    amount: Amount | None = Field(description="as the CRM has it, exactly")
    currency: str = Field(description="of the amount")
    value: float | None = Field(description="the amount in the company's currency")
    band: str = Field(description="large, middle or small, for who sees no more of the amount")
    expected_close_on: str | None
    p_won: float = Field(description="chance of being won by the quarter's last day")
    p_lost: float
    p_open: float
    p_won_last_week: float | None
    p10_on: str | None
    p50_on: str | None = Field(description="if it is won within a year: in 5 of 10 cases by then")
    p90_on: str | None
    holds: list[str]
    waits_for: str
    is_stale: bool
    stage_since: str | None
    pipeline: str
    segment: str
    has_next_step: bool
    own: bool


class Deals(Outcome, Page[Deal]):
    """Open deals."""

    quarter: str
    quarter_last: str
    company_currency: str


class AroundDeal(Schema):
    """All that is kept of a deal."""

    stands: bool = Field(description="false: its source holds it no longer")
    typed: list[str] = Field(description="columns that somebody typed over")
    revision: int
    may_change: list[str] = Field(description="tables of it that you change")
    is_current: bool | None = Field(description="whether the forecast is of the book as it is")
    forecast: DealLine | None = Field(description="none while it is worked out, or once it ended")
    rules: list[RuleState]
    odds: dict[str, list[DealCall]] = Field(description="what people said, by quarter")
    waits_for_tools: list[AwaitedTool] = Field(description="sales tools asked for, not ready")


OneDeal: Any = create_model(
    "OneDeal", __base__=AroundDeal, record=(rows.of("deals"), ...), **rows.lists(*BESIDE)
)


@router.get("/deals", response={200: Deals, 202: Working}, operation_id="deals")
@opens("week")
def deals(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """The open deals; the words that ask for some are those of the page's address."""
    _is_asked_well(asked)
    viewer, found = viewer_of(request), standing.deals(request)

    def tell(made: DealsAhead) -> HttpResponse:
        beside = load_deals(viewer, period=made.quarter, as_of=made.birth.as_of)
        wanted = deal_filters.Asked(request.GET, viewer, made, beside)
        around = {
            "as_of": made.birth.as_of, "is_current": found.is_current, "quarter": made.quarter,
            "quarter_last": made.quarter_last, "company_currency": made.currency,
        }  # fmt: skip
        lines = deal_filters.chosen(wanted)
        return paged(request, asked, lines, lambda some: _told(some, wanted), **around)

    return answers.standing(request, found, tell, newest=asked.newest)


@router.get("/deals/{path:own_id}", response=OneDeal, operation_id="deal")
@opens("week")
def deal(request: HttpRequest, own_id: str) -> HttpResponse:
    """A deal: its record, its forecast, what hangs on it, what people say of it."""
    found, _, line, file = page.look(request, own_id)
    told = _one(file, line, is_current=found.is_current if line else None)
    return given({**told, "waits_for_tools": awaited(request, file.record.key[0])})


def opened(request: HttpRequest, own_id: str) -> DealFile:
    """A deal that something is written about. Raises ``Http404``."""
    file: DealFile = page.look(request, own_id)[3]
    if not file.record.stands:
        raise Http404
    return file


def ahead(request: HttpRequest) -> tuple[DealsAhead | None, bool | None]:
    """The forecast of the deals as whoever asks may see it, and whether it is of the book as it is;
    None while there is none. Raises ``NothingKept``.
    """
    found = standing.deals(request)
    if found.made is None:
        return None, None
    return found.made, found.is_current


def _one(file: DealFile, line: DealLine | None, *, is_current: bool | None) -> dict[str, Any]:
    record, beside = file.record, dict(file.tables)
    beside.pop("changes")
    return {
        "record": record.values,
        "stands": record.stands,
        "typed": sorted(record.typed),
        "revision": record.revision,
        "may_change": sorted(file.hand.changes),
        "is_current": is_current,
        "forecast": answers.plain(line),
        **beside,
        "rules": answers.plain(file.rules),
        "odds": answers.plain(file.calls),
    }


def _told(some: Sequence[DealLine], asked: deal_filters.Asked) -> list[dict[str, Any]]:
    """Lines of a list, with the amounts as the CRM has them."""
    exact = load_table("deals", asked.viewer).select("id", "amount", "currency")
    of = {own: (amount, currency) for own, amount, currency in exact.iter_rows()}
    found = []
    for line in some:
        (amount, currency), beside = of.get(line.id, (None, None)), asked.of(line)
        found.append(
            {name: getattr(line, name) for name in TOLD}
            | {"amount": amount, "currency": currency or asked.made.currency, "value": line.amount}
            | {"pipeline": beside.pipeline, "segment": beside.segment, "own": beside.own}
            | {"has_next_step": beside.has_next_step}
        )
    return found


def _is_asked_well(asked: Any) -> None:
    """What has few values is one of them. Raises ``BadRequest``."""
    problems: list[Wrong] = []
    if asked.closes and asked.closes not in CLOSES:
        problems.append(wrong("query.closes", "none of these", asked.closes, allowed=CLOSES))
    if asked.sort and asked.sort.removeprefix("-") not in SORTS:
        problems.append(wrong("query.sort", "no such order", asked.sort, allowed=SORTS))
    if problems:
        raise BadRequest(problems)
