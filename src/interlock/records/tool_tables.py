"""Tables of sales tools: what there is to show, who asked for what, and who lets whom."""

import polars as pl

from interlock.records.sales_tables import STRENGTHS
from interlock.records.table import Column, Table

_T, _D, _AT = pl.String(), pl.Date(), pl.Datetime("us")

ASKED_FOR, DRAFT, INTERNAL, READY, RETIRED = "asked for", "draft", "internal", "ready", "retired"
TOOL_STATES = (ASKED_FOR, DRAFT, INTERNAL, READY, RETIRED)
STATES_ELSEWHERE = {"wanted": ASKED_FOR, "outdated": DRAFT}
"""Words that stand for a state in files of before."""

MADE, INSTEAD, NO = "made", "instead", "no"
ANSWERS = (MADE, INSTEAD, NO)

TOOLS = Table(
    "tools",
    "Sales tools: deck, demo, price list, data sheet, reference, security answers",
    key=("name",),
    columns=(
        Column("name", _T, "what it is called", required=True),
        Column("kind", _T, "deck, demo, price list, data sheet, reference, security answers, ..."),
        Column("audience", _T, "for whom it is made: buyers, their IT, partners, ..."),
        Column("owner", _T, "who makes it"),
        Column("state", _T, "how far it is", allowed=TOOL_STATES),
        Column("edition", _T, "which version of it is the newest"),
        Column("link", _T, "where it is, when it is no file here"),
        Column("features", pl.List(pl.String()), "ids of the features it shows"),
        Column("asked_on", _D, "when it was first asked for", "day"),
        Column("due", _D, "when it is to be ready", "day"),
        Column("ready_on", _D, "when it was ready", "day"),
        Column("review", _T, "why it must be looked at again; empty when it need not"),
        Column("looked_on", _D, "when somebody looked at it again last", "day"),
    ),
)

TOOL_ASKS = Table(
    "tool_asks",
    "What sales asked for: a tool that is there and not ready, or one that is not there yet",
    key=("id",),
    columns=(
        Column("id", _T, "short name", required=True),
        Column("on", _D, "when", "day", required=True),
        Column("by", _T, "who asked"),
        Column("tool", _T, "name of the tool"),
        Column("kind", _T, "deck, demo, price list, ... of one that is not there yet"),
        Column("deal", _T, "id of the deal it is for"),
        Column("features", pl.List(pl.String()), "ids of the features it is to show"),
        Column("why", _T, "what it is for"),
        Column(
            "strength",
            _T,
            "how much hangs on it; where it is empty the deal does not wait for it",
            allowed=STRENGTHS,
        ),
        Column("answer", _T, "what came of it; empty while it is open", allowed=ANSWERS),
        Column("instead", _T, "name of the tool that is used instead"),
        Column("because", _T, "the reason given with the answer"),
        Column("answered_by", _T, "who answered"),
        Column("answered_on", _D, "when", "day"),
    ),
)

TOOL_LETS = Table(
    "tool_lets",
    "Who lets whom have a tool that is not ready, for which deal",
    key=("tool", "person", "deal"),
    columns=(
        Column("tool", _T, "name of the tool", required=True),
        Column("person", _T, "who may have it", required=True),
        Column("deal", _T, "id of the deal for which", required=True),
        Column("by", _T, "who lets them", required=True),
        Column("at", _AT, "when, in the company's time zone", "moment", required=True),
        Column("why", _T, "the reason given"),
    ),
)
