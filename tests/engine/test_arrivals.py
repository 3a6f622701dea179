"""Deals not yet entered, against hand-made life tables and brute force."""

from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest

from interlock.engine import arrivals
from interlock.engine.arrivals import Arrivals
from tests.engine.books import AS_OF, book
from tests.engine.deal_worlds import ended, standing


def days_ago(days):
    return AS_OF - timedelta(days=days)


def test_the_chance_of_being_won_is_the_hand_made_life_table():
    # followed in week 0: 5 (one is won in it), in week 1: 4 (one lost), in week 2: 2 (one won)
    first = ended("first", days_ago(400), days_ago(390), "lost")  # opens the records
    deals = [
        first,
        ended("a", days_ago(300), days_ago(297), "won"),
        ended("b", days_ago(300), days_ago(290), "lost"),
        ended("c", days_ago(300), days_ago(285), "won"),
        standing("d", days_ago(15)),  # followed for two whole weeks
        standing("e", days_ago(28)),  # followed for four
    ]
    curve = arrivals.won_by_age(book(deals=deals), as_of=AS_OF, weeks=5)
    second = 1 / 5
    third = second + (4 / 5) * (3 / 4) * (1 / 2)
    assert curve == pytest.approx([second, second, third, third, third])


def test_one_ending_alone_is_one_minus_kaplan_meier():
    rng = np.random.default_rng(4)
    lives = rng.integers(1, 100, 60)
    deals = [ended("first", days_ago(901), days_ago(900), "won")]
    for number, life in enumerate(lives):
        deals.append(ended(f"D{number}", days_ago(800), days_ago(800 - int(life)), "won"))
    curve = arrivals.won_by_age(book(deals=deals), as_of=AS_OF, weeks=20)
    assert curve == pytest.approx([(lives < 7 * (week + 1)).mean() for week in range(20)])


def test_a_deal_older_than_the_records_counts_from_the_week_it_was_first_seen():
    deals = [
        ended("opens", days_ago(110), days_ago(100), "lost"),
        ended("old", days_ago(170), days_ago(90), "won"),  # 80 days old; seen from day 70 on
        standing("young", days_ago(7 * 13)),
    ]
    curve = arrivals.won_by_age(book(deals=deals), as_of=AS_OF, weeks=20)
    assert curve[:11] == pytest.approx(np.zeros(11))
    assert curve[11] == pytest.approx(1 / 2)


def steady(amounts=(), entered=52):
    rows = [standing(f"N{n}", days_ago(3 + 7 * n)) for n in range(entered)]
    for number, amount in enumerate(amounts):
        row = ended(f"W{number}", days_ago(500), days_ago(300), "won", amount=Decimal(amount))
        rows.append(row)
    return book(deals=rows)


def test_deals_come_as_in_the_last_half_year():
    found = arrivals.fit(steady([100, 200, 400, 800, 1600]), as_of=AS_OF, weeks=10)
    assert found.weekly == pytest.approx(1.0)
    assert found.log_mean == pytest.approx(np.log(400))
    assert found.log_sd == pytest.approx(np.log(2) * np.sqrt(2))


def test_records_younger_than_half_a_year_are_not_diluted():
    deals = [standing(f"N{n}", days_ago(7 * (n + 1))) for n in range(8)]
    deals += [ended(f"W{n}", days_ago(50), days_ago(9), "won", amount=Decimal(5)) for n in range(8)]
    assert arrivals.fit(book(deals=deals), as_of=AS_OF, weeks=4).weekly == pytest.approx(2.0)


def test_with_too_few_won_amounts_no_new_deals_are_counted():
    found = arrivals.fit(steady([100, 200, 400, 800]), as_of=AS_OF, weeks=10)
    assert found.weekly == 0.0
    assert arrivals.fit(book(), as_of=AS_OF, weeks=10).weekly == 0.0


def given(curve, weekly=3.0):
    return Arrivals(AS_OF, weekly, log_mean=2.0, log_sd=0.5, won=9, curve=np.array(curve))


def test_wins_of_deals_to_come_match_a_simulation():
    curve = 0.4 * (1 - 0.9 ** np.arange(1, 27))
    rng = np.random.default_rng(6)
    born = rng.uniform(0, 26, 400_000)
    wait = np.interp(rng.uniform(0, 1, born.size), [0, *curve, 1], [*range(27), 1e9])
    won = born + wait
    expected = 3.0 * 26 * ((won > 8) & (won <= 20)).mean()
    after, until = AS_OF + timedelta(weeks=8), AS_OF + timedelta(weeks=20)
    found = arrivals.new_deals(given(curve), after, until, np.ones(1))
    assert found.count[0] == pytest.approx(expected, rel=0.01)


def test_the_market_moves_the_number_and_not_the_amounts():
    until = AS_OF + timedelta(weeks=4)
    found = arrivals.new_deals(given([0.1] * 8), AS_OF, until, np.array([0.5, 2.0]))
    assert found.count[1] == pytest.approx(4 * found.count[0])
    assert (found.log_mean, found.log_sd) == (2.0, 0.5)


def test_nothing_is_won_before_today():
    before = AS_OF - timedelta(weeks=9)
    assert arrivals.new_deals(given([0.5] * 8), before, AS_OF, np.ones(2)).count.max() == 0.0
