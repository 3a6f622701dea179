"""What people wrote in a tracker names deals too, at bounded cost and without being kept."""

import json

import pytest

from interlock.importers import texts
from tests.importers.made_files import read

ID = "0065g00000Rtc4GAAR"
DEALS = f"id,name,outcome\n{ID},Acorn platform rollout,open\n"
HEAD = "Summary,Issue key,Issue id,Issue Type,Parent key,Created,Labels,Labels,Description,Comment,Comment\n"


def jira(home, *rows, **files):
    return read(home, {"deals.csv": DEALS, "jira.csv": HEAD + "\n".join(rows) + "\n", **files}).book


def found(book):
    return book.needs.select("deal", "feature", "confirmed").rows()


@pytest.mark.parametrize(
    "cells",
    [
        f"Offline for {ID},CORE-1,101,Epic,,,,,,,",
        f"Offline,CORE-1,101,Epic,,,,{ID},,,",
        f"Offline,CORE-1,101,Epic,,,,,They of https://x.example/{ID}/view ask,,",
        "Offline,CORE-1,101,Epic,,,,,Asked by Acorn platform rollout again,,",
        f"Offline,CORE-1,101,Epic,,,,,,,03/Mar/26;bo;needed for {ID}",
    ],
)
def test_a_deal_named_in_title_label_description_or_comment_of_jira_needs_the_feature(
    tmp_path, cells
):
    assert found(jira(tmp_path, cells)) == [(ID, "101", False)]


def test_texts_are_looked_through_and_do_not_enter_the_book(tmp_path):
    book = jira(tmp_path, f"Offline,CORE-1,101,Epic,,,,,For {ID},,")
    assert book.needs.height == 1
    assert book.attributes.height == 0
    assert [s.tables for s in book.sources if s.kind == "Jira issues"] == [("features",)]


def test_a_company_that_keeps_no_columns_has_no_texts_looked_through(tmp_path):
    row = f"Offline,CORE-1,101,Epic,,,,,For {ID},,"
    company = {"company.toml": 'keep_columns = ["Custom*"]\n'}
    assert found(jira(tmp_path, row, **company)) == []


def test_of_many_issues_features_and_then_the_newest_are_looked_through(tmp_path, monkeypatch):
    monkeypatch.setattr(texts, "MOST_ISSUES", 3)
    rows = [
        f"Old item,CORE-3,103,Story,CORE-8,05/Jan/25 9:00 AM,,,{ID},,",
        f"New item,CORE-4,104,Story,CORE-9,05/Jan/26 9:00 AM,,,{ID},,",
        f"Plain,CORE-5,105,Story,CORE-8,05/Jan/24 9:00 AM,,,{ID},,",
        "Cache,CORE-8,108,Epic,,05/Jan/20 9:00 AM,,,,,",
        "Offline,CORE-9,109,Epic,,05/Jan/20 9:00 AM,,,,,",
    ]
    assert found(jira(tmp_path, *rows)) == [(ID, "109", False)]


def test_of_a_long_text_the_beginning_is_looked_through_where_a_column_holds_much(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(texts, "LONGEST_TEXT", 40)
    monkeypatch.setattr(texts, "MOST_PROSE", 50)
    early, late = f"{ID} and on and on", f"{'on and ' * 9} {ID}"
    rows = (f"A,CORE-1,101,Epic,,,,,{early},,", f"B,CORE-2,102,Epic,,,,,{late},,")
    assert found(jira(tmp_path, rows[0])) == [(ID, "101", False)]
    assert found(jira(tmp_path, rows[1])) == []


def test_githubs_bodies_titles_and_labels_are_looked_through(tmp_path):
    issue = {
        "number": 7, "state": "open", "created_at": "2026-01-05T09:00:00Z", "title": "Offline",
        "html_url": "https://github.example/a/b/issues/7", "labels": [{"name": "epic"}],
    }  # fmt: skip
    for at, said in enumerate(
        ({"body": f"Wanted by {ID}"}, {"labels": [{"name": "epic"}, {"name": ID}]})
    ):
        files = {"deals.csv": DEALS, "issues.json": json.dumps([issue | said])}
        needs = read(tmp_path / str(at), files).book.needs
        assert needs.select("deal", "feature").rows() == [(ID, issue["html_url"])]


def test_linears_descriptions_are_looked_through(tmp_path):
    issues = (
        "ID,Team,Title,Description,Status,Project,Labels,Created,Completed,Canceled\n"
        f"ENG-1,Core,Offline,Sold to {ID},Todo,Mobile,,2026-01-05,,\n"
    )
    book = read(tmp_path, {"deals.csv": DEALS, "linear.csv": issues}).book
    assert found(book) == [(ID, "Mobile", False)]
