"""Shrunk means of groups, against closed forms."""

import numpy as np
import pytest

from interlock.engine import shrunk_means


def test_groups_that_differ_by_luck_alone_share_one_mean():
    groups = [np.array([1.0, 3.0]), np.array([3.0, 1.0]), np.array([2.0, 2.0])]
    means, _ = shrunk_means.shrunk(groups, centre=2.0)
    assert means == pytest.approx([2.0, 2.0, 2.0])


def test_large_groups_keep_their_means_and_small_ones_lean_to_the_centre():
    rng = np.random.default_rng(1)
    groups = [rng.normal(0.0, 1.0, 500), rng.normal(2.0, 1.0, 500), np.array([8.0])]
    means, _ = shrunk_means.shrunk(groups, centre=1.0)
    assert means[:2] == pytest.approx([g.mean() for g in groups[:2]], abs=0.02)
    assert 1.0 < means[2] < 7.0


def test_a_group_of_one_has_the_spread_of_all():
    rng = np.random.default_rng(2)
    _, variances = shrunk_means.shrunk([rng.normal(0, 2, 400), np.array([0.5])], centre=0.0)
    assert variances[1] == pytest.approx(4.0 * 10 / 11, rel=0.1)
