"""The interlock strip keeps its grammar: warm up, cool down, flags by state, quarter ends."""

from datetime import date

import pytest

from interlock.records.report import Flag, Strip
from interlock.render import strip
from tests.render.drawings import number, of_class, parse, teeth

FLAGS = (
    Flag(0.0, "standing", "a"),
    Flag(2.0, "moved", "b"),
    Flag(4.0, "broken", "c"),
)
ONE = Strip(
    date(2026, 11, 20), (0.05, 0.1, 0.0, 0.2), (0.02, 0.0, 0.0, 0.0), (0.0, 0.0, 0.3, 0.15),
    (2.0, 9.0), FLAGS,
)  # fmt: skip
RIM = strip.Rim(won=0.2, ships=0.3)


def drawn(one=ONE, rim=RIM):
    return strip.small(one, rim, title="t", about="a")


def only(markup, name, tag=None):
    found = of_class(markup, name, tag)
    assert len(found) == 1
    return found[0]


def test_won_goes_up_in_proportion_to_the_odds():
    heights = [height for _, height in teeth(only(drawn(), "warm"))]
    assert heights == pytest.approx([3.25, 6.5, 13.0], abs=0.06)


def test_ships_goes_down_in_its_own_week():
    (third, first), (fourth, second) = teeth(only(drawn(), "cool"))
    assert (first, second) == pytest.approx((-13.0, -6.5), abs=0.06)
    assert fourth - third == pytest.approx(119 / 4, abs=0.15)


def test_lost_is_a_hatch():
    lost = only(drawn(), "lost")
    assert lost.get("fill") == "url(#hatch)"
    assert len(teeth(lost)) == 1


def test_a_tooth_taller_than_the_rim_is_cut_and_marked():
    low = strip.Rim(won=0.2, ships=0.1)
    heights = [height for _, height in teeth(only(drawn(rim=low), "cool"))]
    assert heights == pytest.approx([-13.0, -13.0], abs=0.06)
    assert len(of_class(drawn(rim=low), "cut")) == 2
    assert not of_class(drawn(), "cut")


def test_a_quarters_end_within_the_strip_is_a_rule_on_its_day():
    rule = only(drawn(), "rule")
    assert number(rule, "x1") == pytest.approx(60.0)


def test_flags_tell_standing_moved_and_broken_apart_by_shape():
    flags = of_class(drawn(), "flag")
    assert [flag.get("class") for flag in flags] == ["flag standing", "flag moved", "flag broken"]
    assert [len([e for e in flag if e.get("class") == "cross"]) for flag in flags] == [0, 0, 1]


def test_every_strip_of_a_page_has_the_same_rim():
    other = Strip(date(2026, 11, 20), (0.07,), (0.0,), (0.95,), ())
    assert strip.rim_of([ONE, other]) == strip.Rim(won=0.2, ships=strip.MOST_SHIPS)


def test_a_wide_strip_numbers_its_flags_and_writes_its_scale():
    words = [e.text for e in parse(strip.wide(ONE, RIM, title="t", about="a")).iter("text")]
    assert {"1", "2", "3", "20 %", "30 %", "quarter's end", "20 Nov"} <= set(words)


def test_it_is_said_in_words_for_who_cannot_see_it():
    said = strip.in_words(ONE, as_of=date(2026, 11, 20))
    assert said.startswith("In 4 weeks the deal is won in 35 % of cases; lost in <5 %; ")
    assert "promise of 4 Dec moved: b" in said
