"""Who is there: weeks counted by hand."""

from datetime import date, timedelta

import pytest

from interlock.engine import presence
from interlock.records.company import Closure, Company, Staffing
from tests.engine.development import AS_OF, company, days_of, items, ship_dates

MONDAY = date(2026, 11, 16)
TOMORROW = AS_OF + timedelta(days=1)
EVE = MONDAY - timedelta(days=1)


def shares(*, weeks=12, people=4.0, as_of=EVE, after=EVE, **settings):
    asked = {"after": after, "weeks": weeks, "as_of": as_of}
    found = presence.shares(Company(**settings), ("A", "B"), {"A": people, "B": people}, **asked)
    return found.tolist()


def on(week, day=0):
    return MONDAY + timedelta(days=7 * week + day)


def test_a_full_week_is_one_and_every_closed_working_day_takes_a_fifth():
    closed = Closure(on(1, 3), on(1, 6), team="A")
    assert shares(weeks=3, closures=(closed,)) == [[1.0, 0.6, 1.0], [1.0, 1.0, 1.0]]


def test_whoever_leaves_takes_their_share_from_that_day_on():
    gone = Staffing("A", -1.0, on(1, 2))
    assert shares(weeks=3, staffing=(gone,))[0] == pytest.approx([1.0, 0.85, 0.75])


def test_whoever_is_absent_is_back_in_full():
    away = Staffing("A", -2.0, on(1), on(1, 6))
    assert shares(weeks=3, staffing=(away,))[0] == [1.0, 0.5, 1.0]


def test_whoever_joins_adds_nothing_for_two_weeks_half_until_the_eighth_then_all():
    joins = Staffing("A", 1.0, on(1))
    by_hand = [1.0] * 3 + [1.125] * 6 + [1.25] * 3
    assert shares(staffing=(joins,))[0] == pytest.approx(by_hand)
    at_once = shares(staffing=(joins,), ramp_weeks=(0, 0))[0]
    assert at_once == pytest.approx([1.0] + [1.25] * 11)


def test_somebody_who_moves_is_missed_at_once_and_learns_elsewhere():
    moves = Staffing("A", -1.0, on(0)), Staffing("B", 1.0, on(0))
    a, b = shares(weeks=9, staffing=moves)
    assert a == [0.75] * 9
    assert b == pytest.approx([1.0, 1.0] + [1.125] * 6 + [1.25])


def test_weeks_before_a_leaving_were_fuller_than_those_of_today():
    """Three are left of four: the past weeks had 4/3 of what today's team does."""
    gone = Staffing("A", -1.0, on(-2))
    past = shares(weeks=4, people=3.0, after=on(-4) - timedelta(days=1), staffing=(gone,))[0]
    assert past == pytest.approx([4 / 3, 4 / 3, 1.0, 1.0])


def test_no_team_does_less_than_nothing():
    assert shares(weeks=1, staffing=(Staffing("A", -9.0, on(0)),))[0] == [0.0]


def test_a_team_of_unknown_size_is_named_and_keeps_its_pace():
    settings = Company(staffing=(Staffing("A", 1.0, on(0)),))
    assert presence.uncounted(settings, {"B": 3.0}) == ("A",)
    assert presence.uncounted(settings, {"A": 3.0}) == ()
    known = company({"id": "f", "team": "A"}, work=items("f", 9), company=settings)
    assert any("Staffing of A is not counted" in note for note in ship_dates(known).notes)


@pytest.mark.parametrize(("people", "sooner"), [(4.0, True), (-1.0, False)])
def test_more_people_without_a_ramp_never_make_it_later_and_fewer_never_sooner(people, sooner):
    teams = [{"name": "A", "people": 4.0}]
    work = {"work": items("f", 30), "teams": teams}
    plain = ship_dates(company({"id": "f", "team": "A"}, **work))
    settings = Company(staffing=(Staffing("A", people, TOMORROW),), ramp_weeks=(0, 0))
    changed = ship_dates(company({"id": "f", "team": "A"}, **work, company=settings))
    gained = days_of(plain, "f") - days_of(changed, "f")
    assert (gained >= 0).all() if sooner else (gained <= 0).all()
    assert (gained != 0).any()
