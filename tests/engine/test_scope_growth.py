"""How much more than known a feature turns out to be."""

import numpy as np
import pytest

from interlock.engine import scope_growth
from interlock.engine.team_history import ScopePath


def final(growth, known, done, normals=0.0, common=0.0):
    numbers = (np.array([float(known)]), np.array([float(done)]), np.array([[normals]]))
    return scope_growth.final_items(growth, *numbers, np.array([common]))[0, 0]


def test_growth_by_progress_follows_the_hand_worked_table():
    # Known 4, 4, 8 with 0, 2, 6 done, final 8: ratios 2, 2, 1 in the bands from 0, 50 and 75 %.
    growth = scope_growth.fit([ScopePath(np.array([4, 4, 8]), np.array([0, 2, 6]), 8)])
    expected = [
        (np.log(2) + 10 * np.log(1.8)) / 11,
        np.log(1.5),
        (np.log(2) + 10 * np.log(1.25)) / 11,
        10 * np.log(1.1) / 11,
    ]
    assert growth.mean == pytest.approx(expected)
    assert growth.features == 1


def test_a_feature_counts_once_in_a_band_however_long_it_stayed():
    short = scope_growth.fit([ScopePath(np.array([4]), np.array([0]), 8)])
    long = scope_growth.fit([ScopePath(np.full(30, 4), np.zeros(30, dtype=int), 8)])
    assert long.mean == pytest.approx(short.mean)


def test_what_was_learnt_is_doubted_for_all_features_at_once_the_less_the_more_taught_it():
    few, many = (
        scope_growth.fit([ScopePath(np.array([4]), np.array([0]), 8)] * n) for n in (0, 90)
    )
    assert few.doubt == pytest.approx(few.sd / np.sqrt(10))
    assert many.doubt[0] == pytest.approx(many.sd[0] / np.sqrt(100))
    assert final(few, 20, 0, common=1.0) == pytest.approx(36 * np.exp(0.5 / np.sqrt(10)))


def test_many_features_outweigh_the_prior():
    growth = scope_growth.fit([ScopePath(np.array([10]), np.array([0]), 30)] * 400)
    assert np.exp(growth.mean[0]) == pytest.approx(3.0, rel=0.03)


@pytest.mark.parametrize(("share", "band"), [(0, 0), (0.24, 0), (0.25, 1), (0.5, 2), (1.0, 3)])
def test_a_feature_is_in_the_last_band_it_has_reached(share, band):
    assert scope_growth.band(np.array([share]))[0] == band


def test_the_further_a_feature_is_the_less_it_grows():
    growth = scope_growth.fit([])
    sizes = [final(growth, 20, done) for done in (0, 6, 12, 18)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == pytest.approx(36)


def test_a_feature_never_becomes_smaller_than_what_is_known():
    assert final(scope_growth.fit([]), 10, 9, normals=-3.0) == 10.0


def test_an_empty_feature_is_sized_like_finished_ones():
    growth = scope_growth.fit([ScopePath(np.array([20]), np.array([0]), 20)] * 90)
    assert final(growth, 0, 0) == pytest.approx(20, rel=0.12)


def test_without_finished_features_the_declared_size_stands():
    assert final(scope_growth.fit([]), 0, 0) == pytest.approx(8.0)
