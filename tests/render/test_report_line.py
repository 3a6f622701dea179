"""The week in one line, and in five."""

from dataclasses import replace

import pytest

from interlock.render import report_brief, report_line
from tests.laws.reports import Maker
from tests.render import sample
from tests.render.test_page_any_report import DEVELOPMENT


def quarter(**changed):
    return replace(sample.report(), quarter=replace(sample.quarter(), **changed))


def test_the_line_says_the_chance_what_it_was_and_what_is_due():
    assert report_line.line(sample.report()) == (
        "Week of 20 Nov: 62 % to reach $3.40 M (55 % last week); "
        "1 promise due, 2 moved, 1 release moved"
    )


def test_a_target_that_is_reached_is_no_chance_any_more():
    assert "; " in report_line.line(quarter(target=1_000_000.0))
    assert "the target of $1.00 M is reached" in report_line.line(quarter(target=1_000_000.0))


def test_without_a_target_it_says_the_forecast():
    said = report_line.line(quarter(target=None, p_target=None))
    assert said.startswith("Week of 20 Nov: $3.52 M forecast ($3.41 M last week)")


def test_who_sees_no_amounts_reads_of_wins():
    said = report_line.line(DEVELOPMENT)
    assert said.startswith("Week of 20 Nov: 26 to 33 deals won by 31 Dec in 8 of 10 cases")
    assert "$" not in said + str(report_brief.lines(DEVELOPMENT))


def test_without_anything_it_says_so():
    assert report_line.line(sample.bare()) == "Week of 20 Nov: nothing to forecast yet"
    assert report_brief.lines(sample.bare()) == ()


@pytest.mark.parametrize("seed", range(40))
def test_any_report_fits_a_lock_screen_and_has_at_most_five_lines(seed):
    report = Maker(seed).report()
    assert 0 < len(report_line.line(report)) <= report_line.MOST
    assert "\n" not in report_line.line(report)
    assert len(report_brief.lines(report)) <= report_brief.LINES


def test_what_does_not_fit_is_left_out_and_never_cut_in_two():
    wide = replace(sample.report(), currency="A CURRENCY OF MANY LETTERS")
    said = report_line.line(wide)
    assert len(said) <= report_line.MOST
    assert not said.endswith((",", ";", "…"))


def test_the_five_lines_say_what_moved_most_first():
    heads = [head for head, _ in report_brief.lines(sample.report())]
    assert heads == [
        "Forecast", "Tern Logistics <EU> roll-out", "Release 2026.12", "SSO for admins", "Promises",
    ]  # fmt: skip
    assert report_brief.lines(sample.report())[0][1] == (
        "$3.41 M to $3.52 M since 13 Nov, most by outcomes and new deals (+$147 k)"
    )
