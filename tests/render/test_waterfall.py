"""Bars of the bridge and of the movers start where the one before ended."""

from dataclasses import replace

import pytest

from interlock.records.report import Mover
from interlock.render import movers, waterfall
from interlock.render.waterfall import Bar
from tests.render import sample
from tests.render.drawings import number, of_class

QUARTER = sample.quarter()


def edges(markup):
    (bar,) = of_class(markup, "step")
    return number(bar, "x"), number(bar, "x") + number(bar, "width")


def test_each_step_starts_where_the_one_before_ended():
    rows = [Bar(100.0, is_level=True), Bar(-40.0), Bar(30.0), Bar(90.0, is_level=True)]
    drawn = waterfall.bars(rows)
    down, up = edges(drawn[1]), edges(drawn[2])
    assert down[0] == pytest.approx(up[0], abs=0.15)
    assert (down[1] - down[0]) / (up[1] - up[0]) == pytest.approx(40 / 30, rel=0.02)


def test_more_and_less_differ_in_kind_and_the_refit_stands_apart():
    rows = [Bar(100.0, is_level=True), Bar(-4.0), Bar(3.0), Bar(1.0, kind="refit")]
    kinds = [of_class(bar, "step")[0].get("class") for bar in waterfall.bars(rows)[1:]]
    assert kinds == ["step less", "step more", "step more refit"]


def test_a_level_is_a_bar_from_zero_unless_the_axis_starts_elsewhere():
    from_zero = waterfall.bars([Bar(10.0, is_level=True), Bar(90.0)])[0]
    zoomed = waterfall.bars([Bar(100.0, is_level=True), Bar(2.0)])[0]
    (long,), (short,) = of_class(from_zero, "level"), of_class(zoomed, "level")
    assert number(long, "x") == pytest.approx(2.0)
    assert number(short, "width") == pytest.approx(3.0)


def test_bridge_rows_add_up_to_our_forecast():
    rows = movers.bridge_rows(QUARTER)
    assert rows[0].amount + sum(row.amount for row in rows[1:-1]) == pytest.approx(rows[-1].amount)


def test_mover_rows_add_up_from_last_week_to_this_week():
    rows = movers.mover_rows(QUARTER)
    assert sum(row.amount for row in rows[:-1]) == pytest.approx(rows[-1].amount, rel=0.001)


def test_the_largest_causes_are_named_the_rest_is_other_and_the_refit_is_apart():
    labels = [row.label for row in movers.mover_rows(QUARTER)]
    assert labels == [
        "last week", "outcomes and new deals", "amount and date edits", "delivery re-forecast",
        "other", "model learnt anew", "this week",
    ]  # fmt: skip


def test_what_the_causes_leave_over_is_a_row_of_its_own():
    short = replace(QUARTER, movers=(Mover("won", 50_000.0, 1),))
    left = next(r for r in movers.mover_rows(short) if r.label == "not explained by these")
    assert left.amount == pytest.approx(3_520_400 - 3_412_000 - 50_000)


def test_without_last_week_there_are_no_mover_rows():
    assert movers.mover_rows(replace(QUARTER, last_week=None)) == []
    assert movers.mover_rows(None) == []
