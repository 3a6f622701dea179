"""What came of one person's own days, and what others see of it: nothing."""

from dataclasses import replace

import polars as pl
import pytest

from interlock.engine import day_record, own_record, scores
from interlock.records.company import Company
from tests.engine.books import book
from tests.engine.test_day_record import closing
from tests.engine.test_interlock_days import shipping

LEVELS = Company().confidence_levels


def of_two(ann=40, bob=29):
    """Ann's deals, of which three in four are won by their day, and Bob's, all of them."""
    hers, his = closing(ann, 3 * ann // 4), closing(bob, bob, offset=ann)
    owned = [one | {"owner": "Bob"} for one in his["deals"]]
    return book(deals=hers["deals"] + owned, changes=hers["changes"] + his["changes"])


@pytest.fixture(scope="module")
def made():
    return day_record.record(of_two())


def test_a_person_has_a_line_of_their_own_days_alone(made):
    found = own_record.own(made, "Ann", LEVELS)
    (line,) = found.lines
    assert (line.kind, line.things, line.met) == ("deal won", 40, pytest.approx(0.75))
    assert (line.low, line.high) == pytest.approx(scores.wilson(30, 40))
    mine = made.days.filter(pl.col("maker") == "Ann")
    assert line.brier == pytest.approx(((mine["p_met"] - mine["met"]) ** 2).mean())


def test_a_name_is_theirs_however_it_is_written(made):
    assert own_record.own(made, " ANN ", LEVELS).lines == own_record.own(made, "Ann", LEVELS).lines


def test_under_thirty_things_nothing_is_said_of_a_person(made):
    (line,) = own_record.own(made, "Bob", LEVELS).lines
    assert (line.things, line.met, line.brier) == (29, None, None)


def test_who_said_no_day_has_no_record(made):
    assert own_record.own(made, "Eve", LEVELS) is None


def test_a_team_is_no_person():
    teams = day_record.record(book(**shipping()))
    assert own_record.own(teams, "Core", LEVELS) is None
    assert own_record.persons(teams) == ()
    assert own_record.without_persons(teams, []).days["maker"].unique().to_list() == ["Core"]


def test_others_find_no_name_but_those_that_are_kept(made):
    assert own_record.persons(made) == ("Ann", "Bob")
    kept = own_record.without_persons(made, ["bob"])
    assert set(kept.days["maker"]) == {None, "Bob"}
    assert kept.days.drop("maker").equals(made.days.drop("maker"))


def test_who_shares_stands_by_name_with_a_line_a_kind(made):
    lines = own_record.shared(made, ["Zoe", "bob", "Ann"])
    assert [(one.side, one.kind, one.things) for one in lines] == [
        ("Ann", "deal won", 40), ("Bob", "deal won", 29), ("Zoe", "", 0),
    ]  # fmt: skip
    assert lines[0] == replace(own_record.own(made, "Ann", LEVELS).lines[0], side="Ann")
    assert (lines[1].met, lines[2].met) == (None, None)


def test_the_fewer_things_the_nearer_is_what_was_met_to_what_is_usual():
    """Forty things: 40 of 40 + 20 of what was met, and 20 of them of the base rate."""
    (line,) = day_record.record(book(**closing(40, 30, moved=10))).lines
    assert line.met == pytest.approx(49 / 60)
    assert line.shrunk_met == pytest.approx((40 * 49 / 60 + 20 * line.base_met) / 60)
    assert line.shrunk_skill == pytest.approx(line.skill * 40 / 60)
