"""What buyers were told, through the API: kept, and whether it still holds."""

from datetime import date

import pytest

from tests.web.test_told import P80, held, moved_to, rows

__all__ = ["held"]
pytestmark = [
    pytest.mark.usefixtures("held"),
    pytest.mark.parametrize("book_at", ["sqlite"], indirect=True),
]


def tell(client, **values):
    return client.post("deals/D1/told", {"feature": "F1", "due": P80.isoformat(), **values})


def states(client, address):
    return [(one["deal"], one["feature"], one["state"]) for one in client.told(address)["told"]]


def test_that_a_buyer_was_told_is_kept_once_and_taken_back(program):
    bob = program("rep", known_as="Bob")
    made = tell(bob, what="by mail").json()["change"]
    assert rows() == [{"deal": "D1", "feature": "F1", "on": date(2026, 11, 21), "by": "Bob",
                       "due": P80, "what": "by mail"}]  # fmt: skip
    assert tell(bob, what="by mail").json() == {"change": None}
    assert bob.post(f"changes/{made}/undo").status_code == 200
    assert rows() == []


def test_whom_to_tell_anew_is_said_of_the_deal_and_of_the_feature(program):
    bob = program("rep", known_as="Bob")
    assert states(bob, "deals/D1/told") == [("D1", "F1", "untold")]
    tell(bob)
    assert states(bob, "deals/D1/told") == [("D1", "F1", "holds")]
    moved_to(date(2027, 1, 20))
    assert states(bob, "deals/D1/told") == [("D1", "F1", "later")]
    told = program("developer").told("features/F1/told")
    assert [(one["deal"], one["now"]) for one in told["told"]] == [
        ("D1", "2027-01-20"), ("D2", "2027-01-20"),
    ]  # fmt: skip
    assert told["is_current"] is True
    assert bob.get("features/F9/told").status_code == 404


def test_all_that_is_wrong_is_told_at_once_and_a_rep_tells_own_buyers_alone(program):
    bob = program("rep", known_as="Bob")
    wrong = tell(bob, feature="F9", due="soon").json()["problems"]
    assert {one["at"] for one in wrong} == {"body.feature", "body.due"}
    assert tell(program("rep", known_as="Ann")).status_code == 403
    assert tell(program("developer")).status_code == 403
    assert bob.post("deals/D9/told", {"feature": "F1"}).status_code == 404
    assert rows() == []
