"""Likeness as a Gaussian process: its kernel's law, and what it sees that main effects cannot."""

import numpy as np
import polars as pl

from interlock.engine.attribute_levels import code, learn
from interlock.engine.penalised_odds import chance, fit_spreads
from interlock.engine.similar_deals import JITTER, REACH, SIMILAR_SD, fit_similar

SIGNS = pl.DataFrame({"a": ["x", "x", "y", "y"] * 40, "b": ["p", "q", "p", "q"] * 40})
CROSSED = np.array([1.0, 0, 0, 1] * 40)


def fitted():
    deals = code(learn(SIGNS), SIGNS)
    main = fit_spreads(deals.x, CROSSED, deals.block)
    random = np.random.default_rng(1)
    return deals, main, fit_similar(deals, CROSSED, main, random=random)


def test_what_only_two_attributes_together_tell_is_seen():
    deals, main, similar = fitted()
    by_main, by_likeness = chance(main.logits(deals.x)), chance(similar.logits(deals))
    assert np.abs(by_main - 0.5).max() < 0.01
    assert by_likeness[0] > 0.9
    assert by_likeness[1] < 0.1


def test_its_fit_satisfies_the_condition_of_a_gaussian_process():
    """At the posterior mode f = K (won - p), K the covariance between deals."""
    deals, _, similar = fitted()
    apart = (deals.codes[:, None] != deals.codes[None]) @ similar.weight
    weights = similar.ridge.beta
    solved = np.linalg.solve(similar.root, _likeness(similar, deals.codes))
    f = solved.T @ weights[1:]
    p = chance(weights[0] + f)
    assert np.allclose(f, SIMILAR_SD**2 * np.exp(-apart) @ (CROSSED - p), atol=100 * JITTER)
    assert np.isclose(similar.weight.sum(), REACH)


def _likeness(similar, codes):
    apart = (similar.profiles[:, None] != codes[None]) @ similar.weight
    return np.exp(-apart)
