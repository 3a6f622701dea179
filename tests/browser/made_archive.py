"""A book whose last 52 weeks are closed, and what was remarked on some of them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from math import sin

from interlock.store import typed
from tests import closed_weeks
from tests.browser import made_deals
from tests.store.books import deal

REMARKS = {
    date(2026, 11, 23): "Halyard's auditors come on 1 Dec: **legal** reads the annex before.",
    date(2026, 11, 16): "Two of the three commits wait for SSO. If it slips, they slip.",
    date(2026, 6, 29): "The half year closes above target, without the discount.",
}


def make(password):
    """In the book of the environment; Ann owns it."""
    made_deals.make(password, *_won())
    closed_weeks.close_all(52)
    for day, text in REMARKS.items():
        at = datetime(day.year, day.month, day.day, 9)
        row = {"id": f"n{day:%m%d}", "week": day, "by": "Mo Lead", "text": text, "at": at}
        typed.add("notes", row | {"readers": "everybody"}, by="manager@acme.example")


def _won():
    """What four quarters brought: 30 deals a quarter, near what was said of it."""
    return [
        deal(
            f"W{n}", name=f"Won {n}", owner="Ana Lim", outcome="won",
            amount=Decimal(round(115_000 + 20_000 * sin(n / 17))), created_on=date(2025, 6, 2),
            closed_on=date(2025, 10, 6) + timedelta(days=3 * n),
        )
        for n in range(135)
    ]  # fmt: skip
