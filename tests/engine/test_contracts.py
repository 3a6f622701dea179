"""When contracts end and what renews them, against tables worked by hand; today is 20 Nov 2026."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta

from interlock.engine.contracts import running
from interlock.records.calendar import months_later
from interlock.records.company import Company
from tests.engine.books import AS_OF, book

WON = {"id": "D", "account": "Pax", "outcome": "won", "created_on": date(2025, 1, 7),
       "closed_on": date(2025, 3, 31), "term_months": 24}  # fmt: skip


def runs(*others, company=None, **changed):
    known = book(deals=[WON | changed, *others], company=company)
    return running(known, as_of=AS_OF)["D"]


def deal(own_id="R", **more):
    named = {"id": own_id, "account": "Pax", "kind": "renewal", "outcome": "open"}
    days = {"created_on": date(2026, 1, 5), "expected_close_on": date(2027, 3, 1)}
    return named | days | more


def test_a_contract_ends_so_many_calendar_months_after_its_signature():
    days = [date(2024, 1, 31) + timedelta(days=at) for at in range(0, 1500, 13)]
    for day in days:
        for months in (1, 6, 11, 12, 13, 36):
            assert months_later(day, months) == day + relativedelta(months=months)


@pytest.mark.parametrize(
    ("closed", "months", "ends"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
    ],
)
def test_ends_by_hand(closed, months, ends):
    assert runs(closed_on=closed, term_months=months).renews_on == ends


def test_the_companys_usual_term_stands_for_one_that_is_not_stated():
    one = runs(term_months=None)
    assert (one.renews_on, one.is_assumed) == (date(2026, 3, 31), True)
    none = runs(term_months=None, company=Company(contract_months=0))
    assert (none.renews_on, none.state) == (None, "no term known")
    assert not runs().is_assumed


ENDED = {"closed_on": date(2025, 6, 30), "term_months": 12}
"""Ended on 30 June 2026: 143 days before."""

BY_HAND = [
    ("its renewal was won", {}, [deal(renewal_of="D", outcome="won")], "renewed"),
    ("its renewal was lost", {}, [deal(renewal_of="D", outcome="lost")], "left"),
    ("its renewal is under way", {}, [deal(renewal_of="D")], "open"),
    ("long before its end", {}, [], "not yet"),
    ("91 days before its end", {"term_months": 12, "closed_on": date(2026, 2, 19)}, [], "not yet"),
    ("90 days before its end", {"term_months": 12, "closed_on": date(2026, 2, 18)}, [], "due"),
    ("90 days after its end", {"term_months": 12, "closed_on": date(2025, 8, 22)}, [], "due"),
    ("91 days after its end", {"term_months": 12, "closed_on": date(2025, 8, 21)}, [], "left"),
    ("after its end, bought again", ENDED,
     [deal(kind="new", outcome="won", closed_on=date(2026, 2, 2))], "bought again"),
    ("after its end, another account bought", ENDED,
     [deal(kind="new", outcome="won", closed_on=date(2026, 2, 2), account="Tern")], "left"),
    ("after its end, its renewal still open", ENDED, [deal(renewal_of="D")], "open"),
    ("lost, then begun again", {},
     [deal("A", renewal_of="D", outcome="lost"), deal("B", renewal_of="D")], "open"),
    ("won before lost", {},
     [deal("A", renewal_of="D", outcome="won"), deal("B", renewal_of="D", outcome="lost")],
     "renewed"),
    ("what was won before it renews it not", {},
     [deal(renewal_of="D", outcome="won", closed_on=date(2025, 3, 30))], "not yet"),
    ("a renewal of three months, entered late, is not its own",
     {"kind": "renewal", "created_on": date(2025, 4, 2), "term_months": 3}, [], "left"),
    ("a term longer than a century", {"term_months": 120_000}, [], "no term known"),
]  # fmt: skip


IDS = [one[0] for one in BY_HAND]


@pytest.mark.parametrize(("what", "changed", "others", "state"), BY_HAND, ids=IDS)
def test_states_by_hand(what, changed, others, state):
    assert runs(*others, **changed).state == state


def test_a_renewal_that_names_no_contract_renews_the_accounts_nearest():
    near = runs(deal())
    assert (near.renewal["id"], near.by_account, near.state) == ("R", True, "open")
    assert not runs(deal(renewal_of="D")).by_account
    for unlike in (
        {"account": "Tern"},
        {"kind": "new"},
        {"created_on": date(2025, 3, 31)},
        {"expected_close_on": date(2026, 6, 1)},
        {"renewal_of": "elsewhere"},
    ):
        assert runs(deal(**unlike)).renewal is None, unlike


def test_each_renewal_renews_one_contract_the_nearest_first():
    later = WON | {"id": "E", "closed_on": date(2025, 5, 31)}
    known = book(deals=[WON, later, deal(expected_close_on=date(2027, 5, 20))])
    found = running(known, as_of=AS_OF)
    assert (found["D"].renewal, found["E"].renewal["id"]) == (None, "R")


def test_in_a_circle_the_earlier_contract_is_renewed_and_the_later_is_not():
    later = WON | {"id": "E", "closed_on": date(2025, 5, 31), "renewal_of": "D"}
    known = book(deals=[WON | {"renewal_of": "E"}, later])
    found = running(known, as_of=AS_OF)
    assert (found["D"].renewal["id"], found["E"].renewal) == ("E", None)
