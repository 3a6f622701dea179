"""Which attributes are let in: those without which odds of unseen deals would be worse."""

from collections.abc import Sequence

import numpy as np

from interlock.engine.attribute_levels import Coded
from interlock.engine.penalised_odds import Ridge, chance, fit, with_ones
from interlock.engine.scores import log_losses

GATE_FOLDS = 5
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
    log loss most leaves, again and again, until every absence would raise it.
    """
    if len(won) > MOST_DEALS:
        some = np.sort(random.choice(len(won), MOST_DEALS, replace=False))
        deals, won = deals.at(some), won[some]
    fold = folds(deals.groups, GATE_FOLDS, random=random)
    kept = list(range(deals.codes.shape[1]))
    starts: list[np.ndarray | None] = [None] * GATE_FOLDS
    while kept:
        now, without, starts = _losses(deals.of(kept), won, fold, starts)
        worth = without.mean(axis=1) - now.mean()
        worst = int(np.argmin(worth))
        if worth[worst] > 0:
            break
        starts = [_shortened(start, deals.of(kept).block, worst) for start in starts]
        del kept[worst]
    return kept


def gains(
    deals: Coded, won: np.ndarray, kept: Sequence[int], fold: Folds
) -> list[np.ndarray]:
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


def _losses(
    deals: Coded, won: np.ndarray, fold: Folds, starts: Sequence[np.ndarray | None]
) -> tuple[np.ndarray, np.ndarray, list[np.ndarray | None]]:
    """Out-of-sample loss with all attributes (deals,), without each (attributes, deals), and the
    effects of each fold.
    """
    count = deals.codes.shape[1]
    now, without = np.empty(len(won)), np.empty((count, len(won)))
    fitted: list[np.ndarray | None] = []
    for number, start in enumerate(starts):
        seen, new = fold != number, fold == number
        spread = np.full(deals.block.size, GATE_SD)
        ridge = fit(deals.x[seen], won[seen], spread, start=start)
        now[new] = _loss(deals.x[new], won[new], ridge.beta)
        for at in range(count):
            without[at, new] = _loss(deals.x[new], won[new], _less(ridge, deals.block, at))
        fitted.append(ridge.beta)
    return now, without, fitted


def _less(ridge: Ridge, block: np.ndarray, at: int) -> np.ndarray:
    """Effects when block ``at`` is held at zero, to second order:
    beta - C[:, B] C[B, B]^-1 beta[B], C the covariance.
    """
    gone = 1 + np.flatnonzero(block == at)
    covariance = ridge.covariance
    pull = np.linalg.solve(covariance[np.ix_(gone, gone)], ridge.beta[gone])
    beta: np.ndarray = ridge.beta - covariance[:, gone] @ pull
    return beta


def _shortened(start: np.ndarray | None, block: np.ndarray, at: int) -> np.ndarray | None:
    return None if start is None else start[np.concatenate([[True], block != at])]


def _loss(x: np.ndarray, won: np.ndarray, beta: np.ndarray) -> np.ndarray:
    return log_losses(chance(with_ones(x) @ beta), won)
