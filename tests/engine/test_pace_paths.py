"""Paths of the pool: what they add up to is what the pool says."""

import numpy as np
import pytest

from interlock.engine.pace_members import MEMBERS, chances
from interlock.engine.pace_paths import paths

RANDOM = np.random.default_rng(5)
DONE = RANDOM.poisson(6 * RANDOM.gamma(2.0, 0.5, 80)).astype(float)
EVEN = np.full(len(MEMBERS), 1 / len(MEMBERS))
FIXED = {"weeks": 12, "seed": 1, "team": "core", "first": 105_000}
ITEMS = np.array([10, 30, 50])


@pytest.mark.parametrize("member", range(len(MEMBERS)), ids=MEMBERS)
def test_the_share_of_draws_with_so_many_items_is_the_members_chance(member):
    made = paths(DONE, np.eye(len(MEMBERS))[member], draws=8_000, **FIXED)
    expected = chances(DONE, ITEMS)[member, :, :12]
    share = np.stack([(made.cumsum(axis=1) >= items).mean(axis=0) for items in ITEMS])
    error = np.sqrt(expected * (1 - expected) / 8_000)
    # The drifting rate's closed form is the same mean and variance, not the same distribution.
    slack = 0.02 if MEMBERS[member] == "drifting rate" else 1e-9
    assert (np.abs(share - expected) <= 4.5 * error + slack).all()


def test_draws_follow_members_as_their_weights_say():
    pooled = np.tensordot(EVEN, chances(DONE, ITEMS), axes=1)[:, :12]
    made = paths(DONE, EVEN, draws=8_000, **FIXED)
    share = np.stack([(made.cumsum(axis=1) >= items).mean(axis=0) for items in ITEMS])
    assert share == pytest.approx(pooled, abs=0.03)


def test_items_are_whole_and_never_less_than_none():
    made = paths(DONE, EVEN, draws=300, **FIXED)
    assert made.shape == (300, 12)
    assert (made == np.floor(made)).all()
    assert made.min() >= 0


def test_the_same_seed_gives_the_same_bits_and_more_draws_begin_with_the_fewer():
    made = paths(DONE, EVEN, draws=200, **FIXED)
    assert made.tobytes() == paths(DONE, EVEN, draws=200, **FIXED).tobytes()
    assert (paths(DONE, EVEN, draws=500, **FIXED)[:200] == made).all()
    assert (paths(DONE, EVEN, draws=200, **{**FIXED, "seed": 2}) != made).any()
    assert (paths(DONE, EVEN, draws=200, **{**FIXED, "team": "apps"}) != made).any()
