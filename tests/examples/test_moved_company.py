"""Why the example company's forecast moved, over a week and across a quarter's end."""

from datetime import date

import pytest

from interlock.engine import money, moved
from interlock.engine import outlook as looking
from interlock.engine.outlook import Outlook
from tests import company

DAYS = (date(2026, 9, 25), date(2026, 11, 13), date(2026, 11, 20))
PAIRS = ((0, 1), (0, 2), (1, 2))


@pytest.fixture(scope="module")
def outlooks() -> list[Outlook]:
    return [company.outlook(as_of=day, seed=1, draws=128) for day in DAYS]


@pytest.mark.parametrize("pair", PAIRS)
def test_eight_parts_add_up_from_one_forecast_to_the_other(outlooks, pair):
    last, now = (outlooks[at] for at in pair)
    change = moved.change(last, now)
    quarter = now.quarter
    for outlook_, said in ((last, change.then), (now, change.now)):
        closed = float(money.closed_between(outlook_.book, quarter.first, outlook_.as_of).total)
        forecast = looking.booked(outlook_, looking.eve(quarter), quarter.last, closed=closed)
        assert said == pytest.approx(forecast.mean, rel=1e-12)
    left = sum(part.amount for part in change.parts) - (change.now - change.then)
    assert abs(left) < 1e-9 * abs(change.now - change.then)
    for part in change.parts:
        assert sum(deal.amount for deal in part.deals) == pytest.approx(part.amount, abs=1e-6)
