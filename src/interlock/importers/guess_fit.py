"""How well what stands under a header fits a column of ours."""

from collections.abc import Callable, Mapping

import polars as pl

from interlock.importers.finish import HAPPENED
from interlock.importers.guess_translations import only_ends, placed_share, says_stages
from interlock.importers.guess_values import Content
from interlock.records.table import MONEY, Table

PEOPLE = ("owner", "by", "maker", "said_by", "to")
GROUPS = ("stage", "type", "segment", "pipeline", "field", "team", "rule", "table", "train")
REFERENCES = {"deal": "deals", "feature": "features", "release": "releases"}
TOO_LATE = 0.02

Fit = tuple[float, str]
"""From 0 (cannot be) to 1, and why."""

NOT = (0.0, "")


def fit(table: Table, ours: str, content: Content, refers: Mapping[str, str]) -> Fit:
    """Whether the values can be those of our column at all, and how much they speak for it."""
    if not content.filled:
        return 0.3, "it is empty"
    column = table.column(ours)
    if column.allowed:
        return _allowed(table, ours, content)
    by_type: dict[pl.DataType, Callable[[], Fit]] = {
        pl.Date(): lambda: _days(table, ours, content),
        pl.Datetime("us"): lambda: _days(table, ours, content),
        MONEY: lambda: _numbers(content),
        pl.Float64(): lambda: _numbers(content),
        pl.Int32(): lambda: _numbers(content),
        pl.Boolean(): lambda: _flags(content),
    }
    return by_type.get(column.dtype, lambda: _text(table, ours, content, refers))()


def _allowed(table: Table, ours: str, content: Content) -> Fit:
    share = placed_share(table.name, ours, content)
    if content.distinct > 60 or content.dates >= 0.5:
        return NOT
    if share >= 0.9:
        return 1.0, "its words are known"
    if share > 0:
        return 0.7, "some of its words are known"
    is_stage = ours == "outcome" and says_stages(content)
    return (0.4, "its words name stages") if is_stage else NOT


def _days(table: Table, ours: str, content: Content) -> Fit:
    if content.dates < 0.5:
        return NOT
    share = "every value is a day" if content.dates >= 0.995 else f"{content.dates:.0%} are days"
    happened = ours in HAPPENED.get(table.name, ()) and (table.name, ours) != ("deals", "closed_on")
    if happened and content.late > TOO_LATE:
        return 0.2, f"{share}, but {content.late:.0%} lie after --as-of"
    return (1.0 if content.dates >= 0.9 else 0.5), share


def _numbers(content: Content) -> Fit:
    if content.numbers < 0.8 or content.dates >= 0.5:
        return NOT
    return (
        (1.0, "every value is a number") if content.numbers >= 0.995 else (0.5, "most are numbers")
    )


def _flags(content: Content) -> Fit:
    return (1.0, "yes and no") if content.flags >= 0.9 else NOT


def _text(table: Table, ours: str, content: Content, refers: Mapping[str, str]) -> Fit:
    if ours in ("old", "new"):
        return 1.0, content.holds if content.few else "values of several kinds"
    if content.dates >= 0.5:
        return NOT
    if ours in REFERENCES or (table.name, ours) == ("changes", "id"):
        return _reference(ours, content, refers)
    special = {"currency": _currency, "id": _id, "key": _key}
    if ours in special:
        return special[ours](content)
    if ours in PEOPLE or ours in GROUPS:
        return _people(content) if ours in PEOPLE else _groups(ours, content)
    return (0.3 if content.numbers >= 0.95 else 1.0), ""


def _currency(content: Content) -> Fit:
    return (1.0, "every value is a currency code") if content.codes >= 0.9 else NOT


def _key(content: Content) -> Fit:
    return (1.0, "keys such as CORE-12") if content.keys >= 0.9 else (0.5, "")


def _reference(ours: str, content: Content, refers: Mapping[str, str]) -> Fit:
    table = refers.get(content.header)
    if table is None:
        return 0.9, ""
    fits = REFERENCES.get(ours, table) == table
    return (1.0, f"its values are ids of {table}") if fits else (0.3, "")


def _id(content: Content) -> Fit:
    if content.unique >= 0.98 and content.filled == content.rows:
        return 1.0, "every value differs"
    if content.unique >= 0.9:
        return 0.6, "nearly every value differs"
    return 0.25, "but its values repeat"


def _people(content: Content) -> Fit:
    if content.persons >= 0.8:
        return 1.0, "its values look like names of people"
    return (0.6, "") if content.unique < 0.9 or content.filled < 20 else (0.3, "")


def _groups(ours: str, content: Content) -> Fit:
    if ours == "stage" and only_ends(content):
        return 0.4, "but it only says won, lost and open"
    if content.few:
        return 1.0, f"{content.holds}"
    return (0.2, "") if content.unique > 0.8 and content.filled > 20 else (0.6, "")


def is_day(table: Table, ours: str) -> bool:
    """Whether our column holds days or moments."""
    return table.column(ours).dtype in (pl.Date(), pl.Datetime("us"))
