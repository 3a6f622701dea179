"""A won deal is handed over, its steps done, and its renewal begun: each one change."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from interlock.actions.load_customers import load_customer, load_customers
from interlock.actions.save_handover import add, change, commit, done, undone
from interlock.actions.save_renewal import begin_expansion, begin_renewal
from interlock.records.errors import NotAllowed, NotPossible, UnknownName
from interlock.records.rights import Viewer
from interlock.store import read, write
from tests.store.books import COMPANY, book

pytestmark = pytest.mark.usefixtures("sqlite_book")
TODAY, NOW = date(2026, 11, 21), datetime(2026, 11, 21, 12, tzinfo=UTC)
MANAGER, BOB, SUE = Viewer("Max", "manager"), Viewer("Bob", "rep"), Viewer("Sue", "rep")
DEVELOPER, READER = Viewer("Eve", "developer"), Viewer("Rob", "viewer")
DEAL = {"id": "D", "name": "Pax rollout", "account": "Pax", "owner": "Bob", "outcome": "won",
        "pipeline": "Sales", "stage": "Won", "amount": Decimal(500), "arr": Decimal(400),
        "created_on": date(2026, 1, 5), "closed_on": date(2026, 11, 10), "term_months": 12,
        "segment": "SMB", "kind": "new", "currency": "EUR"}  # fmt: skip
HELD = {
    "features": [{"id": "F", "name": "Export"}],
    "told": [{"deal": "D", "feature": "F", "on": date(2026, 10, 1), "by": "Bob",
              "due": date(2026, 12, 15)}],
    "promises": [
        {"id": "P", "what": "Train them", "kind": "own act", "form": "contract", "to": "Pax",
         "said_on": date(2026, 10, 1), "due": date(2026, 12, 1), "deal": "D", "maker": "Bob"}
    ],
}  # fmt: skip


@pytest.fixture(autouse=True)
def held(sqlite_book):
    made = book([DEAL], **HELD)
    company = replace(COMPANY, handover=("Plan", "Teach"))
    write.book(replace(made, company=company), by="Ann", words="an export")


def customer(viewer=MANAGER):
    return load_customer("pax", viewer, deals=None, now=NOW).customer


def handed_over(viewer=BOB):
    (contract,) = customer(viewer).contracts
    return commit("Pax", contract, delivery="Eve", support="Sam", viewer=viewer, by=viewer.name)


def test_a_deal_is_handed_over_without_typing_anything_again():
    before = read.latest()
    assert handed_over() == before + 1
    (contract,) = customer().contracts
    new, old = sorted(contract.commitments, key=lambda one: one.line.id == "P")
    assert (old.line.id, old.delivery, old.support) == ("P", "Eve", "Sam")
    line = new.line
    assert (line.what, line.feature, line.maker, line.to, line.form) == (
        "Deliver Export to Pax", "F", "Bob", "Pax", "said",
    )  # fmt: skip
    assert (line.said_on, line.due, line.verdict) == (date(2026, 10, 1), date(2026, 12, 15), "open")
    assert (new.delivery, new.support, contract.to_commit) == ("Eve", "Sam", ())
    assert [(one.step, one.owner) for one in contract.steps] == [("Plan", "Bob"), ("Teach", "Bob")]
    assert contract.is_begun
    assert customer().people == (("Bob", "sold"), ("Eve", "delivery"), ("Sam", "support"))


def test_handing_over_again_changes_nothing_and_undo_takes_all_of_it_back():
    before = read.book()
    made = handed_over()
    assert handed_over() is None
    write.undo(made, by="Bob")
    after = read.book()
    assert after.promises.equals(before.promises)
    assert after.handover_steps.is_empty()


def test_steps_are_done_opened_changed_and_added():
    handed_over()
    done("D", "Plan", viewer=BOB, on=TODAY, by="Bob")
    change("D", "Teach", owner="Sam", due=date(2026, 12, 1), viewer=BOB, by="Bob")
    add("D", " Send the keys ", owner="", due=None, viewer=BOB, by="Bob")
    (contract,) = customer().contracts
    assert [(one.step, one.owner, one.done_on, one.done_by) for one in contract.steps] == [
        ("Plan", "Bob", TODAY, "Bob"), ("Teach", "Sam", None, ""), ("Send the keys", "", None, "")
    ]  # fmt: skip
    for refused in (
        lambda: done("D", "Plan", viewer=BOB, on=TODAY, by="Bob"),
        lambda: undone("D", "Teach", viewer=BOB, by="Bob"),
        lambda: add("D", "Teach", owner="", due=None, viewer=BOB, by="Bob"),
        lambda: add("D", " ", owner="", due=None, viewer=BOB, by="Bob"),
    ):
        with pytest.raises(NotPossible):
            refused()
    undone("D", "Plan", viewer=BOB, by="Bob")
    assert len(customer().contracts[0].open_steps) == 3
    with pytest.raises(UnknownName):
        done("D", "Nothing", viewer=BOB, on=TODAY, by="Bob")


def test_only_whose_deal_it_is_and_who_does_a_step_change_the_hand_over():
    for other in (SUE, READER):
        with pytest.raises(NotAllowed):
            handed_over(other)
    handed_over(DEVELOPER)
    change("D", "Teach", owner="Sue", due=None, viewer=MANAGER, by="Max")
    done("D", "Teach", viewer=SUE, on=TODAY, by="Sue")
    with pytest.raises(NotAllowed):
        done("D", "Plan", viewer=SUE, on=TODAY, by="Sue")
    with pytest.raises(NotAllowed):
        done("D", "Plan", viewer=READER, on=TODAY, by="Rob")


def test_a_renewal_begins_with_all_that_the_contract_says_and_only_once():
    (contract,) = customer().contracts
    own_id, _ = begin_renewal(customer(), contract, viewer=BOB, on=TODAY, by="Bob")
    (row,) = read.book().deals.filter(id=own_id).to_dicts()
    told = {
        "account": "Pax", "owner": "Bob", "pipeline": "Sales", "stage": "Lead", "outcome": "open",
        "amount": Decimal(400), "arr": Decimal(400), "currency": "EUR", "term_months": 12,
        "created_on": TODAY, "expected_close_on": date(2027, 11, 10), "kind": "renewal",
        "renewal_of": "D", "segment": "SMB",
    }  # fmt: skip
    assert {name: row[name] for name in told} == told
    one = customer()
    assert (one.contracts[0].state, one.contracts[0].renewal, one.open_deals) == (
        "open", own_id, (own_id,),
    )  # fmt: skip
    with pytest.raises(NotPossible, match="under way"):
        begin_renewal(one, one.contracts[0], viewer=BOB, on=TODAY, by="Bob")


def test_an_expansion_begins_without_an_amount_and_only_once():
    own_id, _ = begin_expansion(customer(), viewer=MANAGER, on=TODAY, by="Max")
    (row,) = read.book().deals.filter(id=own_id).to_dicts()
    assert (row["kind"], row["amount"], row["renewal_of"], row["stage"]) == (
        "expansion", None, None, "Lead",
    )  # fmt: skip
    with pytest.raises(NotPossible, match="under way"):
        begin_expansion(customer(), viewer=MANAGER, on=TODAY, by="Max")


@pytest.mark.parametrize("viewer", [SUE, DEVELOPER, READER])
def test_deals_of_others_are_not_begun(viewer):
    one = customer(viewer)
    with pytest.raises(NotAllowed):
        begin_renewal(one, one.contracts[0], viewer=viewer, on=TODAY, by="x")
    with pytest.raises(NotAllowed):
        begin_expansion(one, viewer=viewer, on=TODAY, by="x")


def test_amounts_are_for_those_who_see_them():
    def amount(viewer):
        return customer(viewer).contracts[0].amount

    own = [Viewer(name, "rep", "own") for name in ("Bob", "Sue")]
    assert [amount(one) for one in (MANAGER, SUE, *own)] == [500, 500, 500, None]
    assert [amount(one) for one in (DEVELOPER, READER)] == [None, None]


def test_the_file_of_a_customer_says_what_the_viewer_may_do():
    def may(viewer):
        file = load_customer("Pax", viewer, deals=None, now=NOW)
        return bool(file.hands_over), bool(file.begins)

    assert [may(one) for one in (MANAGER, BOB)] == [(True, True)] * 2
    assert [may(one) for one in (SUE, READER)] == [(False, False)] * 2
    assert may(DEVELOPER) == (True, False)


def test_an_account_without_a_won_deal_is_no_customer():
    with pytest.raises(UnknownName, match="Nobody"):
        load_customer("Nobody", MANAGER, deals=None, now=NOW)
    assert [one.account for one in load_customers(MANAGER, deals=None, now=NOW).customers] == [
        "Pax"
    ]


def test_accounts_that_differ_in_case_alone_are_found_each_by_its_own_name():
    other = DEAL | {"id": "E", "account": "PAX"}
    write.book(book([DEAL, other], **HELD), by="Ann", words="an export")
    found = [load_customer(one, MANAGER, deals=None, now=NOW).customer for one in ("Pax", "PAX")]
    assert [one.account for one in found] == ["Pax", "PAX"]
