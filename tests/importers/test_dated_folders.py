from datetime import date

import polars as pl

from interlock.importers.export_days import gaps
from tests.importers.made_files import log_of, read

HEAD = "id,name,outcome,stage,amount,expected_close_on,closed_on,created_on\n"
FIRST = (
    HEAD
    + "1,a,open,Qualify,100,2026-12-31,,2026-10-01\n2,b,open,Qualify,50,2026-12-31,,2026-10-01\n"
)
SECOND = (
    HEAD
    + "1,a,open,Propose,100.00,2027-01-31,,2026-10-01\n3,c,open,Qualify,70,2026-12-31,,2026-11-18\n"
)
TWO = {"2026-11-13/deals.csv": FIRST, "2026-11-20/deals.csv": SECOND}


def test_the_last_export_gives_the_records(tmp_path):
    book = read(tmp_path, TWO).book
    assert book.deals["id"].to_list() == ["1", "3"]
    assert book.seen_on == date(2026, 11, 20)


def test_what_differs_between_exports_is_kept_as_a_change(tmp_path):
    reading = read(tmp_path, TWO)
    assert log_of(reading, "stage", "1") == [
        ("2026-11-13", None, "Qualify"),
        ("2026-11-20", "Qualify", "Propose"),
    ]
    assert log_of(reading, "expected_close_on", "1")[-1][1:] == ("2026-12-31", "2027-01-31")
    assert log_of(reading, "amount", "1") == [("2026-11-13", None, "100")]
    assert log_of(reading, "stage", "3") == [("2026-11-20", None, "Qualify")]


def test_records_that_are_gone_are_counted(tmp_path):
    left_out = read(tmp_path, TWO).book.left_out
    assert [(left.table, left.count) for left in left_out] == [("deals", 1)]


def test_a_history_of_its_own_goes_before_differences(tmp_path):
    changes = (
        "table,id,at,field,old,new\n"
        "deals,1,2026-10-01,stage,,Qualify\ndeals,1,2026-11-17,stage,Qualify,Propose\n"
    )
    reading = read(tmp_path, {**TWO, "changes.csv": changes})
    assert log_of(reading, "stage", "1") == [
        ("2026-10-01", None, "Qualify"),
        ("2026-11-17", "Qualify", "Propose"),
    ]


def test_the_log_always_leads_to_todays_value(tmp_path):
    changes = "table,id,at,field,old,new\ndeals,1,2026-10-01,stage,,Discover\n"
    reading = read(tmp_path, {**TWO, "changes.csv": changes})
    assert log_of(reading, "stage", "1") == [
        ("2026-10-01", None, "Discover"),
        ("2026-11-20", "Discover", "Propose"),
    ]


def test_files_beside_the_dated_folders_are_read_too(tmp_path):
    features = "id,name\nF,x\n"
    needs = "deal,feature\na,x\n"
    book = read(tmp_path, {**TWO, "features.csv": features, "needs.csv": needs}).book
    assert book.needs.select("deal", "feature").rows() == [("1", "F")]


def test_what_only_an_earlier_export_holds_is_taken_from_there_and_said(tmp_path):
    jira = "Summary,Issue key,Issue id,Issue Type\nOffline,A-1,1,Epic\n"
    reading = read(tmp_path, {**TWO, "2026-11-13/jira.csv": jira})
    assert reading.book.features["key"].to_list() == ["A-1"]
    (problem,) = reading.problems
    assert "the later exports hold no Jira issues" in problem.what


def test_a_day_after_the_export_is_said(tmp_path):
    late = SECOND.replace("2026-11-18", "2026-11-28")
    reading = read(tmp_path, {**TWO, "2026-11-20/deals.csv": late})
    assert reading.book.seen_on == date(2026, 11, 20)
    assert [(p.column, p.value) for p in reading.problems] == [("created_on", "2026-11-28")]


def test_folders_that_are_no_days_are_not_looked_into(tmp_path):
    book = read(tmp_path, {**TWO, "2026-13-01/deals.csv": FIRST, "old/deals.csv": FIRST}).book
    assert len(book.sources) == 1


def test_a_moved_release_and_a_moved_item_are_followed(tmp_path):
    head = "Summary,Issue key,Issue id,Issue Type,Parent key,Fix versions\n"
    first = head + "x,A-1,1,Epic,,1.0\ny,A-2,2,Epic,,1.0\nz,A-3,3,Story,A-1,\n"
    second = first.replace("Epic,,1.0\ny", "Epic,,2.0\ny").replace("Story,A-1", "Story,A-2")
    reading = read(tmp_path, {"2026-11-13/j.csv": first, "2026-11-20/j.csv": second})
    assert log_of(reading, "release", "1")[-1] == ("2026-11-20", "1.0", "2.0")
    assert log_of(reading, "feature", "3")[-1] == ("2026-11-20", "1", "2")
    assert reading.book.changes.filter(pl.col("at").is_null()).height == 0


WEEKLY = {f"2026-{day}/deals.csv": FIRST for day in ("10-02", "10-09", "10-16", "10-23")}


def test_weeks_without_an_export_are_said():
    found = gaps([date(2026, 10, 2), date(2026, 10, 9), date(2026, 10, 16), date(2026, 11, 20)])
    assert [(p.file, p.what) for p in found] == [
        ("2026-11-20", "no export for 35 days, usually one every 7")
    ]


def test_weekly_exports_have_no_gap(tmp_path):
    assert read(tmp_path, WEEKLY).problems == ()
    assert gaps([date(2026, 10, 2), date(2026, 10, 9), date(2026, 10, 22)]) == ()


def test_a_field_with_a_history_of_its_own_that_differs_between_exports_is_said(tmp_path):
    changes = "table,id,at,field,old,new\ndeals,1,2026-11-17,stage,Qualify,Propose\n"
    left_out = read(tmp_path, {**TWO, "changes.csv": changes}).book.left_out
    said = [(left.table, left.count) for left in left_out if "own history counts" in left.why]
    assert said == [("deals", 1)]


AGAIN = HEAD + "1,other,open,Qualify,900,2026-12-31,,2026-11-17\n"
ENDED = HEAD + "1,a,lost,Talk,100,,2026-11-10,2026-10-01\n"


def test_an_id_that_is_used_again_stands_for_the_later_deal_alone(tmp_path):
    reading = read(tmp_path, {"2026-11-13/deals.csv": ENDED, "2026-11-20/deals.csv": AGAIN})
    [problem] = reading.problems
    assert (problem.file, problem.value) == ("2026-11-13", "1")
    assert "another deal" in problem.what
    assert log_of(reading, "stage", "1") == [("2026-11-20", None, "Qualify")]


def test_a_deal_that_was_opened_again_is_the_same_deal(tmp_path):
    opened = HEAD + "1,a,open,Qualify,100,2026-12-31,,2026-10-01\n"
    reading = read(tmp_path, {"2026-11-13/deals.csv": ENDED, "2026-11-20/deals.csv": opened})
    assert reading.problems == ()
    assert log_of(reading, "stage", "1")[-1][1:] == ("Talk", "Qualify")
