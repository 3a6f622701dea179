"""Naive Bayes over attributes in the form CRMs use, as a baseline: counts that start at 0.1."""

import numpy as np

from interlock.engine.attribute_levels import UNSEEN, Codes
from interlock.engine.penalised_odds import chance

START = 0.1


def naive_bayes(train: Codes, won: np.ndarray, test: Codes) -> np.ndarray:
    """Chance of winning of each test deal if attributes were independent within each ending:

        odds = won / lost x product over attributes of (won_v + .1) / won : (lost_v + .1) / lost

    with won_v past deals won that have the deal's value v; a value unseen says nothing. (deals,).
    Source: the predictive lead scoring that Odoo documents.
    """
    each = np.array([won.sum(), len(won) - won.sum()]) + START
    logit = np.full(len(test), np.log(each[0] / each[1]))
    for past, new in zip(train.T, test.T, strict=True):
        size = max(past.max(initial=0), new.max(initial=0)) + 1
        seen = past != UNSEEN
        wins = np.bincount(past[seen], weights=won[seen], minlength=size) + START
        losses = np.bincount(past[seen], weights=1 - won[seen], minlength=size) + START
        worth = np.log(wins / each[0]) - np.log(losses / each[1])
        logit += np.where(new == UNSEEN, 0.0, worth[new])
    return chance(logit)
