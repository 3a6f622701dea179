"""Issue lists of every tracker that is known by its headers, each in the shape of its export."""

import gzip
import io
import json
import zipfile
from datetime import date

import polars as pl
import pytest

from tests.importers.made_files import read

LINEAR = (
    "ID,Team,Title,Description,Status,Estimate,Priority,Project ID,Project,Creator,Assignee,Labels,Cycle Number,Cycle Name,Cycle Start,"
    "Cycle End,Created,Updated,Started,Triaged,Completed,Canceled,Archived,Due Date,Parent issue,Initiatives,Project Milestone ID,"
    "Project Milestone,SLA Status"
)
LINEAR_34 = LINEAR + ",UUID,Time in status (minutes),Related to,Blocked by,Duplicate of"
LINEAR_OLD = (
    "ID,Team,Title,Description,Status,Estimate,Priority,Project,Creator,Assignee,Labels,Cycle Number,Cycle Name,Cycle Start,Cycle End,"
    "Created,Updated,Started,Completed,Canceled,Archived,Due Date,Parent issue"
)


def row_of(head, **cells):
    return ",".join(str(cells.get(name.replace(" ", "_"), "")) for name in head.split(","))


def items(reading):
    return {row["key"]: row for row in reading.book.items.iter_rows(named=True)}


@pytest.mark.parametrize("head", [LINEAR, LINEAR + ",Roadmaps", LINEAR_34, LINEAR_OLD])
def test_linear_in_each_shape(tmp_path, head):
    made = {"Team": "Core", "Project": "Offline mode", "Created": "2026-01-05T09:00:00.000Z"}
    lines = [
        head,
        row_of(head, ID="C-1", Title="Cache", Estimate=3, Completed="2026-02-01T10:00:00.000Z",
               Started="2026-01-20T10:00:00.000Z", Labels='"Bug, urgent"', **made),
        row_of(head, ID="C-2", Title="Sync", Canceled="2026-02-03T10:00:00.000Z", **made),
        row_of(head, ID="C-3", Title="Merge", **made),
        row_of(head, ID="C-4", Title="Log", Team="Core", Project="Audit", Created="2026-01-05T09:00:00Z"),
    ]  # fmt: skip
    lines[-1] = lines[-1].rpartition(",")[0]  # the last cell of a last row may be missing
    reading = read(tmp_path, {"linear.csv": "\n".join(lines) + "\n"})
    assert reading.problems == ()
    assert [source.kind for source in reading.book.sources] == ["Linear issues"]
    assert set(reading.book.features["name"]) == {"Offline mode", "Audit"}
    found = items(reading)
    assert (found["C-1"]["done_on"], found["C-1"]["started_on"]) == (
        date(2026, 2, 1),
        date(2026, 1, 20),
    )
    assert (found["C-1"]["type"], found["C-1"]["size"]) == ("Bug", 3.0)
    assert (found["C-2"]["dropped_on"], found["C-2"]["done_on"]) == (date(2026, 2, 3), None)
    assert (found["C-3"]["done_on"], found["C-3"]["feature"]) == (None, "Offline mode")


def test_linears_blocked_by_makes_one_feature_wait_for_another(tmp_path):
    lines = [
        LINEAR_34,
        row_of(LINEAR_34, ID="C-1", Team="Core", Title="a", Project="One", Created="2026-01-05"),
        row_of(LINEAR_34, ID="C-2", Team="Core", Title="b", Project="Two", Created="2026-01-05", Blocked_by="C-1"),
    ]  # fmt: skip
    reading = read(tmp_path, {"linear.csv": "\n".join(lines) + "\n"})
    assert reading.book.dependencies.rows() == [("Two", "One")]


ISSUE = {
    "id": 1, "node_id": "x", "number": 1, "title": "Cache", "body": "text\nmore", "state": "closed", "state_reason": "completed",
    "user": {"login": "ann"}, "labels": [{"name": "bug", "color": "f00"}, {"name": "core"}], "comments": 2,
    "milestone": {"number": 1, "title": "2026.2", "state": "open", "due_on": "2026-06-30T07:00:00Z", "closed_at": None},
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-02-01T09:00:00Z", "closed_at": "2026-02-01T09:00:00Z",
    "html_url": "https://github.example/acme/core/issues/1", "repository_url": "https://api.github.example/repos/acme/core",
}  # fmt: skip


def github(number, **changed):
    url = f"https://github.example/acme/core/issues/{number}"
    return ISSUE | {"number": number, "html_url": url} | changed


def test_github_issues_with_pull_requests_left_out_and_not_planned_dropped(tmp_path):
    issues = [
        github(1),
        github(2, state_reason="not_planned", labels=[]),
        github(3, state="open", state_reason=None, closed_at=None, milestone=None),
        github(4, pull_request={"url": "https://api.github.example/pulls/4"}),
    ]
    reading = read(tmp_path, {"issues.json": json.dumps(issues, indent=1)})
    assert reading.problems == ()
    found = items(reading)
    assert (found["#1"]["type"], found["#1"]["done_on"]) == ("bug", date(2026, 2, 1))
    assert (found["#2"]["dropped_on"], found["#2"]["done_on"]) == (date(2026, 2, 1), None)
    assert (found["#3"]["done_on"], found["#3"]["feature"]) == (None, None)
    assert reading.book.features["name"].to_list() == ["2026.2"]
    assert reading.book.releases.row(0, named=True)["due"] == date(2026, 6, 30)
    assert [(left.count, left.why) for left in reading.book.left_out] == [(1, "pull requests")]


def test_what_gh_lists_and_pages_put_together_are_read_alike(tmp_path):
    camel = {"number": 7, "title": "Log", "state": "CLOSED", "stateReason": "NOT_PLANNED", "labels": [{"name": "epic"}],
             "createdAt": "2026-01-05T09:00:00Z", "closedAt": "2026-02-01T09:00:00Z", "url": "https://github.example/acme/core/issues/7"}  # fmt: skip
    reading = read(tmp_path / "gh", {"issues.json": json.dumps([camel])})
    assert reading.book.features.row(0, named=True)["dropped_on"] == date(2026, 2, 1)
    pages = json.dumps([github(1)]) + json.dumps([github(2)])
    assert len(items(read(tmp_path / "pages", {"issues.json": pages}))) == 2


def test_github_milestones_and_releases(tmp_path):
    milestone = {"number": 1, "title": "2026.2", "state": "closed", "due_on": "2026-06-30T07:00:00Z", "open_issues": 0,
                 "closed_issues": 4, "closed_at": "2026-07-02T07:00:00Z", "created_at": "2026-01-01T00:00:00Z"}  # fmt: skip
    released = {
        "tag_name": "v1",
        "name": "One",
        "draft": False,
        "prerelease": False,
        "published_at": "2026-03-01T00:00:00Z",
    }
    reading = read(
        tmp_path,
        {
            "milestones.json": json.dumps([milestone]),
            "releases.json": json.dumps(
                [released, released | {"tag_name": "v2", "draft": True, "published_at": None}]
            ),
        },
    )
    assert reading.problems == ()
    found = {
        row["id"]: (row["due"], row["shipped_on"])
        for row in reading.book.releases.iter_rows(named=True)
    }
    assert found == {
        "2026.2": (date(2026, 6, 30), date(2026, 7, 2)),
        "v1": (None, date(2026, 3, 1)),
    }


def test_broken_json_says_the_line_and_keeps_what_came_before(tmp_path):
    whole = json.dumps([github(1), github(2)], indent=1)
    reading = read(tmp_path, {"issues.json": whole[: whole.rindex("created_at")]})
    assert list(items(reading)) == ["#1"]
    (problem,) = reading.problems
    assert "no JSON from here on" in problem.what
    assert problem.line == whole[: whole.rindex("created_at")].count("\n") + 1


@pytest.mark.parametrize(
    "head",
    [
        "ID,IID,Title,Description,Type,URL,State,Confidential,Locked,Milestone,Labels,Author,Author Username,Assignee,Assignee Username,"
        "Created At (UTC),Updated At (UTC),Closed At (UTC),Due Date,Start Date,Parent ID,Parent IID,Parent Title,Time Estimate,Time Spent,Weight",
        "Issue ID,URL,Title,State,Description,Author,Author Username,Assignee,Assignee Username,Confidential,Locked,Due Date,"
        "Created At (UTC),Updated At (UTC),Closed At (UTC),Milestone,Weight,Labels,Time Estimate,Time Spent",
    ],
)
def test_gitlab_in_both_shapes(tmp_path, head):
    name = head.split(",")[0].replace(" ", "_")
    made = {"Milestone": "2026.2", "Created_At_(UTC)": "2026-01-05 09:00:00"}
    lines = [
        head,
        row_of(head, **{name: "11", "Title": "Cache", "State": "Closed", "Weight": 3, "Closed_At_(UTC)": "2026-02-01 09:00:00", **made}),
        row_of(head, **{name: "12", "Title": "Old", "State": "Closed", "Labels": '"core,status::wontfix"', "Closed_At_(UTC)": "2026-02-02 09:00:00", **made}),
        row_of(head, **{name: "13", "Title": "New", "State": "Open", **made}),
    ]  # fmt: skip
    reading = read(tmp_path, {"gitlab.csv": "\n".join(lines) + "\n"})
    assert reading.problems == ()
    found = {row["id"]: row for row in reading.book.items.iter_rows(named=True)}
    assert (found["11"]["done_on"], found["11"]["size"]) == (date(2026, 2, 1), 3.0)
    assert (found["12"]["dropped_on"], found["12"]["done_on"]) == (date(2026, 2, 2), None)
    assert {row["feature"] for row in found.values()} == {"2026.2"}


def test_plane_lighthouse_and_the_data_pipeline(tmp_path):
    plane = read(
        tmp_path / "plane",
        {
            "plane.csv": "ID,Project,Name,Description,State,Priority,Created By,Assignee,Labels,Cycle Name,Cycle Start Date,Cycle End Date,Module Name,"
            "Module Start Date,Module Target Date,Created At,Updated At,Completed At,Archived At\n"
            "P-1,Core,Cache,,Done,high,ann,,,,,,Offline,,2026-06-30,2026-01-05 09:00:00,,2026-02-01 09:00:00,\n"
            "P-2,Core,Old,,Cancelled,low,ann,,,,,,Offline,,2026-06-30,2026-01-05 09:00:00,,2026-02-02 09:00:00,\n"
            "P-3,Core,New,,Todo,low,ann,,,,,,Offline,,2026-06-30,2026-01-05 09:00:00,,,\n"
        },
    )
    lighthouse = read(
        tmp_path / "lighthouse",
        {
            "items.csv": "ID,Name,State,Type,Started Date,Closed Date,Created Date,Parent Reference Id,Tags,Url,Owning Team,Estimated Size,Depends On\n"
            "1,Offline,In Progress,Feature,,,2026-01-01 00:00:00,,,,Core,,\n2,Audit,New,Epic,,,2026-01-01 00:00:00,,,,Core,,1\n"
            "3,Cache,Done,Story,2026-01-10 00:00:00,2026-02-01 09:00:00,2026-01-05 00:00:00,1,a;b,,Core,,\n"
        },
    )
    pipeline = read(
        tmp_path / "pipeline",
        {
            "issues.csv": "id,instance_url,url,key,project_key,project_name,project_type,issue_type,summary,status,status_category,resolution,"
            "priority_name,created_date,resolution_date,updated_date,due_date\r\n"
            "1,u,u,CORE-1,CORE,Core,software,Epic,Offline,Open,To Do,,High,2026-01-01T00:00:00Z,,2026-01-01T00:00:00Z,2026-06-30T00:00:00Z\r\n"
            "2,u,u,CORE-2,CORE,Core,software,Story,Cache,Done,Done,Done,High,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,2026-02-01T00:00:00Z,\r\n"
            "3,u,u,CORE-3,CORE,Core,software,Story,Old,Done,Done,Won't Do,High,2026-01-01T00:00:00Z,2026-02-02T00:00:00Z,2026-02-02T00:00:00Z,\r\n"
        },
    )
    for reading in (plane, lighthouse, pipeline):
        assert reading.problems == ()
        done = reading.book.items.drop_nulls("done_on")["done_on"]
        assert done.to_list() == [date(2026, 2, 1)]
    assert plane.book.items.drop_nulls("dropped_on")["key"].to_list() == ["P-2"]
    assert plane.book.features.row(0, named=True)["wanted_by"] == date(2026, 6, 30)
    assert set(lighthouse.book.features["name"]) == {"Offline", "Audit"}
    assert lighthouse.book.dependencies.rows() == [("2", "1")]
    assert lighthouse.book.items["feature"].to_list() == ["1"]
    assert pipeline.book.items.drop_nulls("dropped_on")["key"].to_list() == ["CORE-3"]


def test_actionable_agile_reads_the_steps_of_the_workflow(tmp_path):
    reading = read(
        tmp_path,
        {
            "aa.csv": "ID,link,Title,Backlog,In Progress,Testing,Done,Type,Team,Labels\n"
            "1,http://x/1,Cache,2026-01-05,2026-01-10,2026-01-20,2026-02-01,Story,Core,[a|b]\n"
            "2,http://x/2,Sync,2026-01-06,2026-01-12,,,Bug,Core,[]\n"
        },
    )
    first, second = reading.book.items.iter_rows(named=True)
    assert (first["created_on"], first["started_on"], first["done_on"]) == (
        date(2026, 1, 5), date(2026, 1, 10), date(2026, 2, 1),
    )  # fmt: skip
    assert (second["started_on"], second["done_on"], second["type"]) == (
        date(2026, 1, 12),
        None,
        "Bug",
    )


JIRA = "Summary,Issue key,Issue id,Issue Type,Status,Created,Resolved\nCache,C-1,1,Story,Done,2026-01-05,2026-02-01\nSync,C-2,2,Story,Open,2026-01-06,\n"
DEALS = "Id,Name,StageName,CloseDate,Amount,IsClosed,IsWon\n006000000000001AAA,Acorn,Talk,2026-07-31,12500.5,false,false\n"


def packed(**files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return held.getvalue()


def workbook(**sheets):
    held = io.BytesIO()
    import xlsxwriter

    with xlsxwriter.Workbook(held) as book:
        for name, content in sheets.items():
            pl.read_csv(io.StringIO(content), try_parse_dates=True).write_excel(book, name)
    return held.getvalue()


@pytest.mark.parametrize("shape", ["zip", "xlsx", "parquet", "gz", "zip in a folder of a day"])
def test_workbooks_parquet_and_zips_give_the_same_book_as_text(tmp_path, shape):
    plain = read(tmp_path / "plain", {"jira.csv": JIRA, "deals.csv": DEALS}).book
    held = io.BytesIO()
    pl.read_csv(io.StringIO(DEALS), try_parse_dates=True).write_parquet(held)
    files = {
        "zip": {"export.zip": packed(jira_csv=JIRA, deals_csv=DEALS)},
        "xlsx": {"export.xlsx": workbook(jira=JIRA, deals=DEALS)},
        "parquet": {"deals.parquet": held.getvalue(), "jira.csv": JIRA},
        "gz": {"deals.csv.gz": gzip.compress(DEALS.encode()), "jira.csv": JIRA},
        "zip in a folder of a day": {"2026-02-01/all.zip": packed(jira_csv=JIRA, deals_csv=DEALS)},
    }[shape]
    reading = read(tmp_path / "packed", files)
    assert reading.problems == ()
    assert reading.book.deals.equals(plain.deals)
    assert reading.book.items.equals(plain.items)


def test_a_workbook_with_titles_above_its_header_is_read_below_them(tmp_path):
    lines = DEALS.splitlines()
    titled = (
        "Open deals,,,,,,\nAs of today,,,,,,\n,,,,,,\n" + "\n".join(lines) + "\n" + lines[0] + "\n"
    )
    reading = read(tmp_path, {"deals.csv": titled})
    assert reading.book.deals["id"].to_list() == ["006000000000001AAA"]
    assert reading.problems == ()
