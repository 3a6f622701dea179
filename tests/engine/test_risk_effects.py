"""What became of risks, against enumeration of all that could have come."""

from dataclasses import replace
from datetime import date
from itertools import pairwise, product
from math import prod

import numpy as np
import pytest

from interlock.engine import risk_effects
from interlock.records.risks import RiskLine

DAY, BEFORE, AFTER = date(2026, 11, 20), date(2026, 11, 10), date(2026, 12, 1)
LINE = RiskLine(
    id="R", what="x", by="", named_on=date(2026, 10, 1), kind="deal", about="D", about_name="D",
    whose="", promise="P", act="y", maker="Ann", due=BEFORE, first_due=BEFORE, done_on=BEFORE,
    verdict="kept", odds=0.5, by_day=DAY, odds_now=None, outcome="well", settled_on=DAY,
    ended_on=DAY, is_open=False,
)  # fmt: skip


def line(about, odds=0.5, *, well=True, **more):
    outcome = "well" if well else "badly"
    return replace(LINE, about=about, odds=odds, outcome=outcome, **more)


def undone(about, odds=0.5, *, well=True):
    return line(about, odds, well=well, done_on=None)


def enumerated(odds):
    """Chances of each count: every combination of where the luck of each deal falls, between its
    own odds.
    """
    bounds = [sorted({0.0, 1.0, *some}) for some in odds]
    chances = np.zeros(1 + sum(map(len, odds)))
    for spans in product(*map(pairwise, bounds)):
        well = sum(high <= p for (_, high), some in zip(spans, odds, strict=True) for p in some)
        chances[well] += prod(high - low for low, high in spans)
    return chances


@pytest.mark.parametrize(
    "odds",
    [
        [], [[0.3]], [[0.0], [1.0]], [[0.2], [0.9], [0.5], [0.71]], [[0.2, 0.9]],
        [[0.4, 0.4, 0.4], [0.7]], [[0.1, 0.6], [0.8, 0.3, 0.5], [0.25]],
    ],
)  # fmt: skip
def test_counts_are_those_of_all_that_could_come(odds):
    found = risk_effects.counts(odds)
    assert found == pytest.approx(enumerated(odds))
    assert found.sum() == pytest.approx(1.0)
    assert found @ np.arange(found.size) == pytest.approx(sum(p for some in odds for p in some))


def test_alike_odds_of_different_deals_are_binomial():
    found = risk_effects.counts([[0.3]] * 4)
    by_hand = [0.7**4, 4 * 0.3 * 0.7**3, 6 * 0.09 * 0.49, 4 * 0.027 * 0.7, 0.3**4]
    assert found == pytest.approx(by_hand)


@pytest.mark.parametrize(
    ("more", "group"),
    [
        ({}, "in time"),
        ({"done_on": AFTER}, "not"),
        ({"done_on": date(2026, 11, 15)}, "late"),
        ({"done_on": None}, "not"),
        ({"done_on": None, "first_due": AFTER, "due": AFTER}, "ended first"),
        ({"done_on": AFTER, "first_due": AFTER, "due": AFTER}, "ended first"),
        ({"done_on": None, "first_due": BEFORE, "due": AFTER}, "not"),
        ({"promise": "", "done_on": None, "first_due": None, "due": None}, "not"),
    ],
)
def test_whether_somebody_did_something_is_as_of_the_day_on_which_it_was_settled(more, group):
    found = risk_effects.measure([line("D", **more)])
    counted = {one.name: one.risks for one in found.groups} | {"ended first": found.ended_first}
    assert {name: count for name, count in counted.items() if count} == {group: 1}


def test_what_is_open_or_has_no_odds_is_not_counted():
    found = risk_effects.measure([replace(line("D"), outcome=""), line("E", None)])
    assert not sum(one.risks for one in found.groups)


def test_below_the_fewest_nothing_is_said():
    some = [line(f"D{n}") for n in range(9)] + [line("D8")]
    found = risk_effects.measure(some)
    assert found.groups[0].risks == 10
    assert found.groups[0].subjects == 9
    assert found.groups[0].verdict == "not enough yet"
    assert found.difference is None
    assert risk_effects.measure([*some, line("E")]).groups[0].verdict == "more than was said"


@pytest.mark.parametrize(
    ("well", "verdict"), [(0, "fewer than was said"), (2, "as was said"), (8, "as was said"),
                          (9, "more than was said")],
)  # fmt: skip
def test_of_ten_at_even_odds_two_to_eight_are_as_was_said(well, verdict):
    """P(N <= 1) = 11 / 1024, under 1 in 40; P(N <= 2) = 56 / 1024, over it."""
    found = risk_effects.measure(line(f"D{n}", well=n < well) for n in range(10)).groups[0]
    assert (found.well, found.expected, found.low, found.high) == (well, 5.0, 2, 8)
    assert found.verdict == verdict


def test_the_difference_is_of_what_came_beyond_the_odds():
    done = [line("A", 0.5), line("B", 0.9), line("C", 0.2, well=False)]
    not_done = [undone("D", 0.6, well=False), undone("E", 0.4)]
    found = risk_effects.difference(done, not_done)
    assert found.share == pytest.approx((0.5 + 0.1 - 0.2) / 3 - (-0.6 + 0.6) / 2)
    half = (np.log(40) / 2 * (3 / 9 + 2 / 4)) ** 0.5
    assert half > 1
    mean_done, mean_not = 1.6 / 3, 0.5
    assert found.low == pytest.approx(mean_not - mean_done - 1)
    assert found.high == pytest.approx(mean_not - mean_done + 1)


def test_risks_of_one_deal_widen_the_interval_as_if_they_were_one():
    apart = risk_effects.difference(
        [line(f"A{n}") for n in range(40)], [undone(f"B{n}") for n in range(40)]
    )
    together = risk_effects.difference(
        [line(f"A{n // 2}") for n in range(40)], [undone(f"B{n // 2}") for n in range(40)]
    )
    wide, narrow = (one.high - one.low for one in (together, apart))
    assert wide == pytest.approx(narrow * 2**0.5)


@pytest.mark.parametrize("true", [(0.1, 0.9), (0.5, 0.5), (0.95, 0.2), (0.7, 0.65)])
def test_the_interval_holds_the_true_difference_in_19_of_20_cases_whatever_the_odds(true):
    """Every outcome of 6 risks with something done and 6 without, weighed by the true odds."""
    n, stated = 6, 0.5
    mean = (true[0] - stated) - (true[1] - stated)
    held = 0.0
    for some, others in product(range(n + 1), repeat=2):
        chance = binomial(n, some, true[0]) * binomial(n, others, true[1])
        found = risk_effects.difference(
            [line(f"A{k}", stated, well=k < some) for k in range(n)],
            [undone(f"B{k}", stated, well=k < others) for k in range(n)],
        )
        held += chance * (found.low - 1e-12 <= mean <= found.high + 1e-12)
    assert held >= 0.95


def binomial(n, k, p):
    ways = prod(range(n - k + 1, n + 1)) / prod(range(1, k + 1))
    return ways * p**k * (1 - p) ** (n - k)
