"""Which deals count for whom: company, manager, rep, sales team, territory or pipeline."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from interlock.engine.outlook import Deals
from interlock.records.book import Book
from interlock.records.calls import COMPANY, Scope
from interlock.records.reporting import below, is_in, managers, of_kind

GROUPS = ("team", "territory")


def deals_of(book: Book, scope: Scope, *, as_of: date) -> Deals:
    """The deals that count for a scope; None for the company's, which are all.

    A rep's are those they own; a manager's their own and those of all who report to them, through
    others too. For a team or a territory a deal counts while its owner is in it: a deal that closed
    on the day it closed, an open one on ``as_of``. So the deals that somebody won stay where they
    were won, and those still open go along into the new team. First and last day of a membership
    are both in it; who is in two groups counts for both, who is in none for none.
    """
    if scope == COMPANY:
        return None
    if scope.kind == "rep":
        return pl.col("owner") == scope.name
    if scope.kind == "pipeline":
        return pl.col("pipeline") == scope.name
    if scope.kind == "manager":
        return pl.col("owner").is_in(sorted(below(book.people, scope.name) | {scope.name}))
    return pl.col("id").is_in(_in_group(book, scope, as_of).implode())


def _in_group(book: Book, group: Scope, as_of: date) -> pl.Series:
    stays = book.memberships.filter(of_kind(group.kind), pl.col("group") == group.name)
    both = book.deals.select("id", "owner", "closed_on").join(
        stays.select(owner="name", from_on="from_on", to_on="to_on"), on="owner"
    )
    return both.filter(is_in(pl.col("closed_on").fill_null(as_of)))["id"].unique()


def scopes(book: Book, *, since: date, periods: Iterable[str]) -> tuple[Scope, ...]:
    """Everybody whose figures are worth saying: the company, who owns open deals or won one
    ``since`` a day, who calls one of ``periods``, their managers, and every team, territory and
    pipeline.
    """
    active = book.deals.filter((pl.col("outcome") == "open") | (pl.col("closed_on") >= since))
    calling = book.calls.filter(pl.col("period").is_in(list(periods)), pl.col("level") == "rep")
    reps = {*active["owner"].drop_nulls(), *calling["by"]}
    reports = managers(book.people)
    above = {name for name in reports.values() if below(book.people, name) & reps}
    named = {
        "manager": above,
        "rep": reps,
        **{kind: set(book.memberships.filter(of_kind(kind))["group"]) for kind in GROUPS},
        "pipeline": set(active["pipeline"].drop_nulls()),
    }
    found = (Scope(kind, name) for kind, names in named.items() for name in sorted(names))
    return (COMPANY, *found)
