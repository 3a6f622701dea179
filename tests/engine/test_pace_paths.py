"""Paths of the pool: what they add up to is what its members say."""

import numpy as np
import pytest

from interlock.engine.pace_members import DRIFTING, MEMBERS, chances
from interlock.engine.pace_paths import draw_anew

RANDOM = np.random.default_rng(5)
DONE = RANDOM.poisson(6 * RANDOM.gamma(2.0, 0.5, 80)).astype(float)
EVEN = np.full(len(MEMBERS), 1 / len(MEMBERS))
ITEMS = np.array([10, 30, 50])
UNTOUCHED = -1.0


def paths(weights, *, draws, seed=1, team="core"):
    made = np.full((12, draws), UNTOUCHED, dtype=np.float32)
    draw_anew(DONE, weights, made, seed=seed, team=team, first=105_000)
    return made.T


@pytest.mark.parametrize("member", [name for name in MEMBERS if name != DRIFTING])
def test_the_share_of_draws_with_so_many_items_is_the_members_chance(member):
    at = MEMBERS.index(member)
    made = paths(np.eye(len(MEMBERS))[at], draws=8_000)
    expected = chances(DONE, ITEMS)[at, :, :12]
    share = np.stack([(made.cumsum(axis=1) >= items).mean(axis=0) for items in ITEMS])
    error = np.sqrt(expected * (1 - expected) / 8_000)
    assert (np.abs(share - expected) <= 4.5 * error + 1e-9).all()


def test_draws_follow_members_as_their_weights_say_and_the_drifting_rate_is_left_to_others():
    made = paths(np.array([0.2, 0.2, 0.2, 0.4]), draws=8_000)
    untouched = (made == UNTOUCHED).all(axis=1)
    assert untouched.mean() == pytest.approx(0.4, abs=0.02)
    assert (made[~untouched] != UNTOUCHED).all()


def test_items_are_whole_and_never_less_than_none():
    made = paths(np.array([0.3, 0.3, 0.4, 0.0]), draws=300)
    assert (made == np.floor(made)).all()
    assert made.min() >= 0


def test_the_same_seed_gives_the_same_bits_and_more_draws_begin_with_the_fewer():
    made = paths(EVEN, draws=200)
    assert made.tobytes() == paths(EVEN, draws=200).tobytes()
    assert (paths(EVEN, draws=500)[:200] == made).all()
    assert (paths(EVEN, draws=200, seed=2) != made).any()
    assert (paths(EVEN, draws=200, team="apps") != made).any()
