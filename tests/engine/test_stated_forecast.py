"""Forecasts from stated dates: laws that hold for any history, and a known truth."""

from datetime import timedelta

import numpy as np
import polars as pl
import pytest

from interlock.engine.stated_forecast import forecast, rolled
from interlock.engine.stated_rows import monthly, rows, shares
from interlock.engine.week_grid import chance_by
from tests.engine.stated_worlds import day, statements, world

SAID = world(30)
CUT = day(180)


def forecasts(said, until=None):
    """(thing, day) -> the bits of its forecast."""
    kept = monthly(said)
    names = list(kept.select("what", "said_on").rows())
    return {
        names[place]: row.tobytes()
        for week in rolled(rows(kept))
        for place, row in zip(week.places, week.cdf, strict=True)
        if until is None or names[place][1] < until
    }


@pytest.mark.parametrize("growth", [0.0, 0.1, 9.0])
def test_weeks_that_are_forecast_together_hold_every_statement_once_and_no_larger_a_share(growth):
    every = rows(monthly(SAID))
    parts = list(rolled(every, growth=growth))
    assert np.concatenate([one.places for one in parts]).tolist() == list(range(every.day.size))
    for one in parts:
        days = every.day[one.places]
        if days.max() - one.day >= 7:
            assert one.places.size <= growth * one.places[0]
    assert len(parts) <= len(list(rolled(every)))


def test_what_ships_or_is_said_later_changes_no_earlier_forecast_by_one_bit():
    later = pl.col("shipped_on") >= CUT
    put_off = pl.col("shipped_on") + timedelta(days=77)
    moved = SAID.with_columns(
        shipped_on=pl.when(later).then(put_off).otherwise("shipped_on"),
        date_said=pl.when(pl.col("said_on") >= CUT)
        .then(pl.col("date_said") + timedelta(days=30))
        .otherwise("date_said"),
    )
    before = forecasts(SAID, CUT)
    assert len(before) > 40
    assert forecasts(moved, CUT) == before
    gone = SAID.filter(pl.col("said_on") < CUT).with_columns(
        shipped_on=pl.when(pl.col("shipped_on") < CUT).then("shipped_on")
    )
    assert forecasts(gone, CUT) == before


def test_the_order_of_rows_does_not_matter():
    shuffled = SAID.sample(fraction=1.0, shuffle=True, seed=3)
    assert forecasts(shuffled) == forecasts(SAID)


def test_chances_only_grow_and_lie_between_nought_and_one():
    for week in rolled(rows(monthly(SAID))):
        assert (np.diff(week.cdf, axis=1) >= -1e-12).all()
        assert ((week.cdf >= 0) & (week.cdf <= 1)).all()


def test_a_forecast_of_today_knows_nothing_of_tomorrow():
    as_of = day(200)
    known = SAID.filter(pl.col("said_on") <= as_of).with_columns(
        shipped_on=pl.when(pl.col("shipped_on") <= as_of).then("shipped_on")
    )
    with_all, with_known = forecast(SAID, as_of=as_of), forecast(known, as_of=as_of)
    assert with_all.things.equals(with_known.things)
    assert with_all.cdf.tobytes() == with_known.cdf.tobytes()


def test_every_thing_still_open_is_forecast_from_its_last_date():
    said = statements(("a", 0, 50, None), ("a", 20, 90, None), ("b", 0, 30, 25), ("c", 60, 70, 80))
    made = forecast(said, as_of=day(40))
    assert made.things.rows() == [("a", day(90))]
    weeks = made.quantiles()[0]
    assert (np.diff(weeks) > 0).all()
    assert 50 / 7 < weeks[9] < 50 / 7 * 2.5


def test_with_nothing_open_there_is_nothing_to_say():
    made = forecast(statements(("b", 0, 30, 25)), as_of=day(40))
    assert made.things.height == 0
    assert made.quantiles().shape == (0, 19)


@pytest.mark.parametrize(("level", "scale"), [(0.0, 0.1), (0.5, 0.2)])
def test_the_chances_of_a_known_world_are_met(level, scale):
    every = rows(monthly(world(70, level=level, scale=scale, seed=1, spacing=12.0)))
    weeks = list(rolled(every))
    places = np.concatenate([week.places for week in weeks])
    met = chance_by(np.concatenate([week.cdf for week in weeks]), every.weeks[places])
    late = every.thing[places] >= 20
    held = (met > 0.1) & (met < 0.9)
    weight = shares(every.thing[places][late])
    assert np.average(met[late], weights=weight) == pytest.approx(0.5, abs=0.13)
    assert np.average(held[late], weights=weight) == pytest.approx(0.8, abs=0.1)


def test_a_date_long_past_and_one_years_away_are_forecast_too():
    said = pl.concat([SAID, statements(("old", 280, 10, None), ("far", 280, 4_000, None))])
    made = forecast(said, as_of=day(285))
    weeks = dict(zip(made.things["what"], made.quantiles(), strict=True))
    assert np.isfinite(made.cdf).all()
    assert weeks["old"][9] < 30
    assert weeks["far"][9] > 300
