"""Everybody's calls as they stand: this week's, what stood before, and what is said instead."""

from datetime import date
from decimal import Decimal

from interlock.engine import standing_calls
from interlock.records import tables
from interlock.records.call_weeks import CallWeek
from interlock.records.calls import together
from tests.engine.books import AS_OF, frame

WEEK = CallWeek(date(2026, 11, 16), date(2026, 11, 22))


def call(by, amount, day, level="rep", category="commit", period="2026-Q4", **more):
    return {
        "by": by, "level": level, "category": category, "period": period,
        "amount": Decimal(amount), "said_on": date(2026, 11, day),
    } | more  # fmt: skip


CALLS = [
    call("Ana", 100, 2),
    call("Ana", 120, 9),
    call("Ana", 150, 17),
    call("Ana", 155, 18),
    call("Ana", 999, 18, period="2027-Q1"),
    call("Bo", 80, 9),
    call("Mo", 130, 18, level="manager", about="Ana", why="one slips"),
    call("Mo", 70, 2, level="manager", about="Bo", why="old"),
    call("Mo", 200, 12, level="manager"),
    call("Vi", 190, 17, level="vp", about="Mo", why="careful"),
]
PEOPLE = [{"name": "Ana", "reports_to": "Mo"}, {"name": "Bo", "reports_to": "Mo"}]


def table(only=None, calls=CALLS, people=PEOPLE):
    said = standing_calls.standing(
        frame(tables.TABLES["calls"], calls), period="2026-Q4", week=WEEK
    )
    return standing_calls.table(
        said,
        period="2026-Q4",
        figures=None,
        people=frame(tables.TABLES["people"], people),
        memberships=tables.TABLES["memberships"].empty(),
        only=only,
        day=AS_OF,
    )


def rows(**more):
    made = table(**more)
    return {(row.name, row.level): row for row in (*made.above, *made.reps)}


def test_a_call_of_this_week_stands_beside_what_stood_before_the_week():
    said = rows()["Ana", "rep"].said["commit"]
    assert (said.amount, said.before, said.is_new) == (155, 120, True)
    bo = rows()["Bo", "rep"]
    assert (bo.said["commit"].before, bo.is_said, bo.days) == (80, False, 11)


def test_what_somebody_above_says_stands_beside_the_one_whose_number_it_is():
    ana, mo = rows()["Ana", "rep"], rows()["Mo", "manager"]
    assert (ana.adjusted["commit"].by, ana.adjusted["commit"].why) == ("Mo", "one slips")
    assert mo.said["commit"].amount == 200
    assert mo.adjusted["commit"].by == "Vi"
    assert ("Vi", "vp") not in rows(), "a call about another is none of their own"


def test_a_sum_takes_what_was_said_instead_unless_the_rep_spoke_since():
    assert together(table().reps, "commit") == (Decimal(130 + 80), 2)
    assert together(table().reps, "pipeline") == (Decimal(0), 0)


def test_reps_stand_under_whom_they_report_to_who_stands_among_them():
    made = table(calls=[*CALLS, call("Mo", 10, 17), call("Cy", 5, 17)])
    groups = [
        (group.name, group.manager, [row.name for row in group.rows]) for group in made.groups
    ]
    assert groups == [("", "Mo", ["Ana", "Bo", "Mo"]), ("", "", ["Cy"])]


def test_who_is_asked_for_alone_stands_alone():
    assert set(rows(only=frozenset({"Ana"}))) == {("Ana", "rep")}
