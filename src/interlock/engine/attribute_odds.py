"""Odds of winning from what is known of a deal, without any date; an ordinary constant where that
is no better.
"""

from dataclasses import dataclass, field

import numpy as np

from interlock.engine import attribute_gate, luck, similar_deals
from interlock.engine.attribute_levels import Attribute, Coded, code, learn
from interlock.engine.attribute_screen import screen
from interlock.engine.identical_deals import Identical, fit_identical
from interlock.engine.penalised_odds import Ridge, chance, fit_spreads
from interlock.engine.scores import SURE, Difference, difference, log_losses
from interlock.engine.similar_deals import Similar
from interlock.records.wins import ClosedDeals

METHOD = "main effects with learnt spreads pooled with likeness, gated out of sample"

OUTER_FOLDS = 10
CLEARLY = 1.0
"""Standard errors by which the odds must beat the constant out of sample. Where nothing is to be
learnt they are worse than it, so luck rarely gets so far.
"""

FEWEST = 30
"""Fewer deals, or fewer than ten of an ending, teach nothing but how many are won."""

FEWEST_EACH = 10


@dataclass(frozen=True)
class Model:
    """Odds from the ``kept`` attributes, main effects and likeness."""

    kept: list[int]
    main: Ridge | None
    similar: Similar | None

    def odds(self, deals: Coded, rate: float) -> np.ndarray:
        """Chances whose log odds are the mean of both models'; ``rate`` without any: (deals,)."""
        if self.main is None or self.similar is None:
            return np.full(len(deals.codes), rate)
        some = deals.of(self.kept)
        return chance((self.main.logits(some.x) + self.similar.logits(some)) / 2)


@dataclass(frozen=True)
class Fitted:
    """Everything learnt. ``worth`` is the log loss of these odds less that of the constant, out of
    sample; ``skill`` says whether it is clearly below zero.
    """

    attributes: tuple[Attribute, ...]
    train: Coded
    won: np.ndarray
    rate: float
    model: Model
    identical: Identical
    worth: Difference
    skill: bool
    unusable: dict[str, str] = field(default_factory=dict)

    def odds(self, test: ClosedDeals) -> np.ndarray:
        """Chance of winning of each deal, between 0 and 1 and neither: (deals,)."""
        if not self.skill:
            return np.full(test.attributes.height, self.rate)
        deals = code(self.attributes, test.attributes)
        p = self.model.odds(deals, self.rate)
        return np.clip(self.identical.correct(p, deals.codes), SURE, 1 - SURE)


def fit(train: ClosedDeals, *, seed: int = 1) -> Fitted:
    """Odds learnt from past deals.

    Whole folds of deals, likely repeats in one, are left out in turn; in each turn attributes pass
    the gate anew and both models are fitted anew. The odds of the deals left out tell what
    identical deals weigh, and whether all of it beats the constant.
    """
    won = train.won.to_numpy().astype(float)
    used, unusable = _usable(train, won)
    if not used:
        return _constant(won, unusable)
    deals, rate = code(used, train.attributes), steady_rate(won)
    model = fit_model(deals, won, seed=seed, purpose="all deals")
    p, constant = _out_of_sample(deals, won, seed=seed)
    gap = log_losses(p, won) - log_losses(constant, won)
    worth = difference(gap, np.zeros(len(won)), deals.groups, seed=seed)
    identical = fit_identical(deals.codes, won, p) if deals.repeats else Identical({}, None)
    doubt = CLEARLY * attribute_gate.standard_error(gap, deals.groups)
    skill = bool(model.kept) and worth.mean + doubt < 0
    return Fitted(used, deals, won, rate, model, identical, worth, skill, unusable)


def fit_model(deals: Coded, won: np.ndarray, *, seed: int, purpose: str) -> Model:
    """The gate, then both models on what it lets in."""
    random = luck.source(seed=seed, purpose=f"attributes, {purpose}")
    kept = attribute_gate.chosen(deals, won, random=random)
    if not kept:
        return Model([], None, None)
    some = deals.of(kept)
    main = fit_spreads(some.x, won, some.block)
    return Model(kept, main, similar_deals.fit_similar(some, won, main, random=random))


def steady_rate(won: np.ndarray) -> float:
    """Share won with half a deal of each ending added, so that it is never 0 or 1."""
    return float((won.sum() + 0.5) / (won.size + 1))


def outer_folds(deals: Coded, *, seed: int) -> attribute_gate.Folds:
    random = luck.source(seed=seed, purpose="attributes, outer folds")
    return attribute_gate.folds(deals.groups, OUTER_FOLDS, random=random)


def _out_of_sample(deals: Coded, won: np.ndarray, *, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Odds of each deal learnt from the other folds, and these folds' share won: (deals,) each."""
    fold = outer_folds(deals, seed=seed)
    p, constant = np.empty(len(won)), np.empty(len(won))
    for number in np.unique(fold):
        seen, new = fold != number, fold == number
        model = fit_model(deals.at(seen), won[seen], seed=seed, purpose=f"fold {number}")
        constant[new] = steady_rate(won[seen])
        p[new] = model.odds(deals.at(new), steady_rate(won[seen]))
    return p, constant


def _constant(won: np.ndarray, unusable: dict[str, str]) -> Fitted:
    """The share won for every deal, where there is nothing to learn from."""
    none = Coded(np.zeros((won.size, 0)), np.zeros(0, np.int64), np.zeros((won.size, 0), np.int64))
    model, same = Model([], None, None), Identical({}, None)
    nothing = Difference(0.0, 0.0, 0.0)
    return Fitted((), none, won, steady_rate(won), model, same, nothing, False, unusable)


def _usable(train: ClosedDeals, won: np.ndarray) -> tuple[tuple[Attribute, ...], dict[str, str]]:
    """Attributes that can be learnt from, and why each other one cannot."""
    screened, refused = screen(train)
    if len(won) < FEWEST or min(won.sum(), len(won) - won.sum()) < FEWEST_EACH:
        few = f"fewer than {FEWEST} deals, or than {FEWEST_EACH} of an ending"
        return (), dict.fromkeys(train.attributes.columns, few)
    every = learn(screened.attributes)
    alone = {one.name: "one value alone, or none that repeats" for one in every if one.width < 2}
    return tuple(one for one in every if one.width > 1), {**refused, **alone}
