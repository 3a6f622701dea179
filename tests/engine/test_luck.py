"""Random numbers that belong to what they are for."""

import hashlib
from math import exp, factorial

import numpy as np
import pytest

from interlock.engine import luck

NAMED = {"seed": 1, "purpose": "p", "entity": "e", "week": 3}


def distance(sample, cumulative):
    """Kolmogorov-Smirnov: the largest gap between the sample's steps and the true curve."""
    ordered, count = np.sort(sample), len(sample)
    true, steps = cumulative(ordered), np.arange(count)
    return max(np.max(true - steps / count), np.max((steps + 1) / count - true))


def test_a_longer_call_begins_with_the_shorter():
    for draw in (
        lambda count: luck.uniforms(count, **NAMED),
        lambda count: luck.normals(count, **NAMED),
        lambda count: luck.gammas(2.5, count, **NAMED),
        lambda count: luck.betas(3.0, 0.7, count, **NAMED),
    ):
        assert np.array_equal(draw(10), draw(1000)[:10])


@pytest.mark.parametrize(
    "other",
    [
        NAMED | {"seed": 2},
        NAMED | {"purpose": "q"},
        NAMED | {"entity": "f"},
        NAMED | {"week": 4},
        NAMED | {"entity": "e3", "week": 0},
    ],
)
def test_seed_purpose_entity_and_week_each_have_luck_of_their_own(other):
    one, two = luck.uniforms(4000, **NAMED), luck.uniforms(4000, **other)
    assert abs(np.corrcoef(one, two)[0, 1]) < 4 / np.sqrt(4000)


def test_drawing_for_others_in_between_changes_nothing():
    alone = luck.uniforms(5, seed=1, purpose="p", entity="b")
    luck.uniforms(50, seed=1, purpose="p", entity="a")
    assert np.array_equal(luck.uniforms(5, seed=1, purpose="p", entity="b"), alone)


def test_the_numbers_are_those_of_philox_under_the_hashed_key():
    # Worked apart from the module: blake2b of the four names, as Philox's key.
    key = hashlib.blake2b(b"1\x1fp\x1fe\x1f0", digest_size=16).digest()
    philox = np.random.Philox(key=int.from_bytes(key, "little"))
    expected = (philox.random_raw(3) >> np.uint64(11)) * 2.0**-53
    assert np.array_equal(luck.uniforms(3, seed=1, purpose="p", entity="e"), expected)


def test_uniforms_are_uniform_across_entities():
    first = [luck.uniforms(1, seed=1, purpose="p", entity=f"e{n}")[0] for n in range(2000)]
    assert distance(first, lambda u: u) < 1.95 / np.sqrt(2000)


@pytest.mark.parametrize("shape", [1, 2, 5])
def test_gammas_of_a_whole_shape_are_waits_for_so_many_events(shape):
    # Chance of waiting longer than x: fewer than ``shape`` events of a Poisson process until x.
    def cumulative(x):
        return 1 - np.exp(-x) * sum(x**n / factorial(n) for n in range(shape))

    assert distance(luck.gammas(shape, 4000, **NAMED), cumulative) < 1.95 / np.sqrt(4000)


def test_a_gamma_below_one_has_its_mean_and_variance():
    drawn = luck.gammas(0.3, 40_000, **NAMED)
    assert drawn.mean() == pytest.approx(0.3, abs=5 * np.sqrt(0.3 / 40_000))
    assert drawn.var() == pytest.approx(0.3, rel=0.06)


def test_a_gamma_keeps_its_luck_when_its_shape_changes_a_little():
    before, after = luck.gammas(8.0, 2000, **NAMED), luck.gammas(8.4, 2000, **NAMED)
    assert np.corrcoef(before, after)[0, 1] > 0.95


def test_a_gamma_without_a_shape_is_refused():
    with pytest.raises(ValueError, match="above zero"):
        luck.gammas(0.0, 3, **NAMED)


def test_betas_have_their_mean_and_variance():
    drawn = luck.betas(3.0, 2.0, 20_000, **NAMED)
    assert drawn.mean() == pytest.approx(0.6, abs=0.01)
    assert drawn.var() == pytest.approx(3 * 2 / (5**2 * 6), rel=0.05)


def test_weeks_together_are_the_weeks_one_by_one():
    named = {"seed": 1, "purpose": "p", "entity": "e"}
    uniforms = luck.weekly_uniforms(7, 4, **named, first=100)
    normals = luck.weekly_normals(7, 4, **named, first=100)
    for at, week in enumerate(range(100, 104)):
        alone = luck.source(**named, week=week).random(7, dtype=np.float32)
        steps = luck.source(**named, week=week).standard_normal(7, dtype=np.float32)
        assert np.array_equal(uniforms[at], alone)
        assert np.array_equal(normals[at], steps)


def test_a_uniform_is_never_zero_so_its_logarithm_is_finite():
    assert luck.SMALLEST > 0
    assert np.isfinite(np.log(luck.SMALLEST))
    assert exp(np.log(luck.SMALLEST)) == pytest.approx(2.0**-54)
