"""Markdown: CommonMark that says what the page says, whatever signs stand in names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from interlock.render import report_markdown
from tests.laws.reports import Maker
from tests.render import sample
from tests.render.test_page_any_report import DEVELOPMENT, with_texts

MADE = report_markdown.render(sample.report(), page="https://x.example/reports/2026-11-20/")
KNOWN = {
    "heading", "paragraph", "inline", "bullet_list", "list_item", "blockquote", "text",
    "softbreak", "strong", "link",
}  # fmt: skip


def tokens(text):
    for token in MarkdownIt("commonmark").parse(text):
        yield token
        yield from token.children or []


def kinds(text):
    return {token.type.removesuffix("_open").removesuffix("_close") for token in tokens(text)}


def said(text):
    return " ".join(token.content for token in tokens(text) if token.type == "text")


def test_it_is_made_of_headings_paragraphs_and_lists_alone():
    assert kinds(MADE) == KNOWN


def test_headings_go_down_one_level_at_a_time():
    levels = [token.tag for token in tokens(MADE) if token.type == "heading_open"]
    assert levels[0] == "h1"
    assert levels.count("h1") == 1
    assert set(levels) == {"h1", "h2", "h3"}


def test_the_same_report_gives_the_same_bytes():
    again = report_markdown.render(sample.report(), page="https://x.example/reports/2026-11-20/")
    assert again == MADE


def test_names_figures_and_the_way_to_the_page_stand_in_it():
    for words in ("Tern Logistics <EU> roll-out", "62 % to reach $3.40 M", "$1,713,250.40"):
        assert words in said(MADE)
    links = [token.attrs["href"] for token in tokens(MADE) if token.type == "link_open"]
    assert links == ["https://x.example/reports/2026-11-20/"]


def test_a_reader_without_amounts_meets_none():
    made = report_markdown.render(DEVELOPMENT)
    assert "$" not in made
    assert re.search(r"- \*\*2027-Q1\*\*: \d+ to \d+ deals won", made)


@given(st.text("*_`#[]()<>!&~|\\-+.1= ab", min_size=1, max_size=12))
def test_signs_in_names_are_never_marks(name):
    marked = with_texts(sample.bare(), lambda old: f"{name}{old}" if old else old)
    made = report_markdown.render(marked)
    assert kinds(made) <= KNOWN - {"link"}
    assert " ".join(name.split()).replace(" ", "") in said(made).replace(" ", "")


@pytest.mark.parametrize("seed", range(20))
def test_any_mix_of_known_and_unknown_is_written(seed):
    made = report_markdown.render(Maker(seed).report())
    assert kinds(made) <= KNOWN
    assert "None" not in said(made).split()
