"""What each role may see of the book, held against a table written by hand."""

from datetime import datetime
from decimal import Decimal

import polars as pl
import pytest

from interlock.records.errors import NotAllowed, UnknownName
from interlock.records.rights import AMOUNTS, RIGHTS, Viewer
from interlock.records.table import MONEY
from interlock.records.tables import TABLES
from interlock.store import merged, shown, typed, write
from tests.store.books import book, deal

AT = datetime(2026, 2, 3)
SECRET, OWN = "91919.125", "42424.125"
LOG = {"table": "deals", "at": AT, "field": "amount", "old": "1"}
HELD = book(
    [
        deal("D1", owner="Ann", amount=Decimal(OWN), stage="Lead"),
        deal("D2", owner="Bob", amount=Decimal(SECRET), arr=Decimal(SECRET), stage="Lead"),
    ],
    changes=[{**LOG, "id": "D1", "new": OWN}, {**LOG, "id": "D2", "new": SECRET},
             {**LOG, "id": "D2", "field": "stage", "new": "Lead"}],
    attributes=[{"table": "deals", "id": "D1", "name": "TCV", "value": OWN},
                {"table": "deals", "id": "D2", "name": "TCV", "value": SECRET}],
    calls=[{"by": "Ann", "period": "2026-Q4", "amount": Decimal(OWN), "said_on": AT.date()},
           {"by": "Bob", "period": "2026-Q4", "amount": Decimal(SECRET), "said_on": AT.date()}],
    targets=[{"period": "2026-Q4", "scope": "Ann", "amount": Decimal(OWN)},
             {"period": "2026-Q4", "scope": "Bob", "amount": Decimal(SECRET)}],
    people=[{"name": "Cem", "side": "development", "deal": "D1"},
            {"name": "Ann", "side": "buyer", "deal": "D2"}],
)  # fmt: skip
pytestmark = pytest.mark.usefixtures("sqlite_book")
SEEN = {
    "owner": (True, True), "manager": (True, True), "rep": (True, True), "product": (True, True),
    "developer": (False, False), "viewer": (False, False),
}  # fmt: skip
"""role -> whether Ann in that role sees her own amounts, and those of others."""


@pytest.fixture(autouse=True)
def _taken_in(sqlite_book):
    write.book(HELD, by="Ann", words="first")


def told(viewer):
    """Everything that a viewer can read."""
    tables = [name for name in TABLES if name in viewer.right.sees]
    return "\n".join(shown.table(name, viewer).write_json() for name in tables)


@pytest.mark.parametrize(("role", "seen"), SEEN.items())
def test_a_role_sees_the_amounts_that_are_its_to_see(role, seen):
    words = told(Viewer("Ann", role))
    assert (OWN in words, SECRET in words) == seen


@pytest.mark.parametrize("role", RIGHTS)
@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("all", (True, True)),
        ("own", (True, False)),
        ("bands", (False, False)),
        ("none", (False, False)),
    ],
)
def test_the_owner_says_otherwise_for_anybody(role, said, seen):
    words = told(Viewer("Ann", role, said))
    assert (OWN in words, SECRET in words) == seen


def test_a_deal_is_shared_with_those_of_ours_who_are_named_in_it():
    assert OWN in told(Viewer("Cem", "developer", "own"))
    assert SECRET not in told(Viewer("Ann", "rep", "own"))


def test_what_is_no_amount_stays_in_the_log():
    fields = shown.table("changes", Viewer("Cem", "developer"))["field"].to_list()
    assert fields == ["stage"]


def test_every_column_of_money_is_named():
    money = {
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if column.dtype == MONEY
    }
    assert money == {(table, column) for table, columns in AMOUNTS.items() for column in columns}


@pytest.mark.parametrize("role", RIGHTS)
def test_a_table_that_a_role_does_not_see_is_refused(role):
    viewer = Viewer("Ann", role)
    for name, table in TABLES.items():
        if name in RIGHTS[role].sees:
            assert shown.table(name, viewer).schema == table.schema
        else:
            with pytest.raises(NotAllowed, match=f"A {role} may not see {name}"):
                shown.table(name, viewer)


def test_what_a_role_changes_it_sees():
    assert all(right.changes <= right.sees for right in RIGHTS.values())


def test_a_record_tells_who_changed_what_when_and_from_where():
    typed.over("deals", ("D1",), {"amount": "5"}, by="Bob", seen=1)
    write.book(HELD.with_tables(deals=_later()), by="Cem", words="second")
    number = typed.over("deals", ("D1",), {"amount": "6"}, by="Dan", seen=3)
    write.undo(number, by="Eve")
    found = shown.record("deals", ("D1",), Viewer("Ann", "manager"))
    assert [(one.by, one.origin, one.column, one.old, one.new) for one in found.past] == [
        ("Eve", "undone", "amount", 6, 5),
        ("Dan", "typed", "amount", 5, 6),
        ("Cem", "imported", "stage", "Lead", "Demo"),
        ("Bob", "typed", "amount", None, 5),
        ("Ann", "imported", "", False, True),
    ]
    assert (found.values["amount"], found.typed) == (Decimal("5.000"), {"amount"})
    assert (found.may_change, found.revision) == (True, 5)
    hidden = shown.record("deals", ("D1",), Viewer("Eve", "viewer"))
    assert [one.column for one in hidden.past] == ["stage", ""]
    assert (hidden.values["amount"], hidden.typed, hidden.may_change) == (None, frozenset(), False)


def test_a_record_that_is_gone_from_its_source_is_shown_as_it_stood_last():
    number = write.book(
        HELD.with_tables(deals=HELD.deals.filter(id="D2")), by="Cem", words="second"
    )
    gone = shown.record("deals", ("D1",), Viewer("Ann", "manager"))
    assert (gone.stands, gone.values["id"], gone.values["amount"]) == (False, "D1", Decimal(OWN))
    assert [(one.by, one.column, one.old, one.new) for one in gone.past] == [
        ("Cem", "", True, False),
        ("Ann", "", False, True),
    ]
    assert shown.record("deals", ("D1",), Viewer("Ann", "viewer")).values["amount"] is None
    write.undo(number, by="Eve")
    back = shown.record("deals", ("D1",), Viewer("Ann", "manager"))
    assert (back.stands, [one.new for one in back.past]) == (True, [True, False, True])


def test_a_typed_record_is_shown_with_who_typed_it():
    typed.add("deals", {"id": "D9", "outcome": "open"}, by="Bob")
    found = shown.record("deals", ("D9",), Viewer("Ann", "manager"))
    assert (found.stands, found.typed) == (True, {"outcome"})
    assert {(one.by, one.column, one.new) for one in found.past} == {
        ("Bob", "", True),
        ("Bob", "outcome", "open"),
    }


def _later():
    return HELD.deals.with_columns(
        stage=pl.when(pl.col("id") == "D1").then(pl.lit("Demo")).otherwise("stage")
    )


def test_what_was_typed_and_taken_back_is_told():
    number = typed.over("deals", ("D1",), {"stage": "Demo"}, by="Bob", seen=1)
    write.undo(number, by="Eve")
    past = shown.record("deals", ("D1",), Viewer("Ann", "manager")).past
    assert [(one.by, one.old, one.new) for one in past[:2]] == [
        ("Eve", "Demo", None),
        ("Bob", None, "Demo"),
    ]


def test_a_merged_record_is_found_under_the_name_that_stands():
    merged.merge("deals", "D2", "D1", by="Ann")
    assert shown.record("deals", ("D1",), Viewer("Ann", "manager")).values["arr"] is not None
    with pytest.raises(UnknownName):
        shown.record("deals", ("D2",), Viewer("Ann", "manager"))
