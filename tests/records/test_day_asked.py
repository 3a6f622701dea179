"""Days as people type them: what is meant by each form, against days worked out by hand."""

from datetime import date, timedelta

import pytest

from interlock.records.day_asked import fitting

MONDAYS = [date(2025, 12, 1) + timedelta(days=7 * n) for n in range(53)]
"""To 30 November 2026."""
MEANT = date(2026, 11, 23)


@pytest.mark.parametrize(
    "words",
    [
        "2026-11-23", "23 November 2026", "23 Nov 2026", "Nov 23, 2026", "november 23rd 2026",
        "23. November 2026", "23.11.2026", "23. 11. 2026", "23/11/2026", "11/23/2026",
        " 23  NOV. ", "23.11.", "23.11", "23rd of November", "Nov 23", "week 48", "Week 48 2026",
        "W48", "kw 48", "2026-W48",
    ],
)  # fmt: skip
def test_every_form_means_the_day(words):
    assert fitting(words, MONDAYS) == {MEANT}


def test_a_day_between_two_closings_means_the_later_of_them():
    """A Monday's report tells of the days since the Monday before."""
    for back in range(7):
        asked = (MEANT - timedelta(days=back)).isoformat()
        assert fitting(asked, MONDAYS) == {MEANT}
    assert fitting("2026-11-24", MONDAYS) == {date(2026, 11, 30)}
    assert fitting("2026-12-01", MONDAYS) == frozenset(), "none was closed since"


def test_a_day_of_no_year_is_that_of_each_and_a_month_all_its_weeks():
    days = [*MONDAYS, date(2024, 11, 23)]
    assert fitting("23 Nov", days) == {MEANT, date(2024, 11, 23)}
    assert fitting("Feb 2026", days) == {date(2026, 2, d) for d in (2, 9, 16, 23)}


def test_a_day_and_a_month_that_may_stand_either_way_mean_both():
    days = [date(2026, 4, 3), date(2026, 3, 4)]
    assert fitting("3/4/2026", days) == set(days)


@pytest.mark.parametrize(
    "words", ["", "nov", "sso", "march", "2026", "may 1 release", "ma 3", "2026.4", "23 sso", "w"]
)
def test_other_words_are_no_day(words):
    assert fitting(words, MONDAYS) is None


def test_a_day_that_is_none_finds_none():
    assert fitting("2026-02-30", MONDAYS) == fitting("week 99", MONDAYS) == frozenset()
