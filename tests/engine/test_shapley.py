"""Fair shares against sums worked by hand and against every order of entering."""

from itertools import permutations

import numpy as np
import pytest

from interlock.engine import shapley

GLOVES = np.array([0.0, 0, 0, 1, 0, 1, 0, 1])
"""Player 0 has a left glove, 1 and 2 a right one each; a pair is worth 1."""


def _any_game(players: int) -> np.ndarray:
    return np.random.default_rng(7).normal(size=(1 << players, 3))


def test_two_players_share_what_they_only_do_together():
    # v(0) = 1, v(1) = 2, v(both) = 6: 3 more together, half of it each.
    assert shapley.shares(np.array([0.0, 1, 2, 6])) == pytest.approx([2.5, 3.5])


def test_the_rare_glove_gets_two_thirds():
    assert shapley.shares(GLOVES) == pytest.approx([2 / 3, 1 / 6, 1 / 6])


@pytest.mark.parametrize("players", [1, 2, 3, 4, 5])
def test_shares_are_the_mean_over_every_order_of_entering(players):
    worths, found = _any_game(players), np.zeros((players, 3))
    orders = list(permutations(range(players)))
    for order in orders:
        inside = 0
        for player in order:
            found[player] += worths[inside | 1 << player] - worths[inside]
            inside |= 1 << player
    assert shapley.shares(worths) == pytest.approx(found / len(orders), abs=1e-12)


def test_shares_sum_to_the_whole_change():
    worths = _any_game(7)
    assert shapley.shares(worths).sum(axis=0) == pytest.approx(worths[-1] - worths[0], abs=1e-12)


def test_players_that_do_the_same_get_the_same():
    shares = shapley.shares(GLOVES)
    assert shares[1] == pytest.approx(shares[2], abs=1e-15)


def test_a_player_that_changes_nothing_gets_exactly_nothing():
    worths = _any_game(3)
    with_idle = np.concatenate([worths, worths])
    assert (shapley.shares(with_idle)[3] == 0).all()
    assert (shapley.interactions(with_idle)[3] == 0).all()
    assert shapley.shares(with_idle)[:3] == pytest.approx(shapley.shares(worths), abs=1e-12)
    left_out = shapley.interactions(with_idle)[:3, :3]
    assert left_out == pytest.approx(shapley.interactions(worths), abs=1e-12)


def test_two_players_interact_by_what_they_do_beyond_their_sum():
    assert shapley.interactions(np.array([0.0, 1, 2, 6]))[0, 1] == pytest.approx(3)


def test_gloves_of_the_same_hand_stand_in_each_others_way():
    # With the left glove there they take 1 from each other, without it nothing: mean -1/2.
    found = shapley.interactions(GLOVES)
    assert found[1, 2] == pytest.approx(-0.5)
    assert found[0, 1] == pytest.approx(0.5)


def test_players_whose_parts_add_up_do_not_interact():
    parts = np.array([3.0, -1, 2])
    worths = np.array([sum(parts[i] for i in range(3) if s >> i & 1) for s in range(8)])
    assert shapley.shares(worths) == pytest.approx(parts)
    assert shapley.interactions(worths) == pytest.approx(np.zeros((3, 3)))
    assert shapley.first_parts(worths) == pytest.approx(parts)


def test_worths_of_no_number_of_players_are_refused():
    with pytest.raises(ValueError, match="not one for each coalition"):
        shapley.shares(np.zeros(6))
