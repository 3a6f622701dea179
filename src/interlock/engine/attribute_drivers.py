"""What each attribute is worth, and which of its values go with winning or losing."""

from collections.abc import Iterator

import numpy as np

from interlock.engine import attribute_gate, scores
from interlock.engine.attribute_levels import Attribute
from interlock.engine.attribute_odds import Fitted, outer_folds
from interlock.engine.penalised_odds import Ridge
from interlock.records.wins import Between, Driver, Tried

SIDE = 1.96
FEWEST_DEALS = 5
"""A driver is a value of at least so many past deals."""


def tried(fitted: Fitted, *, seed: int) -> tuple[Tried, ...]:
    """Every attribute, those of most worth first; last those that could not be tried, and why.

    The gain is out of sample, beside all others that are in, on folds of whole groups of identical
    deals; its interval is a bootstrap of these groups.
    """
    made = sorted(_measured(fitted, seed) if fitted.attributes else (), key=_order)
    none = Between(0.0, 0.0, 0.0)
    return (*made, *(Tried(name, False, none, why) for name, why in fitted.unusable.items()))


def drivers(fitted: Fitted) -> tuple[Driver, ...]:
    """Values whose odds against their attribute's average surely differ from it, strongest first;
    none without skill.
    """
    if not fitted.skill or fitted.model.main is None:
        return ()
    kept = sorted(fitted.model.kept)
    named = [
        driver
        for block, at in enumerate(kept)
        for driver in _of_attribute(fitted, fitted.model.main, block, at)
    ]
    return tuple(sorted(named, key=lambda d: -abs(np.log(d.odds_ratio))))


def _measured(fitted: Fitted, seed: int) -> Iterator[Tried]:
    deals, won = fitted.train, fitted.won
    fold = outer_folds(deals, seed=seed)
    saved = attribute_gate.gains(deals, won, fitted.model.kept, fold)
    for at, (attribute, loss) in enumerate(zip(fitted.attributes, saved, strict=True)):
        d = scores.difference(loss, np.zeros(len(won)), deals.groups, seed=seed)
        taken = fitted.skill and at in fitted.model.kept
        why = _why(fitted.skill, at in fitted.model.kept, d.low)
        yield Tried(attribute.name, taken, Between(d.mean, d.low, d.high), why)


def _why(skill: bool, passed: bool, low: float) -> str:
    if not skill:
        return "all attributes together do not clearly beat the share won"
    if not passed:
        return "odds of unseen deals are better without it"
    if low > 0:
        return "odds of unseen deals are surely better with it"
    return "has the benefit of the doubt: what it does to odds of unseen deals could be luck"


def _order(one: Tried) -> tuple[bool, float]:
    return not one.taken, -one.gain.mean


def _of_attribute(fitted: Fitted, main: Ridge, block: int, at: int) -> Iterator[Driver]:
    """exp(c' beta), c the mean x of the value's deals less the mean x of all."""
    attribute: Attribute = fitted.attributes[at]
    some = fitted.train.of(fitted.model.kept)
    mine = 1 + np.flatnonzero(some.block == block)
    x, levels = some.x[:, mine - 1], some.codes[:, block]
    for level, word in enumerate(attribute.words):
        has = levels == level
        if has.sum() < FEWEST_DEALS:
            continue
        contrast = x[has].mean(axis=0) - x.mean(axis=0)
        effect = float(contrast @ main.beta[mine])
        sd = float(np.sqrt(contrast @ main.covariance[np.ix_(mine, mine)] @ contrast))
        low, high = effect - SIDE * sd, effect + SIDE * sd
        if low > 0 or high < 0:
            odds, low, high = (float(np.exp(value)) for value in (effect, low, high))
            yield Driver(attribute.name, word, odds, low, high, int(has.sum()))
