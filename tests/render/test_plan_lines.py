"""A mutual plan drawn: a row a step, marks on their days, today's rule, nothing outside."""

from datetime import date
from xml.etree import ElementTree

import pytest

from interlock.records.mutual_plan import AHEAD, DONE, OVERDUE, UNDATED, Moved, PlanLine
from interlock.render import plan_lines, words
from tests.render.drawings import number, of_class

TODAY = date(2026, 11, 20)


def step(what, due, state, *, kind="step", done_on=None, moved=None, odds=None):
    return PlanLine(kind, what, due, "", "", done_on, state, moved, odds=odds)


LINES = (
    step("<legal>", date(2026, 10, 1), DONE, done_on=date(2026, 10, 12)),
    step("security", date(2026, 11, 12), OVERDUE),
    step("SSO", date(2026, 12, 20), AHEAD, kind="need", odds=0.41),
    step("a step with a name that is longer than its place", date(2027, 1, 15), AHEAD,
         moved=Moved(date(2026, 12, 1), 2), odds=0.88),
    step("board", None, UNDATED),
)  # fmt: skip


def test_each_step_has_a_mark_of_its_state_on_its_day():
    drawn = plan_lines.picture(LINES, today=TODAY, name="<Inn>")
    kinds = ("step-done", "step-late", "step-open", "need-open", "undated", "moved-from")
    assert [len(of_class(drawn, kind)) for kind in kinds] == [1] * 6
    places = [
        number(of_class(drawn, kind)[0], "x") for kind in ("step-done", "step-late", "step-open")
    ]
    assert places == sorted(places)
    rule = number(of_class(drawn, "rule")[0], "x1")
    assert places[1] < rule < places[2]
    assert "&lt;legal&gt;" in drawn
    assert "41 %" in drawn


def test_what_it_shows_is_said_in_words():
    said = plan_lines.in_words(LINES)
    assert said == "4 steps: 1 done, 1 overdue, 1 to come, 1 no day yet. 1 feature wanted by a day."
    assert plan_lines.in_words(LINES[2:3]) == "1 feature wanted by a day."


def test_moves_are_told_with_their_number():
    rows = plan_lines.rows(LINES)
    assert [row["moved"] for row in rows if row["moved"]] == ["moved from 1 Dec 2026, 2nd time"]
    assert [words.nth(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 102)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd",
    ]  # fmt: skip


def test_a_plan_without_a_step_is_not_drawn_and_one_without_days_is():
    assert plan_lines.picture((), today=TODAY, name="D") is None
    assert plan_lines.picture(LINES[4:], today=TODAY, name="D") is not None


@pytest.mark.parametrize("width", [plan_lines.WIDE, plan_lines.NARROW])
def test_nothing_is_drawn_outside_and_no_name_reaches_the_days(width):
    picture = plan_lines.picture(LINES, today=TODAY, name="D", width=width)
    drawn = ElementTree.fromstring(str(picture))  # noqa: S314
    ends = [
        float(one.get(name)) for one in drawn.iter() for name in ("x", "x1", "x2", "cx")
        if one.get(name)
    ]  # fmt: skip
    assert 0 <= min(ends) <= max(ends) <= width
    names = [one for one in drawn.iter() if one.get("class") == "row-name"]
    left = plan_lines.LEFT_WIDE if width == plan_lines.WIDE else plan_lines.LEFT_NARROW
    shown = [one[0].tail for one in names]
    assert all(len(name) * plan_lines.LETTER <= left for name in shown)
    assert names[3][0].text == LINES[3].what
