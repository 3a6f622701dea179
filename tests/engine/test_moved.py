"""Why a small company's forecast moved: the parts add up, and each news is in its own bar alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from interlock.engine import money, moved, moved_odds
from interlock.engine import outlook as looking
from interlock.engine.close_amounts import CloseAmounts, Factor
from interlock.engine.moved_ships import Ships
from interlock.engine.moved_worths import Worths, _asked
from interlock.engine.outlook import Outlook
from tests.engine.moved_worlds import (
    AS_OF,
    MONDAY,
    book,
    deal,
    logged,
    of_deal,
    outlooks,
    parts,
    quiet,
)  # fmt: skip


def said(outlook: Outlook, quarter) -> float:
    """The quarter's expected bookings, as the report has them."""
    closed = float(money.closed_between(outlook.book, quarter.first, outlook.as_of).total)
    return looking.booked(outlook, looking.eve(quarter), quarter.last, closed=closed).mean


@cache
def eventful() -> tuple[Outlook, Outlook]:
    """Something of everything happened."""
    won = deal("won", outcome="won", closed_on=date(2026, 11, 12), amount=Decimal(1500))
    abroad = deal("abroad", currency="EUR")
    entered = deal("entered", created_on=MONDAY)
    given = book(
        logged("d0", "amount", "2500", "1000"),
        logged("d1", "stage", "Offer", "Demo"),
        logged("d4", "stage", "Offer", "Demo"),
        logged("d4", "expected_close_on", "2027-02-01", "2026-12-01"),
        deals=(won, abroad, entered),
    )
    return outlooks(given)


def test_the_parts_sum_to_the_change_of_the_reports_own_forecast():
    last, now = eventful()
    change = moved.change(last, now)
    assert change.then == pytest.approx(said(last, now.quarter), rel=1e-12)
    assert change.now == pytest.approx(said(now, now.quarter), rel=1e-12)
    left = sum(parts(change).values()) - (change.now - change.then)
    assert abs(left) < 1e-9 * abs(change.now - change.then)


def test_each_part_is_the_sum_over_its_deals():
    change = moved.change(*eventful())
    for part in change.parts:
        assert sum(deal.amount for deal in part.deals) == pytest.approx(part.amount, abs=1e-9)


def test_two_equal_days_move_nothing():
    _, now = quiet()
    change = moved.change(now, now)
    assert change.now == change.then
    assert set(parts(change).values()) == {0.0}
    assert moved.movers(now, now) == ()


def test_a_week_without_news_moves_by_time_delivery_and_refit_alone():
    found = parts(moved.change(*quiet()))
    moving = {reason for reason, amount in found.items() if amount}
    assert moving == {"time passing", "delivery re-forecast", "model learnt anew"}
    assert found["time passing"] < 0


def test_a_refit_alone_is_in_its_own_bar_alone():
    _, now = quiet()
    refitted = replace(now, amounts=CloseAmounts(Factor(1.5)))
    found = parts(moved.change(now, refitted))
    expected = 0.5 * (said(now, now.quarter) - looking.expected_new(now, AS_OF, now.quarter.last))
    assert found.pop("model learnt anew") == pytest.approx(expected)
    assert set(found.values()) == {0.0}


def test_an_amount_that_changed_is_an_edit_of_its_own_deal_alone():
    change = moved.change(*outlooks(book(logged("d0", "amount", "2500", "1000"))))
    assert of_deal(change, "d0")["amount and date edits"] > 0
    assert parts(change)["amount and date edits"] == of_deal(change, "d0")["amount and date edits"]
    assert parts(change)["stage and evidence"] == 0.0


def test_a_stage_that_changed_is_in_stage_and_evidence_alone():
    change = moved.change(*outlooks(book(logged("d0", "stage", "Offer", "Demo"))))
    assert "stage and evidence" in of_deal(change, "d0")
    assert parts(change)["amount and date edits"] == 0.0


def test_a_deal_won_takes_its_amount_and_stage_with_it():
    won = deal("won", outcome="won", closed_on=MONDAY, amount=Decimal(5000), stage="Won")
    log = (logged("won", "stage", "Won", "Demo"), logged("won", "amount", "5000", "1000"))
    found = of_deal(moved.change(*outlooks(book(*log, deals=(won,)))), "won")
    assert found["outcomes and new deals"] > 3000
    assert not {"amount and date edits", "stage and evidence"} & set(found)


def test_a_deal_entered_since_is_new_and_time_takes_from_it_too():
    new = deal("new", created_on=MONDAY)
    found = of_deal(moved.change(*outlooks(book(deals=(new,)))), "new")
    assert found["outcomes and new deals"] > 0 > found["time passing"]


def test_exchange_rates_move_what_is_in_another_currency_alone():
    change = moved.change(*outlooks(book(deals=(deal("abroad", currency="EUR"),))))
    rates = of_deal(change, "abroad")["exchange rates"]
    assert parts(change)["exchange rates"] == rates
    # 1,000 of a unit that rose from 1.1 to 1.3, times the odds, which fell over the week.
    joined = change.worths.odds.joined
    then, now = (joined[shared].by_world[:, -1].max() for shared in (min(joined), max(joined)))
    assert 200 * min(then, now) < rates < 200 * max(then, now)


def test_a_feature_that_shipped_helps_the_deal_that_needs_it():
    features = [{"id": "F", "team": "Core", "order": 1, "created_on": date(2026, 7, 1),
                 "shipped_on": MONDAY}]  # fmt: skip
    needs = [{"deal": "d4", "feature": "F", "strength": "dealbreaker", "on": date(2026, 9, 2)}]
    change = moved.change(*outlooks(book(features=features, needs=needs)))
    assert of_deal(change, "d4")["delivery re-forecast"] > 0
    assert parts(change)["scope and staffing decisions"] == 0.0
    assert "delivery re-forecast" not in of_deal(change, "d0")


def test_a_feature_that_was_dropped_is_a_decision_against_the_deal_that_needs_it():
    features = [
        {"id": f, "team": "Core", "order": n, "created_on": date(2026, 7, 1), "dropped_on": day}
        for n, (f, day) in enumerate({"F": MONDAY, "G": None}.items(), start=1)
    ]
    change = moved.change(*outlooks(book(features=features)))
    assert of_deal(change, "d4")["scope and staffing decisions"] < 0
    assert "scope and staffing decisions" not in of_deal(change, "d0")


def test_a_need_written_down_since_is_a_decision_about_its_deal():
    needs = [{"deal": "d0", "feature": "F", "strength": "dealbreaker", "on": MONDAY}]
    change = moved.change(*outlooks(book(needs=needs)))
    assert of_deal(change, "d0")["scope and staffing decisions"] < 0
    assert set(of_deal(change, "d1")) == {"time passing", "model learnt anew"}


def test_the_few_states_of_a_deal_give_what_all_of_them_would():
    last, now = eventful()
    few = moved.change(last, now)
    everywhere = few.worths.deals.touched | 255 * few.worths.deals.opened.any(axis=0)
    deals = replace(few.worths.deals, touched=everywhere)
    ships = Ships.between(last, now)
    odds = moved_odds.odds(
        deals, _asked(deals), last=last, now=now, ships=ships, quarter=now.quarter
    )
    worths = Worths(last, now, deals, odds, with_new=True)
    sums = moved._Sums(len(deals.ids) + 1)
    for mask, group in worths.groups:
        sums.add(mask, worths.of_deals(mask, group), group)
    for at, part in enumerate(few.parts):
        of_deals = sum(deal.amount for deal in part.deals if deal.id)
        assert sums.by_deal[at].sum() == pytest.approx(of_deals, abs=1e-9)


def test_one_reps_change_is_that_of_the_own_deals_and_a_deal_handed_over_is_new():
    handed = book(logged("d0", "owner", "Bea", "Ann"))
    last, now = outlooks(handed)
    change = moved.change(last, now, owner="Bea")
    assert change.then == 0.0
    assert set(of_deal(change, "d0")) >= {"outcomes and new deals", "time passing"}
    assert {deal.id for part in change.parts for deal in part.deals} == {"d0"}
