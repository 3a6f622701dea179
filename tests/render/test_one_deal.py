"""The pictures of one deal keep their grammar."""

from datetime import date
from xml.etree import ElementTree

import pytest

from interlock.records.deal_file import DealCall, Life, LifeEvent, StageSpan
from interlock.records.measured import DealCallLine
from interlock.render import call_line, deal_curve, deal_life, one_deal
from interlock.render.call_line import Mark
from tests.render import sample_deals
from tests.render.drawings import number, of_class

DEAL = sample_deals.deals()[0]


def points(element):
    return [tuple(map(float, pair.split(","))) for pair in element.get("points").split()]


def share(y):
    """The share that a height of the wide curve stands for."""
    foot, top = deal_curve.WIDE[1] - deal_curve.FOOT, deal_curve.TOP
    return (foot - y) / (foot - top)


def test_won_rises_from_the_foot_and_lost_hangs_from_the_top():
    drawn = deal_curve.curve(DEAL)
    won, lost = (of_class(drawn, kind, "polygon")[0] for kind in ("won", "lost"))
    weeks = len(DEAL.strip.won)
    assert share(points(won)[weeks][1]) == pytest.approx(sum(DEAL.strip.won), abs=0.003)
    assert share(points(won)[0][1]) == pytest.approx(0, abs=0.003)
    assert share(points(lost)[-weeks - 1][1]) == pytest.approx(1 - sum(DEAL.strip.lost), abs=0.003)
    assert lost.get("fill") == "url(#hatch)"


def test_the_three_shares_of_each_week_are_the_whole():
    weeks = deal_curve.weeks(DEAL)
    assert [(one.won, one.lost) for one in weeks[:1]] == [(0.0, 0.0)]
    assert all(one.won + one.lost + one.open == pytest.approx(1) for one in weeks)
    assert (weeks[1].day - weeks[0].day).days == 7


def test_the_date_in_the_crm_is_a_tick_on_its_day_and_none_where_it_is_past():
    tick = of_class(deal_curve.curve(DEAL), "stated")[0]
    left, right = deal_curve.LEFT, deal_curve.WIDE[0] - deal_curve.RIGHT
    days = (DEAL.expected_close_on - DEAL.strip.first_day).days
    at = left + (right - left) * days / (7 * len(DEAL.strip.won))
    assert number(tick, "x1") == pytest.approx(at, abs=0.06)
    assert not of_class(deal_curve.curve(sample_deals.deals()[3]), "stated")


def test_odds_stand_on_the_line_where_they_are():
    marks = [Mark("Interlock", "model", 0.5), Mark("Ann", "rep", 0.0), Mark("Mo", "manager", 1.0)]
    drawn = call_line.line(marks)
    assert number(of_class(drawn, "model")[0], "cx") == call_line.WIDE / 2
    assert number(of_class(drawn, "rep")[0], "cx") == 14
    assert max(x for x, _ in points(of_class(drawn, "above")[0])) == call_line.WIDE - 14 + 7


LIFE = Life(
    (
        StageSpan("Lead", date(2026, 1, 1), date(2026, 3, 1)),
        StageSpan("Demo", date(2026, 3, 1), date(2026, 11, 20)),
    ),
    (
        LifeEvent(date(2026, 2, 1), "evidence", "<pain>", "Ann"),
        LifeEvent(date(2026, 4, 1), "step", "legal", "", "done"),
        LifeEvent(date(2026, 12, 1), "step", "board", "", "open"),
        LifeEvent(date(2026, 5, 1), "promise", "deck", "", "broken"),
        LifeEvent(date(2026, 6, 1), "promise", "price", "", "late"),
    ),
    date(2026, 11, 20),
)


def test_a_life_has_bands_dots_squares_and_flags():
    drawn = deal_life.picture(LIFE, name="<D>")
    first, second = of_class(drawn, "stage", "rect")
    assert number(first, "x") + number(first, "width") == pytest.approx(
        number(second, "x"), abs=0.2
    )
    kinds = ("evidence", "step-done", "step-open", "cross")
    assert [len(of_class(drawn, kind)) for kind in kinds] == [1, 1, 1, 1]
    assert len(of_class(drawn, "moved")) == 1
    assert not of_class(drawn, "meeting")
    assert "&lt;pain&gt;" in drawn


def test_a_life_of_which_nothing_is_known_is_not_drawn():
    assert deal_life.picture(Life((), (), date(2026, 11, 20)), name="D") is None


@pytest.mark.parametrize("width", [deal_life.WIDE, deal_life.NARROW])
def test_nothing_of_a_life_is_drawn_outside(width):
    drawn = ElementTree.fromstring(str(deal_life.picture(LIFE, name="D", width=width)))  # noqa: S314
    ends = [
        float(one.get(name)) for one in drawn.iter() for name in ("x", "x1", "x2", "cx")
        if one.get(name)
    ]  # fmt: skip
    assert 0 <= min(ends) <= max(ends) <= width


def call(by, odds, day, level="rep"):
    return DealCall(by, level, odds, 0.4, date(2026, 11, day), "because")


def test_the_last_that_each_person_said_stands_reps_before_those_above():
    said = one_deal.said(
        [call("Mo", 0.2, 18, "manager"), call("Ann", 0.9, 17), call("Ann", 0.6, 3)], 0.57
    )
    assert [one["odds"] for one in said["people"]] == ["90 %", "20 %"]
    assert one_deal.said([], 0.57)["lines"] == []


def test_scores_are_told_in_words_with_counts():
    few = DealCallLine("Ann", "rep", 7, None, None, None, None, None, "not enough yet")
    assert one_deal.score(few, fewest=20) == "Ann: not enough yet, 7 ended deals of 20."
    line = DealCallLine("", "rep", 31, 0.1, 0.2, -0.1, -0.15, -0.05, "nearer")
    said = one_deal.score(line, fewest=20)
    assert "All of level rep was nearer than Interlock" in said
    assert "0.100 against 0.200 over 31 ended deals" in said
    assert "\N{MINUS SIGN}0.150 and \N{MINUS SIGN}0.050" in said
