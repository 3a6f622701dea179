"""The vocabulary: every table that flows through Interlock, each column with its type, unit and
meaning.

Each schema stands here once; importers fill it, the engine reads it, the guide lists it.
"""

import polars as pl

from interlock.records.table import Column, Table

MONEY = pl.Decimal(18, 3)
"""Exact amounts; three decimals hold the minor unit of every currency in circulation."""

OUTCOMES = ("open", "won", "lost")
CATEGORIES = ("omitted", "pipeline", "best case", "commit", "closed")
KINDS = ("new", "expansion", "renewal")
STRENGTHS = ("dealbreaker", "important", "nice-to-have")
NO_NEED = "none"
"""In place of a strength: somebody said that the deal does not wait for the feature."""

MET_BY = ("shipped", "beta", "workaround", "discount", "written promise", "nothing")
LEVELS = ("rep", "manager", "vp")
GROUPS = ("team", "territory")
SIDES = ("buyer", "sales", "development", "other")
ARMS = ("a", "b")
PROMISE_KINDS = ("own act", "outcome")
PROMISE_FORMS = ("internal", "said", "written", "contract")
TOOL_STATES = ("wanted", "draft", "ready", "outdated")
READERS = ("everybody", "sales")

_T, _D, _B, _I = pl.String(), pl.Date(), pl.Boolean(), pl.Int32()

DEALS = Table(
    "deals",
    "Sales under way or ended, each with one buyer organisation",
    key=("id",),
    followed=("stage", "amount", "expected_close_on", "category", "owner"),
    columns=(
        Column("id", _T, "the source's own id", required=True),
        Column("name", _T, "what the deal is called"),
        Column("account", _T, "the buyer organisation"),
        Column("owner", _T, "the rep whose deal it is"),
        Column("pipeline", _T, "the sales process it runs through"),
        Column("stage", _T, "where it stands in that process"),
        Column("outcome", _T, "how it ended, or open", required=True, allowed=OUTCOMES),
        Column("amount", MONEY, "what the deal is worth", "currency"),
        Column("currency", _T, "ISO 4217 code of the amount; the company's when empty"),
        Column("created_on", _D, "when it was entered", "day"),
        Column(
            "expected_close_on",
            _D,
            "the date that stands in the CRM: a stated date, no promise",
            "day",
        ),
        Column("closed_on", _D, "when it was won or lost; empty while open", "day"),
        Column("category", _T, "how sure the rep is for this period", allowed=CATEGORIES),
        Column("segment", _T, "part of the market"),
        Column("kind", _T, "new business, expansion or renewal", allowed=KINDS),
        Column("renewal_of", _T, "the deal that this one renews"),
        Column("arr", MONEY, "recurring revenue per year", "currency"),
        Column("term_months", _I, "length of the contract", "months"),
    ),
)

CHANGES = Table(
    "changes",
    "The one change log: every past value of everything that has a history",
    key=("table", "id", "field", "at"),
    columns=(
        Column(
            "table",
            _T,
            "the table whose row changed; issues in a tracker's own words",
            required=True,
        ),
        Column("id", _T, "the row's key", required=True),
        Column(
            "at", pl.Datetime("us"), "when, in the company's time zone", "moment", required=True
        ),
        Column("field", _T, "the column that changed", required=True),
        Column("old", _T, "the value before; empty when there was none"),
        Column("new", _T, "the value after"),
        Column("source", _T, "the file that says so"),
    ),
)

RULES = Table(
    "rules",
    "What must be evidenced before a deal may leave a stage",
    key=("id", "valid_from"),
    columns=(
        Column("id", _T, "short name used in evidence", required=True),
        Column("name", _T, "the rule in words"),
        Column("stage", _T, "the stage a deal may not leave without it"),
        Column("asks", _T, "what counts as evidence"),
        Column("valid_from", _D, "first day of this version", "day"),
        Column("valid_to", _D, "last day of this version; empty while it stands", "day"),
    ),
)

EVIDENCE = Table(
    "evidence",
    "Dated facts that rules ask for",
    key=("deal", "rule", "on"),
    columns=(
        Column("deal", _T, "id of the deal", required=True),
        Column("rule", _T, "id of the rule", required=True),
        Column("on", _D, "when it happened", "day", required=True),
        Column("by", _T, "who saw to it"),
        Column("what", _T, "the fact in words"),
    ),
)

NEEDS = Table(
    "needs",
    "A deal's wish for a feature",
    key=("deal", "feature"),
    columns=(
        Column("deal", _T, "id of the deal", required=True),
        Column("feature", _T, "id of the feature", required=True),
        Column(
            "strength",
            _T,
            "how much hangs on it; none where the deal does not wait for it",
            allowed=(*STRENGTHS, NO_NEED),
        ),
        Column("said_by", _T, "who on the buyer's side asked"),
        Column("on", _D, "when it was asked", "day"),
        Column("wanted_by", _D, "the day the buyer wants it", "day"),
        Column("met_by", _T, "how the need was met when the deal closed", allowed=MET_BY),
        Column("confirmed", _B, "false while the link was only found by matching values"),
        Column(
            "arm",
            _T,
            "in a planned test, drawn by lot: a, its feature goes first; b, it waits. Else empty",
            allowed=ARMS,
        ),
    ),
)

BUYER_STEPS = Table(
    "buyer_steps",
    "Dated steps of the buyers' own timetables",
    key=("deal", "step"),
    columns=(
        Column("deal", _T, "id of the deal", required=True),
        Column("step", _T, "what is to be done", required=True),
        Column("owner_theirs", _T, "who does it on the buyer's side"),
        Column("owner_ours", _T, "who follows it on our side"),
        Column("due", _D, "the buyer's date for it", "day"),
        Column("done_on", _D, "when it was done", "day"),
    ),
)

CALLS = Table(
    "calls",
    "What reps, managers and vice presidents said a period would bring",
    key=("by", "level", "about", "period", "category", "said_on"),
    columns=(
        Column("by", _T, "who said it", required=True),
        Column("level", _T, "rep, manager or vp", allowed=LEVELS),
        Column(
            "about",
            _T,
            "whose number it is, where somebody above says another than they did; else empty",
        ),
        Column("period", _T, "fiscal quarter such as 2026-Q4", required=True),
        Column("category", _T, "which category the amount stands for", allowed=CATEGORIES),
        Column("amount", MONEY, "the amount called", "company currency"),
        Column("said_on", _D, "when", "day", required=True),
        Column("why", _T, "the reason given"),
    ),
)

DEAL_CALLS = Table(
    "deal_calls",
    "What somebody says the odds of one deal are, beside what Interlock said at the time",
    key=("deal", "by", "period", "said_on"),
    columns=(
        Column("deal", _T, "id of the deal", required=True),
        Column("by", _T, "who said it", required=True),
        Column("level", _T, "rep, manager or vp", allowed=LEVELS),
        Column("period", _T, "fiscal quarter such as 2026-Q4", required=True),
        Column(
            "odds",
            pl.Float64(),
            "the chance that it is won by the period's last day",
            "0 to 1",
            required=True,
        ),
        Column("model_odds", pl.Float64(), "what Interlock said when it was said", "0 to 1"),
        Column("said_on", _D, "when", "day", required=True),
        Column("why", _T, "the reason given"),
    ),
)

MEMBERSHIPS = Table(
    "memberships",
    "Which rep sells in which team or territory, and when",
    key=("name", "group", "from_on"),
    columns=(
        Column("name", _T, "the rep, as deals name their owner", required=True),
        Column("group", _T, "the team or territory", required=True),
        Column("kind", _T, "team or territory", allowed=GROUPS),
        Column("from_on", _D, "first day in it; always, without one", "day"),
        Column("to_on", _D, "last day in it; until now, without one", "day"),
    ),
)

TARGETS = Table(
    "targets",
    "What a period is to bring",
    key=("period", "scope"),
    columns=(
        Column("period", _T, "fiscal quarter such as 2026-Q4", required=True),
        Column(
            "scope",
            _T,
            "'company', or the rep, sales team, territory or pipeline the target is for",
            required=True,
        ),
        Column("amount", MONEY, "the target", "company currency", required=True),
    ),
)

FEATURES = Table(
    "features",
    "What a buyer can ask for: any deliverable with a team and a date",
    key=("id",),
    followed=("release", "order", "wanted_by"),
    taken_back=("shipped_on", "dropped_on"),
    columns=(
        Column("id", _T, "the tracker's own id", required=True),
        Column("key", _T, "the short key people write, such as CORE-12"),
        Column("name", _T, "what it is called"),
        Column("team", _T, "the team that builds most of it"),
        Column("order", _I, "place in the team's queue, 1 first", "rank"),
        Column("release", _T, "id of the release it is meant for"),
        Column(
            "wanted_by", _D, "the date that stands in the tracker: a stated date, no promise", "day"
        ),
        Column("created_on", _D, "when it was entered", "day"),
        Column("shipped_on", _D, "when it shipped", "day"),
        Column("dropped_on", _D, "when it was dropped", "day"),
    ),
)

ITEMS = Table(
    "items",
    "Pieces of work in the tracker",
    key=("id",),
    followed=("feature", "release"),
    taken_back=("done_on", "dropped_on"),
    columns=(
        Column("id", _T, "the tracker's own id", required=True),
        Column("key", _T, "the short key people write, such as CORE-123"),
        Column("title", _T, "what it says"),
        Column("feature", _T, "id of the feature it belongs to"),
        Column("team", _T, "the team that does it"),
        Column("type", _T, "the tracker's type: story, bug, ..."),
        Column("size", pl.Float64(), "its size as the tracker has it", "points"),
        Column("created_on", _D, "when it was entered", "day"),
        Column("started_on", _D, "when work began", "day"),
        Column("done_on", _D, "when it was finished", "day"),
        Column("dropped_on", _D, "when it was given up", "day"),
        Column("release", _T, "id of the release it is meant for"),
    ),
)

RELEASES = Table(
    "releases",
    "Sets of features that ship on one day",
    key=("id",),
    followed=("due",),
    columns=(
        Column("id", _T, "the tracker's own id or name", required=True),
        Column("name", _T, "what it is called"),
        Column("due", _D, "the date that stands in the tracker", "day"),
        Column("shipped_on", _D, "when it shipped", "day"),
        Column(
            "train",
            _T,
            "the series of dated releases it belongs to; empty when it waits for its scope",
        ),
    ),
)

TEAMS = Table(
    "teams",
    "People who share one queue of work and one pace",
    key=("name",),
    columns=(
        Column("name", _T, "what it is called", required=True),
        Column("people", pl.Float64(), "how many work in it", "people"),
        Column("wip_limit", _I, "how many features it works on at once", "features"),
    ),
)

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
        Column("deal", _T, "id of the deal it concerns"),
        Column("feature", _T, "id of the feature it concerns"),
        Column(
            "done_on", _D, "when it was done; a feature's own ship date counts where empty", "day"
        ),
    ),
)

TOOLS = Table(
    "tools",
    "Sales tools: deck, demo, price list, data sheet, reference, answer sheet",
    key=("name",),
    columns=(
        Column("name", _T, "what it is called", required=True),
        Column("kind", _T, "deck, demo, price list, ..."),
        Column("owner", _T, "who makes it"),
        Column("state", _T, "how far it is", allowed=TOOL_STATES),
        Column("features", pl.List(pl.String()), "ids of the features it shows"),
        Column("due", _D, "when it is to be ready", "day"),
    ),
)

NOTES = Table(
    "notes",
    "What people write to each other on deals, features, releases and weekly reports",
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
        Column("week", _D, "day of the weekly report it is about", "day"),
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

DEPENDENCIES = Table(
    "dependencies",
    "Which feature cannot be finished before which other",
    key=("feature", "after"),
    columns=(
        Column("feature", _T, "id of the feature that waits", required=True),
        Column("after", _T, "id of the feature it waits for", required=True),
    ),
)

ATTRIBUTES = Table(
    "attributes",
    "Columns of the sources kept as they are, one value a row",
    key=("table", "id", "name"),
    columns=(
        Column("table", _T, "the table of the row it belongs to", required=True),
        Column("id", _T, "that row's key", required=True),
        Column("name", _T, "the source's column", required=True),
        Column("value", _T, "the source's value"),
    ),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        DEALS, CHANGES, RULES, EVIDENCE, NEEDS, BUYER_STEPS, CALLS, DEAL_CALLS, MEMBERSHIPS,
        TARGETS, FEATURES, ITEMS, RELEASES, TEAMS, PEOPLE, MEETINGS, PROMISES, TOOLS, NOTES, TOLD,
        RISKS, DEPENDENCIES, ATTRIBUTES,
    )
}  # fmt: skip

LOGS = ("changes", "attributes")
"""Tables that hold something of many others: a row goes with the record that it is of."""

SAID = frozenset({"notes", "told", "risks"})
"""Tables of what people say to each other: no forecast reads them, so that what is written in them
makes none anew.
"""

BY_NAME = {"needs": {"account": "deal", "link": "feature"}}
"""Columns that a mapping may give beside those of a table -> the column that they stand in for: the
buyer in place of the deal, an issue in place of the feature.
"""
