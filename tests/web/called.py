"""A small book of calls, and the figures beside them, made once."""

from datetime import date
from decimal import Decimal
from functools import cache

from interlock.actions.calls_ahead import calls_ahead
from tests.store.books import book, deal

ENDED = [
    deal(f"C{n}", owner="Ann", stage="Lead", outcome="won" if n % 3 else "lost", amount=Decimal(9),
         created_on=date(2026, 1, 1 + n % 28), closed_on=date(2026, 3, 1 + n % 28))
    for n in range(40)
]  # fmt: skip
DATED = {"stage": "Lead", "created_on": date(2026, 9, 1), "expected_close_on": date(2026, 12, 10)}
DEALS = [
    *ENDED,
    deal("W", owner="Bob", outcome="won", amount=Decimal(20202), created_on=date(2026, 9, 1),
         closed_on=date(2026, 11, 2)),
    deal("A", owner="Ann", amount=Decimal(41414), category="commit", **DATED),
    deal("B", owner="Bob", amount=Decimal(93939), category="commit", **DATED),
]  # fmt: skip


def call(by, amount, day, level="rep", **more):
    return {
        "by": by, "level": level, "period": "2026-Q4", "category": "commit",
        "amount": Decimal(amount), "said_on": date(2026, 11, day),
    } | more  # fmt: skip


CALLS = [
    call("Ann", 30303, 9),
    call("Ann", 35353, 16),
    call("Bob", 77777, 3),
    call("Mo", 31313, 17, level="manager", about="Ann", why="the buyer is on leave"),
    call("Mo", 66666, 17, level="manager", about="Bob", why="one of two"),
    call("Mo", 97979, 17, level="manager"),
]
PEOPLE = [{"name": name, "side": "sales", "reports_to": "Mo"} for name in ("Ann", "Bob")]
TARGETS = [{"period": "2026-Q4", "scope": scope, "amount": Decimal(amount)}
           for scope, amount in (("company", 155000), ("Bob", 88008))]  # fmt: skip
PLAIN = book(DEALS, calls=CALLS, people=PEOPLE, targets=TARGETS)


@cache
def ahead():
    return calls_ahead(PLAIN)
