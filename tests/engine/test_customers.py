"""Customers by hand: what counts as promised to them, how it went, and whom it needs when."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from interlock.engine import customers as engine
from interlock.engine import ledger
from interlock.records.company import Company
from tests.engine.books import AS_OF, book

WON_ON = date(2026, 3, 10)
WON = {"id": "D", "name": "Pax rollout", "account": "Pax", "owner": "Bob", "outcome": "won",
       "amount": Decimal(50), "created_on": date(2026, 1, 5), "closed_on": WON_ON,
       "term_months": 12, "segment": "SMB", "kind": "new"}  # fmt: skip
BUYER = {"ended": {"outcome": "won", "closed_on": date(2026, 9, 15)}}
SAID = date(2026, 2, 1)


def promise(own_id="P", **more):
    return {"id": own_id, "what": "it", "kind": "own act", "form": "written", "to": "Pax",
            "said_on": SAID, "due": date(2026, 6, 1), "deal": "D"} | more  # fmt: skip


def kept(due):
    return promise(f"kept {due}", due=due, done_on=due)


def missed(due):
    return promise(f"missed {due}", due=due, done_on=due + timedelta(days=3))


def shown(deals=(), promises=(), company=None, odds=None, **tables):
    known = book(deals=[WON, *deals], promises=list(promises), company=company,
                 **{name: list(rows) for name, rows in tables.items()})  # fmt: skip
    lines = ledger.promises(known, as_of=AS_OF, older=True)
    return engine.customers(known, lines, odds=odds or {}, as_of=AS_OF)


def contract(**tables):
    return shown(**tables).customers[0].contracts[0]


PEOPLE = [
    {"name": "Rita", "side": "buyer", "deal": "D", "role": "champion"},
    {"name": "Zoe", "side": "buyer", "deal": "X", "role": "champion"},
    {"name": "Eve", "side": "development"},
]
FEATURE = {"id": "F", "name": "Export"}
COMMITS = [
    ("to the account", {}, True),
    ("to the account, written otherwise", {"to": " pax "}, True),
    ("to a person of the buyer's", {"to": "Rita"}, True),
    ("to a person of another buyer's", {"to": "Zoe"}, False),
    ("to one of ours", {"to": "Eve"}, False),
    ("to nobody", {"to": None}, False),
    ("internal", {"form": "internal"}, False),
    ("of no form", {"form": None}, True),
    ("after the signature", {"said_on": date(2026, 4, 1)}, True),
    ("of another deal", {"deal": "X"}, False),
    ("an outcome", {"kind": "outcome"}, False),
    ("an outcome of a feature", {"kind": "outcome", "feature": "F"}, True),
]


@pytest.mark.parametrize(("what", "said", "commits"), COMMITS, ids=[one[0] for one in COMMITS])
def test_what_is_a_commitment(what, said, commits):
    found = contract(promises=[promise(**said)], people=PEOPLE, features=[FEATURE])
    assert bool(found.commitments) is commits


def test_health_counts_what_was_kept_late_open_and_over():
    day = date(2026, 6, 1)
    rows = [
        kept(day), missed(day), promise("over"), promise("open", due=date(2026, 12, 1)),
        promise("dropped", feature="G", due=date(2026, 12, 1)),
        promise("undated", due=None),
    ]  # fmt: skip
    gone = {"id": "G", "name": "Gone", "dropped_on": date(2026, 5, 1)}
    health = shown(promises=rows, features=[gone]).customers[0].health
    assert (health.kept, health.late, health.open, health.over) == (1, 2, 2, 1)
    assert health.settled == 4


def test_what_the_buyer_was_told_and_no_promise_holds_is_to_be_committed():
    told = [
        {"deal": "D", "feature": "F", "on": SAID, "by": "Ann", "due": date(2026, 7, 1)},
        {"deal": "D", "feature": "F", "on": date(2026, 3, 1), "by": "Bob", "due": date(2026, 9, 1)},
        {"deal": "D", "feature": "out", "on": SAID, "due": date(2026, 7, 1)},
        {"deal": "D", "feature": "vague", "on": SAID},
    ]
    needs = [{"deal": "D", "feature": "N", "met_by": "written promise", "said_by": "Rita"},
             {"deal": "D", "feature": "shown", "met_by": "beta"}]  # fmt: skip
    features = [FEATURE, {"id": "N", "name": "Sync"}, {"id": "vague"}, {"id": "shown"},
                {"id": "out", "shipped_on": date(2026, 4, 1)}]  # fmt: skip
    beside = {"told": told, "needs": needs, "features": features}
    found = contract(**beside).to_commit
    assert [(one.name, one.due, one.said_by, one.said_on, one.why) for one in found] == [
        ("Export", date(2026, 9, 1), "Bob", date(2026, 3, 1), "told a day"),
        ("Sync", None, "Bob", WON_ON, "met by a written promise"),
    ]
    held = contract(promises=[promise(feature="F")], **beside).to_commit
    assert [one.name for one in held] == ["Sync"]


def test_a_hand_over_that_nobody_began_is_to_do_for_four_weeks():
    usual = Company(handover=("Plan", "Teach"))
    assert contract(company=usual).steps == ()
    lately = WON | {"id": "L", "account": "Tern", "closed_on": AS_OF - timedelta(days=28)}
    every = {one.account: one for one in shown(deals=[lately], company=usual).customers}
    steps = every["Tern"].contracts[0].steps
    assert [(one.step, one.owner, one.due) for one in steps] == [
        ("Plan", "Bob", AS_OF), ("Teach", "Bob", AS_OF)
    ]  # fmt: skip
    rows = [
        {"deal": "D", "step": "More"},
        {"deal": "D", "step": "Teach", "owner": "Eve", "done_on": SAID, "done_by": "Eve"},
    ]
    begun = contract(company=usual, handover_steps=rows)
    assert [(one.step, one.is_usual) for one in begun.steps] == [("Teach", True), ("More", False)]
    assert [one.step for one in begun.open_steps] == ["More"]


def test_the_rep_who_sold_stays_beside_delivery_and_support():
    rows = [promise(delivery="Eve", support="Sam"), promise("Q", delivery="Eve")]
    (one,) = shown(promises=rows).customers
    assert one.people == (("Bob", "sold"), ("Eve", "delivery"), ("Sam", "support"))
    assert (one.contracts[0].delivery, one.contracts[0].support) == ("Eve", "Sam")


def test_who_needs_somebody_soonest_comes_first():
    others = [WON | {"id": "E", "account": "Tern", "term_months": 36},
              WON | {"id": "G", "account": "Lark", "closed_on": date(2026, 1, 1)}]  # fmt: skip
    overdue = promise(deal="E", to="Tern")
    found = shown(deals=others, promises=[overdue]).customers
    assert [one.account for one in found] == ["Tern", "Lark", "Pax"]
    assert [one.renews_on for one in found] == [
        date(2029, 3, 10), date(2027, 1, 1), date(2027, 3, 10)
    ]  # fmt: skip


def test_amounts_are_cut_to_thirds_or_to_nothing_but_ones_own():
    many = [
        WON | {"id": f"D{at}", "account": f"A{at}", "amount": Decimal(at)} for at in range(1, 9)
    ]
    made = shown(deals=many)

    def seen(**how):
        cut = engine.without_amounts(made, **how)
        every = [contract for one in cut.customers for contract in one.contracts]
        return {one.deal: (one.amount, one.band) for one in every}

    assert set(seen().values()) == {(None, "")}
    assert seen(own=frozenset({"D"}))["D"] == (50, "")
    assert seen(in_bands=True) == {
        **dict.fromkeys(["D1", "D2", "D3"], (None, "small")),
        **dict.fromkeys(["D4", "D5", "D6"], (None, "middle")),
        **dict.fromkeys(["D7", "D8", "D"], (None, "large")),
    }
