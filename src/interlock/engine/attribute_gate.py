"""Which attributes are let in: those without which odds of unseen deals would be no better."""

from collections.abc import Sequence

import numpy as np

from interlock.engine.attribute_levels import Coded
from interlock.engine.penalised_odds import Ridge, chance, fit, with_ones
from interlock.engine.scores import log_losses

GATE_FOLDS = 5
GATE_SPLITS = 3
DOUBT = 0.5
"""An attribute has the benefit of this many standard errors: together, weak ones tell something."""

GATE_SD = 0.3
"""Spread of all effects while attributes are tried."""

MOST_DEALS = 4_000
"""The gate looks at so many deals at most."""

Folds = np.ndarray[tuple[int], np.dtype[np.int64]]
"""The fold of each deal: (deals,)."""


def folds(groups: np.ndarray, count: int, *, random: np.random.Generator) -> Folds:
    """``count`` folds of like size; deals of one group stand in the same fold."""
    size = np.bincount(groups)
    total = np.zeros(count)
    fold_of = np.zeros(size.size, np.int64)
    for group in random.permutation(size.size):
        least = np.flatnonzero(total == total.min())
        fold_of[group] = random.choice(least)
        total[fold_of[group]] += size[group]
    return fold_of[groups]


def chosen(deals: Coded, won: np.ndarray, *, random: np.random.Generator) -> list[int]:
    """Attributes that stay when, from all of them, the one whose absence lowers the out-of-sample
    log loss most leaves, again and again, while that is by more than DOUBT standard errors.
    """
    if len(won) > MOST_DEALS:
        some = np.sort(random.choice(len(won), MOST_DEALS, replace=False))
        deals, won = deals.at(some), won[some]
    groups = deals.groups
    splits = [folds(groups, GATE_FOLDS, random=random) for _ in range(GATE_SPLITS)]
    turns = [fold == number for fold in splits for number in range(GATE_FOLDS)]
    starts: list[np.ndarray | None] = [None] * len(turns)
    kept = list(range(deals.codes.shape[1]))
    while kept:
        some_deals = deals.of(kept)
        worth, effects = _worths(some_deals, won, turns, starts)
        worst = int(np.argmin(worth.mean(axis=1)))
        if worth[worst].mean() > -DOUBT * standard_error(worth[worst], groups):
            break
        stays = np.concatenate([[True], some_deals.block != worst])
        starts = [without[worst][stays] for without in effects]
        del kept[worst]
    return kept


def standard_error(values: np.ndarray, groups: np.ndarray) -> float:
    """Of the mean of ``values`` (deals,), whose groups are independent and not their deals."""
    apart = np.bincount(groups, weights=values - values.mean())
    return float(np.sqrt((apart**2).sum()) / values.size)


def gains(deals: Coded, won: np.ndarray, kept: Sequence[int], fold: Folds) -> list[np.ndarray]:
    """For each attribute what it saves in log loss, deal by deal, out of sample: without it less
    with it, beside all others that are ``kept``. Each (deals,).
    """
    now = out_of_sample(deals.of(kept), won, fold)
    others = [[j for j in kept if j != at] for at in range(deals.codes.shape[1])]
    return [
        out_of_sample(deals.of(rest), won, fold) - now
        if at in kept
        else now - out_of_sample(deals.of([*kept, at]), won, fold)
        for at, rest in enumerate(others)
    ]


def out_of_sample(deals: Coded, won: np.ndarray, fold: Folds) -> np.ndarray:
    """Log loss of each deal under the effects that the other folds give: (deals,)."""
    loss = np.empty(len(won))
    spread = np.full(deals.block.size, GATE_SD)
    for number in np.unique(fold):
        seen, new = fold != number, fold == number
        beta = fit(deals.x[seen], won[seen], spread).beta
        loss[new] = _loss(deals.x[new], won[new], beta)
    return loss


def _worths(
    deals: Coded, won: np.ndarray, turns: Sequence[np.ndarray], starts: Sequence[np.ndarray | None]
) -> tuple[np.ndarray, list[list[np.ndarray]]]:
    """What each deal's log loss rises without each attribute, mean over the splits in which the
    deal is left out once (attributes, deals); and each turn's effects without each.
    """
    count = deals.codes.shape[1]
    worth, effects = np.zeros((count, len(won))), []
    spread = np.full(deals.block.size, GATE_SD)
    for new, start in zip(turns, starts, strict=True):
        ridge = fit(deals.x[~new], won[~new], spread, start=start)
        fewer = [less(ridge, deals.block, at) for at in range(count)]
        eta = with_ones(deals.x[new]) @ np.column_stack([ridge.beta, *fewer])
        loss = log_losses(chance(eta), won[new][:, None])
        worth[:, new] += (loss[:, 1:] - loss[:, :1]).T / GATE_SPLITS
        effects.append(fewer)
    return worth, effects


def less(ridge: Ridge, block: np.ndarray, at: int) -> np.ndarray:
    """Effects when block ``at`` is held at zero, to second order:
    beta - C[:, B] C[B, B]^-1 beta[B], C the covariance.
    """
    gone = 1 + np.flatnonzero(block == at)
    covariance = ridge.covariance
    pull = np.linalg.solve(covariance[np.ix_(gone, gone)], ridge.beta[gone])
    beta: np.ndarray = ridge.beta - covariance[:, gone] @ pull
    return beta


def _loss(x: np.ndarray, won: np.ndarray, beta: np.ndarray) -> np.ndarray:
    return log_losses(chance(with_ones(x) @ beta), won)
