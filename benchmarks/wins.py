"""How good odds from attributes alone are, in repeated cross-validation beside tuned peers.

    python benchmarks/wins.py                                  made-up deals: with signal, without
    python benchmarks/wins.py --size full                      the same, larger
    python benchmarks/wins.py DEALS.csv --mapping FILE [--repeats N] [--together]

Peers: the share won, naive Bayes, and, where scikit-learn is installed, logistic regression (one
column a value, penalty of 11 tried by cross-validation) and a random forest (500 trees, smallest
leaf of five tried by out-of-bag log loss). Identical deals fall into any fold, or with --together
into one. Differences are ours less the peer's, below zero ours is better, with the middle 95 % of
a bootstrap of identical deals; +- is the standard error of the mean over repeats.
"""

import argparse
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl

from interlock.engine import attribute_odds, scores
from interlock.engine.attribute_bayes import naive_bayes
from interlock.engine.attribute_gate import folds
from interlock.engine.attribute_levels import code, learn, plain
from interlock.importers.closed_deals import read_closed, source_of_deals
from interlock.records.wins import ClosedDeals

Odds = Callable[[ClosedDeals, ClosedDeals], np.ndarray]
SIZES = {"small": (200, 2, 1, 25), "full": (400, 10, 10, 500)}
"""Deals of a made-up world, folds, repeats, trees."""

LEAVES = (1, 2, 3, 5, 8)
PENALTIES = np.logspace(-3, 2, 11)


def main() -> None:
    arguments = _arguments()
    deals, count, repeats, trees = SIZES[arguments.size]
    if arguments.data is None:
        worlds = {name: world(deals, effect) for name, effect in (("signal", 1.0), ("null", 0.0))}
    else:
        source, _ = source_of_deals(arguments.mapping)
        worlds = {arguments.data.name: read_closed(arguments.data, source)[0]}
        count, repeats, trees = arguments.folds, arguments.repeats, 500
    for name, made in worlds.items():
        print(f"{name}: {len(made.won)} deals, {count} folds, {repeats} times")
        _show(made, _losses(made, peers(trees), count, repeats, together=arguments.together))


def world(deals: int, effect: float) -> ClosedDeals:
    """Twelve attributes of three values: three tell, and two of these more together than alone."""
    random = np.random.default_rng(7)
    levels = random.integers(0, 3, (deals, 12))
    a, b, c = (levels[:, :3] - 1).T
    chance = 1 / (1 + np.exp(-effect * (a + b + 1.5 * b * c)))
    values = pl.DataFrame({f"attribute {at}": levels[:, at].astype(str) for at in range(12)})
    won = pl.Series((random.random(deals) < chance).astype(np.int8))
    return ClosedDeals(values, won, pl.Series(range(1, deals + 1)))


def peers(trees: int) -> dict[str, Odds]:
    made: dict[str, Odds] = {"ours": ours, "constant": constant, "naive Bayes": bayes}
    try:
        import sklearn  # noqa: F401
    except ImportError:
        print("scikit-learn is not installed: no logistic regression, no random forest")
        return made
    return made | {"logistic": logistic, "forest": lambda train, new: forest(train, new, trees)}


def ours(train: ClosedDeals, new: ClosedDeals) -> np.ndarray:
    return attribute_odds.fit(train).odds(new)


def constant(train: ClosedDeals, new: ClosedDeals) -> np.ndarray:
    return np.full(len(new.won), attribute_odds.steady_rate(train.won.to_numpy()))


def bayes(train: ClosedDeals, new: ClosedDeals) -> np.ndarray:
    levels = learn(train.attributes)
    past, later = code(levels, train.attributes), code(levels, new.attributes)
    return naive_bayes(past.codes, train.won.to_numpy().astype(float), later.codes)


def logistic(train: ClosedDeals, new: ClosedDeals) -> np.ndarray:
    from sklearn.linear_model import LogisticRegressionCV

    past, later = _one_hot(train, new)
    tuned = LogisticRegressionCV(Cs=PENALTIES, cv=5, scoring="neg_log_loss", max_iter=2_000)
    with warnings.catch_warnings(action="ignore"):
        return tuned.fit(past, train.won.to_numpy()).predict_proba(later)[:, 1]


def forest(train: ClosedDeals, new: ClosedDeals, trees: int) -> np.ndarray:
    from sklearn.ensemble import RandomForestClassifier

    past, later = _one_hot(train, new)
    won = train.won.to_numpy()
    with warnings.catch_warnings(action="ignore"):
        grown = [
            RandomForestClassifier(trees, min_samples_leaf=leaf, oob_score=True, random_state=0)
            for leaf in LEAVES
        ]
        loss = [
            np.nanmean(scores.log_losses(one.fit(past, won).oob_decision_function_[:, 1], won))
            for one in grown
        ]
    return grown[int(np.argmin(loss))].predict_proba(later)[:, 1]


def _one_hot(train: ClosedDeals, new: ClosedDeals) -> tuple[np.ndarray, np.ndarray]:
    from sklearn.preprocessing import OneHotEncoder

    tables = [
        np.column_stack([plain(column).to_numpy() for column in deals.attributes])
        for deals in (train, new)
    ]
    encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(tables[0])
    return encoder.transform(tables[0]), encoder.transform(tables[1])


def _losses(
    deals: ClosedDeals, compared: dict[str, Odds], count: int, repeats: int, *, together: bool
) -> dict[str, np.ndarray]:
    """Brier and log loss of every deal in every repeat: (2, repeats, deals) for each way."""
    won = deals.won.to_numpy().astype(float)
    losses = {name: np.empty((2, repeats, won.size)) for name in compared}
    groups = _groups(deals) if together else np.arange(won.size)
    for repeat in range(repeats):
        fold = folds(groups, count, random=np.random.default_rng(repeat))
        for number in range(count):
            train, new = _at(deals, fold != number), _at(deals, fold == number)
            for name, odds in compared.items():
                p, there = odds(train, new), fold == number
                losses[name][0, repeat, there] = (p - won[there]) ** 2
                losses[name][1, repeat, there] = scores.log_losses(p, won[there])
    return losses


def _show(deals: ClosedDeals, losses: dict[str, np.ndarray]) -> None:
    print(f"{'':12}{'Brier':>16}{'log loss':>18}   ours less this one: Brier, log loss")
    groups, mine = _groups(deals), losses["ours"].mean(axis=1)
    for name, loss in losses.items():
        each = loss.mean(axis=2)
        error = each.std(axis=1, ddof=1) / np.sqrt(each.shape[1]) if each.shape[1] > 1 else (0, 0)
        line = "".join(
            f"{m:>10.4f} +-{e:.4f}" for m, e in zip(each.mean(axis=1), error, strict=True)
        )
        beside = ""
        if name != "ours":
            pairs = zip(mine, loss.mean(axis=1), strict=True)
            made = [scores.difference(a, b, groups, seed=1) for a, b in pairs]
            beside = ", ".join(f"{d.mean:+.4f} ({d.low:+.4f} to {d.high:+.4f})" for d in made)
        print(f"{name:12}{line}   {beside}")


def _groups(deals: ClosedDeals) -> np.ndarray:
    return deals.attributes.select(pl.struct(pl.all()).rank("dense")).to_series().to_numpy() - 1


def _at(deals: ClosedDeals, kept: np.ndarray) -> ClosedDeals:
    mask = pl.Series(kept)
    return ClosedDeals(
        deals.attributes.filter(mask), deals.won.filter(mask), deals.rows.filter(mask)
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("data", nargs="?", type=Path)
    parser.add_argument("--mapping", type=Path)
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--repeats", type=int, default=10)
    parser.add_argument("--together", action="store_true")
    made = parser.parse_args()
    if made.data is not None and made.mapping is None:
        parser.error("a data file needs --mapping")
    return made


if __name__ == "__main__":
    main()
