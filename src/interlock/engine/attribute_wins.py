"""Odds from attributes held against the endings of deals that they were not learnt from."""

from collections.abc import Callable, Sequence

import numpy as np
import polars as pl

from interlock import __version__
from interlock.engine import attribute_odds, scores
from interlock.engine.attribute_bayes import naive_bayes
from interlock.engine.attribute_drivers import drivers, tried
from interlock.engine.attribute_levels import code
from interlock.engine.attribute_odds import Fitted
from interlock.records.wins import Between, ClosedDeals, Scores, WinsBacktest

FEW_TEST = 50
"""Below so many test deals, scores are mostly luck, and that is said."""


def backtest(
    train: ClosedDeals,
    test: ClosedDeals,
    *,
    seed: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> WinsBacktest:
    """Learn from ``train`` alone, give odds to ``test``, and score them beside the share won in
    ``train`` and naive Bayes.
    """
    progress(f"learning from {len(train.won):,} deals")
    fitted = attribute_odds.fit(train, seed=seed)
    progress(f"scoring {len(test.won):,} deals")
    won = test.won.to_numpy().astype(float)
    p = fitted.odds(test)
    others = {"constant": np.full(len(won), fitted.rate), "naive_bayes": _bayes(fitted, test)}
    return WinsBacktest(
        version=__version__,
        method=attribute_odds.METHOD,
        seed=seed,
        n_train=len(train.won),
        n_test=len(won),
        base_rate=float(won.mean()),
        train_rate=float(np.mean(train.won.to_numpy())),
        scores=scored(p, won),
        calibration=scores.calibration(p, won),
        baselines={name: scored(other, won) for name, other in others.items()},
        differences={n: _beside(p, other, won, test, seed) for n, other in others.items()},
        skill="skill" if fitted.skill else "no skill",
        attributes=tried(fitted, seed=seed),
        drivers=drivers(fitted),
        p_won=pl.DataFrame({"row": test.rows, "p_won": p, "won": test.won}),
        left_out=(*train.left_out, *test.left_out),
        notes=_notes(fitted, test),
    )


def scored(p: np.ndarray, won: np.ndarray) -> Scores:
    return Scores(scores.brier(p, won), scores.log_loss(p, won), scores.auc(p, won))


def _bayes(fitted: Fitted, test: ClosedDeals) -> np.ndarray:
    new = code(fitted.attributes, test.attributes)
    return naive_bayes(fitted.train.codes, fitted.won, new.codes)


def _beside(
    p: np.ndarray, other: np.ndarray, won: np.ndarray, test: ClosedDeals, seed: int
) -> dict[str, Between]:
    """Ours less the other's, resampled by deals that are alike in everything."""
    alike = _alike(test.attributes)
    pairs = {
        "brier": ((p - won) ** 2, (other - won) ** 2),
        "log_loss": (scores.log_losses(p, won), scores.log_losses(other, won)),
    }
    made = {
        name: scores.difference(ours, theirs, alike, seed=seed)
        for name, (ours, theirs) in pairs.items()
    }
    return {name: Between(d.mean, d.low, d.high) for name, d in made.items()}


def _alike(values: pl.DataFrame) -> np.ndarray:
    """The same number for deals with the same values everywhere: (deals,)."""
    if not values.width:
        return np.arange(values.height)
    return values.select(pl.struct(pl.all()).rank("dense")).to_series().to_numpy()


def _notes(fitted: Fitted, test: ClosedDeals) -> tuple[str, ...]:
    said: list[str] = []
    worth = fitted.worth
    if not fitted.skill:
        said.append(
            "No skill: out of sample the attributes do not clearly beat the share won "
            f"(log loss {worth.mean:+.4f}, {worth.low:+.4f} to {worth.high:+.4f}), "
            "so every deal has the same odds and no driver is named"
        )
    else:
        said.append(
            f"Out of sample within the past deals: log loss {worth.mean:+.4f} against the share "
            f"won ({worth.low:+.4f} to {worth.high:+.4f})"
        )
        if fitted.identical.weight is not None:
            said.append(
                "Where past deals are identical in every attribute, the odds weigh "
                f"{fitted.identical.weight:g} of them"
            )
    said += _twins(fitted)
    if len(test.won) < FEW_TEST:
        said.append(f"Only {len(test.won)} deals to score: the scores are mostly luck")
    return tuple(said)


def _twins(fitted: Fitted) -> Sequence[str]:
    groups = fitted.train.groups
    again = len(groups) - len(np.unique(groups))
    if not again:
        return ()
    return (f"{again:,} past deals repeat another in every attribute; such deals share a fold",)
