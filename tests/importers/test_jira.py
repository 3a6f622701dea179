from datetime import date

import pytest

from tests.importers.made_files import read

HEAD = (
    "Summary,Issue key,Issue id,Issue Type,Status,Status Category,Status Category Changed,Resolution,"
    "Created,Resolved,Due date,Custom field (Epic Link),Custom field (Story Points),Custom field (Team)"
)
EPIC = "Offline mode,CORE-1,101,Epic,To Do,To Do,,,12/Mar/24 9:41 AM,,30/Jun/24 12:00 AM,,,Core"
STORY = "Cache,CORE-2,102,Story,Done,Done,2/Apr/24 8:00 AM,Done,13/Mar/24 9:41 AM,1/Apr/24 5:00 PM,,CORE-1,3,Core"
GIVEN_UP = (
    "Old,CORE-3,103,Story,Done,Done,,Won't Do,13/Mar/24 9:41 AM,2/Apr/24 5:00 PM,,CORE-1,,Core"
)
UNDER_WAY = (
    "Sync,CORE-4,104,Bug,In Progress,In Progress,5/Apr/24 8:00 AM,,13/Mar/24 9:41 AM,,,CORE-1,,Core"
)


def issues(home, *lines, head=HEAD, **files):
    return read(home, {"export.csv": "\n".join((head, *lines)) + "\n", **files})


def test_an_epic_is_a_feature_and_its_stories_are_items_of_it(tmp_path):
    book = issues(tmp_path, EPIC, STORY).book
    (feature,) = book.features.iter_rows(named=True)
    assert (feature["id"], feature["key"], feature["name"]) == ("101", "CORE-1", "Offline mode")
    assert (feature["created_on"], feature["wanted_by"]) == (date(2024, 3, 12), date(2024, 6, 30))
    (item,) = book.items.iter_rows(named=True)
    assert (item["feature"], item["size"], item["team"]) == ("101", 3.0, "Core")
    assert item["done_on"] == date(2024, 4, 1)


def test_wont_do_is_dropped_and_not_done(tmp_path):
    for words in ("Won't Do", "Won’t Do", "Duplicate", "Declined", "Cannot Reproduce"):
        (item,) = issues(tmp_path, EPIC, GIVEN_UP.replace("Won't Do", words)).book.items.iter_rows(
            named=True
        )
        assert (item["done_on"], item["dropped_on"]) == (None, date(2024, 4, 2))


def test_a_dropped_epic_did_not_ship(tmp_path):
    gone = EPIC.replace("To Do,To Do,,,", "Done,Done,,Won't Do,").replace(
        "AM,,30/Jun", "AM,1/May/24 9:00 AM,30/Jun"
    )
    (feature,) = issues(tmp_path, gone).book.features.iter_rows(named=True)
    assert (feature["shipped_on"], feature["dropped_on"]) == (None, date(2024, 5, 1))


def test_work_under_way_began_when_its_status_category_changed(tmp_path):
    (item,) = issues(tmp_path, EPIC, UNDER_WAY).book.items.iter_rows(named=True)
    assert (item["started_on"], item["done_on"]) == (date(2024, 4, 5), None)


def test_a_reopened_issue_is_not_done(tmp_path):
    reopened = STORY.replace("Done,Done", "To Do,To Do")
    assert issues(tmp_path, EPIC, reopened).book.items["done_on"].to_list() == [None]


def test_an_issue_finished_on_no_known_day_is_a_problem_and_counted(tmp_path):
    undated = STORY.replace("2/Apr/24 8:00 AM", "").replace("1/Apr/24 5:00 PM", "")
    reading = issues(tmp_path, EPIC, undated)
    (problem,) = reading.problems
    assert (problem.line, problem.row_left_out) == (3, True)
    assert reading.book.items.height == 0
    assert sum(left.count for left in reading.book.left_out) == 1


@pytest.mark.parametrize(
    "column", ["Parent", "Parent key", "Parent id", "Custom field (Epic Link)", "Parent+name"]
)
def test_children_name_their_parent_by_id_or_key_in_any_of_the_columns(tmp_path, column):
    by = {"Parent": "101", "Parent id": "101", "Parent+name": "Offline mode"}.get(column, "CORE-1")
    head = f"Summary,Issue key,Issue id,Issue Type,{column.partition('+')[0]}"
    book = issues(
        tmp_path, "Offline mode,CORE-1,101,Epic,", f"Cache,CORE-2,102,Story,{by}", head=head
    ).book
    assert book.items["feature"].to_list() == ["101"]


def test_without_epics_parents_are_features_and_sub_tasks_their_items(tmp_path):
    head = "Summary,Issue key,Issue id,Issue Type,Parent id"
    lines = ("Offline,A-1,1,Story,", "Cache,A-2,2,Sub-task,1", "Alone,A-3,3,Story,")
    book = issues(tmp_path, *lines, head=head).book
    assert book.features["key"].to_list() == ["A-1"]
    assert book.items.select("key", "feature").rows() == [("A-2", "1"), ("A-3", None)]


def test_a_sub_task_of_an_item_is_part_of_it_and_counted(tmp_path):
    head = "Summary,Issue key,Issue id,Issue Type,Parent key"
    lines = ("Offline,A-1,1,Epic,", "Cache,A-2,2,Story,A-1", "Step,A-3,3,Sub-task,A-2")
    book = issues(tmp_path, *lines, "Lost,A-4,4,Sub-task,A-99", head=head).book
    assert book.items["key"].to_list() == ["A-2", "A-4"]
    assert [(left.table, left.count) for left in book.left_out] == [("items", 1)]


def test_without_epics_and_parents_fix_versions_are_features(tmp_path):
    head = "Summary,Issue key,Issue id,Issue Type,Fix Version/s,Fix Version/s,Resolved,Status"
    lines = (
        "a,A-1,1,Story,1.0,2.0,2026-01-02,Done",
        "b,A-2,2,Story,,2.0,,Open",
        "c,A-3,3,Bug,1.0,,2026-01-09,Done",
    )
    book = issues(tmp_path, *lines, head=head).book
    assert book.features.select("id", "shipped_on").rows() == [
        ("1.0", date(2026, 1, 9)),
        ("2.0", None),
    ]
    assert book.items["feature"].to_list() == ["1.0", "2.0", "1.0"]
    assert book.releases["id"].to_list() == ["1.0", "2.0"]


@pytest.mark.parametrize(("feature_from", "ids"), [("component", ["API", "UI"]), ("label", ["x"])])
def test_the_company_may_say_what_a_feature_is(tmp_path, feature_from, ids):
    head = "Summary,Issue key,Issue id,Issue Type,Component/s,Labels,Labels"
    lines = ("a,A-1,1,Epic,UI,,x", "b,A-2,2,Story,API,,")
    company = f'feature_from = "{feature_from}"\n'
    book = issues(tmp_path, *lines, head=head, **{"company.toml": company}).book
    assert book.features["id"].to_list() == ids


def test_newer_names_of_repeated_columns_are_known_and_affected_versions_are_not_fixed_ones(
    tmp_path,
):
    head = "Summary,Issue key,Issue id,Issue Type,Affects versions,Fix versions,Components"
    book = issues(tmp_path, "a,A-1,1,Epic,0.9,,", "b,A-2,2,Story,0.9,1.0,UI", head=head).book
    assert book.releases["id"].to_list() == ["1.0"]
    assert book.items.select("release", "team").rows() == [("1.0", "UI")]


def test_the_rank_orders_features_and_without_it_priority_and_age(tmp_path):
    head = "Summary,Issue key,Issue id,Issue Type,Custom field (Rank),Priority,Created"
    lines = (
        "a,A-1,1,Epic,0|i002:,Low,2026-01-01",
        "b,A-2,2,Epic,0|i001:,Low,2026-01-02",
        "c,A-3,3,Epic,,Low,2026-01-03",
        "d,A-4,4,Epic,,High,2026-01-04",
    )
    book = issues(tmp_path, *lines, head=head).book
    ordered = book.features.sort("order")["key"].to_list()
    assert ordered == ["A-2", "A-1", "A-4", "A-3"]


def test_dates_of_other_locales_are_read_too(tmp_path):
    head = "Summary,Issue key,Issue id,Issue Type,Created"
    book = issues(tmp_path, "a,A-1,1,Epic,6/21/2025 16:14", head=head).book
    assert book.features["created_on"].to_list() == [date(2025, 6, 21)]


def test_an_issue_that_blocks_another_features_issue_makes_a_dependency(tmp_path):
    head = (
        "Summary,Issue key,Issue id,Issue Type,Parent key,Inward issue link (Blocks),"
        "Inward issue link (Blocks),Outward issue link (Blocks),Outward issue link (Cloners)"
    )
    lines = (
        "First,A-1,1,Epic,,,,,",
        "Second,A-2,2,Epic,,,A-1,,A-3",
        "Third,A-3,3,Epic,,,,,",
        "part of first,A-4,4,Story,A-1,A-9,,A-5,",
        "part of third,A-5,5,Story,A-3,,A-6,,",
        "of third too,A-6,6,Story,A-3,,,,",
    )
    book = issues(tmp_path, *lines, head=head).book
    assert book.dependencies.select("feature", "after").rows() == [("2", "1"), ("3", "1")]


def test_teams_are_known_by_name_and_components_serve_where_no_team_is_named(tmp_path):
    head = "Summary,Issue key,Issue id,Issue Type,Component/s,Custom field (Team),Project name"
    lines = ("a,A-1,1,Epic,UI,Core,App", "b,A-2,2,Story,UI,,App", "c,A-3,3,Story,,,App")
    book = issues(tmp_path, *lines, head=head).book
    assert book.features["team"].to_list() == ["Core"]
    assert book.items["team"].to_list() == ["UI", "App"]
    assert set(book.teams["name"]) == {"Core", "UI", "App"}


@pytest.mark.parametrize(("most", "kept"), [(998, ["Deal"]), (999, ["Deal", "Notes"])])
def test_custom_fields_are_kept_and_long_cells_only_where_the_column_is_small(
    tmp_path, monkeypatch, most, kept
):
    monkeypatch.setattr("interlock.importers.kept.MOST_PROSE", most)
    fields = ("Deal", "Story Points", "Notes")
    head = ",".join(f"Custom field ({name})" for name in fields)
    row = f"a,A-1,1,Epic,006X,3,{'long ' * 200}"
    book = issues(tmp_path, row, head=f"Summary,Issue key,Issue id,Issue Type,{head}").book
    assert book.attributes["name"].to_list() == [f"Custom field ({name})" for name in kept]
    assert book.attributes["id"].unique().to_list() == ["1"]
