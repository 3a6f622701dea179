"""The record in words and pictures: one scale for all, and no word where there is too little."""

import re
from dataclasses import replace
from datetime import date

import pytest

from interlock.records.day_record import ConfidenceLine, DayLine, OwnRecord, SideLine
from interlock.render import day_record as written
from interlock.render import record_pictures, record_rows
from tests.render import sample_record


@pytest.fixture(scope="module")
def made():
    return sample_record.record()


def test_both_sides_and_interlock_have_the_same_axes(made):
    sides = record_rows.sides(made)
    assert [one["name"] for one in sides] == ["Sales", "Development", "Interlock"]
    axes = {tuple(re.findall(r"<text[^>]*>(\d+)</text>", str(one["picture"]))) for one in sides}
    assert len(axes) == 1
    assert axes.pop()[-1] == "100"


def test_the_parts_of_a_score_add_up(made):
    for one in record_rows.sides(made):
        found, parts = one["line"].reliability, one["parts"]
        together = found.miscalibration - found.discrimination + found.uncertainty
        assert parts["brier"] == f"{together:.3f}"


def test_a_side_with_too_little_has_no_picture_and_says_what_fills_it(made):
    few = SideLine("sales", None, None, 4, 4, 46)
    sales, development, _ = record_rows.sides(replace(made, sides=(few,)))
    assert (sales["picture"], sales["line"].missing) == (None, 46)
    assert "close dates" in sales["fills"]
    assert (development["line"].days, development["picture"]) == (0, None)
    assert "wanted-by" in development["fills"]


def test_a_row_says_figures_with_their_range_or_how_many_are_wanting():
    line = DayLine(
        "sales", "deal won", 1234, 1300, 0.25, 0.2, 0.31, 0.2, 0.24, 0.18, 0.2, -0.001, 4.5, 1.2,
        0.0, 0.3, 0.251, -0.2,
    )  # fmt: skip
    row = record_rows.row(line, "deal won", 20)
    assert (row["things"], row["met"], row["between"], row["shrunk"]) == (
        "1,234", "25 %", "20 to 31 %", "25 %",
    )  # fmt: skip
    assert (row["skill"], row["shrunk_skill"]) == ("0.00", "−0.20")
    assert (row["slip"], row["moves"], row["notice"]) == ("4.5 weeks", "1.2", "none")
    few = record_rows.row(DayLine("sales", "own act", 13, 13), "own act", 20)
    assert few["missing"] == 7
    assert "met" not in few


def test_teams_stand_by_name_and_sides_as_in_the_pictures(made):
    assert [row["called"] for row in record_rows.by_team(made)] == ["Apps", "Core", "Edge"]
    assert [side for side, _ in record_rows.by_side(made)] == ["Sales", "Development", "Interlock"]


def test_a_dot_stands_at_what_was_stated_and_what_came():
    half = ConfidenceLine("sales", "", 0.5, 30, 1.0, 0.9, 1.0)
    drawn = str(record_pictures.confidences([half]))
    ((x, y),) = re.findall(r'<circle class="came sales" cx="([\d.]+)" cy="([\d.]+)"', drawn)
    middle = (record_pictures.LEFT + record_pictures.WIDTH - record_pictures.RIGHT) / 2
    assert float(x) == pytest.approx(middle - record_pictures.APART, abs=0.1)
    assert float(y) == record_pictures.TOP
    assert "sales at 50%: 100% met" in drawn


def test_without_enough_of_any_confidence_nothing_is_drawn():
    assert record_pictures.confidences([ConfidenceLine("sales", "P2", 0.8, 3)]) is None


def test_a_persons_rows_are_those_of_all(made):
    own = record_rows.own(OwnRecord("Ann", (DayLine("sales", "deal won", 12, 12),), (), 30))
    assert [row["missing"] for row in own["rows"]] == [18]


def test_text_names_interlock_confidences_and_what_says_nothing(made):
    told = written.as_text(made)
    for said in ("\nInterlock\n", "development, 80% (P2)", '"pretty sure": 7 promises'):
        assert said in told, said
    assert made.as_of == date(2026, 11, 20)
