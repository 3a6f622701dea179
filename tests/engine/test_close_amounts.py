"""Amounts at close, against discounts given by hand and simulated ones."""

from datetime import timedelta
from decimal import Decimal

import numpy as np
import polars as pl
import pytest

from interlock.engine import close_amounts
from interlock.engine.close_amounts import CloseAmounts, Factor
from tests.engine.books import AS_OF, book
from tests.engine.deal_worlds import change, ended, standing


def days_ago(days):
    return AS_OF - timedelta(days=days)


def won(name, amount, *, before=None, stage="Propose"):
    """A deal won 10 days ago; its amount was cut from ``before`` on that day."""
    deal = ended(name, days_ago(200), days_ago(10), "won", amount=Decimal(amount), stage="Won")
    log = [change(name, days_ago(190), "stage", stage)]
    if before is not None:
        log.append(change(name, days_ago(10), "amount", str(amount), str(before)))
    return deal, log


def made(*parts, more=()):
    opens = standing("opens", days_ago(300), amount=Decimal(5))
    log = [change("opens", days_ago(299), "amount", "5", "4")]
    for _, changes in parts:
        log += changes
    return book(deals=[opens, *(deal for deal, _ in parts), *more], changes=log)


def test_everybody_gets_a_tenth_off():
    found = close_amounts.fit(made(*(won(f"D{n}", 90, before=100) for n in range(6))), as_of=AS_OF)
    assert found.factor("Propose").mean == pytest.approx(0.9, rel=1e-4)
    assert found.factor("Propose").n == 6


def test_where_no_deal_was_seen_they_count_beside_ten_unchanged_ones():
    found = close_amounts.fit(made(*(won(f"D{n}", 90, before=100) for n in range(6))), as_of=AS_OF)
    assert found.factor("never seen").mean == pytest.approx(0.9 ** (6 / 16), rel=1e-4)


def test_an_amount_is_expected_times_its_stages_factor_and_none_stays_none():
    stages = {"Propose": Factor(0.9), "Qualify": Factor(1.1)}
    deals = pl.DataFrame({"stage": ["Propose", "Qualify", None, "Propose"],
                          "value": [100.0, 100.0, 100.0, None]})  # fmt: skip
    found = CloseAmounts(Factor(0.95), stages).at_close(deals)
    assert found.to_list() == pytest.approx([90.0, 110.0, 95.0, None])


def test_a_deal_that_nobody_repriced_counts_as_unchanged():
    some = [won(f"D{n}", 81, before=100) for n in range(5)]
    same = [won(f"S{n}", 100) for n in range(5)]
    found = close_amounts.changes(made(*some, *same), as_of=AS_OF)
    late = found.filter(found["stage"] == "Propose")
    assert late["log"].mean() == pytest.approx(np.log(0.9))


def test_a_stage_seen_in_few_deals_goes_to_the_companys_mean():
    many = [won(f"D{n}", 70 + n, before=100) for n in range(40)]
    found = close_amounts.fit(made(*many, won("X", 50, before=100, stage="Qualify")), as_of=AS_OF)
    assert 0.6 < found.factor("Qualify").mean < found.factor("Propose").mean
    assert found.factor("never seen") == found.company


def test_the_mean_factor_brings_back_the_sum_that_was_won():
    rng = np.random.default_rng(8)
    shares = np.exp(rng.normal(-0.1, 0.2, 400))
    parts = [won(f"D{n}", round(1000 * s), before=1000) for n, s in enumerate(shares)]
    found = close_amounts.fit(made(*parts), as_of=AS_OF).factor("Propose")
    assert found.mean == pytest.approx(shares.mean(), rel=0.01)
    assert found.sd == pytest.approx(shares.std(), rel=0.1)


def test_a_placeholder_counts_as_a_fivefold_change_at_most():
    parts = [won(f"D{n}", 100, before=100) for n in range(9)]
    found = close_amounts.fit(made(*parts, won("typed 1", 50_000, before=1)), as_of=AS_OF)
    assert found.factor("Propose").mean < 1.5


def test_without_a_log_of_amounts_nothing_is_adjusted_and_it_says_so():
    deals = [won(f"D{n}", 90)[0] for n in range(9)]
    found = close_amounts.fit(book(deals=deals), as_of=AS_OF)
    assert found.factor("Propose").mean == 1.0
    assert "no history" in found.says


def test_fewer_than_five_deals_say_nothing():
    found = close_amounts.fit(made(won("D", 50, before=100)), as_of=AS_OF)
    assert found.factor("Propose").mean == 1.0
    assert "Fewer than 5" in found.says
