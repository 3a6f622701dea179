"""Ship dates of past days: nothing later than the day has a part in them, and all is counted."""

from datetime import timedelta

import numpy as np
import pytest

from interlock.engine import backtest_features, ship_forecasts
from interlock.records.errors import BadUsage
from tests.engine.books import AS_OF, book

DAY = AS_OF - timedelta(days=210)


def ago(days):
    return AS_OF - timedelta(days=days)


def item(name, feature, *, created, done):
    day = None if done is None else ago(done)
    return {
        "id": name, "feature": feature, "team": "A", "type": "Story",
        "created_on": ago(created), "done_on": day,
    }  # fmt: skip


def feature(name, *, shipped=None, dropped=None, order=1, created=500, **more):
    on, gone = (None if days is None else ago(days) for days in (shipped, dropped))
    row = {"id": name, "team": "A", "order": order, "created_on": ago(created)}
    return row | {"shipped_on": on, "dropped_on": gone} | more


def steady():
    """Two items a week for two years, for a feature that shipped before the origin."""
    return [
        item(f"p{week}-{n}", "old", created=7 * week + 20, done=7 * week + 3)
        for week in range(30, 104)
        for n in range(2)
    ]


def known(*, later=True):
    """Feature f: eight items, done in the four weeks after the origin; g open for ever; d dropped
    later. Without ``later`` nothing after the origin is there.
    """
    done = [207 - 3 * n if later else None for n in range(8)]
    work = [item(f"f{n}", "f", created=300, done=done[n]) for n in range(8)]
    work += [item(f"g{n}", "g", created=300, done=None) for n in range(40)]
    rows = [
        feature("old", shipped=211, created=800),
        feature("f", shipped=175 if later else None, wanted_by=ago(190)),
        feature("g", order=2),
        feature("d", order=3, dropped=100 if later else None),
    ]
    if later:
        rows.append(feature("new", order=0, created=200))
        work += [item(f"n{n}", "new", created=200, done=150 - n) for n in range(20)]
    one_at_a_time = [{"name": "A", "wip_limit": 1}]
    return book(features=rows, items=[*steady(), *work], teams=one_at_a_time, seen_on=AS_OF)


@pytest.fixture(scope="module")
def origin():
    return ship_forecasts.forecast(known(), DAY, seed=1)


def test_nothing_later_than_the_day_changes_a_forecast_by_one_bit(origin):
    without = ship_forecasts.forecast(known(later=False), DAY, seed=1)
    kept = without.rows.where(without.rows.feature != "d")
    assert origin.rows.feature.tolist() == kept.feature.tolist()
    assert np.array_equal(origin.rows.quantiles, kept.quantiles)
    assert np.array_equal(origin.rows.plain_quantiles, kept.plain_quantiles)


def test_a_row_says_when_it_shipped_and_what_had_been_stated(origin):
    rows = origin.rows
    assert rows.feature.tolist() == ["f", "g"]
    assert rows.weeks.tolist() == [5.0, np.inf]
    assert rows.stated[0] == pytest.approx(20 / 7)
    assert np.isnan(rows.stated[1])
    assert rows.plain_quantiles[0].tolist() == [4.0] * 19
    assert rows.low[0] < rows.high[0]


def test_dropped_later_is_counted_apart_and_the_quarter_counts_what_shipped(origin):
    assert origin.dropped == 1
    assert origin.undated == 0
    assert origin.shipped == 1
    assert origin.simulated.shape == (ship_forecasts.DRAWS,)


def test_a_feature_not_shipped_lies_beyond_all_that_was_given_to_sooner(origin):
    seen = 30
    at = origin.rows.feature.tolist().index("g")
    reached = (origin.rows.quantiles[at] <= seen).mean()
    assert origin.rows.low[at] == pytest.approx(reached, abs=0.06)
    assert origin.rows.high[at] == 1


def test_every_origin_is_forecast_and_the_same_seed_gives_the_same_rows():
    asked = {"first": ago(238), "last": ago(182), "every_days": 28}
    made, again = (backtest_features.backtest(known(), **asked, seed=2) for _ in range(2))
    assert made.origins == (ago(238), ago(210), ago(182))
    assert made.forecasts.equals(again.forecasts)
    assert made.forecasts["shipped_weeks"].null_count() == 4
    assert made.every.forecasts + made.every.not_over == made.forecasts.height
    assert made.left_out[0].count == 3


def test_no_day_between_is_said():
    with pytest.raises(BadUsage, match="no day from"):
        backtest_features.backtest(known(), first=AS_OF, last=DAY, every_days=7)


def test_nothing_open_is_said():
    done = book(features=[feature("old", shipped=400)], items=steady(), seen_on=AS_OF)
    made = backtest_features.backtest(done, first=DAY, last=DAY, every_days=7)
    assert "nothing to score" in made.notes[0]
