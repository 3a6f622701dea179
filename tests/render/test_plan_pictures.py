"""The pictures of a found plan: marks where their figures are, nothing drawn outside."""

import pytest

from interlock.render import plan_curve, plan_orders
from interlock.render.plan_curve import Drawn
from interlock.render.plan_orders import Line
from tests.render.drawings import number, of_class, parse

LINES = (
    Line("Nothing ships", 100.0, None, None, "$100", "end"),
    Line("<As is>", 220.0, 180.0, 260.0, "$220, −$80"),
    Line("This order", 300.0, None, None, "$300", "plan"),
    Line("Everything today", 500.0, None, None, "$500", "end"),
)
CURVE = Drawn(
    corners=((0.0, 10.0), (8.0, 60.0), (20.0, 90.0), (60.0, 110.0)),
    points=((12.0, 66.0), (30.0, 80.0)),
    knees=(((8.0, 60.0), "the first 8 weeks"),),
    now=(30.0, 70.0),
    plan=(28.0, 93.0),
)
EDGES = {"x": 0, "x1": 0, "x2": 0, "cx": 0, "y": 1, "y1": 1, "y2": 1, "cy": 1}


def orders(width):
    return plan_orders.picture(LINES, about="a", said=lambda v: f"${v:.0f}", width=width)


def curve(width, drawn=CURVE):
    return plan_curve.picture(drawn, said=lambda v: f"${v:.0f}", about="a", width=width)


def test_an_order_stands_between_nothing_and_everything_with_its_range():
    drawn = orders(plan_orders.WIDE)
    dots = [number(one, "cx") for one in of_class(drawn, "dot")]
    assert dots == sorted(dots)
    (span,) = of_class(drawn, "span")
    assert number(span, "x1") < dots[1] < number(span, "x2") < dots[2]
    (rule,) = of_class(drawn, "plan-rule")
    assert number(rule, "x1") == dots[2]
    share = (dots[2] - dots[0]) / (dots[3] - dots[0])
    assert share == pytest.approx(0.5, abs=0.01)
    assert "&lt;As is&gt;" in drawn


def test_the_curve_rises_from_least_work_and_marks_knees_and_both_plans():
    drawn = curve(plan_curve.WIDE)
    (hull,) = of_class(drawn, "hull")
    points = [tuple(map(float, one.split(","))) for one in hull.get("points").split()]
    assert points == sorted(points)
    assert [y for _, y in points] == sorted((y for _, y in points), reverse=True)
    (knee,) = of_class(drawn, "knee")
    assert (number(knee, "cx"), number(knee, "cy")) == points[1]
    assert len(of_class(drawn, "choice")) == 2
    (now,), (plan,) = of_class(drawn, "now"), of_class(drawn, "plan")
    assert number(plan, "cx") < number(now, "cx")
    assert number(plan, "cy") < number(now, "cy")
    for said in ("the first 8 weeks", "as is", ">plan<", "weeks of work"):
        assert said in drawn


def test_a_curve_of_one_corner_is_drawn():
    assert of_class(curve(plan_curve.NARROW, Drawn(corners=((0.0, 5.0),))), "hull")


@pytest.mark.parametrize("draw", [orders, curve])
@pytest.mark.parametrize("width", [plan_curve.WIDE, plan_curve.NARROW])
def test_nothing_is_drawn_outside(draw, width):
    drawn = draw(width)
    most = number(parse(drawn), "width"), number(parse(drawn), "height")
    for one in parse(drawn).iter():
        for name, axis in EDGES.items():
            if one.get(name):
                assert 0 <= number(one, name) <= most[axis], (one.tag, name)
