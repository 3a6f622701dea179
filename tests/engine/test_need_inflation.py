"""How often reps' musts are won without the feature: worked by hand, and where it is known."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from interlock.engine import need_inflation
from interlock.records.measured import Share

FIRST = date(2025, 1, 6)


def ended(rows):
    """(rep, won, unmet) of deals that ended day after day."""
    days = [FIRST + timedelta(days=at) for at in range(len(rows))]
    table = [(day, *row) for day, row in zip(days, rows, strict=True)]
    return pl.DataFrame(table, schema=["closed_on", "owner", "won", "unmet"], orient="row")


def test_a_rate_is_shrunk_to_the_companys_with_the_weight_of_twenty_deals():
    rows = [("Ann", True, True)] * 8 + [("Bob", False, True)] * 11
    rows += [("Ann", True, False), ("Ann", False, False)] * 10
    rows += [("Bob", True, False), ("Bob", False, False)] * 10
    found = need_inflation.inflation(ended(rows), seed=1)
    usual = (8 + 0.5) / (19 + 1)
    ann = found.reps[0]
    assert (ann.name, ann.won, ann.usual) == ("Ann", Share(8, 8), pytest.approx(usual))
    assert ann.rate.mean == pytest.approx((8 + 20 * usual) / 28)
    odds = [p / (1 - p) for p in (ann.rate.mean, usual)]
    assert ann.less == pytest.approx(np.log(odds[0] / odds[1]) / 1.25)
    assert ann.rate.p10 < ann.rate.mean < ann.rate.p90


def test_a_rep_who_wins_more_of_everything_does_not_overstate_needs():
    rows = [("Ann", True, False)] * 60 + [("Ann", False, False)] * 20
    rows += [("Bob", True, False)] * 20 + [("Bob", False, False)] * 60
    rows += [("Ann", True, True), ("Bob", False, True)] * 4
    rows += [("Ann", False, True), ("Bob", True, True)] * 2
    ann, bob = need_inflation.inflation(ended(rows), seed=1).reps
    assert (ann.usual > 0.6, bob.usual < 0.4) == (True, True)
    assert abs(ann.less) < 0.15


def luck(rates, *, deals=600, seed=1):
    """Deals of as many reps, half with a must unmet, of which so many are won; of others a half."""
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(deals):
        rep, unmet = int(rng.integers(len(rates))), bool(rng.random() < 0.5)
        rows.append((f"rep {rep}", bool(rng.random() < (rates[rep] if unmet else 0.5)), unmet))
    return ended(rows)


def test_where_reps_differ_the_check_passes():
    found = need_inflation.inflation(luck([0.1, 0.1, 0.7, 0.2]), seed=1)
    assert found.passes
    assert [rep.less > 0.3 for rep in found.reps] == [False, False, True, False]


def test_where_reps_are_alike_the_check_seldom_passes():
    passed = [need_inflation.check(luck([0.25] * 6, seed=s))[1] > 1.2816 for s in range(10)]
    assert sum(passed) <= 2


def test_a_deal_is_never_foretold_from_those_of_its_own_day():
    rows = luck([0.1, 0.8])
    one_day = rows.with_columns(closed_on=pl.lit(FIRST))
    assert need_inflation.check(one_day) == (0.0, 0.0, 0)


def test_a_need_that_was_met_or_was_only_nice_to_have_is_no_must_unmet():
    deals = pl.DataFrame(
        {
            "id": ["a", "b", "c"],
            "owner": ["Ann"] * 3,
            "outcome": ["won"] * 3,
            "closed_on": [FIRST] * 3,
        }
    )
    told = [("a", "important", True), ("b", "nice-to-have", False), ("c", "dealbreaker", False)]
    needs = pl.DataFrame(told, schema=["deal", "strength", "met"], orient="row")
    assert need_inflation.ended_deals(deals, needs)["unmet"].to_list() == [False, False, True]
