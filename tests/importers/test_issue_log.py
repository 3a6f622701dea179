"""A tracker's log of changes beside its export: when work began and ended, and what was undone."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from interlock.engine.history import known
from tests.importers.made_files import log_of, read

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"
HEAD = "Summary,Issue key,Issue id,Issue Type,Status,Status Category,Resolution,Created,Resolved"
JIRA = (
    f"{HEAD}\n"
    "Offline,A-1,1,Epic,In Progress,In Progress,,2026-01-01,\n"
    "Cache,A-2,2,Story,Done,Done,Done,2026-01-02,2026-03-09\n"
    "Sync,A-3,3,Story,Ready for QA,In Progress,,2026-01-03,\n"
    "Merge,A-4,4,Story,Done,Done,Won't Do,2026-01-04,2026-02-20\n"
    "Log,A-5,5,Story,To Do,To Do,,2026-01-05,\n"
)
LOG = "key,field,from,to,at\n"


def reading(home, *rows, head=LOG, jira=JIRA, **files):
    return read(home, {"jira.csv": jira, "log.csv": head + "\n".join(rows) + "\n", **files})


def days(found, key):
    """(started, done, dropped) of an item of a reading, or of a book."""
    items = getattr(found, "book", found).items.filter(key=key)
    return items.select("started_on", "done_on", "dropped_on").row(0)


def test_work_begins_on_the_first_day_under_way_and_ends_on_the_last_that_came_into_done(tmp_path):
    found = reading(
        tmp_path,
        "A-2,status,To Do,In Progress,2026-02-02 09:00",
        "A-2,status,In Progress,Done,2026-02-10 17:00",
        "A-2,status,Done,In Progress,2026-02-12 09:00",
        "A-2,status,In Progress,Resolved,2026-03-03 09:00",
        "A-2,status,Resolved,Closed,2026-03-09 09:00",
    )
    assert found.problems == ()
    assert days(found, "A-2") == (date(2026, 2, 2), date(2026, 3, 3), None)
    assert [s.kind for s in found.book.sources] == ["Jira issues", "tracker log of changes"]


@pytest.mark.parametrize(
    ("day", "done"),
    [("02-09", None), ("02-10", "02-10"), ("02-11", "02-10"), ("02-12", None), ("03-02", None), ("03-03", "03-03")],
)  # fmt: skip
def test_an_item_reopened_later_was_known_as_done_in_between(tmp_path, day, done):
    found = reading(
        tmp_path,
        "A-2,status,To Do,Done,2026-02-10 17:00",
        "A-2,status,Done,To Do,2026-02-12 09:00",
        "A-2,status,To Do,Done,2026-03-03 09:00",
        "A-5,status,To Do,In Progress,2026-03-10 09:00",
    )
    then = known(found.book, as_of=date.fromisoformat(f"2026-{day}"))
    assert days(then, "A-2")[1] == (done and date.fromisoformat(f"2026-{done}"))


def test_every_past_day_is_as_a_replay_of_the_log_day_by_day(tmp_path):
    """Sixty issues wander at random through statuses; a plain replay says what was known when."""
    luck, first = Random(7), date(2026, 1, 5)
    statuses = ("To Do", "In Progress", "In Review", "Done", "Closed", "Cancelled")
    told = {}
    for number in range(2, 62):
        steps = sorted(luck.sample(range(1, 90), luck.randint(1, 6)))
        told[f"A-{number}"] = [(first + timedelta(days=n), luck.choice(statuses)) for n in steps]
    rows = [
        f"{key},status,{was},{is_},{day}"
        for key, steps in told.items()
        for (_, was), (day, is_) in pairwise([(first, "To Do"), *steps])
    ]
    issues = [f"x,{key},{key[2:]},Story,,,,2026-01-05," for key in told]
    book = reading(tmp_path, *rows, jira="\n".join((HEAD, *issues)) + "\n").book
    for day in (first + timedelta(days=n) for n in range(0, 90, 4)):
        then = known(book, as_of=day)
        assert {key: days(then, key) for key in told} == {
            key: replay(steps, day) for key, steps in told.items()
        }


def replay(steps, until):
    started = done = dropped = None
    for day, status in (step for step in steps if step[0] <= until):
        if status in ("In Progress", "In Review"):
            started = started or day
        done = (done or day) if status in ("Done", "Closed") else None
        dropped = (dropped or day) if status == "Cancelled" else None
    return started, done, dropped


def test_what_the_log_says_later_changes_nothing_of_a_past_day(tmp_path):
    until = ("A-2,status,To Do,Done,2026-02-10 17:00", "A-5,assignee,ann,bob,2026-02-11 09:00")
    later = ("A-2,status,Done,To Do,2026-02-12 09:00", "A-2,status,To Do,Closed,2026-03-09 09:00")
    then = [
        known(reading(tmp_path / name, *rows).book, as_of=date(2026, 2, 11))
        for name, rows in (("a", until), ("b", (*until, *later)))
    ]
    assert then[0].items.equals(then[1].items)
    assert days(then[0], "A-2")[1] == date(2026, 2, 10)
    again = known(then[1], as_of=date(2026, 2, 11))
    assert again.items.equals(then[1].items)


def test_the_example_of_the_guide_is_read_as_the_guide_says(tmp_path):
    guide = (GUIDE / "sources.md").read_text()
    log = guide[guide.index("key,field,from,to,at") :].partition("```")[0]
    jira = (
        "Summary,Issue key,Issue id,Issue Type,Status,Created,Resolved,Fix Version/s\n"
        "Offline,CORE-12,12,Story,Done,2026-01-05,2026-03-03,2026.2\n"
    )
    found = read(tmp_path, {"jira.csv": jira, "log.csv": log})
    assert found.problems == ()
    assert days(found, "CORE-12") == (date(2026, 2, 2), date(2026, 3, 3), None)
    for day, done in ((19, None), (20, 20), (23, 20), (24, None)):
        then = known(found.book, as_of=date(2026, 2, day))
        assert days(then, "CORE-12")[1] == (done and date(2026, 2, done))
    before = known(found.book, as_of=date(2026, 2, 5)).items
    assert before["release"].to_list() == ["2026.1"]


def test_the_mapping_of_the_guide_reads_a_log_of_all_fields(tmp_path):
    guide = (GUIDE / "files.md").read_text()
    mapping = next(block for block in guide.split("```") if "history.csv" in block)
    log = "nr,what,was,is,on\nA-2,Phase,To Do,In Progress,2026-02-02\nA-2,Fix Version,1.0,2.0,2026-02-03\n"
    files = {"jira.csv": JIRA, "history.csv": log, "mapping.toml": mapping.removeprefix("toml\n")}
    found = read(tmp_path, files)
    assert found.problems == ()
    assert days(found, "A-2")[0] == date(2026, 2, 2)
    assert log_of(found, "release", "2")[-1] == ("2026-02-03", "1.0", "2.0")


def test_an_item_that_is_reopened_is_not_done_whatever_resolved_says(tmp_path):
    found = reading(
        tmp_path,
        "A-2,status,In Progress,Done,2026-03-09 17:00",
        "A-2,status,Done,To Do,2026-03-20 09:00",
    )
    assert days(found, "A-2")[1:] == (None, None)
    assert days(known(found.book, as_of=date(2026, 3, 12)), "A-2")[1] == date(2026, 3, 9)


def test_an_end_after_the_last_change_of_the_log_stays(tmp_path):
    found = reading(tmp_path, "A-2,status,To Do,In Progress,2026-02-02 09:00")
    assert days(found, "A-2") == (date(2026, 2, 2), date(2026, 3, 9), None)


def test_what_was_given_up_was_dropped_by_its_status_or_its_resolution(tmp_path):
    found = reading(
        tmp_path,
        "A-4,status,To Do,Done,2026-02-19 09:00",
        "A-3,status,To Do,Won't Do,2026-02-21 09:00",
        "A-5,status,To Do,Closed,2026-02-22 09:00",
        "A-5,resolution,,Duplicate,2026-02-22 09:00",
    )
    assert days(found, "A-4")[1:] == (None, date(2026, 2, 19))
    assert days(found, "A-3")[1:] == (None, date(2026, 2, 21))
    assert days(found, "A-5")[1:] == (None, date(2026, 2, 22))


def test_a_status_means_what_the_export_files_it_under(tmp_path):
    found = reading(tmp_path, "A-3,status,To Do,Ready for QA,2026-02-03 09:00")
    assert days(found, "A-3")[0] == date(2026, 2, 3)
    odd = JIRA.replace("Ready for QA", "Parking lot")
    found = reading(tmp_path, "A-3,status,To Do,Parking lot,2026-02-03 09:00", jira=odd)
    assert days(found, "A-3")[0] == date(2026, 2, 3)
    assert found.problems == ()


def test_an_unknown_status_is_named_once_with_what_to_do(tmp_path):
    rows = ("A-3,status,To Do,Limbo,2026-02-03", "A-5,status,To Do,Limbo,2026-02-04",
            "A-5,status,Limbo,Fertig,2026-02-06")  # fmt: skip
    found = reading(tmp_path, *rows)
    [problem] = found.problems
    assert (problem.file, problem.line, problem.column, problem.value) == (
        "log.csv", 2, "status", "Limbo",
    )  # fmt: skip
    assert "3 rows" in problem.what
    assert '[statuses] "Limbo"' in problem.remedy
    assert days(found, "A-3")[0] is None
    assert days(found, "A-5")[1] == date(2026, 2, 6)
    said = reading(tmp_path, *rows, **{"company.toml": '[statuses]\nLimbo = "under way"\n'})
    assert said.problems == ()
    assert days(said, "A-3")[0] == date(2026, 2, 3)


@pytest.mark.parametrize(
    ("resolution", "end"),
    [("Done", (date(2026, 3, 9), None)), ("Won't Do", (None, date(2026, 3, 9)))],
)
def test_an_unknown_status_ends_nothing_that_the_export_ended(tmp_path, resolution, end):
    jira = JIRA.replace("Done,Done,Done,2026-01-02", f"Limbo,Done,{resolution},2026-01-02")
    rows = (
        "A-2,status,To Do,Done,2026-02-10",
        "A-2,status,Done,To Do,2026-02-12",
        "A-2,status,To Do,Done,2026-03-09",
        "A-2,status,Done,Limbo,2026-03-10",
        "A-5,status,To Do,In Progress,2026-03-20",
    )
    book = reading(tmp_path, *rows, jira=jira.replace("Limbo,Done", "Limbo,")).book
    assert days(book, "A-2")[1:] == end
    assert days(known(book, as_of=date(2026, 3, 15)), "A-2")[1:] == end
    assert days(known(book, as_of=date(2026, 2, 11)), "A-2")[1] == date(2026, 2, 10)


def test_an_unknown_status_in_which_an_open_item_stands_is_no_end(tmp_path):
    rows = ("A-5,status,To Do,Done,2026-02-10", "A-5,status,Done,Limbo,2026-02-12",
            "A-2,status,To Do,In Progress,2026-03-20")  # fmt: skip
    book = reading(tmp_path, *rows).book
    assert days(book, "A-5")[1:] == (None, None)
    assert days(known(book, as_of=date(2026, 2, 11)), "A-5")[1] == date(2026, 2, 10)


def test_an_epic_that_came_into_done_has_shipped_and_reopened_it_has_not(tmp_path):
    shipped = reading(tmp_path / "a", "A-1,status,In Progress,Done,2026-03-01 09:00")
    assert shipped.book.features["shipped_on"].to_list() == [date(2026, 3, 1)]
    back = reading(
        tmp_path / "b",
        "A-1,status,In Progress,Done,2026-03-01 09:00",
        "A-1,status,Done,In Progress,2026-03-05 09:00",
    ).book
    assert back.features["shipped_on"].to_list() == [None]
    then = known(back, as_of=date(2026, 3, 2)).features
    assert then["shipped_on"].to_list() == [date(2026, 3, 1)]


@pytest.mark.parametrize(
    "head",
    [
        "Issue Key,Field,Old Value,New Value,Date\n",
        "issue_id,changelog_id,field_type,field,from,from_string,to,to_string,created_date\n",
        "Issue,Field Name,From,To,When\n",
        "Changed,Issue Key,Author,Field,Old,New\n",
        "Vorgangsschlüssel;Feld;Alter Wert;Neuer Wert;Datum\n",
        "key,from_status,to_status,transitioned_at\n",
    ],
)
def test_logs_are_known_by_their_headers(tmp_path, head):
    between = ";" if ";" in head else ","
    cells = {
        "key": "A-2", "old": "To Do", "new": "In Progress", "at": "2026-02-02 09:00",
        "field": "Status", "from": "10000", "to": "3", "author": "ann",
    }  # fmt: skip
    names = {
        "issue key": "key", "issue_id": "key", "issue": "key", "vorgangsschlüssel": "key",
        "key": "key", "field": "field", "field name": "field", "feld": "field", "old value": "old",
        "from_string": "old", "old": "old", "alter wert": "old", "from_status": "old",
        "new value": "new", "to_string": "new", "new": "new", "neuer wert": "new",
        "to_status": "new", "date": "at", "created_date": "at", "when": "at", "changed": "at",
        "datum": "at", "transitioned_at": "at", "from": "from", "to": "to",
    }  # fmt: skip
    if "from_string" not in head:
        names |= {"from": "old", "to": "new"}
    row = between.join(cells.get(names.get(h.lower(), ""), "") for h in head.strip().split(between))
    found = reading(tmp_path, row, head=head)
    assert found.problems == ()
    assert days(found, "A-2")[0] == date(2026, 2, 2)


def test_newest_first_is_read_from_its_end(tmp_path):
    found = reading(
        tmp_path,
        "A-2,status,In Progress,Done,2026-02-05",
        "A-2,status,To Do,In Progress,2026-02-05",
        "A-2,status,Backlog,To Do,2026-02-04",
    )
    assert days(found, "A-2") == (date(2026, 2, 5), date(2026, 2, 5), None)


def test_fields_without_a_past_are_counted_in_one_line(tmp_path):
    found = reading(
        tmp_path,
        "A-2,assignee,ann,bob,2026-02-05",
        "A-2,assignee,bob,ann,2026-02-06",
        "A-3,Sprint,,Sprint 4,2026-02-06",
        "A-3,Rank,,Ranked higher,2026-02-06",
    )
    assert found.problems == ()
    assert [(left.count, left.why) for left in found.book.left_out if left.table == "changes"] == [
        (4, "log.csv: of fields that have no past here: assignee, Sprint, Rank")
    ]


def test_rows_of_no_known_issue_and_unreadable_days_are_said_with_their_line(tmp_path):
    found = reading(
        tmp_path,
        "A-9,status,To Do,Done,2026-02-05",
        "A-2,status,To Do,Done,soon",
        "A-9,status,Done,To Do,2026-02-06",
    )
    said = {(p.line, p.column, p.value): p for p in found.problems}
    assert set(said) == {(2, "key", "A-9"), (3, "at", "soon")}
    assert "2 rows" in said[2, "key", "A-9"].what
    assert days(found, "A-2")[1] == date(2026, 3, 9)


def test_changes_of_sub_tasks_are_counted_and_no_problem(tmp_path):
    jira = (
        "Summary,Issue key,Issue id,Issue Type,Parent key\nOffline,A-1,1,Epic,\nCache,A-2,2,Story,A-1\n"
        "Part,A-3,3,Sub-task,A-2\n"
    )
    found = reading(tmp_path, "A-3,status,To Do,Done,2026-02-05", jira=jira)
    assert found.problems == ()
    assert (1, "of issues that are no items here, such as sub-tasks") in {
        (left.count, left.why) for left in found.book.left_out
    }


def test_a_mapping_names_the_columns_and_words_of_a_log(tmp_path):
    mapping = (
        '[[source]]\nfile = "log.csv"\ntable = "changes"\n'
        'constant = { table = "issues", field = "status" }\n'
        'columns = { id = "nr", at = "d", old = "a", new = "b" }\n'
        '[source.values.new]\nX1 = "done"\n'
    )
    found = reading(
        tmp_path, "A-2,To Do,X1,2026-02-05", head="nr,a,b,d\n", **{"mapping.toml": mapping}
    )
    assert found.problems == ()
    assert days(found, "A-2")[1] == date(2026, 2, 5)


def test_a_log_alone_changes_nothing_of_items_that_it_does_not_name(tmp_path):
    plain = read(tmp_path / "a", {"jira.csv": JIRA}).book
    logged = reading(tmp_path / "b", "A-2,status,To Do,In Progress,2026-02-02").book
    assert logged.items.filter(logged.items["key"] != "A-2").equals(
        plain.items.filter(plain.items["key"] != "A-2")
    )
    assert logged.features.equals(plain.features)
