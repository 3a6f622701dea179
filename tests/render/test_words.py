"""Odds, days and counts as look.md writes them."""

from datetime import date

import pytest

from interlock.render import words

AS_OF = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (0.0, "<5 %"), (0.0499, "<5 %"), (0.05, "5 %"), (0.6, "60 %"), (0.614, "61 %"),
        (0.95, "95 %"), (0.951, ">95 %"), (1.0, ">95 %"),
    ],
)  # fmt: skip
def test_odds_are_whole_per_cents_and_never_certain(chance, said):
    assert words.odds(chance) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 10, 2), date(2026, 10, 9), "2 to 9 Oct"),
        (date(2026, 9, 28), date(2026, 10, 9), "28 Sep to 9 Oct"),
        (date(2026, 12, 28), date(2027, 1, 9), "28 Dec to 9 Jan 2027"),
        (date(2027, 2, 2), date(2027, 2, 9), "2 to 9 Feb 2027"),
        (date(2026, 10, 2), date(2026, 10, 2), "2 Oct"),
    ],
)
def test_a_range_of_days_names_month_and_year_only_where_needed(first, last, said):
    assert words.days(first, last, as_of=AS_OF) == said


def test_a_moved_date_is_said_without_a_judgement():
    said = [words.moved(days) for days in (9, 1, 0, -1)]
    assert said == ["9 days later", "1 day later", "as last week", "1 day sooner"]


def test_counts_carry_their_noun_in_the_right_number():
    assert words.count(1, "deal") == "1 deal"
    assert words.count(12_411, "change") == "12,411 changes"


def test_a_note_ends_with_one_full_stop():
    assert words.ended("No deals were read") == "No deals were read."
    assert words.ended("Until then a prior stands in.") == "Until then a prior stands in."


def test_figure_and_unit_are_not_parted_by_a_line_end():
    tied = words.tied("62 % by 31 Dec, $3.40 M, 14 items")
    assert tied == "62\u00a0% by 31\u00a0Dec, $3.40\u00a0M, 14 items"
    assert words.tied("+€305") == "+\u2060€305"
    assert words.tied("−€105 (−€1.7 to 1.4 k)") == "−\u2060€105 (−\u2060€1.7 to 1.4\u00a0k)"
