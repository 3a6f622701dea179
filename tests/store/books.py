"""Small books for the store's tests."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import polars as pl

from interlock.records.book import Book
from interlock.records.company import Company, Pipeline, Rate, Stage
from interlock.records.problems import LeftOut, Source
from interlock.records.tables import TABLES

COMPANY = Company(
    name="Größer & Söhne", currency="EUR", rates=(Rate("USD", date(2026, 1, 1), Decimal("0.91")),),
    pipelines=(Pipeline("Sales", (Stage("Lead", 10.0), Stage("Won", outcome="won"))),),
    given=frozenset({"name", "currency"}), upkeep_share={"all": 0.25},
)  # fmt: skip

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def frame(name, *rows):
    table = TABLES[name]
    given = [{column: row.get(column) for column in table.names} for row in rows]
    return table.in_order(pl.DataFrame(given, schema=table.schema, orient="row"))


def deal(own_id, **more):
    return {"id": own_id, "outcome": "open", "amount": Decimal("1000.125"), **more}


def book(deals=(), **tables):
    """A book with these deals, and rows of other tables by name."""
    frames = {name: frame(name, *rows) for name, rows in tables.items()}
    made = Book(company=COMPANY, seen_on=date(2026, 11, 20), deals=frame("deals", *deals), **frames)
    return replace(
        made,
        sources=(Source("deals.csv", "our own table", ("deals",), 2, "by its headers", ("x",)),),
        left_out=(LeftOut("deals", 3, "no id"),),
    )


CHANGE = {
    "table": "deals", "id": "D1", "at": datetime(2026, 2, 3, 4, 5, 6, 789012), "field": "stage",
    "source": "log.csv",
}  # fmt: skip
EVERYTHING = book(
    [
        deal("D1", name="Ünïcode “quoted”, comma\nand line", created_on=date(2026, 1, 2)),
        deal("D2", amount=Decimal("999999999999999.999"), term_months=36, outcome="won"),
        deal("D3", amount=None, name=""),
    ],
    changes=[
        {**CHANGE, "old": None, "new": "\\N"},
        {**CHANGE, "old": "", "new": "tab\there"},
    ],
    needs=[{"deal": "D1", "feature": "F1", "confirmed": False}, {"deal": "D2", "feature": "F1"}],
    items=[{"id": "I1", "size": 0.1 + 0.2}],
    tools=[{"name": "deck", "features": ["F1", "ä"]}, {"name": "demo", "features": []}],
    people=[{"name": "Ann"}, {"name": "Ann"}, {"name": "Bob", "met_on": date(2026, 1, 2)}],
)  # fmt: skip


def same(one, other):
    """Whether two books are equal in every table and in everything beside them."""
    beside = ("company", "seen_on", "sources", "left_out")
    return all(getattr(one, name) == getattr(other, name) for name in beside) and all(
        one.table(name).equals(other.table(name), null_equal=True) for name in TABLES
    )
