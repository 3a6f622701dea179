"""Dated releases: how often they slip, when they leave, which one a feature takes."""

from datetime import date, datetime, timedelta
from statistics import NormalDist

import numpy as np
import pytest

from interlock.engine import trains
from interlock.engine.trains import Slips, Train
from tests.engine.books import AS_OF, book

DAY = date(2026, 1, 1)
CALM = Slips(late=248, trains=992, log_mean=float(np.log(14)), log_sd=0.7)


def release(id_, due, shipped=None):
    return {"id": id_, "train": "q", "due": due, "shipped_on": shipped}


def stops(*releases, draws=2000, horizon_days=728):
    known = book(releases=releases)
    return trains.trains(known, as_of=AS_OF, seed=1, draws=draws, horizon_days=horizon_days)["q"]


def test_the_chance_of_a_slip_is_shrunk_to_one_in_four():
    late = [release(f"r{n}", DAY, DAY + timedelta(days=20 * (n < 2))) for n in range(6)]
    slips = trains.slips(book(releases=late), as_of=AS_OF)
    assert slips.chance == pytest.approx((2 + 2) / (6 + 8))
    assert slips.log_mean == pytest.approx((2 * np.log(20) + 6 * np.log(14)) / 8)
    assert slips.trains == 6


def test_a_release_that_was_moved_counts_as_late_against_its_first_date():
    moved = release("r", DAY + timedelta(days=30), DAY + timedelta(days=30))
    log = [
        {
            "table": "releases",
            "id": "r",
            "field": "due",
            "old": "2026-01-01",
            "new": "2026-01-31",
            "at": datetime(2026, 1, 2),
        }
    ]
    slips = trains.slips(book(releases=[moved], changes=log), as_of=AS_OF)
    assert slips.chance == pytest.approx(3 / 9)


def test_a_day_or_two_is_on_time():
    close = release("r", DAY, DAY + timedelta(days=trains.ON_TIME_DAYS))
    assert trains.slips(book(releases=[close]), as_of=AS_OF).chance == pytest.approx(2 / 9)


def test_all_trains_of_a_draw_share_one_chance_so_few_own_ones_leave_it_unsure():
    few = Slips(late=0, trains=0, log_mean=float(np.log(14)), log_sd=0.7)
    slipped = [trains.leaves(f"r{n}", 30, few, seed=1, draws=8000) > 30 for n in range(10)]
    counts = np.sum(slipped, axis=0)
    assert counts.mean() == pytest.approx(2.5, abs=0.1)
    by_beta_binomial = 10 * 0.25 * 0.75 * (8 + 10) / (8 + 1)
    assert counts.var() == pytest.approx(by_beta_binomial, rel=0.06)


def test_a_train_leaves_on_its_day_or_late_as_often_as_trains_do():
    days = trains.leaves("r", 30, CALM, seed=1, draws=8000)
    assert days.min() == 30
    assert (days > 30).mean() == pytest.approx(0.25, abs=0.02)
    assert np.median(days[days > 30] - 30) == pytest.approx(14, abs=1)


def test_a_train_whose_day_has_passed_is_late_by_more_than_it_already_is():
    # Given a slip above 20 days, its median is the quantile half way above F(20).
    days = trains.leaves("r", -20, CALM, seed=1, draws=8000)
    normal = NormalDist(np.log(14), 0.7)
    reached = normal.cdf(np.log(20))
    half_way = np.exp(normal.inv_cdf(reached + (1 - reached) / 2)) - 20
    assert days.min() >= 1
    assert np.median(days) == pytest.approx(half_way, abs=1)


def test_one_that_should_have_left_years_ago_is_no_surprise():
    days = trains.leaves("r", -2000, CALM, seed=1, draws=100)
    assert np.isfinite(days).all()
    assert days.min() >= 1


def test_after_the_last_dated_train_the_series_goes_on_at_its_usual_spacing():
    dues = [AS_OF + timedelta(days=d) for d in (-150, -50, 50)]
    past = [release(f"r{n}", due, due) for n, due in enumerate(dues[:2])]
    train = stops(*past, release("r2", dues[2]), horizon_days=400)
    assert train.releases == ("r2", "", "", "")
    assert train.days.min(axis=0).tolist() == [50, 150, 250, 350]


def test_a_feature_takes_the_soonest_train_that_leaves_once_it_is_done():
    train = Train(("a", "b", "c"), np.array([[20.0, 90.0, 180.0], [95.0, 90.0, 180.0]]))
    assert trains.takes(train, np.array([[15.0], [15.0]]), 0).tolist() == [[20], [90]]
    assert trains.takes(train, np.array([[21.0], [91.0]]), 0).tolist() == [[90], [95]]


def test_no_train_earlier_than_the_one_it_is_meant_for():
    train = Train(("a", "b"), np.array([[20.0, 90.0]]))
    assert trains.takes(train, np.array([[1.0, 91.0]]), 1).tolist() == [[90, np.inf]]


def test_beyond_the_last_train_there_is_none():
    train = Train(("a",), np.array([[20.0]]))
    assert trains.takes(train, np.array([[21.0]]), 0).tolist() == [[np.inf]]


def test_another_release_changes_nobodys_luck():
    due = AS_OF + timedelta(days=30)
    alone = stops(release("r", due)).days[:, 0]
    both = stops(release("q", due - timedelta(days=9)), release("r", due))
    assert np.array_equal(both.days[:, 1], alone)


def test_a_series_without_any_date_has_no_stops():
    known = book(releases=[release("r", None)])
    assert trains.trains(known, as_of=AS_OF, seed=1, draws=8, horizon_days=728) == {}
