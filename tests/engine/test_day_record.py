"""The record of both sides, by hand on small companies, and as laws."""

from datetime import timedelta

import polars as pl
import pytest

from interlock.engine import day_record, scores
from tests.engine.books import AS_OF, book
from tests.engine.deal_worlds import change, day, ended

BEGAN = day("01-05")


def closing(count, won, *, moved=0, offset=0):
    """``count`` deals said to close on 31 March, ``won`` of them by then; the others are won two
    weeks late, after ``moved`` of them said another day on 17 March.
    """
    rows, log = [], []
    for n in range(count):
        name, late = f"D{n + offset}", n >= won
        closed = day("04-14") if late else day("03-20")
        rows.append(ended(name, BEGAN, closed, "won", owner="Ann"))
        log.append(change(name, BEGAN, "expected_close_on", "2026-03-31"))
        if late and n < won + moved:
            log.append(change(name, day("03-17"), "expected_close_on", "2026-04-30"))
    return {"deals": rows, "changes": log}


def only(made):
    (line,) = made.lines
    return line


def test_a_side_is_told_by_the_share_done_by_its_days_with_its_interval():
    line = only(day_record.record(book(**closing(40, 30))))
    assert (line.side, line.kind, line.things, line.days) == ("sales", "deal won", 40, 40)
    assert (line.met, line.first_met) == pytest.approx((0.75, 0.75))
    assert (line.low, line.high) == pytest.approx(scores.wilson(30, 40))
    assert line.slip_weeks == pytest.approx(2)
    assert (line.moves, line.notice_weeks) == (0, 0)


def test_a_thing_counts_once_however_often_its_day_was_moved():
    """Thirty met; ten stood eleven weeks on a day that they missed, gave two weeks' notice, and
    four on one that they met.
    """
    line = only(day_record.record(book(**closing(40, 30, moved=10))))
    assert (line.things, line.days) == (40, 50)
    assert line.first_met == pytest.approx(0.75)
    assert line.met == pytest.approx((30 + 10 * 4 / 15) / 40)
    assert line.moves == pytest.approx(10 / 40)
    assert line.notice_weeks == pytest.approx(2)


def test_the_scores_are_those_of_the_days():
    made = day_record.record(book(**closing(40, 30)))
    line, rows = only(made), made.days
    assert line.brier == pytest.approx(((rows["p_met"] - rows["met"]) ** 2).mean())
    assert line.base == pytest.approx(((rows["base_rate"] - rows["met"]) ** 2).mean())
    assert line.skill == pytest.approx(1 - line.brier / line.base)


def test_under_twenty_things_nothing_is_said_of_a_kind():
    line = only(day_record.record(book(**closing(19, 10))))
    assert (line.things, line.met, line.brier) == (19, None, None)


def test_a_day_that_has_not_passed_has_odds_and_no_verdict():
    rows = closing(30, 20)
    rows["deals"].append(
        {"id": "new", "created_on": AS_OF - timedelta(days=9), "outcome": "open", "owner": "Ann",
         "expected_close_on": AS_OF + timedelta(days=70)}
    )  # fmt: skip
    made = day_record.record(book(**rows))
    row = made.days.row(by_predicate=pl.col("what") == "new", named=True)
    assert row["met"] is None
    assert 0.5 < row["p_met"] < 0.8
    assert only(made).things == 30


def test_what_became_known_later_changes_no_bit_of_an_earlier_record():
    rows = closing(40, 30, moved=10)
    early = day_record.record(book(**rows), as_of=day("04-01"))
    rows["deals"] = [one | {"closed_on": day("11-01")} if n >= 30 else one
                     for n, one in enumerate(rows["deals"])]  # fmt: skip
    again = day_record.record(book(**rows), as_of=day("04-01"))
    assert early.lines == again.lines
    assert early.days.equals(again.days)


def test_no_person_has_a_line_of_their_own():
    made = day_record.record(book(**closing(40, 30)))
    assert made.teams == ()
    assert "Ann" not in repr((made.lines, made.sides))


def test_an_empty_book_has_an_empty_record():
    made = day_record.record(book())
    assert (made.lines, made.teams, made.sides) == ((), (), ())
    assert made.days.is_empty()
