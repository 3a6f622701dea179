"""New deals by segment, against counts by hand, brute force and a simulated mix."""

from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest

from interlock.engine import arrival_segments, arrivals
from interlock.engine.arrival_segments import Segment
from tests.engine.books import AS_OF, book
from tests.engine.deal_worlds import ended


def days_ago(days):
    return AS_OF - timedelta(days=days)


def company(sizes, *, lately=None, won=None):
    """``sizes``: amount by segment; 60 deals of each in two years, half won after 40 days unless
    ``won`` says how many; ``lately`` more of each entered in the last half year.
    """
    rows = [ended("first", days_ago(900), days_ago(890), "lost")]
    for name, amount in sizes.items():
        wins = (won or {}).get(name, 30)
        for n in range(60):
            begun = 700 - 8 * n
            rows.append(
                ended(
                    f"{name}{n}", days_ago(begun), days_ago(begun - 40),
                    "won" if n < wins else "lost", segment=name, amount=Decimal(amount + n % 3),
                )
            )  # fmt: skip
        for n in range((lately or {}).get(name, 0)):
            open_ = {"id": f"new{name}{n}", "created_on": days_ago(n % 30), "outcome": "open"}
            rows.append(open_ | {"segment": name})
    return book(deals=rows)


def fitted(*args, **more):
    return arrivals.fit(company(*args, **more), as_of=AS_OF, weeks=52)


def mean_of(found):
    return np.exp(found.log_mean + found.log_sd**2 / 2)


def test_an_even_mix_brings_the_mean_amount():
    found = fitted({"small": 100, "large": 10_000})
    assert mean_of(found) == pytest.approx(5051, rel=0.02)
    assert found.relative == pytest.approx(1.0, abs=0.02)


def test_when_more_small_deals_come_the_mean_amount_falls():
    found = fitted({"small": 100, "large": 10_000}, lately={"small": 90, "large": 10})
    share = {segment.name: segment.share for segment in found.segments}
    # 100 lately and 10 of the long run: 90 + 5.x of 110
    assert share["small"] == pytest.approx((90 + 10 * 150 / 220) / 110, rel=0.05)
    assert mean_of(found) < 2500


def test_a_segment_that_wins_more_often_weighs_more():
    found = fitted({"small": 100, "large": 10_000}, won={"small": 45, "large": 15})
    relative = {segment.name: segment.relative for segment in found.segments}
    assert relative["small"] == pytest.approx((45 + 10) / (30 + 10), rel=0.05)
    assert relative["large"] == pytest.approx((15 + 10) / (30 + 10), rel=0.05)
    assert mean_of(found) < 4000


def test_all_segments_as_one_keep_the_mean_and_the_variance():
    parts = (
        Segment("a", 0.7, 1.2, 4.0, 0.5, 30),
        Segment("b", 0.3, 0.6, 6.0, 0.9, 30),
    )
    rng = np.random.default_rng(4)
    chance = np.array([0.7 * 1.2, 0.3 * 0.6])
    relative, mean, sd = arrival_segments.together(parts)
    which = rng.random(2_000_000) < chance[1] / chance.sum()
    drawn = np.exp(rng.normal(np.where(which, 6.0, 4.0), np.where(which, 0.9, 0.5)))
    assert relative == pytest.approx(chance.sum())
    assert np.exp(mean + sd**2 / 2) == pytest.approx(drawn.mean(), rel=0.01)
    variance = np.expm1(sd**2) * np.exp(2 * mean + sd**2)
    assert variance == pytest.approx(drawn.var(), rel=0.1)


def test_without_two_segments_all_deals_are_one():
    one = fitted({"small": 100})
    assert one.segments == ()
    assert one.relative == 1.0


def test_small_segments_stand_together():
    found = fitted({"small": 100, "large": 9_000, "rare": 500}, won={"rare": 3})
    assert [segment.name for segment in found.segments] == ["large", "other", "small"]


def test_wins_expected_of_all_segments_are_the_wins():
    made = company({"small": 100, "large": 9_000}, won={"small": 50, "large": 20})
    lives = arrivals._lives(made, AS_OF)
    hazard = np.concatenate([[0.0], np.cumsum(arrivals._hazards(lives, 60)[:, 0])])
    expected = hazard[lives["until"]] - hazard[lives["first"]]
    assert expected.sum() == pytest.approx(lives["won"].sum())
