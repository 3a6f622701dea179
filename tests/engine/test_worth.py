"""What an unmet need is worth, against a hand-worked table."""

from datetime import date
from itertools import count

import numpy as np
import pytest

from interlock.engine import worth
from interlock.engine.worth import LOSS_SHARE
from tests.engine.books import book

ASKED, CLOSED, LATER = date(2026, 1, 1), date(2026, 6, 1), date(2026, 7, 1)


def closed_deals(numbers, won: int, lost: int, strength: str | None = None, on: date = ASKED):
    deals, needs = [], []
    for outcome, times in (("won", won), ("lost", lost)):
        for _ in range(times):
            deal = f"d{next(numbers)}"
            deals.append({"id": deal, "outcome": outcome, "closed_on": CLOSED})
            if strength:
                needs.append({"deal": deal, "feature": "f", "strength": strength, "on": on})
    return deals, needs


def fitted(*groups, shipped_on=None):
    deals = [deal for some, _ in groups for deal in some]
    needs = [need for _, some in groups for need in some]
    features = [{"id": "f", "shipped_on": shipped_on}]
    return worth.fit(book(deals=deals, needs=needs, features=features))


def test_without_closed_deals_the_prior_stands_and_is_said_to_be_assumed():
    found = fitted()
    assert found.mean.tolist() == [1.2, 0.6, 0.15]
    assert {figure.source for figure in found.figures} == {"assumed"}
    assert found.figures[0].odds_kept == pytest.approx(np.exp(-1.2))


def test_the_posterior_is_the_precision_weighted_mean_of_prior_and_odds_ratio():
    numbers = count()
    found = fitted(closed_deals(numbers, 4, 27, "dealbreaker"), closed_deals(numbers, 40, 60))
    estimate = -np.log((4.5 / 27.5) / (40.5 / 60.5)) / (1 + LOSS_SHARE)
    error = np.sqrt(1 / 4.5 + 1 / 27.5 + 1 / 40.5 + 1 / 60.5) / (1 + LOSS_SHARE)
    own, prior = error**-2, 0.6**-2
    assert found.mean[0] == pytest.approx((own * estimate + prior * 1.2) / (own + prior))
    assert found.sd[0] == pytest.approx((own + prior) ** -0.5)
    figure = found.figures[0]
    assert (figure.source, figure.count, figure.of) == ("mixed", 31, 31)


def test_many_closed_deals_make_a_figure_learnt():
    numbers = count()
    found = fitted(closed_deals(numbers, 200, 700, "important"), closed_deals(numbers, 900, 900))
    assert found.figures[1].source == "learnt"


def test_a_need_met_before_the_closing_or_written_down_afterwards_teaches_nothing():
    numbers = count()
    others = closed_deals(numbers, 10, 10)
    met = fitted(closed_deals(numbers, 2, 20, "dealbreaker"), others, shipped_on=ASKED)
    written = fitted(closed_deals(numbers, 2, 20, "dealbreaker", on=LATER), others)
    assert met.figures[0].source == written.figures[0].source == "assumed"


def test_worth_is_never_negative_even_when_deals_with_the_need_win_more():
    numbers = count()
    found = fitted(closed_deals(numbers, 300, 20, "nice-to-have"), closed_deals(numbers, 50, 200))
    assert found.mean[2] == 0.0
    assert (worth.draws(found, seed=1, worlds=64) >= 0).all()
