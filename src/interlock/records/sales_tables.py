"""Tables of sales: deals and what buyers ask for, rules and their evidence, calls and targets."""

import polars as pl

from interlock.records.table import MONEY, Column, Table

_T, _D, _B, _I = pl.String(), pl.Date(), pl.Boolean(), pl.Int32()

OUTCOMES = ("open", "won", "lost")
CATEGORIES = ("omitted", "pipeline", "best case", "commit", "closed")
KINDS = ("new", "expansion", "renewal")
STRENGTHS = ("dealbreaker", "important", "nice-to-have")
NO_NEED = "none"
"""In place of a strength: somebody said that the deal does not wait for the feature."""

MET_BY = ("shipped", "beta", "workaround", "discount", "written promise", "nothing")
LEVELS = ("rep", "manager", "vp")
GROUPS = ("team", "territory")
ARMS = ("a", "b")
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
