"""Scores of ship dates: by hand, and honest forecasts hold as often as they say."""

from datetime import date

import numpy as np
import pytest

from interlock.engine import ship_scores, shipped_together
from interlock.engine.quantile_scores import LEVELS
from interlock.engine.ship_forecasts import Origin, Rows

DAY = date(2026, 1, 5)


def rows(low, high, *, feature=None, weeks=None, quantiles=None, over=None, stated=np.nan):
    """Rows with these chances; quantiles 1 to 19 weeks unless told, seen for 40 weeks."""
    low, high = np.atleast_1d(low).astype(float), np.atleast_1d(high).astype(float)
    count = low.size
    said = np.tile(np.arange(1.0, 20.0), (count, 1)) if quantiles is None else quantiles
    return Rows(
        origin=np.full(count, DAY, dtype=object),
        feature=np.array(feature or [f"f{n}" for n in range(count)], dtype=object),
        weeks=np.full(count, 10.0) if weeks is None else np.asarray(weeks, float),
        seen=np.full(count, 40.0),
        over=np.ones(count, bool) if over is None else np.asarray(over),
        stated=np.full(count, stated),
        quantiles=said,
        low=low,
        high=high,
        plain_quantiles=said,
        plain_low=low,
        plain_high=high,
    )


@pytest.mark.parametrize(
    ("low", "high", "level", "share"),
    [(0.2, 0.3, 0.85, 1.0), (0.9, 0.95, 0.85, 0.0), (0.7, 0.9, 0.85, 0.75), (0.4, 0.4, 0.5, 1.0)],
)
def test_a_date_holds_wholly_or_by_the_part_of_its_lump_below_the_level(low, high, level, share):
    held = ship_scores.held(np.array([low]), np.array([high]), level)
    assert held[0] == pytest.approx(share)


def test_honest_dates_hold_as_often_as_they_say_though_trains_lump_them():
    random = np.random.default_rng(1)
    trains = np.array([14.0, 56.0, 98.0, 140.0])
    low, high = [], []
    for _ in range(3000):
        chance = random.dirichlet(np.ones(4))
        came = random.choice(4, p=chance)
        low.append(chance[trains < trains[came]].sum())
        high.append(chance[trains <= trains[came]].sum())
    every = ship_scores.by_band(rows(low, high))[0]
    assert every.scores.cover80 == pytest.approx(0.8, abs=0.01)
    assert every.scores.p85_held == pytest.approx(0.85, abs=0.01)
    assert max(abs(one.held - one.level) for one in every.line) < 0.02


def test_every_feature_counts_as_one_however_often_it_was_forecast():
    made = rows([0.0, 0.0, 0.0, 0.9], [0.1, 0.1, 0.1, 0.95], feature=["a", "a", "a", "b"])
    every = ship_scores.by_band(made)[0]
    assert (every.features, every.forecasts) == (2, 4)
    assert every.scores.p85_held == pytest.approx(0.5)


def test_crps_and_bias_by_hand_with_weeks_beyond_the_records_as_their_end():
    exact = rows(0.4, 0.6, weeks=[10.0], quantiles=np.full((1, 19), 10.0))
    assert ship_scores.by_band(exact)[0].scores.crps_weeks == 0
    late = rows(0.0, 0.1, weeks=[7.0], quantiles=np.full((1, 19), 10.0))
    scored = ship_scores.by_band(late)[0].scores
    assert (scored.crps_weeks, scored.bias_weeks) == (pytest.approx(3), pytest.approx(3))
    never = rows(0.96, 1.0, weeks=[np.inf], quantiles=np.full((1, 19), 10.0))
    scored = ship_scores.by_band(never)[0].scores
    assert (scored.crps_weeks, scored.bias_weeks) == (pytest.approx(30), pytest.approx(-30))


def test_a_forecast_whose_95_per_cent_date_lies_beyond_the_records_is_only_counted():
    every = ship_scores.by_band(rows([0.1, 0.1], [0.2, 0.2], over=[True, False]))[0]
    assert (every.forecasts, every.not_over) == (1, 1)
    nothing = ship_scores.by_band(rows(0.1, 0.2, over=[False]))[0]
    assert (nothing.forecasts, nothing.scores, nothing.line) == (0, None, ())


def test_bands_are_those_of_the_forecast_median():
    said = np.stack([np.full(19, median) for median in (1.0, 3.0, 8.0, 8.1, 30.0)])
    bands = ship_scores.by_band(rows([0.1] * 5, [0.2] * 5, quantiles=said))
    assert [band.forecasts for band in bands] == [5, 1, 1, 1, 1, 1]


def test_the_stated_date_is_scored_where_there_is_one():
    stated = ship_scores.by_band(rows([0.1, 0.1], [0.2, 0.2], weeks=[10, 14], stated=12.0))[
        0
    ].stated
    assert (stated.forecasts, stated.held) == (2, 0.5)
    assert (stated.crps_weeks, stated.bias_weeks) == (2, 0)
    assert ship_scores.by_band(rows(0.1, 0.2))[0].stated is None


def origin(simulated, shipped):
    return Origin(DAY, rows(0.1, 0.2), np.asarray(simulated, float), shipped, 0, 0)


def test_counts_of_a_quarter_hold_as_often_as_they_say():
    random = np.random.default_rng(2)
    days = []
    for _ in range(800):
        rate = random.gamma(4, 2)
        draws = random.poisson(rate, 400)
        days.append(origin(draws, int(random.poisson(rate))))
    found = shipped_together.together(days)
    assert found.cover80 == pytest.approx(0.8, abs=0.04)
    assert found.cover50 == pytest.approx(0.5, abs=0.05)


def test_a_day_whose_quarter_is_not_over_is_shown_and_not_scored():
    found = shipped_together.together([origin([1, 2, 3, 4], None)])
    assert (found.cover50, found.cover80) == (None, None)
    assert found.by_origin["shipped"].to_list() == [None]
    assert found.by_origin["expected"].to_list() == [2.5]


def test_levels_of_the_line_are_the_nineteen():
    every = ship_scores.by_band(rows(0.1, 0.2))[0]
    assert [one.level for one in every.line] == pytest.approx(LEVELS.tolist())
