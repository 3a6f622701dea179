"""The week in one sentence that a manager can say aloud."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from interlock.records.report import Closed, Reader
from interlock.render import glance
from tests.render import sample

REPORT = sample.report()


def with_quarter(**changes):
    return replace(REPORT, quarter=replace(REPORT.quarter, **changes))


def test_the_sentence_says_chance_target_closed_and_forecast():
    said = glance.sentence(REPORT)
    assert said == "62 % to reach $3.40 M: $1.71 M closed, $3.52 M forecast ($3.0 to 4.1 M)."


def test_without_a_target_no_chance_is_said():
    said = glance.sentence(with_quarter(target=None, p_target=None))
    assert said == "2026-Q4: $1.71 M closed, $3.52 M forecast ($3.0 to 4.1 M)."


def test_a_target_that_is_reached_is_a_fact_and_no_chance():
    closed = Closed(Decimal("3500000"), 20)
    said = glance.sentence(with_quarter(closed=closed, p_target=1.0))
    assert said.startswith("The target of $3.40 M is reached: $3.50 M closed")


def test_without_amounts_wins_are_counted():
    said = glance.sentence(with_quarter(forecast=None, closed=None, target=None, p_target=None))
    assert said == (
        "2026-Q4, week 8 of 13: 26 to 33 deals won by 31 Dec in 8 of 10 cases, 181 deals open."
    )


def test_without_deals_the_soonest_release_is_named():
    said = glance.sentence(replace(REPORT, quarter=None))
    assert said.startswith("No deals were read; 60 unfinished features; ")
    assert said.endswith("; 2026.12 ships by 15 Jan 2027 in 8 of 10 cases.")


def test_with_nothing_it_says_so():
    assert glance.sentence(sample.bare()).startswith("There is nothing to forecast yet")


def test_weeks_are_counted_from_the_quarters_first_day():
    weeks = [glance.week(REPORT.quarter, day) for day in (date(2026, 10, 1), date(2026, 10, 8))]
    assert weeks == [(1, 13), (2, 13)]
    assert glance.week(REPORT.quarter, date(2026, 12, 31)) == (13, 13)


def test_a_person_is_named_with_the_side():
    assert glance.reader(Reader("person", "Ana Lim", "sales")) == "Ana Lim (sales)"
    assert glance.reader(Reader("development", "Team Alpha", "development")) == (
        "Team Alpha (development)"
    )
    assert glance.reader(Reader("management")) == "management"
