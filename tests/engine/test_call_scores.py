"""Calls against what was won, worked by hand."""

from datetime import date
from decimal import Decimal

import pytest

from interlock.engine import call_errors, call_scores, history
from tests.engine.books import AS_OF, book
from tests.engine.deal_worlds import ended

ENDS = (date(2025, 9, 20), date(2025, 12, 20), date(2026, 3, 20), date(2026, 6, 20))
LABELS = ("2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2")


def won(amounts=(100, 100, 100, 100), owner="Ana"):
    return [
        ended(f"{owner}{n}", date(2025, 1, 1), day, "won", amount=Decimal(amount), owner=owner)
        for n, (day, amount) in enumerate(zip(ENDS, amounts, strict=True))
    ]


def call(period, amount, said_on, by="Ana", level="rep", category="commit", **more):
    return {
        "by": by, "level": level, "period": period, "category": category,
        "amount": Decimal(amount), "said_on": said_on,
    } | more  # fmt: skip


def called(amounts, **more):
    return [
        call(label, amount, day.replace(day=1), **more)
        for label, amount, day in zip(LABELS, amounts, ENDS, strict=True)
    ]


def lines(**tables):
    return call_scores.score(book(**tables), as_of=AS_OF).lines


def test_four_quarters_by_hand():
    (line,) = lines(deals=won(), calls=called((110, 130, 90, 120)))
    # misses 10, 30, -10, 20: mean 12.5, sd sqrt(875 / 3) = 17.08, t = 3.182
    assert line.periods == 4
    assert line.last.of_actual == pytest.approx(1.125)
    assert line.last.off == pytest.approx(0.175)
    assert line.last.bias == pytest.approx(0.125)
    assert line.last.high - line.last.bias == pytest.approx(3.182 * 0.1708 / 2, rel=1e-3)
    assert line.verdict == "no bias seen"


def test_who_always_calls_half_again_is_too_high():
    assert lines(deals=won(), calls=called((150, 155, 145, 150)))[0].verdict == "too high"
    assert lines(deals=won(), calls=called((50, 55, 45, 50)))[0].verdict == "too low"


def test_three_quarters_are_not_enough():
    (line,) = lines(deals=won(), calls=called((150, 155, 145, 150))[1:])
    assert (line.periods, line.verdict) == (3, "not enough yet")


def test_the_first_call_and_the_last_are_both_scored():
    late = [call(label, 100, day) for label, day in zip(LABELS, ENDS, strict=True)]
    (line,) = lines(deals=won(), calls=[*called((150, 160, 140, 150)), *late])
    assert line.first.bias == pytest.approx(0.5)
    assert line.last.bias == pytest.approx(0.0)


def test_what_is_said_after_the_quarter_is_no_call():
    late = [call("2025-Q3", 100, date(2025, 10, 2))]
    (line,) = lines(deals=won(), calls=[*called((150, 150, 150, 150)), *late])
    assert line.last.of_actual == pytest.approx(1.5)


def test_a_manager_answers_for_those_who_report_to_them():
    people = [{"name": "Ana", "reports_to": "Mo", "side": "sales"}]
    deals = won() + won((900,) * 4, owner="Bo")
    calls = called((100, 100, 100, 100), by="Mo", level="manager")
    assert lines(deals=deals, calls=calls, people=people)[0].last.bias == pytest.approx(0.0)
    assert lines(deals=deals, calls=calls)[0].last.of_actual == pytest.approx(0.1)


def test_the_model_and_the_quarter_before_stand_beside():
    asked = []

    def model(day, quarter, owners):
        asked.append((day, quarter.label, owners))
        return 105.0

    records = book(deals=won((100, 200, 100, 200)), calls=called((100, 200, 100, 200)))
    (line,) = call_scores.score(records, as_of=AS_OF, model=model).lines
    assert line.model.of_actual == pytest.approx(420 / 600)
    assert asked[0] == (date(2025, 9, 1), "2025-Q3", frozenset({"Ana"}))
    assert line.naive.periods == 3  # nothing is known of the quarter before the first
    assert line.naive.off == pytest.approx(300 / 500)


def test_a_managers_call_stands_beside_the_reps_sum():
    calls = [
        call("2026-Q4", 50, date(2026, 10, 5)),
        call("2026-Q4", 60, date(2026, 11, 5)),
        call("2026-Q4", 30, date(2026, 11, 5), by="Bo"),
        call("2026-Q4", 70, date(2026, 11, 6), by="Mo", level="manager", why="two slip"),
    ]
    section = call_scores.score(book(deals=won(), calls=calls), as_of=AS_OF)
    (found,) = section.overrides
    assert (found.by, found.amount, found.reps_sum, found.reps) == ("Mo", 70, 90, 2)
    assert section.lines[1].now == 60
    assert section.lines[1].first_now == 50


def test_without_calls_it_says_what_to_add():
    assert "add calls.csv" in call_scores.score(book(deals=won()), as_of=AS_OF).says[0]


def test_calls_of_later_days_change_nothing():
    day = date(2026, 3, 10)
    records = book(deals=won(), calls=called((100, 110, 120, 130)))
    more = book(deals=won(), calls=[*called((100, 110, 120, 999)), call("2026-Q4", 5, AS_OF)])
    one, other = (history.known(b, as_of=day) for b in (records, more))
    assert call_scores.score(one, as_of=day) == call_scores.score(other, as_of=day)


def test_a_quarter_of_nothing_has_no_error():
    assert call_errors.error([1.0, 2.0], [0.0, 0.0]) is None
    assert call_errors.error([1.0], [1.0]) is None


def test_another_number_is_scored_apart_against_the_same_outcome():
    own = called((130, 130, 130, 130))
    other = called((105, 95, 105, 95), by="Mo", level="manager", about="Ana")
    found = lines(deals=won() + won((900,) * 4, owner="Bo"), calls=[*own, *other])
    by = {(line.by, line.about): line for line in found}
    assert by["Ana", ""].last.bias == pytest.approx(0.3)
    instead = by["Mo", "Ana"]
    assert (instead.last.bias, instead.last.off) == (pytest.approx(0.0), pytest.approx(0.05))
    assert instead.own == by["Ana", ""].last
    assert by["Ana", ""].own is None
    assert len(found) == 2


def test_of_the_own_calls_only_the_quarters_of_the_other_number_stand_beside_it():
    other = called((100, 100, 100, 100), by="Mo", level="manager", about="Ana")[2:]
    (instead,) = (
        line for line in lines(deals=won(), calls=[*called((0, 0, 120, 140)), *other]) if line.about
    )
    assert instead.own.periods == 2
    assert instead.own.bias == pytest.approx(0.3)


def test_a_vice_president_who_speaks_about_a_manager_means_the_managers_people():
    people = [{"name": name, "reports_to": "Mo"} for name in ("Ana", "Bo")]
    deals = won() + won((300,) * 4, owner="Bo")
    calls = [
        *called((500,) * 4, by="Mo", level="manager"),
        *called((90,) * 4, by="Mo"),
        *called((400,) * 4, by="Vi", level="vp", about="Mo"),
    ]
    found = {line.by: line for line in lines(deals=deals, calls=calls, people=people) if line.about}
    assert found["Vi"].last.bias == pytest.approx(0.0)
    assert found["Vi"].own.bias == pytest.approx(0.25), "beside it their call as a manager"


def test_another_number_is_no_call_of_the_whole():
    calls = [
        call("2026-Q4", 60, date(2026, 11, 5)),
        call("2026-Q4", 40, date(2026, 11, 6), by="Mo", level="manager", about="Ana"),
    ]
    assert call_scores.score(book(deals=won(), calls=calls), as_of=AS_OF).overrides == ()
