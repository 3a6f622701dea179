"""The figures beside calls: exact where they are known, and one forecast throughout."""

from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest

from interlock.engine import calls_ahead
from interlock.engine import outlook as looking
from interlock.records.calls import COMPANY, Scope, categories
from tests.engine.books import AS_OF, book
from tests.engine.deal_worlds import PIPELINE, ended, standing

DATED = {"expected_close_on": date(2026, 12, 10), "stage": "Propose"}


def past(number):
    closed = AS_OF - timedelta(days=60 + 5 * number)
    return ended(
        f"C{number}", closed - timedelta(days=90), closed, "won" if number % 2 else "lost",
        amount=Decimal(1000), owner="Ana" if number % 3 else "Bo", stage="Propose",
    )  # fmt: skip


DEALS = [
    *(past(number) for number in range(60)),
    ended("W1", date(2026, 8, 1), date(2026, 10, 9), "won", amount=Decimal("700.125"), owner="Ana"),
    ended("W2", date(2026, 8, 1), date(2026, 11, 9), "won", amount=Decimal("50.5"), owner="Bo"),
    standing("A1", date(2026, 9, 1), amount=Decimal(300), owner="Ana", category="commit", **DATED),
    standing("A2", date(2026, 9, 1), amount=Decimal(200), owner="Ana", category="best case",
             **DATED),
    standing("A3", date(2026, 9, 1), amount=Decimal(900), owner="Ana", category="commit",
             expected_close_on=date(2027, 2, 1), stage="Propose"),
    standing("B1", date(2026, 9, 1), amount=Decimal(80), owner="Bo", category="commit",
             expected_close_on=date(2026, 9, 1), stage="Qualify"),
    standing("B2", date(2026, 9, 1), amount=Decimal(60), owner="Bo", **DATED),
]  # fmt: skip
TARGETS = [{"period": "2026-Q4", "scope": "Ana", "amount": Decimal(900)},
           {"period": "2026-Q4", "scope": "Nobody", "amount": Decimal(1)}]  # fmt: skip


@cache
def made():
    records = book(company=PIPELINE, deals=DEALS, targets=TARGETS)
    return calls_ahead.calls_ahead(records, as_of=AS_OF, seed=1)


def figures(scope, period=0):
    return made().periods[period].of(scope)


def test_what_is_closed_is_exact_and_that_of_the_quarter():
    found = [figures(scope).closed for scope in (COMPANY, Scope("rep", "Ana"), Scope("rep", "Bo"))]
    assert found == [Decimal("750.625"), Decimal("700.125"), Decimal("50.5")]
    assert figures(COMPANY).closed_deals == 2
    assert figures(COMPANY, 1).closed == 0


@pytest.mark.parametrize(
    ("scope", "category", "single", "cumulative", "deals"),
    [
        (COMPANY, "commit", 380.0, 1130.625, 2),
        (COMPANY, "best case", 200.0, 1330.625, 1),
        (COMPANY, "pipeline", 0.0, 1330.625, 0),
        (Scope("rep", "Ana"), "commit", 300.0, 1000.125, 1),
        (Scope("rep", "Bo"), "commit", 80.0, 130.5, 1),
    ],
)
def test_the_crms_figure_is_single_and_cumulative(scope, category, single, cumulative, deals):
    """B1's date has passed, so it counts for this quarter; A3 is dated in the next."""
    sums = figures(scope).of(category)
    assert (sums.single.crm, sums.cumulative.crm, sums.single.deals) == (single, cumulative, deals)


def test_a_deal_dated_in_the_next_quarter_counts_there():
    assert figures(Scope("rep", "Ana"), 1).of("commit").single.crm == 900.0
    assert figures(Scope("rep", "Ana"), 1).of("best case").cumulative.crm == 900.0


def test_the_companys_forecast_is_the_reps_together_and_deals_not_yet_entered():
    records = book(company=PIPELINE, deals=DEALS)
    now = looking.outlook(records, as_of=AS_OF, seed=1)
    new = looking.expected_new(now, AS_OF, now.quarter.last)
    reps = [figures(Scope("rep", name)).forecast.mean for name in ("Ana", "Bo")]
    assert figures(COMPANY).forecast.mean == pytest.approx(sum(reps) + new)
    closed = float(figures(COMPANY).closed)
    alone = looking.booked(now, looking.eve(now.quarter), now.quarter.last, closed=closed)
    assert figures(COMPANY).forecast == alone.range()


def test_a_surer_category_brings_no_more_than_it_and_the_next_together():
    for figure in made().periods[0].figures:
        means = [one.cumulative.forecast.mean for one in figure.categories]
        assert means == sorted(means)
        assert means[0] >= float(figure.closed)
        for one in figure.categories:
            assert one.single.forecast.mean <= one.single.crm + 1e-9


def test_a_target_has_its_odds_and_one_for_nobody_is_told_of():
    ana = figures(Scope("rep", "Ana"))
    assert ana.target == 900.0
    assert 0 < ana.p_target < 1
    assert figures(COMPANY).target is None
    assert "'Nobody' counts for nobody" in made().unclear[0]
    assert "1 of 5 open deals have no forecast category" in " ".join(made().notes)


def test_what_can_be_called_stands_in_the_order_of_the_bands_without_omitted():
    assert categories(PIPELINE) == ("commit", "best case", "pipeline")
