"""Every table that flows through Interlock: the one list of them, the change log, and columns kept
as they are. Each column's type, unit and meaning stands once, in `sales_tables`, `work_tables`,
`shared_tables`, `tool_tables` or here; importers fill it, the engine reads it, the guide lists it.
"""

import polars as pl

from interlock.records.sales_tables import (
    BUYER_STEPS,
    CALLS,
    DEAL_CALLS,
    DEALS,
    EVIDENCE,
    MEMBERSHIPS,
    NEEDS,
    RULES,
    TARGETS,
)
from interlock.records.shared_tables import (
    HANDOVER_STEPS,
    MEETINGS,
    MOVES,
    NOTES,
    PEOPLE,
    PROMISES,
    RISKS,
    TOLD,
)
from interlock.records.table import Column, Table
from interlock.records.tool_tables import TOOL_ASKS, TOOL_LETS, TOOLS
from interlock.records.work_tables import DEPENDENCIES, FEATURES, ITEMS, RELEASES, TEAMS

_T = pl.String()

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
        TARGETS, FEATURES, ITEMS, RELEASES, TEAMS, PEOPLE, MEETINGS, PROMISES, MOVES, TOOLS,
        TOOL_ASKS, TOOL_LETS, HANDOVER_STEPS, NOTES, TOLD, RISKS, DEPENDENCIES, ATTRIBUTES,
    )
}  # fmt: skip

LOGS = ("changes", "attributes")
"""Tables that hold something of many others: a row goes with the record that it is of."""

SAID = frozenset({"notes", "told", "risks", "tool_lets", "handover_steps"})
"""Tables of what people say to each other and hand over: no forecast reads them, so that what is
written in them makes none anew.
"""

BY_NAME = {"needs": {"account": "deal", "link": "feature"}}
"""Columns that a mapping may give beside those of a table -> the column that they stand in for: the
buyer in place of the deal, an issue in place of the feature.
"""
