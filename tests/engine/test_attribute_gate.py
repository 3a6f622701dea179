"""The gate: attributes stay only where odds of unseen deals would be worse without them."""

import numpy as np

from interlock.engine import attribute_gate
from interlock.engine.attribute_levels import code, learn
from interlock.engine.penalised_odds import chance, fit, with_ones
from interlock.engine.scores import log_losses
from tests.engine.closed_worlds import world


def coded(deals):
    values = deals.attributes
    return code(learn(values), values), deals.won.to_numpy().astype(float)


def test_identical_deals_share_a_fold_and_folds_are_of_like_size():
    groups = np.repeat(np.arange(50), np.arange(50) % 4 + 1)
    fold = attribute_gate.folds(groups, 5, random=np.random.default_rng(1))
    assert all(len(set(fold[groups == group])) == 1 for group in range(50))
    assert np.ptp(np.bincount(fold)) <= 4


def test_what_tells_is_let_in():
    deals, won = coded(world(300, effect=1.0, seed=2))
    kept = attribute_gate.chosen(deals, won, random=np.random.default_rng(1))
    assert 0 in kept


def test_losses_out_of_sample_are_those_of_a_plain_loop():
    deals, won = coded(world(120, effect=1.0, seed=4, noise=1))
    fold = np.arange(120) % 4
    loss = attribute_gate.out_of_sample(deals, won, fold)
    for number in range(4):
        seen = fold != number
        beta = fit(deals.x[seen], won[seen], np.full(deals.block.size, 0.3)).beta
        p = chance(with_ones(deals.x[~seen]) @ beta)
        assert np.allclose(loss[~seen], log_losses(p, won[~seen]))


def test_holding_an_attribute_at_zero_is_nearly_fitting_without_it():
    deals, won = coded(world(400, effect=0.4, seed=6, noise=2))
    spread = np.full(deals.block.size, 0.3)
    less = attribute_gate.less(fit(deals.x, won, spread), deals.block, 0)
    rest = deals.of([1, 2])
    without = fit(rest.x, won, spread[: rest.block.size]).beta
    assert np.allclose(less[1 + np.flatnonzero(deals.block == 0)], 0.0)
    kept = np.concatenate([[True], deals.block != 0])
    assert np.allclose(less[kept], without, atol=0.02)
