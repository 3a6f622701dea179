"""The terminal summary: terse, within the width of a terminal, readable without colour."""

from dataclasses import replace

from interlock.render import text
from tests.render import sample

SUMMARY = text.summary(sample.report())


def test_it_fits_a_terminal():
    lines = SUMMARY.splitlines()
    assert len(lines) <= 43
    assert max(map(len, lines)) <= text.WIDTH
    assert "\x1b" not in SUMMARY


def test_it_says_the_sentence_first():
    assert SUMMARY.splitlines()[2].startswith("62 % to reach $3.40 M: $1.71 M closed")


def test_causes_are_ranked_the_rest_adds_up_and_the_refit_stands_apart():
    lines = SUMMARY.splitlines()
    at = lines.index("Why it moved since 13 Nov: $3.41 M to $3.52 M")
    assert [line.strip() for line in lines[at + 1 : at + 6]] == [
        "+$147 k  outcomes and new deals, most: Northwind Foods",
        "−$67.6 k  amount and date edits, most: Tern Logistics",
        "−$29.0 k  delivery re-forecast, most: Halyard Bank",
        "+$5.00 k  other",
        "+$52.6 k  model learnt anew",
    ]


def test_a_drop_is_never_told_without_the_promises_it_breaks():
    assert "SSO for admins: costs $388 k, buys $121 k, breaks 1 known promise" in SUMMARY


def test_what_is_due_is_counted():
    told = " ".join(SUMMARY.split())
    assert "promises 2 open, 1 kept, 1 late, 1 broken, 1 withdrawn; 2 promises moved" in told
    assert "2 buyer steps due; 1 sales tool not ready" in told


def test_many_notes_are_counted():
    told = text.summary(replace(sample.report(), notes=("a", "b", "c", "d", "e")))
    assert "! a." in told
    assert "! 2 more notes in the report." in told


def test_an_empty_report_is_two_lines():
    assert len([line for line in text.summary(sample.bare()).splitlines() if line]) == 2
