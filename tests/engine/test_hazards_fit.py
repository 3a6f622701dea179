"""The regression on counted cells, against closed forms and finite differences."""

from dataclasses import replace

import numpy as np
import pytest

from interlock.engine.multinomial import Design, fit_ridge, objective

CELLS = 30


def design(seed=0, *, precision=1.0, groups=3, calendar=2):
    rng = np.random.default_rng(seed)
    columns = [rng.integers(0, groups, CELLS), groups + rng.integers(0, calendar, CELLS)]
    exposure = rng.uniform(20, 80, CELLS)
    events = exposure[:, None] * rng.uniform(0.02, 0.2, (CELLS, 2))
    return Design(
        offset=rng.normal(-3, 0.5, (CELLS, 2)),
        columns=columns,
        precision=np.full((groups + calendar, 2), precision),
        exposure=exposure,
        events=events,
    )


def slope(of, at, size=1e-5):
    found = np.zeros_like(at)
    for place in np.ndindex(at.shape):
        moved = np.zeros_like(at)
        moved[place] = size
        found[place] = (objective(of, at + moved) - objective(of, at - moved)) / (2 * size)
    return found


def test_the_answer_is_where_the_slope_is_zero_by_finite_differences():
    given = design()
    beta, _ = fit_ridge(given)
    assert np.abs(slope(given, beta)).max() < 1e-4
    assert np.abs(slope(given, np.zeros_like(beta))).max() > 1


def test_the_covariance_is_the_inverse_curvature_by_finite_differences():
    given = design()
    beta, covariance = fit_ridge(given)
    moved = np.zeros_like(beta)
    moved[1, 0] = 1e-4
    curvature = (slope(given, beta - moved) - slope(given, beta + moved))[:, 0] / 2e-4
    assert curvature == pytest.approx(np.linalg.inv(covariance[0])[1], rel=1e-3, abs=1e-2)


def test_without_a_penalty_hazards_are_the_proportions_in_each_group():
    group = np.repeat([0, 1, 2], 10)
    counted = design()
    given = replace(
        counted, offset=np.zeros((CELLS, 2)), columns=[group], precision=np.full((3, 2), 1e-9)
    )
    beta, _ = fit_ridge(given)
    odds = np.exp(beta)
    fitted = odds / (1 + odds.sum(axis=1, keepdims=True))
    for number in range(3):
        inside = group == number
        share = given.events[inside].sum(axis=0) / given.exposure[inside].sum()
        assert fitted[number] == pytest.approx(share, rel=1e-6)


def test_a_strong_prior_leaves_the_offset_as_it_was():
    beta, _ = fit_ridge(design(precision=1e9))
    assert np.abs(beta).max() < 1e-5


def test_a_start_elsewhere_ends_in_the_same_place():
    given = design()
    beta, _ = fit_ridge(given)
    other, _ = fit_ridge(given, start=np.full_like(beta, 2.0))
    assert other == pytest.approx(beta, abs=1e-5)


def test_no_terms_are_a_legal_answer():
    given = design()
    bare = Design(given.offset, [], np.zeros((0, 2)), given.exposure, given.events)
    beta, covariance = fit_ridge(bare)
    assert beta.shape == (0, 2)
    assert covariance.shape == (2, 0, 0)
