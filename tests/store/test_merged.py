"""Two records that are one: merged on reading, untouched by exports, parted again."""

from datetime import date, datetime

import pytest

from interlock.records.errors import UnknownName
from interlock.records.named import LOGGED, NAMED
from interlock.records.tables import TABLES
from interlock.store import merged, read, typed, write
from tests.store.books import book, deal, same

DAY = datetime(2026, 2, 3)
TWINS = book(
    [
        deal("D1", name="Bakery", owner="Ann Roe", stage="Demo"),
        deal("D2", name="Bakery Ltd", owner="A. Roe", segment="food", renewal_of="D1"),
        deal("D3", name="Inn", owner="A. Roe", renewal_of="D2"),
    ],
    changes=[
        {"table": "deals", "id": "D1", "at": DAY, "field": "stage", "new": "Demo"},
        {"table": "deals", "id": "D2", "at": DAY, "field": "stage", "new": "Lead"},
        {"table": "deals", "id": "D2", "at": DAY, "field": "owner", "new": "A. Roe"},
    ],
    features=[{"id": "F1"}, {"id": "F2"}],
    needs=[
        {"deal": "D1", "feature": "F1", "strength": "important"},
        {"deal": "D2", "feature": "F1", "strength": "dealbreaker", "said_by": "A. Roe"},
        {"deal": "D2", "feature": "F2"},
    ],
    tools=[{"name": "deck", "features": ["F1", "F2"]}],
    people=[{"name": "Ann Roe", "side": "sales"}, {"name": "A. Roe", "met_on": date(2026, 1, 2)}],
)  # fmt: skip
pytestmark = pytest.mark.usefixtures("book_at")


@pytest.fixture(autouse=True)
def _taken_in(book_at):
    write.book(TWINS, by="", words="first")


def test_merged_deals_are_one_which_keeps_its_own_and_gains_what_it_lacks():
    merged.merge("deals", "D2", "D1", by="Ann")
    found = read.book()
    assert found.deals.select("id", "name", "segment", "renewal_of").rows() == [
        ("D1", "Bakery", "food", "D1"),
        ("D3", "Inn", None, "D1"),
    ]
    assert found.needs.select("deal", "feature", "strength", "said_by").rows() == [
        ("D1", "F1", "important", "A. Roe"),
        ("D1", "F2", None, None),
    ]
    assert found.changes.select("id", "field", "new").rows() == [
        ("D1", "owner", "A. Roe"),
        ("D1", "stage", "Demo"),
    ]


def test_merged_people_are_one_in_every_column_that_names_them():
    merged.merge("people", "A. Roe", "Ann Roe", by="Ann")
    found = read.book()
    assert found.people.select("name", "side", "met_on").rows() == [
        ("Ann Roe", "sales", date(2026, 1, 2))
    ]
    assert set(found.deals["owner"]) == {"Ann Roe"}
    assert found.needs["said_by"].drop_nulls().to_list() == ["Ann Roe"]
    assert found.changes.filter(field="owner")["new"].to_list() == ["Ann Roe"]


def test_a_merged_feature_is_named_once_where_both_were():
    merged.merge("features", "F2", "F1", by="Ann")
    assert read.book().tools["features"].to_list() == [["F1"]]


def test_parted_records_are_as_they_were():
    merged.merge("deals", "D2", "D1", by="Ann")
    merged.part("deals", "D2", by="Ann")
    assert same(read.book(), TWINS)
    assert read.book(2).deals.height == 2


def test_an_export_leaves_a_merge_as_it_is():
    merged.merge("deals", "D2", "D1", by="Ann")
    assert write.book(TWINS, by="", words="again") is None
    assert read.book().deals["id"].to_list() == ["D1", "D3"]


def test_a_record_merged_into_one_that_is_merged_later_is_the_last():
    merged.merge("deals", "D1", "D2", by="Ann")
    merged.merge("deals", "D2", "D3", by="Ann")
    assert read.book().deals.select("id", "name").rows() == [("D3", "Inn")]


def test_records_that_undoing_led_round_in_a_circle_stand_by_themselves():
    number = merged.merge("deals", "D1", "D2", by="Ann")
    back = write.undo(number, by="Ann")
    merged.merge("deals", "D2", "D1", by="Ann")
    write.undo(back, by="Ann")
    assert read.book().deals.height == 3


@pytest.mark.parametrize(
    ("table", "other", "into"),
    [
        ("deals", "D9", "D1"),
        ("deals", "D1", "D9"),
        ("deals", "D1", "D1"),
        ("calls", "Ann", "Bob"),
        ("deals", "D2", "D3"),
        ("deals", "D3", "D2"),
    ],
)
def test_what_is_not_there_or_merged_already_cannot_be_merged(table, other, into):
    merged.merge("deals", "D2", "D1", by="Ann")
    with pytest.raises(UnknownName):
        merged.merge(table, other, into, by="Ann")


def test_what_is_not_merged_cannot_be_parted():
    with pytest.raises(UnknownName, match="merged record of deals"):
        merged.part("deals", "D2", by="Ann")


def test_every_column_that_says_it_names_a_record_is_led_along():
    ids = {
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if column.name in ("deal", "feature", "release", "team", "owner", "after", "by", "maker")
    }
    named = {one for _, columns in NAMED.values() for one in columns}
    assert ids <= named
    assert all(one in TABLES[table].names for table, one in named)
    assert set(LOGGED) <= set(NAMED)


def test_a_table_or_a_record_s_log_read_alone_is_that_of_the_book():
    merged.merge("deals", "D2", "D1", by="Ann")
    merged.merge("people", "A. Roe", "Ann Roe", by="Ann")
    typed.over("deals", ("D1",), {"stage": "Offer"}, by="Ann", seen=3)
    for revision in range(1, 5):
        whole = read.book(revision)
        for name in TABLES:
            assert read.table(name, revision).equals(whole.table(name), null_equal=True)
        for own_id in ("D1", "D2", "D3", "D9"):
            log = whole.changes.filter(table="deals", id=own_id)
            assert read.log("deals", own_id, revision).equals(log, null_equal=True)
        assert read.beside(revision)["seen_on"] == whole.seen_on
