"""What can be asked of the list of deals, and in which order it comes."""

from datetime import date

import pytest
from django.http import QueryDict

from interlock.records.deal_file import Beside, DealCall
from interlock.records.rights import Viewer
from interlock.web import deal_filters
from interlock.web.deal_filters import Asked
from tests.web.test_deals import ahead

CALL = DealCall("Mo", "manager", 1.0, 0.5, date(2026, 11, 20), "")
BESIDE = {
    "D/1": Beside("", "East", has_next_step=False, own=True, calls=()),
    "D2": Beside("Big", "", has_next_step=True, own=False, calls=(CALL,)),
}


def asked(query, viewer=None):
    return Asked(QueryDict(query), viewer or Viewer("Ann", "manager"), ahead(), BESIDE)


def names(query):
    return [one.name.removeprefix("=") for one in deal_filters.chosen(asked(query))]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=inn", ["Inn"]),
        ("differs=1", ["Inn"]),
        ("moved=1", []),
        ("stale=1", ["Inn"]),
        ("owner=Ann", ["Bakery"]),
        ("stage=Offer", ["Inn"]),
        ("q=nothing", []),
        ("sort=crm", ["Inn", "Bakery"]),
        ("sort=amount", ["Inn", "Bakery"]),
        ("sort=name", ["Bakery", "Inn"]),
        ("sort=-amount", ["Bakery", "Inn"]),
        ("sort=unknown&page=99", ["Bakery", "Inn"]),
        ("mine=1", ["Bakery"]),
        ("waits_for=Export", ["Inn"]),
        ("pipeline=Big", ["Inn"]),
        ("segment=East", ["Bakery"]),
        ("account=Acme", ["Inn"]),
        ("category=commit", ["Inn"]),
        ("closes=this", ["Inn"]),
        ("closes=none", ["Bakery"]),
        ("closes=past", []),
        ("closes=next", []),
        ("no_step=1", ["Bakery"]),
        ("amount_from=50,000", ["Inn"]),
        ("amount_to=50000", ["Bakery"]),
        ("amount_from=much", ["Bakery", "Inn"]),
        ("odds_from=101", []),
        ("odds_to=100&odds_from=0", ["Bakery", "Inn"]),
    ],
)
def test_the_address_says_which_deals_and_in_which_order(query, found):
    if "sort" not in query or "unknown" in query:
        assert sorted(names(query)) == found
    else:
        assert names(query) == found


@pytest.mark.parametrize(
    ("query", "chips"),
    [
        ("q=inn&sort=won", [("“inn”", "sort=won")]),
        ("owner=Ann&page=3", [("Owner: Ann", "")]),
        ("closes=past&mine=1", [("Date in the CRM: a day in the past", "mine=1"),
                                ("my deals", "closes=past")]),
        ("odds_from=20", [("Odds from 20 %", "")]),
        ("amount_to=1000000", [("Amount to 1,000,000", "")]),
        ("odds_from=much&closes=never", []),
    ],
)  # fmt: skip
def test_what_is_asked_for_can_be_taken_away_piece_by_piece(query, chips):
    assert deal_filters.chips(asked(query)) == chips


def test_amounts_are_asked_for_by_those_alone_who_see_some():
    assert deal_filters.chips(asked("amount_to=5", Viewer("Eve", "developer"))) == []
    assert len(deal_filters.chosen(asked("amount_to=5", Viewer("Eve", "viewer")))) == 2


def test_a_head_turns_the_order_round_and_says_how_it_is():
    assert deal_filters.heads(asked("owner=Ann"))["won"] == {
        "query": "owner=Ann&sort=won",
        "sorted": "",
    }
    won = deal_filters.heads(asked("sort=won"))["won"]
    assert won == {"query": "sort=-won", "sorted": "descending"}
    crm = deal_filters.heads(asked("sort=-crm"))["crm"]
    assert crm == {"query": "sort=crm", "sorted": "descending"}


def test_the_total_is_what_the_amounts_and_odds_add_up_to():
    held = asked("")
    lines = deal_filters.chosen(held)
    found = deal_filters.total(lines, held)
    assert found["open"] == pytest.approx(41414.125 + 93939.125)
    assert found["at_odds"] == pytest.approx(sum(one.amount * one.p_won for one in lines))
    assert deal_filters.total(lines, asked("", Viewer("Ann", "rep", "own"))) is None
