"""Which promises are in writing and not out yet, against a table worked by hand."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from interlock.engine import firm_promises, verdicts
from interlock.records.report_promises import behind
from tests.engine.books import AS_OF, book

SAID, PASSED, AHEAD = date(2026, 9, 1), date(2026, 11, 2), date(2026, 12, 14)
FEATURES = [
    {"id": "open", "name": "SSO"},
    {"id": "out", "name": "Audit log", "shipped_on": date(2026, 10, 1)},
    {"id": "gone", "name": "Offline", "dropped_on": date(2026, 10, 1)},
]
DEALS = [
    {"id": "D", "name": "Tern", "outcome": "open", "amount": Decimal(100), "currency": "USD"},
    {"id": "W", "name": "Pax", "outcome": "won", "amount": Decimal(50), "currency": "USD",
     "closed_on": date(2026, 10, 3)},
    {"id": "L", "name": "Lark", "outcome": "lost", "amount": Decimal(70), "currency": "USD",
     "closed_on": date(2026, 10, 3)},
]  # fmt: skip
BESIDE = {
    "features": FEATURES,
    "deals": DEALS,
    "releases": [{"id": "5.1", "shipped_on": date(2026, 10, 1)}, {"id": "5.2"}],
    "tools": [{"name": "deck", "state": "draft"},
              {"name": "demo", "state": "ready", "ready_on": date(2026, 10, 1)}],
}  # fmt: skip


def listed(*promises, moves=()):
    rows = [
        {"id": f"P{n}", "what": "it", "kind": "own act", "said_on": SAID, "due": AHEAD} | one
        for n, one in enumerate(promises)
    ]
    known = book(promises=rows, moves=list(moves), **BESIDE)
    lines = verdicts.judge(known, as_of=AS_OF)
    return firm_promises.firm(known, lines, as_of=AS_OF)


WRITTEN = {"form": "written"}
BY_HAND = [
    ("a contract of a feature that is open", {"form": "contract", "feature": "open"}, True),
    ("written, of a feature that is open", WRITTEN | {"feature": "open"}, True),
    ("only said", {"form": "said", "feature": "open"}, False),
    ("internal", {"form": "internal", "feature": "open"}, False),
    ("of no form", {"feature": "open"}, False),
    ("of nothing that comes out", WRITTEN | {"deal": "D"}, False),
    ("of a feature that shipped", WRITTEN | {"feature": "out"}, False),
    ("of a feature that was dropped", WRITTEN | {"feature": "gone"}, True),
    ("its day has passed", WRITTEN | {"feature": "open", "due": PASSED}, True),
    ("without a day", WRITTEN | {"feature": "open", "due": None}, True),
    ("its deal is won", WRITTEN | {"feature": "open", "deal": "W"}, True),
    ("of a release that shipped", WRITTEN | {"release": "5.1"}, False),
    ("of a release that is open", WRITTEN | {"release": "5.2"}, True),
    ("of a tool that is ready", WRITTEN | {"tool": "demo"}, False),
    ("of a tool that is a draft", WRITTEN | {"tool": "deck"}, True),
    ("somebody wrote that it is done", WRITTEN | {"feature": "open", "done_on": PASSED}, False),
]


@pytest.mark.parametrize(("why", "promise", "stands"), BY_HAND, ids=[row[0] for row in BY_HAND])
def test_a_promise_stands_there_while_it_is_in_writing_and_not_out(why, promise, stands):
    assert bool(listed(promise)) == stands, why


def test_one_whose_day_was_taken_away_does_not_stand_there():
    taken = {"promise": "P0", "at": datetime(2026, 11, 2), "old": AHEAD, "new": None, "by": "Pia"}
    promise = WRITTEN | {"feature": "open", "due": None}
    assert listed(promise, moves=[taken]) == ()


def test_the_nearest_day_comes_first_and_a_deal_counts_once_in_the_sum():
    made = listed(
        WRITTEN | {"feature": "open", "due": None, "deal": "D"},
        WRITTEN | {"feature": "open", "deal": "D"},
        WRITTEN | {"feature": "open", "due": PASSED, "deal": "W"},
        WRITTEN | {"release": "5.2", "due": date(2026, 12, 1)},
    )
    assert [(one.id, one.about, one.deal_name, one.amount) for one in made] == [
        ("P2", "SSO", "Pax", 50.0),
        ("P3", "5.2", "", None),
        ("P1", "SSO", "Tern", 100.0),
        ("P0", "SSO", "Tern", 100.0),
    ]
    assert behind(made) == (2, 150.0)
    assert behind(()) == (0, 0)
