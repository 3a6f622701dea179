"""Scores of said quantiles, against points and counts by hand."""

import numpy as np
import pytest

from interlock.engine import quantile_scores
from interlock.engine.quantile_scores import LEVELS


def test_the_crps_of_a_point_is_its_error():
    said = np.full((2, LEVELS.size), 5.0)
    assert quantile_scores.crps(said, np.array([8.0, 5.0])) == pytest.approx([3.0, 0.0])


def test_the_crps_of_even_quantiles_is_near_that_of_the_even_distribution():
    """Uniform on 0 to 1, what came at y: y^2 - y + 1/3."""
    came = np.array([0.0, 0.3, 0.5, 1.0])
    found = quantile_scores.crps(np.tile(LEVELS, (came.size, 1)), came)
    assert found == pytest.approx(came**2 - came + 1 / 3, abs=0.02)


@pytest.mark.parametrize(
    ("came", "held"),
    [(5, (1, 1, 1)), (1.5, (0, 1, 1)), (1.0, (0, 1, 1)), (0.6, (0, 0, 1)), (0.4, (0, 0, 0))],
)
def test_a_range_holds_its_ends(came, held):
    said = 10 * LEVELS[None]
    found = [quantile_scores.covered(said, np.array([came]), share)[0] for share in (50, 80, 90)]
    assert tuple(found) == held


def test_the_median_is_off_by_its_distance():
    assert quantile_scores.off(10 * LEVELS[None], np.array([7.0])) == pytest.approx([2.0])
