"""Who is whose manager, and who sells beside whom."""

from datetime import date

import polars as pl

from interlock.records.calls import Scope

TEAM = "team"


def below(people: pl.DataFrame, name: str) -> frozenset[str]:
    """Everybody who reports to somebody, through others too."""
    found: set[str] = set()
    asked = {name}
    while asked:
        reports = people.filter(pl.col("reports_to").is_in(sorted(asked)))
        asked = set(reports["name"]) - found - {name}
        found |= asked
    return frozenset(found)


def managers(people: pl.DataFrame) -> dict[str, str]:
    """Who reports to whom: the first that is stated."""
    stated = people.drop_nulls("reports_to").unique("name", keep="first", maintain_order=True)
    return dict(stated.select("name", "reports_to").iter_rows())


def teams(memberships: pl.DataFrame, day: date) -> dict[str, str]:
    """The sales team in which everybody is on a day; the first by name of several."""
    stays = memberships.filter(of_kind(TEAM), is_in(pl.lit(day))).sort("group")
    return dict(stays.unique("name", keep="first").select("name", "group").iter_rows())


def led(
    people: pl.DataFrame, memberships: pl.DataFrame, name: str, *, day: date
) -> frozenset[str] | None:
    """Whose calls somebody leads: of those who report to them; where nobody does, of those in their
    sales team; None, everybody's, where that is not known either.
    """
    reports = below(people, name)
    if reports:
        return reports | {name}
    of = teams(memberships, day)
    mates = {other for other, team in of.items() if team == of.get(name)}
    return frozenset(mates) or None


def scope_led(people: pl.DataFrame, name: str) -> Scope:
    """Whose deals a manager answers for: of those who report to them; the company's where nobody
    does.
    """
    return Scope("manager", name) if below(people, name) else Scope("company")


def of_kind(kind: str) -> pl.Expr:
    """Memberships in a team or a territory; a team where that is not stated."""
    return pl.col("kind").fill_null(TEAM) == kind


def is_in(day: pl.Expr) -> pl.Expr:
    """Whether a membership stands on a day: its first and its last day are in it."""
    begun = pl.col("from_on").is_null() | (pl.col("from_on") <= day)
    return begun & (pl.col("to_on").is_null() | (day <= pl.col("to_on")))
