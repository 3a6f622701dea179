"""Which table a file holds, by how well its columns are matched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interlock.importers.guess_columns import columns
from interlock.importers.guess_names import HINTS
from interlock.importers.guess_text import tokens
from interlock.importers.guess_values import Content
from interlock.records.guesses import ColumnGuess
from interlock.records.tables import TABLES

WEIGHTS: dict[str, dict[str, float]] = {
    "deals": {"id": 1, "account": 1.5, "owner": 1.5, "stage": 2, "outcome": 3, "amount": 2.5,
              "created_on": 1, "expected_close_on": 1.5, "closed_on": 1.5, "category": 2},
    "items": {"id": 1, "key": 1, "title": 1, "type": 2, "size": 1.5, "created_on": 1,
              "started_on": 2, "done_on": 3, "feature": 1.5, "team": 1, "release": 1.5},
    "features": {"id": 1, "key": 1, "name": 1, "team": 1.5, "order": 2, "release": 1.5,
                 "wanted_by": 1.5, "shipped_on": 2, "created_on": 1},
    "releases": {"id": 1, "name": 2, "due": 2.5, "shipped_on": 3, "train": 1.5},
    "changes": {"table": 0.5, "id": 1.5, "at": 2, "field": 3, "old": 2, "new": 3},
    "needs": {"deal": 2.5, "feature": 3, "strength": 3, "wanted_by": 1, "said_by": 1},
    "evidence": {"deal": 2.5, "rule": 3.5, "on": 1.5, "what": 1.5, "by": 1},
    "promises": {"what": 2.5, "kind": 1.5, "form": 1.5, "maker": 2, "to": 1.5, "said_on": 2,
                 "due": 2, "deal": 0.5, "feature": 0.5},
}  # fmt: skip
"""How much each column speaks for its table."""

ENOUGH = {
    "deals": 8, "items": 7, "features": 7, "releases": 6, "changes": 9, "needs": 8, "evidence": 8,
    "promises": 9,
}  # fmt: skip
"""The weight that makes a table certain."""

MADE = ("outcome", "table")
"""Columns that a mapping can make up, or take from another, where the file has none."""

LEAST_TABLE = 0.3
WITHOUT_STAGE = 0.4
"""Amounts and customers stand in many files; without stages they are hardly deals."""


@dataclass(frozen=True)
class TableFit:
    """A table with the columns found for it; ``missing`` are those that it cannot do without."""

    table: str
    score: float
    why: str
    columns: tuple[ColumnGuess, ...]
    missing: tuple[str, ...]


def best_tables(contents: Sequence[Content], refers: Mapping[str, str]) -> list[TableFit]:
    """Every table that can be told from headers, best first."""
    fits = [table_fit(name, contents, refers) for name in WEIGHTS]
    return sorted(fits, key=lambda fit: -fit.score)


def table_fit(name: str, contents: Sequence[Content], refers: Mapping[str, str]) -> TableFit:
    """The score is the weight of the columns that were found, of what makes the table certain,
    lifted by words that speak for it and halved for each column that it lacks.
    """
    table = TABLES[name]
    found = columns(table, contents, refers)
    have = {column.ours for column in found}
    missing = tuple(
        c.name
        for c in table.columns
        if c.required and c.name not in have and not _made(name, c.name)
    )
    weights = WEIGHTS.get(name, dict.fromkeys(table.names, 1.0))
    weight = sum(weights.get(c.ours, 0.3) * _counts(c) for c in _each_once(found))
    hints = _hints(name, contents)
    score = (weight / ENOUGH.get(name, 8) + 0.08 * min(hints, 3)) * 0.5 ** len(missing)
    if name == "deals" and not have & {"stage", "outcome"}:
        score *= WITHOUT_STAGE
    if any(c.ours == "id" and c.score < 0.75 and "repeat" in c.why for c in found):
        score *= 0.8
    return TableFit(name, min(score, 1.0), _why(found), found, missing)


def _made(table: str, ours: str) -> bool:
    return ours in MADE or (ours == "id" and table != "changes")


def _each_once(found: Sequence[ColumnGuess]) -> list[ColumnGuess]:
    """Of a column that is used twice, the surer use."""
    best: dict[str, ColumnGuess] = {}
    for column in sorted(found, key=lambda c: -c.score):
        best.setdefault(column.theirs, column)
    return list(best.values())


def _counts(column: ColumnGuess) -> float:
    """A mere guess says little about which table it is."""
    return column.score if column.score >= 0.6 else 0.3 * column.score


def _hints(name: str, contents: Sequence[Content]) -> int:
    said = {word for content in contents for word in tokens(content.header)}
    near = {word for word in said for hint in HINTS.get(name, ()) if word in (hint, f"{hint}s")}
    return len(near)


def _why(found: Sequence[ColumnGuess]) -> str:
    best = sorted(_each_once(found), key=lambda c: -c.score)
    named = [f"{c.theirs!r} is its {c.ours}" for c in best[:3] if c.score >= 0.6]
    return ", ".join(named) or "nothing better fits"
