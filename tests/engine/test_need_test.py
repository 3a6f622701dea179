"""A planned test: only its needs count, by the usual difference, worked by hand."""

from datetime import date

import numpy as np
import pytest

from interlock.engine import need_test, worth
from interlock.records.measured import Share
from tests.engine.books import book
from tests.engine.deal_worlds import ended

ASKED, CLOSED = date(2026, 1, 1), date(2026, 6, 1)


def drawn(first, waited, *, on=ASKED, others=0):
    """So many (won, lost) dealbreakers in each arm, and others outside the test that were lost."""
    deals, needs = [], []
    for arm, (won, lost) in (("a", first), ("b", waited), (None, (0, others))):
        for at in range(won + lost):
            name = f"{arm}{at}"
            deals.append(ended(name, ASKED, CLOSED, "won" if at < won else "lost"))
            need = {"deal": name, "feature": "f", "strength": "dealbreaker", "on": on, "arm": arm}
            needs.append(need)
    return book(deals=deals, needs=needs, features=[{"id": "f"}])


def test_psi_is_the_difference_of_the_arms_log_odds_over_both_its_shares():
    found = need_test.estimate(need_test.arms(drawn((30, 20), (12, 38)))[0])
    log = np.log((30.5 / 20.5) / (12.5 / 38.5))
    assert found.mean == pytest.approx(log / 1.25)
    error = np.sqrt(1 / 30.5 + 1 / 20.5 + 1 / 12.5 + 1 / 38.5)
    assert found.error == pytest.approx(error / 1.25)


def test_the_difference_of_shares_has_its_interval():
    arms = need_test.Arms(Share(30, 50), Share(12, 50))
    middle, low, high = need_test.difference(arms)
    assert middle == pytest.approx(31 / 52 - 13 / 52)
    error = np.sqrt((31 * 21 + 13 * 39) / 52**3)
    assert (low, high) == pytest.approx((middle - 1.959964 * error, middle + 1.959964 * error))


def test_the_class_figure_is_the_tests_alone_and_says_so():
    records = drawn((30, 20), (12, 38), others=40)
    found = worth.learnt(records, np.array([0.3, 0.6, 0.15]), np.array([0.1, 0.5, 0.3]))
    assert found.learnt[0].psi == need_test.estimate(need_test.arms(records)[0])
    figure = found.figures[0]
    assert (figure.source, figure.count) == ("test", 100)


def test_too_small_a_test_and_needs_written_down_afterwards_do_not_count():
    assert need_test.estimate(need_test.arms(drawn((5, 4), (30, 20)))[0]) is None
    assert need_test.arms(drawn((30, 20), (12, 38), on=CLOSED))[0].ended == 0
