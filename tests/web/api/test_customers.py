"""Customers through the API: told as the page has them, written under the same rights."""

from datetime import date

import pytest

from interlock.store import read
from tests.web.test_customers import OWNERS, SECRETS, TODAY, held, rows, steps

__all__ = ["held"]
pytestmark = pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)
HAND = "deals/W2/handover"


def ats(answer):
    assert answer.status_code == 422, answer.content
    return {one["at"] for one in answer.json()["problems"]}


def test_customers_are_told_as_the_page_has_them(program, browser):
    for query in ("", "soon=true", "bad=true", "handover=true", "q=sue", "sort=-name"):
        told = program("manager").told(f"customers?{query}")["items"]
        page = rows(browser("manager"), query.replace("true", "1"))
        assert [one["account"] for one in told] == [row["account"] for row in page]
    pax = program("manager").told("customers/Pax")
    assert pax["customer"]["health"] == {"kept": 1, "late": 0, "open": 0, "over": 1}
    (contract,) = pax["customer"]["contracts"]
    assert (contract["renews_on"], contract["amount"]) == ("2027-01-10", float(SECRETS["Bob"]))
    assert (pax["begins"], pax["link"]["difference"], pax["is_current"]) == (["W1"], None, None)


@pytest.mark.parametrize(("role", "amounts"), [("viewer", ""), ("developer", ""), ("rep", "own")])
def test_no_amount_is_told_to_whom_it_is_not(program, role, amounts):
    client = program(role, known_as="Ann" if amounts else "Eve", amounts=amounts)
    told = str([client.told(one) for one in ("customers", "customers/Pax", "customers/Ode")])
    assert SECRETS["Bob"] not in told
    assert (SECRETS["Ann"] in told) is (amounts == "own")


def test_a_deal_is_handed_over_step_by_step_and_taken_back(program):
    ann = program("rep", known_as="Ann")
    assert ats(ann.post(HAND, {})) == {"body.delivery", "body.support"}
    made = ann.post(HAND, OWNERS).json()["change"]
    first = steps()[0]["step"]
    assert read.book().promises.filter(deal="W2")["delivery"].to_list() == ["Dee"]
    assert ann.post(f"{HAND}_steps", {"step": "A visit", "due": "2026-12-01"}).status_code == 201
    change = {"step": first, "owner": "Dee", "due": "2026-12-24"}
    assert ann.send("PATCH", f"{HAND}_steps", change).status_code == 200
    assert ann.send("PATCH", f"{HAND}_steps", {"step": first, "done": True}).status_code == 200
    row = next(one for one in steps() if one["step"] == first)
    assert (row["owner"], row["due"], row["done_on"]) == ("Dee", date(2026, 12, 24), TODAY)
    ann.send("PATCH", f"{HAND}_steps", {"step": first, "done": False})
    assert next(one for one in steps() if one["step"] == first)["done_on"] is None
    wrong = ann.send("PATCH", f"{HAND}_steps", {"step": "none", "done": True, "owner": "x"})
    assert ats(wrong) == {"body.step", "body"}
    assert program("rep", known_as="Bob").post(HAND, OWNERS).status_code == 403
    assert made < read.latest()


def test_deals_end_renew_and_expand_as_on_the_page(program):
    assert program("rep", known_as="Ann").post("deals/W1/renewal").status_code == 403
    bob = program("rep", known_as="Bob")
    begun = bob.post("deals/W1/renewal")
    assert begun.status_code == 201
    row = read.book().deals.filter(id=begun.json()["deal"]).row(0, named=True)
    assert (row["renewal_of"], row["expected_close_on"]) == ("W1", date(2027, 1, 10))
    assert bob.post("deals/W1/renewal").status_code in (409, 422)
    assert bob.post("customers/Pax/expansion").status_code == 201
    assert bob.post("customers/Nix/expansion").status_code == 404
    assert ats(bob.post("deals/O2/ended", {"outcome": "won", "closed_on": "2026-11-22"})) == {
        "body.closed_on"
    }
    change = bob.post("deals/O2/ended", {"outcome": "won"}).json()["change"]
    assert bob.told("customers/Nix")["customer"]["contracts"][0]["won_on"] == str(TODAY)
    assert bob.post(f"changes/{change}/undo").status_code == 200
    assert bob.get("customers/Nix").status_code == 404
