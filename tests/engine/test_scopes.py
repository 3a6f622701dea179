"""Which deals count for whom, on a table worked by hand with somebody who changed teams."""

from datetime import date

import pytest

from interlock.engine import scopes
from interlock.records.calls import COMPANY, Scope
from tests.engine.books import AS_OF, book
from tests.engine.deal_worlds import ended, standing

MOVE = {"name": "Ana", "kind": "team"}
DEALS = [
    ended("before", date(2026, 1, 5), date(2026, 10, 20), "won", owner="Ana", pipeline="New"),
    ended("last day", date(2026, 1, 5), date(2026, 10, 31), "won", owner="Ana", pipeline="New"),
    ended("first day", date(2026, 1, 5), date(2026, 11, 1), "won", owner="Ana", pipeline="Old"),
    standing("open", date(2026, 2, 1), owner="Ana", pipeline="New"),
    standing("Bo's", date(2026, 2, 1), owner="Bo", pipeline="Old"),
    standing("nobody's", date(2026, 2, 1)),
]
BOOK = book(
    deals=DEALS,
    memberships=[
        MOVE | {"group": "North", "to_on": date(2026, 10, 31)},
        MOVE | {"group": "South", "from_on": date(2026, 11, 1)},
        {"name": "Bo", "group": "South"},
        {"name": "Bo", "group": "East", "kind": "territory", "to_on": date(2026, 11, 19)},
        {"name": "Ana", "group": "East", "kind": "territory"},
    ],
    people=[{"name": "Ana", "reports_to": "Mo"}],
)
WON = ["before", "last day", "first day"]


@pytest.mark.parametrize(
    ("scope", "counted"),
    [
        (COMPANY, [*WON, "open", "Bo's", "nobody's"]),
        (Scope("rep", "Ana"), [*WON, "open"]),
        (Scope("manager", "Mo"), [*WON, "open"]),
        (Scope("team", "North"), ["before", "last day"]),
        (Scope("team", "South"), ["first day", "open", "Bo's"]),
        (Scope("territory", "East"), [*WON, "open"]),
        (Scope("pipeline", "Old"), ["first day", "Bo's"]),
        (Scope("team", "East"), []),
    ],
)
def test_a_deal_counts_where_its_owner_was_on_the_day_it_closed(scope, counted):
    of = scopes.deals_of(BOOK, scope, as_of=AS_OF)
    deals = BOOK.deals if of is None else BOOK.deals.filter(of)
    assert deals["id"].to_list() == counted


def test_a_day_before_the_move_open_deals_were_the_old_teams():
    of = scopes.deals_of(BOOK, Scope("team", "North"), as_of=date(2026, 10, 30))
    assert "open" in BOOK.deals.filter(of)["id"].to_list()


def test_everybody_with_something_open_or_won_lately_has_figures():
    found = scopes.scopes(BOOK, since=date(2026, 11, 2), periods=["2026-Q4"])
    assert found == (
        COMPANY, Scope("manager", "Mo"), Scope("rep", "Ana"), Scope("rep", "Bo"),
        Scope("team", "North"), Scope("team", "South"), Scope("territory", "East"),
        Scope("pipeline", "New"), Scope("pipeline", "Old"),
    )  # fmt: skip
