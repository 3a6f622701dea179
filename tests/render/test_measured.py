"""What rules, calls and categories were worth, on the page and on the terminal."""

import re
from dataclasses import replace

from interlock.records.measured import CallsSection, CategoriesSection, Ratio, RulesSection
from interlock.render import forest, json, measured_words, page, text
from tests.render import sample
from tests.render.reading_pages import read, section

REPORT = sample.report()


def told(report=REPORT):
    return section(read(page.render(report)), "measured").words


def test_each_rule_has_its_verdict_and_its_range():
    words = told()
    assert "Champion acts" in words
    assert "1.79 (1.47 to 2.18)" in words
    assert "inert" in words


def test_a_rule_that_does_not_matter_is_drawn_in_grey():
    drawn = {
        matters: forest.row(Ratio(1.0, 0.9, 1.1), name="Demo", matters=matters)
        for matters in (True, False)
    }
    assert "forest matters" in drawn[True]
    assert "forest grey" in drawn[False]


def test_an_interval_beyond_the_axis_ends_in_an_arrow():
    inside = forest.row(Ratio(1.0, 0.5, 2.0), name="Demo", matters=True)
    beyond = forest.row(Ratio(1.0, 0.01, 20.0), name="Demo", matters=True)
    assert inside.count("beyond") == 0
    assert beyond.count("beyond") == 2


def test_the_dot_stands_where_the_ratio_is():
    at = {
        ratio: float(
            re.search(
                r'cx="([\d.]+)"', forest.row(Ratio(ratio, ratio, ratio), name="", matters=True)
            )[1]
        )
        for ratio in (0.5, 1.0, 2.0)
    }
    assert at[1.0] == forest.WIDTH / 2
    assert at[2.0] - at[1.0] == at[1.0] - at[0.5]


def test_kinds_of_evidence_without_a_rule_are_said_to_have_none():
    assert "no rule asks for it" in told()


def test_calls_stand_beside_what_was_won_and_the_managers_beside_the_reps():
    words = told()
    assert "131 %" in words
    assert "8 reps together $3.77 M" in words


def test_categories_and_deals_that_belong_elsewhere_are_shown():
    words = told()
    assert "too sure" in words
    assert "2 of 12, largest first" in words


def test_what_is_missing_is_said_with_what_to_do():
    empty = replace(
        REPORT,
        rules=RulesSection((), 1.0, ("No evidence is recorded: add evidence.csv",)),
        calls=CallsSection("2026-Q4", (), (), ("No calls are recorded: add calls.csv",)),
        categories=CategoriesSection((), (), 0, ("No categories: export them",)),
    )
    words = told(empty)
    for said in ("add evidence.csv", "add calls.csv", "export them"):
        assert said in words


def test_a_reader_of_rules_alone_meets_no_heading_of_the_rest():
    words = told(replace(REPORT, calls=None, categories=None))
    assert "What your rules are worth" in words
    assert "Calls" not in words


def test_the_terminal_names_what_helps_and_what_does_not_hold():
    said = text.summary(REPORT)
    assert "Measured: helps: Champion acts; hurts: Price first; inert: Demo given; commit" in said
    assert any(part == "Ana Lim calls too high" for part in measured_words.in_short(REPORT))


def test_the_json_holds_every_ratio_and_count():
    plain = json.as_dict(REPORT)
    assert plain["rules"]["lines"][0]["worth"] == {"ratio": 1.79, "low": 1.47, "high": 2.18}
    assert plain["categories"]["lines"][0]["share"] == {"won": 196, "of": 363}
