"""The pooled odds ratio against tables worked by hand, Woolf's formula and a real jackknife."""

import numpy as np
import pytest

from interlock.engine import mantel_haenszel
from interlock.engine.mantel_haenszel import Tables


def rows(tables):
    """Strata, having, won of tables given as (a, b, c, d); every row is a deal of its own."""
    strata, having, won = [], [], []
    for at, counts in enumerate(tables):
        kinds = ((True, True), (True, False), (False, True), (False, False))
        for count, (has, wins) in zip(counts, kinds, strict=True):
            strata += [at] * count
            having += [has] * count
            won += [wins] * count
    return np.array(strata), np.array(having), np.array(won), np.arange(len(strata))


def test_two_tables_worked_by_hand():
    # R = 10*30/50 + 4*20/40 = 6 + 2 = 8;  S = 5*5/50 + 6*10/40 = 0.5 + 1.5 = 2
    found = mantel_haenszel.log_odds(*rows([(10, 5, 5, 30), (4, 6, 10, 20)]))
    assert found.log == pytest.approx(np.log(4))


def test_in_one_table_the_error_is_woolfs():
    one = Tables(*(np.array([v]) for v in (10.0, 20.0, 5.0, 40.0)))
    assert mantel_haenszel.robins(one) == pytest.approx(np.sqrt(1 / 10 + 1 / 20 + 1 / 5 + 1 / 40))


def test_the_error_by_deal_is_that_of_leaving_deals_out_one_by_one():
    rng = np.random.default_rng(2)
    size = 3000
    strata, having = rng.integers(0, 4, size), rng.random(size) < 0.4
    won, deal = rng.random(size) < 0.1 + 0.1 * having, np.repeat(np.arange(size // 6), 6)
    alike = np.repeat(rng.random(size // 6) < 0.5, 6)  # rows of a deal go together
    having, won = np.where(alike, having[deal * 6], having), np.where(alike, won[deal * 6], won)
    found = mantel_haenszel.log_odds(strata, having, won, deal)
    left = np.array(
        [
            mantel_haenszel.log_odds(*(x[deal != d] for x in (strata, having, won, deal))).log
            for d in range(size // 6)
        ]
    )
    jackknife = np.sqrt((left.size - 1) / left.size * ((left - left.mean()) ** 2).sum())
    assert found.error == pytest.approx(jackknife, rel=0.02)
    assert found.error > 1.2 * mantel_haenszel.robins(mantel_haenszel.counted(strata, having, won))


def test_a_deal_seen_many_times_counts_once():
    once = rows([(30, 60, 20, 90)])
    many = [np.repeat(x, 9) for x in once]
    single, repeated = mantel_haenszel.log_odds(*once), mantel_haenszel.log_odds(*many)
    assert repeated.log == pytest.approx(single.log)
    assert repeated.error == pytest.approx(single.error, rel=0.02)


def test_what_differs_only_between_strata_is_no_effect():
    # in each stratum the odds are the same with and without; over all, they are not
    found = mantel_haenszel.log_odds(*rows([(40, 40, 5, 5), (2, 18, 10, 90)]))
    assert found.log == pytest.approx(0.0)


def test_without_a_win_on_one_side_there_is_no_ratio():
    assert mantel_haenszel.log_odds(*rows([(0, 10, 5, 5)])) is None
