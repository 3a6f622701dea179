"""Odds of winning from what is known of a deal, without any date; an ordinary constant where that
is no better.
"""

from dataclasses import dataclass, field

import numpy as np

from interlock.engine import attribute_gate, luck, similar_deals
from interlock.engine.attribute_levels import Attribute, Coded, code, learn
from interlock.engine.identical_deals import Identical, fit_identical
from interlock.engine.penalised_odds import Ridge, chance, fit_spreads
from interlock.engine.scores import SURE, Difference, difference, log_losses
from interlock.engine.similar_deals import Similar
from interlock.records.wins import ClosedDeals

METHOD = "main effects with learnt spreads pooled with likeness, gated out of sample"

OUTER_FOLDS = 10
SHARES = np.linspace(0.0, 1.0, 11)
"""Shares of likeness in the pooled log odds that are tried."""

SHARE_PULL = 2.0
"""Log likelihood that a share of 0 or 1 must bring beyond one half, where the pool begins."""

FEWEST = 30
"""Fewer deals, or fewer than ten of an ending, teach nothing but how many are won."""

FEWEST_EACH = 10


@dataclass(frozen=True)
class Model:
    """Odds from the ``kept`` attributes, main effects and likeness."""

    kept: list[int]
    main: Ridge | None
    similar: Similar | None

    def logits(self, deals: Coded, constant: float) -> np.ndarray:
        """Log odds by main effects and by likeness: (deals, 2)."""
        if self.main is None or self.similar is None:
            return np.full((len(deals.codes), 2), constant)
        some = deals.of(self.kept)
        return np.column_stack([self.main.logits(some.x), self.similar.logits(some)])


@dataclass(frozen=True)
class Fitted:
    """Everything learnt. ``share`` is that of likeness in the pooled log odds; ``worth`` is the
    log loss of these odds less that of the constant, out of sample; ``skill`` says whether it is
    surely below zero.
    """

    attributes: tuple[Attribute, ...]
    train: Coded
    won: np.ndarray
    rate: float
    model: Model
    share: float
    identical: Identical
    worth: Difference
    skill: bool
    unusable: dict[str, str] = field(default_factory=dict)

    def odds(self, test: ClosedDeals) -> np.ndarray:
        """Chance of winning of each deal, between 0 and 1 and neither: (deals,)."""
        if not self.skill:
            return np.full(test.attributes.height, self.rate)
        deals = code(self.attributes, test.attributes)
        p = chance(_pooled(self.model.logits(deals, _logit(self.rate)), self.share))
        return np.clip(self.identical.correct(p, deals.codes), SURE, 1 - SURE)


def fit(train: ClosedDeals, *, seed: int = 1) -> Fitted:
    """Odds learnt from past deals.

    Whole folds of deals, identical ones in one, are left out in turn; in each turn attributes pass
    the gate anew and both models are fitted anew. The odds of the deals left out tell how much
    likeness counts, what identical deals weigh, and whether all of it beats the constant.
    """
    won = train.won.to_numpy().astype(float)
    every = learn(train.attributes)
    used = tuple(one for one in every if one.width > 1)
    deals = code(used, train.attributes)
    rate = steady_rate(won)
    enough = len(won) >= FEWEST and min(won.sum(), len(won) - won.sum()) >= FEWEST_EACH
    if not enough or not used:
        deals, model = deals.of([]), Model([], None, None)
        used, logits = (), np.full((len(won), 2), _logit(rate))
        constant, groups = np.full(len(won), rate), np.arange(len(won))
    else:
        model = fit_model(deals, won, seed=seed, purpose="all deals")
        logits, constant = _out_of_sample(deals, won, seed=seed)
        groups = deals.groups
    share = _share(logits, won)
    even = log_losses(chance(_pooled(logits, 0.5)), won) - log_losses(constant, won)
    worth = difference(even, np.zeros(len(won)), groups, seed=seed)
    return Fitted(
        attributes=used,
        train=deals,
        won=won,
        rate=rate,
        model=model,
        share=share,
        identical=fit_identical(deals.codes, won, chance(_pooled(logits, share))),
        worth=worth,
        skill=bool(model.kept) and worth.high < 0,
        unusable=_unusable(every, used, enough=bool(enough)),
    )


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
    """Log odds of each deal from the other folds (deals, 2), and their share won (deals,)."""
    fold = outer_folds(deals, seed=seed)
    logits, constant = np.empty((len(won), 2)), np.empty(len(won))
    for number in np.unique(fold):
        seen, new = fold != number, fold == number
        model = fit_model(deals.at(seen), won[seen], seed=seed, purpose=f"fold {number}")
        constant[new] = steady_rate(won[seen])
        logits[new] = model.logits(deals.at(new), _logit(steady_rate(won[seen])))
    return logits, constant


def _share(logits: np.ndarray, won: np.ndarray) -> float:
    """The share of likeness under which the endings left out are likeliest, pulled to a half."""
    pull = SHARE_PULL * (2 * SHARES - 1) ** 2
    losses = [log_losses(chance(_pooled(logits, share)), won).sum() for share in SHARES]
    return float(SHARES[int(np.argmin(np.array(losses) + pull))])


def _pooled(logits: np.ndarray, share: float) -> np.ndarray:
    pooled: np.ndarray = (1 - share) * logits[:, 0] + share * logits[:, 1]
    return pooled


def _logit(p: float) -> float:
    return float(np.log(p) - np.log1p(-p))


def _unusable(
    every: tuple[Attribute, ...], used: tuple[Attribute, ...], *, enough: bool
) -> dict[str, str]:
    if not enough:
        few = f"fewer than {FEWEST} deals, or than {FEWEST_EACH} of an ending"
        return {one.name: few for one in every}
    kept = {one.name for one in used}
    return {
        one.name: "one value alone, or none that repeats" for one in every if one.name not in kept
    }
