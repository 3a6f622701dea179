"""Odds that people said of deals, scored by hand."""

from datetime import date, timedelta

import pytest

from interlock.engine import deal_call_scores
from tests.engine.books import book

SAID, ENDED = date(2026, 4, 10), date(2026, 5, 20)


def called(deal, odds, model, *, by="Ann", level="rep", on=SAID, period="2026-Q2"):
    return {"deal": deal, "by": by, "level": level, "period": period, "odds": odds,
            "model_odds": model, "said_on": on}  # fmt: skip


def ended(name, outcome, on=ENDED):
    return {"id": name, "created_on": date(2026, 1, 5), "outcome": outcome, "closed_on": on}


def lines(deals, calls):
    section = deal_call_scores.score(book(deals=deals, deal_calls=calls), seed=1)
    return {(one.by, one.level): one for one in section.lines}


def many(count, odds, model, **more):
    deals = [ended(f"D{n}", "won" if n % 2 else "lost") for n in range(count)]
    calls = [called(f"D{n}", odds(n), model(n), **more) for n in range(count)]
    return deals, calls


def test_the_mean_squared_miss_of_both_is_that_worked_out_by_hand():
    found = lines(*many(20, lambda n: 0.9 if n % 2 else 0.1, lambda _: 0.5))
    ann = found["Ann", "rep"]
    assert (ann.deals, ann.brier, ann.model_brier) == (20, pytest.approx(0.01), 0.25)
    assert (ann.gap, ann.low, ann.high) == pytest.approx((-0.24,) * 3)
    assert ann.verdict == "nearer"
    assert found["", "rep"].brier == ann.brier


def test_the_other_way_round_interlock_was_nearer():
    found = lines(*many(20, lambda _: 0.5, lambda n: 0.9 if n % 2 else 0.1))
    assert found["Ann", "rep"].verdict == "Interlock nearer"


def test_below_twenty_deals_nothing_is_told():
    one = lines(*many(19, lambda _: 0.5, lambda _: 0.5))["Ann", "rep"]
    assert (one.deals, one.brier, one.verdict) == (19, None, "not enough yet")


def test_a_deal_of_which_much_was_said_counts_once():
    deals, calls = many(20, lambda _: 0.5, lambda _: 0.5)
    more = [called("D1", 0.0, 0.5, on=SAID + timedelta(days=n)) for n in (1, 2)]
    one = lines(deals, [*calls, *more])["Ann", "rep"]
    assert one.deals == 20
    assert one.brier == pytest.approx((19 * 0.25 + (0.25 + 1 + 1) / 3) / 20)


@pytest.mark.parametrize(
    "spoilt",
    [
        {"period": "2026-Q4"},
        {"period": "next year"},
        {"on": ENDED + timedelta(days=1)},
        {"on": date(2026, 7, 1)},
    ],
    ids=["a quarter under way", "no quarter", "said after it ended", "said after the quarter"],
)
def test_what_cannot_be_held_against_an_ending_is_left_out(spoilt):
    assert lines(*many(20, lambda _: 0.5, lambda _: 0.5, **spoilt)) == {}


def test_odds_without_any_of_interlocks_beside_them_are_left_out():
    assert lines(*many(20, lambda _: 0.5, lambda _: None)) == {}


def test_a_deal_won_after_the_quarter_was_not_won_in_it():
    deals = [ended(f"D{n}", "won", date(2026, 8, 1)) for n in range(20)]
    calls = [called(f"D{n}", 1.0, 0.0) for n in range(20)]
    one = lines(deals, calls)["Ann", "rep"]
    assert (one.brier, one.model_brier) == (1.0, 0.0)


def test_each_level_is_told_before_those_in_it():
    deals, calls = many(20, lambda _: 0.5, lambda _: 0.5)
    above = [{**one, "by": "Mo", "level": "manager"} for one in calls]
    told = list(lines(deals, [*calls, *above]))
    assert told == [("", "manager"), ("Mo", "manager"), ("", "rep"), ("Ann", "rep")]
