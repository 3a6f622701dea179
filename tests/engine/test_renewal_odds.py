"""Renewals have a table of their own where enough of them ended, and nothing changes elsewhere."""

import numpy as np
import polars as pl
import pytest

from interlock.engine import deal_history, deals, hazards, terms
from interlock.engine.terms import FEW
from tests.engine.books import AS_OF
from tests.engine.deal_worlds import constant_world
from tests.engine.test_hazards import LOST, WON, ahead, at_stage, fit

FASTER = 3.0
STAGED = pl.col("id").str.slice(1).cast(pl.Int32)


def company(seed, *, renewals, size=1800, faster=FASTER):
    """A company of which every ``renewals``-th pair of deals are renewals, won ``faster``."""
    slow = constant_world(seed=seed, deals=size, won=WON, lost=LOST)
    quick = {stage: odds * faster for stage, odds in WON.items()}
    fast = constant_world(seed=seed + 1, deals=size, won=quick, lost=LOST)
    is_renewal = STAGED // 2 % renewals == 0
    kind = pl.when(is_renewal).then(pl.lit("renewal")).otherwise(pl.lit("new")).alias("kind")
    both = {
        "deals": [slow.deals.filter(~is_renewal), fast.deals.filter(is_renewal)],
        "changes": [slow.changes.filter(~is_renewal), fast.changes.filter(is_renewal)],
    }
    joined = {name: pl.concat(some) for name, some in both.items()}
    return slow.with_tables(**(joined | {"deals": joined["deals"].with_columns(kind)}))


def weekly(fitted, stage, kind):
    records = at_stage(stage)
    one = records.with_tables(deals=records.deals.with_columns(kind=pl.lit(kind)))
    _, rows = ahead(fitted, one)
    return deals.weekly(hazards.log_rates(fitted, rows))[0].mean(axis=0)


@pytest.fixture(scope="module")
def fitted():
    return fit(company(11, renewals=3))


def is_in(fitted):
    return [one.is_in for one in fitted.tried if one.term.name == terms.OF_RENEWALS.name]


def test_renewals_that_are_won_three_times_as_fast_are_found_and_new_business_is_as_it_was(fitted):
    assert is_in(fitted) == [True]
    for stage, odds in WON.items():
        assert weekly(fitted, stage, "renewal")[0] == pytest.approx(odds * FASTER, rel=0.25)
        assert weekly(fitted, stage, "new")[0] == pytest.approx(odds, rel=0.25)
        assert weekly(fitted, stage, "renewal")[1] == pytest.approx(LOST, rel=0.3)


def test_where_renewals_are_as_all_else_they_are_left_with_it():
    alike = [is_in(fit(company(seed, renewals=3, size=400, faster=1.0))) for seed in (21, 22)]
    assert alike == [[False], [False]]


def with_kinds(kind):
    made = constant_world(seed=3, deals=300, won=WON, lost=LOST)
    return made.with_tables(deals=made.deals.with_columns(kind.cast(pl.String).alias("kind")))


def few():
    """One renewal that ended fewer than a table of their own takes."""
    made = constant_world(seed=3, deals=300, won=WON, lost=LOST).deals
    ended = made.filter(pl.col("outcome") != "open")["id"][: FEW - 1]
    return pl.when(pl.col("id").is_in(ended.implode())).then(pl.lit("renewal"))


ALIKE = {
    "new and expansion": pl.when(STAGED % 2 == 0)
    .then(pl.lit("new"))
    .otherwise(pl.lit("expansion")),
    "of no kind": pl.lit(None),
    "few renewals": few().otherwise(pl.lit("new")),
}


@pytest.mark.parametrize("kind", ALIKE)
def test_a_book_without_enough_renewals_has_no_such_term_to_try(kind):
    records = with_kinds(ALIKE[kind])
    risk = deal_history.at_risk(records, as_of=AS_OF)
    weeks = deal_history.history_weeks(risk)
    found = terms.candidates(
        risk.stood, risk.scale, follows=risk.follows, closed=risk.closed, weeks=weeks
    )
    assert len(found) > 5
    assert terms.OF_RENEWALS.name not in [term.name for term in found]


def test_such_a_book_is_forecast_to_the_bit_as_before(monkeypatch):
    records = with_kinds(ALIKE["few renewals"])
    now = fit(records)
    monkeypatch.setattr(terms, "_of_renewals", lambda *_: [])
    before = fit(records)
    for name in ("theta", "covariance", "table"):
        assert np.array_equal(getattr(now, name), getattr(before, name)), name


def test_a_deal_whose_kind_nobody_states_has_the_common_table(fitted):
    _, rows = ahead(fitted, at_stage("Propose"))
    place = [term.name for term in fitted.layout.terms if not term.moves].index("renewal_stage")
    assert rows.still[0, place] == -1
