"""Tables of both sides: people, promises, and what they say to each other."""

import polars as pl

from interlock.records.table import Column, Table

_T, _D = pl.String(), pl.Date()

SIDES = ("buyer", "sales", "development", "other")
PROMISE_KINDS = ("own act", "outcome")
PROMISE_FORMS = ("internal", "said", "written", "contract")
READERS = ("everybody", "sales")
PEOPLE = Table(
    "people",
    "The buyers' people and our own",
    key=("name", "deal", "role"),
    columns=(
        Column("name", _T, "who", required=True),
        Column("side", _T, "buyer, or which side of ours", allowed=SIDES),
        Column("department", _T, "where they work: sales, development, support, legal, ..."),
        Column("role", _T, "economic buyer, champion, named contact, ..."),
        Column("deal", _T, "id of the deal they matter for; empty for all"),
        Column("met_on", _D, "when we last met them", "day"),
        Column("reports_to", _T, "their manager"),
        Column("from_on", _D, "first day in this role", "day"),
        Column("to_on", _D, "last day in this role", "day"),
    ),
)

MEETINGS = Table(
    "meetings",
    "When a buyer's people were met",
    key=("deal", "person", "on"),
    columns=(
        Column("deal", _T, "id of the deal", required=True),
        Column("person", _T, "who of the buyer", required=True),
        Column("on", _D, "when", "day", required=True),
        Column("what", _T, "what it was about"),
        Column("by", _T, "who of ours"),
    ),
)

PROMISES = Table(
    "promises",
    "Dates that somebody gave to somebody",
    key=("id",),
    followed=("due",),
    columns=(
        Column("id", _T, "short name", required=True),
        Column("what", _T, "what was promised", required=True),
        Column(
            "kind", _T, "own act: in the maker's hands; outcome: in others'", allowed=PROMISE_KINDS
        ),
        Column("form", _T, "how firmly it was given", allowed=PROMISE_FORMS),
        Column("maker", _T, "who gave it"),
        Column("to", _T, "who was given it"),
        Column("said_on", _D, "when", "day", required=True),
        Column("due", _D, "the day promised", "day"),
        Column("confidence", _T, "level such as P2, or a per cent"),
        Column("why", _T, "the reason given"),
        Column("evidence", _T, "what it rests on: a note, a link"),
        Column("deal", _T, "id of the deal it concerns"),
        Column("feature", _T, "id of the feature it concerns"),
        Column("release", _T, "id of the release it concerns"),
        Column("tool", _T, "name of the sales tool it concerns"),
        Column(
            "odds",
            pl.Float64(),
            "what Interlock said, when it was given, of the day promised",
            "0 to 1",
        ),
        Column(
            "done_on",
            _D,
            "when it was done; what its feature, release, tool or deal says goes before",
            "day",
        ),
        Column("delivery", _T, "who in delivery sees to it, once its deal is won"),
        Column("support", _T, "who in support sees to it from then on"),
    ),
)

HANDOVER_STEPS = Table(
    "handover_steps",
    "What is handed over to delivery and support when a deal is won",
    key=("deal", "step"),
    columns=(
        Column("deal", _T, "id of the deal", required=True),
        Column("step", _T, "what is to be done", required=True),
        Column("owner", _T, "who does it"),
        Column("due", _D, "when it is to be done", "day"),
        Column("done_on", _D, "when it was done", "day"),
        Column("done_by", _T, "who said that it is done"),
    ),
)

MOVES = Table(
    "moves",
    "When the day of a promise was moved: by whom, why, and who was told",
    key=("promise", "at"),
    columns=(
        Column("promise", _T, "id of the promise", required=True),
        Column(
            "at", pl.Datetime("us"), "when, in the company's time zone", "moment", required=True
        ),
        Column("by", _T, "who moved it"),
        Column("old", _D, "the day promised until then", "day"),
        Column("new", _D, "the day promised since; none where it was withdrawn", "day"),
        Column("why", _T, "the reason given"),
        Column("told", pl.List(pl.String()), "who was told"),
    ),
)

CAME = ("yes", "no")

NOTES = Table(
    "notes",
    "What people write to each other on deals, features, releases, promises and weekly reports",
    key=("id",),
    columns=(
        Column("id", _T, "short name", required=True),
        Column(
            "at",
            pl.Datetime("us"),
            "when it was written, in the company's time zone",
            "moment",
            required=True,
        ),
        Column("by", _T, "who wrote it", required=True),
        Column("text", _T, "what it says, in Markdown", required=True),
        Column("edited_at", pl.Datetime("us"), "when its text was changed last", "moment"),
        Column("deal", _T, "id of the deal it is about"),
        Column("feature", _T, "id of the feature it is about"),
        Column("release", _T, "id of the release it is about"),
        Column("promise", _T, "id of the promise it is about"),
        Column("week", _D, "day of the weekly report it is about", "day"),
        Column(
            "comes_by",
            _D,
            "day by which what a remark on a week foretells comes: that its deal is won, or its "
            "feature shipped",
            "day",
        ),
        Column(
            "came",
            _T,
            "whether it came, as its author says where it names no deal or feature",
            allowed=CAME,
        ),
        Column("reply_to", _T, "id of the note it answers"),
        Column(
            "readers",
            _T,
            "who reads it: everybody, or sales (those who see amounts) alone",
            allowed=READERS,
        ),
    ),
)

TOLD = Table(
    "told",
    "When a buyer was told how a feature stands that they wait for",
    key=("deal", "feature", "on"),
    columns=(
        Column("deal", _T, "id of the deal", required=True),
        Column("feature", _T, "id of the feature", required=True),
        Column("on", _D, "when they were told", "day", required=True),
        Column("by", _T, "who told them"),
        Column("due", _D, "the day they were told; none where it was told without one", "day"),
        Column("what", _T, "what was said"),
    ),
)

RISKS = Table(
    "risks",
    "What may keep a deal from closing or a feature from shipping, and who does what about it",
    key=("id",),
    columns=(
        Column("id", _T, "short name", required=True),
        Column("what", _T, "the risk in words", required=True),
        Column("deal", _T, "id of the deal it is about"),
        Column("feature", _T, "id of the feature it is about"),
        Column("by", _T, "who named it"),
        Column("named_on", _D, "when it was named", "day", required=True),
        Column("promise", _T, "id of the promise that is to lessen it: an own act with a day"),
        Column(
            "odds",
            pl.Float64(),
            "what Interlock said when it was named, or when the promise was given: that the deal is"
            " won by ``by_day``, or that the feature ships by it",
            "0 to 1",
        ),
        Column("by_day", _D, "the day by which", "day"),
        Column("ended_on", _D, "when it was no risk any more", "day"),
    ),
)
