"""Moves between releases and features, from a tracker's log or from dated exports."""

from datetime import date, datetime

import pytest

from interlock.engine.history import known
from interlock.importers.issue_moves import replayed
from tests.importers.made_files import log_of, read

JIRA = (
    "Summary,Issue key,Issue id,Issue Type,Status,Created,Due date,Fix Version/s,Epic Link\n"
    "Offline,A-1,1,Epic,To Do,2026-01-01,2026-07-31,2.0,\n"
    "Audit,A-2,2,Epic,To Do,2026-01-01,,1.0,\n"
    "Cache,A-3,3,Story,To Do,2026-01-02,,2.0,A-1\n"
    "Sync,A-4,4,Story,To Do,2026-01-02,,2.0,A-2\n"
)
LOG = "key,field,from,to,at\n"


def reading(home, *rows, jira=JIRA, **files):
    return read(home, {"jira.csv": jira, "log.csv": LOG + "\n".join(rows) + "\n", **files})


def test_a_feature_that_moved_was_in_the_old_release_the_day_before(tmp_path):
    found = reading(
        tmp_path, "A-1,Fix Version,1.0,2.0,2026-03-10", "A-3,status,To Do,Done,2026-04-01"
    )
    assert found.problems == ()
    assert log_of(found, "release", "1") == [
        ("2026-01-01", None, "1.0"),
        ("2026-03-10", "1.0", "2.0"),
    ]
    for day, release in ((9, "1.0"), (10, "2.0")):
        features = known(found.book, as_of=date(2026, 3, day)).features
        assert features.filter(key="A-1")["release"].to_list() == [release]


def test_a_version_taken_off_and_one_put_on_at_one_moment_are_one_move(tmp_path):
    found = reading(
        tmp_path,
        "A-3,Fix Version/s,,2.0,2026-03-10 09:00:00",
        "A-3,Fix Version/s,1.0,,2026-03-10 09:00:00",
        "A-3,status,To Do,Done,2026-04-01",
    )
    assert log_of(found, "release", "3") == [
        ("2026-01-02", None, "1.0"),
        ("2026-03-10", "1.0", "2.0"),
    ]


def test_an_item_that_the_log_is_silent_about_has_no_change_of_its_own(tmp_path):
    found = reading(tmp_path, "A-1,Fix Version,1.0,2.0,2026-03-10")
    assert log_of(found, "release", "4") == []
    then = known(found.book, as_of=date(2026, 2, 1))
    assert then.items.filter(key="A-4")["release"].to_list() == ["2.0"]


A, B, C = (datetime(2026, 3, day) for day in (1, 2, 3))


@pytest.mark.parametrize(
    ("rows", "today", "moves"),
    [
        ([(A, None, "1"), (B, "1", "2")], "2", [(A, None, "1"), (B, "1", "2")]),
        ([(A, None, "2")], "1", []),  # a second one beside today's
        ([(A, None, "2"), (B, "1", None)], "2", [(A, "1", "2")]),
        ([(A, "1", None)], None, [(A, "1", None)]),
        ([(A, "1", "2"), (B, "2", "1"), (C, "1", "2")], "2",
         [(A, "1", "2"), (B, "2", "1"), (C, "1", "2")]),
        ([(A, "1", "1")], "1", []),
        ([(A, "1", "2")], "3", [(A, "1", "2")]),  # the log ends before the export
    ],
)  # fmt: skip
def test_of_several_values_at_once_todays_counts(rows, today, moves):
    assert list(replayed(rows, today)) == moves


@pytest.mark.parametrize("field", ["Epic Link", "Parent", "IssueParentAssociation"])
def test_an_item_belonged_to_another_feature_before_its_epic_changed(tmp_path, field):
    found = reading(tmp_path, f"A-3,{field},A-2,A-1,2026-03-10", "A-4,status,To Do,Done,2026-04-01")
    assert log_of(found, "feature", "3")[-1] == ("2026-03-10", "2", "1")
    then = known(found.book, as_of=date(2026, 3, 1)).items
    assert then.select("key", "feature").rows() == [("A-3", "2"), ("A-4", "2")]


def test_an_epic_that_the_export_does_not_hold_is_no_feature(tmp_path):
    found = reading(tmp_path, "A-3,Epic Link,A-77,A-1,2026-03-10")
    assert log_of(found, "feature", "3") == [("2026-03-10", None, "1")]
    assert found.problems == ()


def test_where_releases_are_features_a_move_is_one_to_another_feature_too(tmp_path):
    found = reading(
        tmp_path,
        "A-3,Fix Version,1.0,2.0,2026-03-10",
        "A-4,status,To Do,Done,2026-04-01",
        **{"company.toml": 'feature_from = "fix version"\n'},
    )
    assert log_of(found, "feature", "3")[-1] == ("2026-03-10", "1.0", "2.0")
    then = known(found.book, as_of=date(2026, 3, 1)).items
    assert then.filter(key="A-3").select("feature", "release").rows() == [("1.0", "1.0")]


def test_due_dates_of_features_and_releases_have_their_past(tmp_path):
    found = reading(
        tmp_path,
        "A-1,duedate,2026-06-30 00:00:00.0,2026-07-31 00:00:00.0,2026-03-10",
        "2.0,Due date,,2026-08-01,2026-02-01",
        "A-3,Due date,,2026-08-01,2026-02-02",
        "A-2,Due date,,soon,2026-02-03",
    )
    assert log_of(found, "wanted_by", "1")[-1] == ("2026-03-10", "2026-06-30", "2026-07-31")
    assert log_of(found, "due", "2.0") == [("2026-02-01", None, "2026-08-01")]
    assert [(p.line, p.value) for p in found.problems] == [(5, "soon")]
    counted = [(left.count, left.why) for left in found.book.left_out]
    assert (1, "log.csv: of fields that have no past here: Due date") in counted


def test_a_renamed_release_is_renamed_in_the_log_too(tmp_path):
    rename = '[[renames]]\nfield = "release"\nold = "Spring"\nnew = "1.0"\n'
    found = reading(tmp_path, "A-1,Fix Version,Spring,2.0,2026-03-10", **{"company.toml": rename})
    assert log_of(found, "release", "1")[-1] == ("2026-03-10", "1.0", "2.0")


def test_moves_between_dated_exports_are_changes_and_known_the_day_before(tmp_path):
    jira = "Summary,Issue key,Issue id,Issue Type,Created,Fix Version/s\nOffline,A-1,1,Epic,2026-01-01,{}\n"
    found = read(
        tmp_path,
        {"2026-03-06/jira.csv": jira.format("1.0"), "2026-03-13/jira.csv": jira.format("2.0")},
    )
    assert log_of(found, "release", "1")[-1] == ("2026-03-13", "1.0", "2.0")
    for day, release in ((12, "1.0"), (13, "2.0")):
        features = known(found.book, as_of=date(2026, 3, day)).features
        assert features["release"].to_list() == [release]
