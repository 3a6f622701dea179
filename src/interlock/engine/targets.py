"""Whose target is whose: each row of the table, resolved to the one that it names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from interlock.engine import plain
from interlock.records.book import Book
from interlock.records.calls import COMPANY, Scope
from interlock.records.errors import near_misses
from interlock.records.reporting import TEAM, of_kind


@dataclass(frozen=True)
class Targets:
    """Amounts by (period, kind, name in lower case); ``unclear`` are those that count for nobody,
    in words.
    """

    amounts: Mapping[tuple[str, str, str], float]
    unclear: tuple[str, ...]

    def of(self, period: str, scope: Scope) -> float | None:
        """What a period is to bring for a scope; None where nothing is stated."""
        return self.amounts.get((period, scope.kind, scope.name.lower()))


def named(book: Book) -> Targets:
    """Every target by the rep, sales team, territory or pipeline that it names, whatever the case.

    Several rows of one period and scope add up. A name that nobody has, or that two kinds have,
    counts for nobody and is told of; 'company' is the company's.
    """
    names = _names(book)
    known = _kinds(names)
    amounts: dict[tuple[str, str, str], float] = {}
    unclear = []
    rows = book.targets.with_columns(pl.col("scope").str.to_lowercase().alias("plain"))
    summed = rows.group_by("period", "plain", maintain_order=True).agg(
        pl.col("scope").first(), pl.col("amount").sum()
    )
    for period, name, written, amount in summed.iter_rows():
        kinds = known.get(name, set())
        if len(kinds) == 1:
            kind = next(iter(kinds))
            amounts[period, kind, "" if kind == COMPANY.kind else name] = float(amount)
        else:
            unclear.append(_why(period, written, sorted(kinds), [name for name, _ in names]))
    return Targets(amounts, tuple(unclear))


def _names(book: Book) -> list[tuple[str, str]]:
    """(name, kind) of everything that a target can be for, but the company."""
    ours = book.people.filter(pl.col("side").fill_null("") != "buyer")["name"]
    names = {
        "rep": [book.deals["owner"], book.memberships["name"], ours],
        "team": [book.memberships.filter(of_kind(TEAM))["group"]],
        "territory": [book.memberships.filter(of_kind("territory"))["group"]],
        "pipeline": [book.deals["pipeline"], pl.Series([p.name for p in book.company.pipelines])],
    }
    return [
        (name, kind)
        for kind, columns in names.items()
        for column in columns
        for name in column.drop_nulls().unique(maintain_order=True)
    ]


def _kinds(names: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """The kinds that have a name, by the name in lower case."""
    found = defaultdict[str, set[str]](set)
    for name, kind in names:
        found[name.lower()].add(kind)
    found[COMPANY.kind] = {COMPANY.kind}
    return dict(found)


def _why(period: str, name: str, kinds: list[str], known: list[str]) -> str:
    said = f"The target of {period} for {name!r} counts for nobody: "
    if kinds:
        return said + f"a {plain.listed(kinds)} are called so; name one of them otherwise"
    near = near_misses(name, known)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    return said + f"no rep, sales team, territory or pipeline is called so{hint}"
