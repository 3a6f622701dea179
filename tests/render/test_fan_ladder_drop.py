"""Fan, odds ladder and drop show what they say."""

from dataclasses import replace
from datetime import date

import pytest

from interlock.records.report import Odds
from interlock.render import drop, fan, ladder
from tests.render import sample, sample_features
from tests.render.drawings import number, of_class, parse

QUARTER = sample.quarter()


def pairs(element):
    return [tuple(map(float, p.split(","))) for p in element.get("points").split()]


def drawn_fan(quarter=QUARTER):
    return fan.fan(quarter, as_of=sample.AS_OF, currency="USD")


def test_bands_widen_from_what_is_closed_and_lie_within_each_other():
    bands = {n: pairs(of_class(drawn_fan(), n)[0]) for n in ("b50", "b80", "b95")}
    starts = {band[0] for band in bands.values()}
    assert len(starts) == 1
    weeks = len(QUARTER.fan)
    tops = [min(y for _, y in bands[n][: weeks + 1]) for n in ("b95", "b80", "b50")]
    assert tops == sorted(tops)


def test_target_is_a_rule_over_the_whole_quarter_and_last_week_is_dashed_apart():
    (target,), (before,) = (
        of_class(drawn_fan(), "target", "line"),
        of_class(drawn_fan(), "before", "line"),
    )
    assert number(target, "y1") == number(target, "y2")
    assert number(target, "x2") - number(target, "x1") > number(before, "x2") - number(before, "x1")


def test_without_amounts_or_points_there_is_no_fan():
    assert drawn_fan(replace(QUARTER, fan=())) is None
    assert drawn_fan(replace(QUARTER, forecast=None)) is None


def test_the_fan_says_its_ranges_in_words():
    said = parse(drawn_fan()).find("desc").text
    assert "80 within $3.0 to 4.1 M" in said


def test_dots_stand_on_their_days_and_are_filled_as_far_as_the_odds():
    span = ladder.Span(date(2026, 1, 1), date(2026, 4, 11))
    odds = Odds(((date(2026, 1, 1), 0.0), (date(2026, 2, 20), 0.5), (date(2026, 4, 11), 1.0)))
    drawing = ladder.ladder(odds, span, due=None, name="x")
    rings = [number(ring, "cx") for ring in of_class(drawing, "ring")]
    assert rings[1] - rings[0] == pytest.approx(rings[2] - rings[1], abs=0.11)
    assert [e.tag for e in of_class(drawing, "fill")] == ["path", "circle"]


def test_a_ladder_is_said_as_odds_by_dates():
    steps = sample_features.features()[0].odds.steps
    said = ladder.in_words(steps, as_of=sample.AS_OF)
    assert said == "by 1 Dec 22 %, by 15 Dec 58 %, by 31 Dec 81 %"


def test_costs_and_buys_have_one_scale_on_both_sides_of_zero():
    first, second = sample_features.drops()
    most = drop.reach((first, second))
    ratios = []
    for line in (first, second):
        drawing = drop.drop(line, most, currency="USD")
        (costs,), (buys,) = of_class(drawing, "warm"), of_class(drawing, "cool")
        assert number(costs, "x") + number(costs, "width") == pytest.approx(
            number(buys, "x"), abs=0.2
        )
        ratios += [number(costs, "width") / line.costs, number(buys, "width") / line.buys]
    assert ratios == pytest.approx([ratios[0]] * 4, rel=0.01)


def test_without_amounts_there_is_no_drop_drawing():
    bare = replace(sample_features.drops()[0], costs=None, buys=None, balance=None)
    assert drop.drop(bare, 1.0, currency="USD") is None
