"""P10, P50 and P90 of the bookings: every cause's share of their change."""

from dataclasses import replace

import pytest

from interlock.engine import moved, moved_quantiles
from interlock.engine import outlook as looking
from interlock.engine.close_amounts import CloseAmounts, Factor
from interlock.engine.moved_players import NAMES
from interlock.engine.outlook import Outlook
from tests.engine.moved_worlds import book, deal, logged, outlooks, quiet


def many() -> tuple[Outlook, Outlook]:
    """Forty open deals, one of which grew."""
    others = tuple(deal(f"more {n}") for n in range(34))
    return outlooks(book(logged("d0", "amount", "9000", "1000"), deals=others))


def test_shares_sum_to_the_change_of_every_quantile():
    then, now, shares = moved_quantiles.quantiles(moved.change(*many()).worths)
    for name in ("p10", "p50", "p90"):
        summed = sum(getattr(share, name) for share in shares)
        assert summed == pytest.approx(getattr(now, name) - getattr(then, name), abs=1e-9)
    assert shares[NAMES.index("amount and date edits")].p90 > 0


def test_quantiles_are_the_reports_to_a_cell():
    last, now = many()
    quarter = now.quarter
    then, later, _ = moved_quantiles.quantiles(moved.change(last, now).worths)
    for outlook, found in ((last, then), (now, later)):
        said = looking.booked(outlook, looking.eve(quarter), quarter.last, draws=64)
        for p, value in ((0.1, found.p10), (0.5, found.p50), (0.9, found.p90)):
            assert value == pytest.approx(said.quantile(p), abs=0.02 * said.quantile(0.9))


def test_a_cause_that_changed_nothing_has_exactly_no_share_of_a_quantile():
    _, now = quiet()
    refitted = replace(now, amounts=CloseAmounts(Factor(2.0)))
    then, later, shares = moved_quantiles.quantiles(moved.change(now, refitted).worths)
    idle = [share for at, share in enumerate(shares) if NAMES[at] != "model learnt anew"]
    assert {value for share in idle for value in (share.p10, share.p50, share.p90)} == {0.0}
    assert later.p90 > then.p90
