"""What an unmet need is worth: what the fit of the odds found, and how it is said."""

from datetime import date, timedelta

import numpy as np
import pytest

from interlock.engine import deal_history, hazards, worth
from interlock.engine.need_estimates import Estimate
from tests.engine.books import AS_OF, book
from tests.engine.deal_worlds import PIPELINE, change, ended, standing

ASKED, CLOSED, LATER = date(2026, 1, 1), date(2026, 6, 1), date(2026, 7, 1)
PRIOR_MEAN, PRIOR_SD = np.array([1.2, 0.6, 0.15]), np.array([0.6, 0.5, 0.3])


def closed(count: int, strength: str, on: date = ASKED, shipped_on: date | None = None):
    deals = [ended(f"d{n}", date(2025, 12, 1), CLOSED, "lost") for n in range(count)]
    needs = [{"deal": d["id"], "feature": "f", "strength": strength, "on": on} for d in deals]
    return book(deals=deals, needs=needs, features=[{"id": "f", "shipped_on": shipped_on}])


def test_without_closed_deals_the_prior_stands_and_is_said_to_be_assumed():
    found = worth.learnt(book(), PRIOR_MEAN, PRIOR_SD)
    assert found.mean.tolist() == [1.2, 0.6, 0.15]
    assert {figure.source for figure in found.figures} == {"assumed"}
    assert found.figures[0].odds_kept == pytest.approx(np.exp(-1.2))


def test_an_association_is_discounted_for_what_nobody_writes_down_and_says_its_count():
    found = worth.learnt(closed(31, "dealbreaker"), np.array([0.9, 0.6, 0.15]), np.full(3, 0.2))
    own = 1 / 0.2**2 - 1 / 0.6**2
    said = (0.9 / 0.2**2 - 1.2 / 0.6**2) / own
    kept = 1 / (1 / own + 0.35**2)
    figure = found.figures[0]
    assert figure.worth == pytest.approx((kept * said + 1.2 / 0.6**2) / (kept + 1 / 0.6**2))
    assert found.sd[0] == pytest.approx((kept + 1 / 0.6**2) ** -0.5)
    assert (figure.source, figure.count, figure.of) == ("mixed", 31, 31)


def test_where_needs_foretold_nothing_the_prior_does_not_enter_and_the_forecast_counts_nothing():
    found = worth.learnt(closed(31, "dealbreaker"), np.zeros(3), np.full(3, 1e-6))
    assert found.mean[0] == 0.0
    assert worth.draws(found, seed=1, worlds=64)[:, 0].max() < 1e-3
    assert found.learnt[0].psi == Estimate(0.0, 0.35)
    assert not found.learnt[0].is_seen


def test_a_need_met_before_the_closing_or_written_down_afterwards_teaches_nothing():
    for records in (closed(9, "dealbreaker", shipped_on=ASKED), closed(9, "dealbreaker", on=LATER)):
        found = worth.learnt(records, PRIOR_MEAN, 0.1 * PRIOR_SD)
        assert found.figures[0].source == "assumed"


def test_worth_is_never_negative_even_when_deals_with_the_need_win_more():
    found = worth.learnt(closed(9, "nice-to-have"), np.array([1.2, 0.6, -0.9]), np.full(3, 0.1))
    assert found.mean[2] == 0.0
    assert (worth.draws(found, seed=1, worlds=64) >= 0).all()


def needing_world(seed: int, worth_of_need: float, deals: int = 900):
    """Half of the deals ask for a feature that ships half way; until then they win less."""
    rng = np.random.default_rng(seed)
    shipped = AS_OF - timedelta(days=7 * 70)
    rows, changes, needs = [], [], []
    for number in range(deals):
        name, first = f"D{number:04}", AS_OF - timedelta(days=int(rng.integers(10, 7 * 140)))
        if asks := number % 2 == 0:
            needs.append({"deal": name, "feature": "f", "strength": "dealbreaker", "on": first})
        day, outcome = first, "open"
        while outcome == "open" and day < AS_OF:
            unmet = asks and day < shipped
            won = 0.06 * np.exp(-worth_of_need * unmet)
            lost = 0.04 * np.exp(worth.LOSS_SHARE * worth_of_need * unmet)
            luck, day = rng.random(), day + timedelta(days=7)
            outcome = "won" if luck < won else "lost" if luck < won + lost else "open"
        closed_on = day - timedelta(days=3)
        over = outcome != "open" and closed_on <= AS_OF
        row = ended(name, first, closed_on, outcome) if over else standing(name, first)
        rows.append(row | {"stage": "Qualify"})
        changes.append(change(name, first, "stage", "Qualify"))
    features = [{"id": "f", "shipped_on": shipped}]
    return book(company=PIPELINE, deals=rows, changes=changes, needs=needs, features=features)


def test_the_worth_of_a_need_is_found_again_where_it_is_known():
    records = needing_world(4, 1.6)
    fitted = hazards.fit(deal_history.at_risk(records, as_of=AS_OF), records.company)
    mean, sd = hazards.worths_of(fitted)
    assert sd[0] < 0.3
    assert abs(mean[0] - 1.6) < 3 * sd[0]


def test_where_needs_take_nothing_no_worth_is_left():
    records = needing_world(5, 0.0)
    fitted = hazards.fit(deal_history.at_risk(records, as_of=AS_OF), records.company)
    mean, _ = hazards.worths_of(fitted)
    assert abs(mean[0]) < 0.35
