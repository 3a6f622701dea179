"""A feature is an epic, a parent, a milestone or a label: each in each tracker."""

import json
from datetime import date

import pytest

from tests.importers.made_files import log_of, read

JIRA = (
    "Summary,Issue key,Issue id,Issue Type,Parent key,Fix Version/s,Labels,Labels\n"
    "Offline,A-1,1,{epic},,,,\n"
    "Cache,A-2,2,Story,A-1,2026.2,ui,Feature: Sync\n"
)
GITLAB = (
    "ID,IID,Title,Type,State,Milestone,Labels,Created At (UTC),Closed At (UTC),Parent ID,Parent IID\n"
    "101,1,Offline,{epic},Open,,,2026-01-05 09:00:00,,,\n"
    '102,2,Cache,Issue,Open,2026.2,"ui,Feature: Sync",2026-01-05 09:00:00,,101,1\n'
)
LINEAR = (
    "ID,Team,Title,Status,Labels,Project,Project Milestone,Created,Completed,Canceled,Parent issue\n"
    "A-1,Core,Offline,Todo,{epic},,,2026-01-05,,,\n"
    'A-2,Core,Cache,Todo,"ui,Feature: Sync",,2026.2,2026-01-05,,,A-1\n'
)


def github(epic):
    made = {
        "state": "open",
        "created_at": "2026-01-05T09:00:00Z",
        "repository_url": "https://x.example/a/core",
    }
    url = "https://x.example/a/core/issues/"
    above = made | {
        "number": 1,
        "title": "Offline",
        "html_url": f"{url}1",
        "labels": [{"name": epic}],
    }
    below = made | {
        "number": 2, "title": "Cache", "html_url": f"{url}2", "parent_issue_url": f"{url}1",
        "labels": [{"name": "ui"}, {"name": "Feature: Sync"}],
        "milestone": {"title": "2026.2", "due_on": "2026-06-30T07:00:00Z", "closed_at": None},
    }  # fmt: skip
    return json.dumps([above, below])


EXPORTS = {
    "Jira": lambda epic: {"jira.csv": JIRA.format(epic=epic)},
    "GitHub": lambda epic: {"issues.json": github(epic)},
    "GitLab": lambda epic: {"gitlab.csv": GITLAB.format(epic=epic)},
    "Linear": lambda epic: {"linear.csv": LINEAR.format(epic=epic)},
}
COMPANY = 'feature_from = "{kind}"\nfeature_label = "feature:"\n'


@pytest.mark.parametrize(
    ("kind", "epic", "name"),
    [
        ("epic", "Epic", "Offline"),
        ("parent", "Task", "Offline"),
        ("milestone", "Task", "2026.2"),
        ("fix version", "Task", "2026.2"),
        ("label", "Task", "Sync"),
    ],
)
@pytest.mark.parametrize("tracker", EXPORTS)
def test_a_feature_is_what_the_company_says_in_every_tracker(tmp_path, tracker, kind, epic, name):
    files = EXPORTS[tracker](epic) | {"company.toml": COMPANY.format(kind=kind)}
    book = read(tmp_path, files).book
    [feature] = [row for row in book.features.iter_rows(named=True) if name in row["name"]]
    cache = book.items.filter(title="Cache").row(0, named=True)
    assert cache["feature"] == feature["id"]
    assert book.features.height == 1


def test_without_a_beginning_the_first_label_is_the_feature_and_with_one_others_are_none(tmp_path):
    jira = JIRA.format(epic="Task")
    first = read(tmp_path / "a", {"j.csv": jira, "company.toml": 'feature_from = "label"\n'}).book
    assert first.features["name"].to_list() == ["ui"]
    bare = jira.replace("Feature: Sync", "Feature:")
    none = read(tmp_path / "b", {"j.csv": bare, "company.toml": COMPANY.format(kind="label")}).book
    assert none.features.height == 0


MILESTONE = {"number": 1, "title": "2026.2", "due_on": "2026-06-30T07:00:00Z", "open_issues": 1,
             "closed_at": "2026-07-02T07:00:00Z", "created_at": "2026-01-01T00:00:00Z"}  # fmt: skip


def test_a_milestone_that_is_a_feature_has_its_due_day_and_its_closing_day(tmp_path):
    files = EXPORTS["GitHub"]("Task") | {"company.toml": COMPANY.format(kind="milestone")}
    open_one = read(tmp_path / "a", files).book.features.row(0, named=True)
    assert (open_one["wanted_by"], open_one["shipped_on"]) == (date(2026, 6, 30), None)
    files |= {"milestones.json": json.dumps([MILESTONE])}
    closed = read(tmp_path / "b", files).book.features.row(0, named=True)
    assert (closed["wanted_by"], closed["shipped_on"]) == (date(2026, 6, 30), date(2026, 7, 2))


def test_a_group_ships_when_the_log_says_that_its_last_item_was_done(tmp_path):
    jira = (
        "Summary,Issue key,Issue id,Issue Type,Status,Resolved,Component/s\n"
        "a,A-1,1,Story,Done,2026-03-01,UI\nb,A-2,2,Story,Done,2026-03-09,UI\nc,A-3,3,Story,Done,2026-03-09,API\n"
    )
    log = (
        "key,field,from,to,at\nA-2,status,To Do,Done,2026-03-05\nA-3,status,Done,To Do,2026-03-20\n"
    )
    company = 'feature_from = "component"\n'
    book = read(tmp_path, {"j.csv": jira, "log.csv": log, "company.toml": company}).book
    assert book.features.select("id", "shipped_on").rows() == [
        ("API", None),
        ("UI", date(2026, 3, 5)),
    ]


@pytest.mark.parametrize(
    ("tracker", "key", "id_"),
    [
        ("Jira", "A-2", "2"),
        ("GitHub", "#2", "https://x.example/a/core/issues/2"),
        ("GitHub", "2", "https://x.example/a/core/issues/2"),
        ("GitLab", "#2", "102"),
        ("GitLab", "102", "102"),
        ("Linear", "A-2", "A-2"),
    ],
)
def test_a_log_beside_each_tracker_tells_of_its_issues(tmp_path, tracker, key, id_):
    log = f"issue,field,from,to,at\n{key},state,open,in progress,2026-02-02\n{key},milestone,2026.1,2026.2,2026-02-03\n"
    reading = read(tmp_path, EXPORTS[tracker]("Epic") | {"log.csv": log})
    assert reading.problems == ()
    item = reading.book.items.filter(id=id_).row(0, named=True)
    assert item["started_on"] == date(2026, 2, 2)
    old, new = log_of(reading, "release", id_)[-1][1:]
    assert (old, new) == ("2026.1", item["release"])


def test_a_number_within_the_project_is_told_from_an_id_by_its_header(tmp_path):
    log = "Issue IID,field,from,to,at\n2,state,open,in progress,2026-02-02\n"
    book = read(tmp_path, EXPORTS["GitLab"]("Epic") | {"log.csv": log}).book
    assert book.items.filter(id="102")["started_on"].to_list() == [date(2026, 2, 2)]
