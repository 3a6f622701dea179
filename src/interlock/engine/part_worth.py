"""What it went with that the buyer's people were met, and that departments had a named contact."""

from datetime import date

import polars as pl

from interlock.engine import meetings, rule_worth
from interlock.engine.people import is_ours, plain_name
from interlock.records.asks import ASKS_FOR_MEETING
from interlock.records.book import Book
from interlock.records.measured import PartWorth, RuleLine, RulesSection
from interlock.records.sales_tables import EVIDENCE, RULES

_OURS = "contact in {}"
"""The kind of evidence that a department's contact is, apart from any role of that name."""

Asked = tuple[str, bool]
"""(part, whether it is one of ours)"""


def measure(book: Book, rules: RulesSection, *, as_of: date) -> tuple[PartWorth, ...]:
    """For each of ``buyer_roles`` and ``departments``: won with it and without, and the odds ratio
    among deals alike, by ``rule_worth``.

    Of a role that a rule names, what that rule's evidence is worth (``rules``); one that asks for a
    meeting comes first, then the last version. Of the others the days of meetings and a contact's
    first days count as evidence. The last day on which somebody was met does not: it comes late in
    deals that go well, and would be worth much for that alone.
    """
    named = {role: _of_rules(role, rules) for role in book.company.buyer_roles}
    dated = _dated(book, [role for role, line in named.items() if line is None], as_of)
    only_those = book.with_tables(evidence=dated, rules=RULES.empty())
    measured = rule_worth.measure(only_those, as_of=as_of).lines if dated.height else ()
    own = {line.rule: line for line in measured}
    return (
        *(_part((role, False), line or own.get(role)) for role, line in named.items()),
        *(_part((one, True), own.get(_ours(one))) for one in book.company.departments),
    )


def _of_rules(role: str, rules: RulesSection) -> RuleLine | None:
    """The line of the rule that names a role."""
    said = [
        line
        for line in rules.lines
        if role.lower() in f"{line.rule} {line.name}".replace("_", " ").lower()
    ]
    return max(said, key=_asks_and_stands, default=None)


def _asks_and_stands(line: RuleLine) -> tuple[bool, date]:
    return bool(ASKS_FOR_MEETING.search(line.name)), line.until or date.max


def _part(asked: Asked, line: RuleLine | None) -> PartWorth:
    part, ours = asked
    lacking = "no first day of a contact is known" if ours else "no day of a meeting is known"
    return PartWorth(part, ours, line, "" if line else lacking)


def _dated(book: Book, roles: list[str], as_of: date) -> pl.DataFrame:
    """Days on which somebody of one of the roles was met, and first days of contacts of ours, as
    evidence of the part.
    """
    met = meetings.met(book, on=as_of).filter(pl.col("how") != meetings.LISTED)
    written = {plain_name(role): role for role in roles}
    holders = book.people.filter(pl.col("side") == "buyer").select(
        "deal",
        person="name",
        rule=_plain("role").replace_strict(written, default=None, return_dtype=pl.String),
    )
    theirs = met.join(holders.drop_nulls(), on=["deal", "person"]).select("deal", "rule", "on")
    ours = (
        book.people.filter(is_ours(), pl.col("from_on") <= as_of)
        .drop_nulls("deal")
        .with_columns(department=pl.coalesce("department", "side"))
        .select("deal", rule=pl.format(_OURS, _plain("department")), on="from_on")
    )
    rows = pl.concat([theirs, ours]).unique(["deal", "rule", "on"]).sort("deal", "rule", "on")
    blank = pl.lit(None, pl.String)
    return rows.with_columns(by=blank, what=blank).select(EVIDENCE.names)


def _plain(column: str) -> pl.Expr:
    return pl.col(column).str.strip_chars().str.to_lowercase()


def _ours(department: str) -> str:
    return _OURS.format(plain_name(department))
