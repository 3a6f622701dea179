from datetime import date, datetime
from decimal import Decimal

import polars as pl
import pytest

from interlock.importers import own
from interlock.records.sales_tables import STRENGTHS
from interlock.records.tables import TABLES
from tests.importers.made_files import DEALS, FEATURES, read

SAMPLES = {
    pl.String(): "word",
    pl.Date(): "2026-02-03",
    pl.Datetime("us"): "2026-02-03 04:05:06",
    pl.Boolean(): "true",
    pl.Int32(): "3",
    pl.Float64(): "2.5",
    TABLES["deals"].column("amount").dtype: "12.50",
    pl.List(pl.String()): "word;word2",
}
BASE = {"base_deals.csv": DEALS, "base_features.csv": FEATURES}
SPECIAL = {
    ("changes", "table"): "promises",
    ("changes", "field"): "due",
    ("changes", "old"): "2026-02-03",
    ("changes", "new"): "2026-02-04",
    ("deals", "currency"): "USD",
    ("deals", "outcome"): "won",
}
REFERENCES = {"deal": "D1", "feature": "F1", "after": "F2", "features": "F1;F2"}


def sample(table, column):
    if (table.name, column.name) in SPECIAL:
        return SPECIAL[table.name, column.name]
    if column.allowed:
        return column.allowed[0]
    return REFERENCES.get(column.name, SAMPLES[column.dtype])


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_file_with_a_tables_columns_is_read_as_that_table(tmp_path, table):
    header = ",".join(table.names)
    row = ",".join(sample(table, column) for column in table.columns)
    reading = read(tmp_path, {**BASE, "any name.csv": f"{header}\n{row}\n"})
    assert reading.problems == ()
    assert next(s.tables for s in reading.book.sources if s.file == "any name.csv") == (table.name,)
    frame = getattr(reading.book, table.name)
    assert frame.schema == table.schema
    assert any(None not in read_row for read_row in frame.rows())


def test_the_headers_decide_and_not_the_files_name():
    assert own.table_of(("deal", "feature", "strength")).name == "needs"
    assert own.table_of(("Feature *", " AFTER ")).name == "dependencies"
    assert own.table_of(("name", "email", "phone")) is None
    assert own.table_of(("deal", "x", "y", "z")) is None


def test_a_columns_words_are_said_when_another_is_met(tmp_path):
    files = {**BASE, "promises.csv": "id,what,said_on,kind\nP1,ship,2026-01-02,vow\n"}
    (problem,) = read(tmp_path, files).problems
    assert (problem.file, problem.line, problem.column) == ("promises.csv", 2, "kind")
    assert problem.allowed == "own act, outcome"


def test_strengths_may_be_written_in_the_companys_words(tmp_path):
    company = '[need_strengths.dealbreaker]\nsynonyms = ["Showstopper"]\n'
    needs = "deal,feature,strength\nD1,F1,SHOWSTOPPER\nD1,F2,should\n"
    reading = read(tmp_path, {**BASE, "needs.csv": needs, "company.toml": company})
    assert reading.book.needs["strength"].to_list() == list(STRENGTHS[:2])


def test_needs_that_somebody_wrote_are_confirmed_unless_they_say_otherwise(tmp_path):
    needs = "deal,feature,confirmed\nD1,F1,\nD1,F2,false\n"
    reading = read(tmp_path, {**BASE, "needs.csv": needs})
    assert reading.book.needs["confirmed"].to_list() == [True, False]


def test_changes_are_written_alike_whatever_their_zeros(tmp_path):
    changes = "table,id,at,field,old,new\ndeals,Acme,2026-01-06 10:00,amount,100.00,200.50\n"
    log = read(tmp_path, {**BASE, "changes.csv": changes}).book.changes
    amounts = log.filter(pl.col("field") == "amount").select("at", "old", "new").rows()
    assert amounts == [
        (datetime(2026, 1, 5), None, "100"),
        (datetime(2026, 1, 6, 10), "100", "200.5"),
        (datetime(2026, 1, 6, 10), "200.5", "100"),
    ]


def test_own_files_go_before_exports_and_each_fills_what_the_other_lacks(tmp_path):
    jira = "Summary,Issue key,Issue id,Issue Type,Fix versions\nOffline,A-1,1,Epic,1.0\n"
    releases = "id,name,due,train\n1.0,Spring,2026-05-01,quarterly\n"
    book = read(tmp_path, {"a.csv": jira, "releases.csv": releases}).book
    assert book.releases.rows() == [("1.0", "Spring", date(2026, 5, 1), None, "quarterly")]


def test_rows_that_disagree_are_said_and_the_first_stands(tmp_path):
    files = {"a.csv": DEALS, "b.csv": DEALS.replace("100", "200").replace("Acme", "Ace")}
    reading = read(tmp_path, files)
    assert reading.book.deals["amount"].to_list() == [Decimal(100)]
    (problem,) = reading.problems
    assert (problem.column, problem.value) == ("name, amount", "D1")
    assert [(left.table, left.count) for left in reading.book.left_out] == [("deals", 1)]


def test_the_order_of_rows_tells_nothing(tmp_path):
    rows = "id,outcome,name\n3,open,c\n1,open,a\n3,open,c\n2,open,b\n"
    other = "id,outcome,name\n2,open,b\n3,open,c\n1,open,a\n3,open,c\n"
    found, again = (read(tmp_path, {"a.csv": text}).book.deals for text in (rows, other))
    assert found["id"].to_list() == ["1", "2", "3"]
    assert found.equals(again)


def test_two_tools_of_one_name_are_one_tool(tmp_path):
    tools = "name,kind,features\nDeck,deck,F1\nDeck,demo,F2\n"
    reading = read(tmp_path, {**BASE, "tools.csv": tools})
    assert reading.book.tools.select("name", "kind", "features").rows() == [
        ("Deck", "deck", ["F1"])
    ]
    assert len(reading.problems) == 1
