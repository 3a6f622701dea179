"""A mapping into needs with names in place of ids, and the examples in the guide."""

import re
from pathlib import Path

import pytest

from tests.importers.made_files import read
from tests.importers.test_feedback_tools import BASE, ONE, TWO, pairs, said

PAGE = Path(__file__).resolve().parents[2] / "docs" / "guide" / "needs.md"
BLOCKS = re.findall(r"```(?:toml)?\n(.*?)```", PAGE.read_text(), re.DOTALL)
REQUESTS_MAP, REQUESTS, GAPS_MAP, GAPS = BLOCKS
PRODUCT_GAPS = "Id,Name,Jira_Key__c\na0G1,Works on a plane,CORE-12\na0G2,Audit log,\n"
HEAD = "[[source]]\nfile = 'asks.csv'\ntable = 'needs'\n"
ASKS = "Company,Idea,Issue,Weight\n"


def asks(home, mapping, *rows):
    lines = ASKS + "\n".join(rows) + "\n"
    return read(home, {**BASE, "asks.csv": lines, "mapping.toml": HEAD + mapping})


BY_ACCOUNT = "columns = { account = 'Company', feature = 'Idea', strength = 'Weight' }\n"


def test_the_guides_example_of_another_feedback_tool_makes_the_needs_it_says(tmp_path):
    reading = read(tmp_path, {**BASE, "requests.csv": REQUESTS, "mapping.toml": REQUESTS_MAP})
    assert reading.problems == ()
    assert pairs(reading) == [(ONE, "F1"), (TWO, "F2")]
    needs = reading.book.needs.sort("deal")
    assert needs["confirmed"].to_list() == [False, False]
    assert needs["said_by"].to_list() == ["Maria G", "Tom I"]


def test_the_guides_example_of_a_gap_object_makes_the_needs_it_says(tmp_path):
    files = {"opportunity_gaps.csv": GAPS, "product_gaps.csv": PRODUCT_GAPS}
    reading = read(tmp_path, {**BASE, **files, "mapping.toml": GAPS_MAP})
    assert reading.problems == ()
    assert reading.book.needs.sort("deal").select(
        "deal", "feature", "strength", "confirmed"
    ).rows() == [(ONE, "F1", "dealbreaker", True), (TWO, "F2", "nice-to-have", True)]


def test_an_account_stands_in_for_the_deal(tmp_path):
    reading = asks(tmp_path, BY_ACCOUNT, "Birch AG,Audit log,,must")
    assert reading.problems == ()
    assert reading.book.needs.select("deal", "strength", "confirmed").rows() == [
        (TWO, "dealbreaker", False)
    ]


def test_what_a_mapped_account_leaves_open_is_said_with_its_line(tmp_path):
    reading = asks(tmp_path, BY_ACCOUNT, "Birch AG,Audit log,,must", "Cedar,Audit log,,must")
    assert pairs(reading) == [(TWO, "F2")]
    assert ("asks.csv", 3, "deal", "Cedar") in said(reading)


def test_a_link_stands_in_for_the_feature(tmp_path):
    reading = asks(
        tmp_path, "columns = { account = 'Company', link = 'Issue' }\n", "Birch AG,x,CORE-12,"
    )
    assert reading.problems == ()
    assert pairs(reading) == [(TWO, "F1")]


def test_a_strength_that_cannot_be_read_is_still_a_problem(tmp_path):
    reading = asks(tmp_path, BY_ACCOUNT, "Birch AG,Audit log,,whatever")
    assert [(p.line, p.column) for p in reading.problems] == [(2, "Weight")]
    assert pairs(reading) == []


@pytest.mark.parametrize(
    ("mapping", "missing"),
    [
        ("columns = { account = 'Company' }\n", "feature"),
        ("columns = { link = 'Issue' }\n", "deal"),
    ],
)
def test_a_mapping_by_name_that_lacks_a_side_is_said(tmp_path, mapping, missing):
    reading = asks(tmp_path, mapping, "Birch AG,Audit log,CORE-12,")
    assert f"needs needs {missing}; the mapping does not give it" in [
        p.what for p in reading.problems
    ]


def test_other_tables_take_no_account_in_place_of_a_deal(tmp_path):
    mapping = HEAD.replace("needs", "evidence") + "columns = { account = 'Company' }\n"
    reading = read(tmp_path, {**BASE, "asks.csv": ASKS, "mapping.toml": mapping})
    assert "evidence has no such column" in [p.what for p in reading.problems]
