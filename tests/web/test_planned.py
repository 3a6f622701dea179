"""A plan: moved by hand in the address, accepted as one change, taken back as one."""

from datetime import date
from functools import cache

import pytest

from interlock.actions import load_answer, save_hooks, send_hooks
from interlock.actions.load_outlook import Desk
from interlock.engine import outlook as looking
from interlock.records.rights import Viewer
from interlock.store import members, read, shown, write
from tests.store.books import book, deal
from tests.web.receiver import receiver

DAY, DUE = date(2026, 6, 1), date(2027, 1, 20)
BOOK = book(
    [deal("D1", name="Alpha", created_on=DAY, owner="Ann")],
    features=[
        {"id": one, "name": f"Feature {one}", "team": "Core", "order": place, "created_on": DAY}
        for place, one in enumerate(("F1", "F2", "F3"), 1)
    ],
    items=[{"id": f"I{n}", "feature": f"F{n}", "team": "Core", "created_on": DAY}
           for n in (1, 2, 3)],
    teams=[{"name": "Core", "people": 4.0}],
    needs=[{"deal": "D1", "feature": "F3", "strength": "dealbreaker", "on": DAY}],
    promises=[{"id": "P1", "what": "Ship F1", "kind": "own act", "maker": "Core", "to": "Ann",
               "feature": "F1", "said_on": DAY, "due": DUE}],
)  # fmt: skip
MO = Viewer("Mo", "manager")


@cache
def outlook():
    return looking.outlook(BOOK, as_of=BOOK.seen_on, seed=1, draws=256)


@pytest.fixture
def mo(browser, monkeypatch):
    """A manager, while the outlook of the book is held."""
    revision = write.book(BOOK, by="Ann", words="first")
    desk = Desk(held=(revision, outlook()), making=revision)

    def reply(ask):
        monkeypatch.setattr(desk, "held", (read.forecasts_revision(), outlook()))
        return desk.reply(ask)

    monkeypatch.setattr(load_answer, "_reply", reply)
    return browser("manager", known_as="Mo")


def queue():
    rows = shown.table("features", MO)
    standing = rows.filter(rows["dropped_on"].is_null()).sort("order")
    return standing["id"].to_list()


def test_a_move_is_one_more_change_in_the_address_and_two_of_one_feature_are_one(mo):
    up = mo.get("/plan/?move=F3:up")
    assert up["Location"] == "/plan/?order=F3%3D2"
    again = mo.get(f"{up['Location']}&move=F3:up")
    assert again["Location"] == "/plan/?order=F3%3D1"
    dropped = mo.get(f"{again['Location']}&move=F1:drop")
    assert dropped["Location"] == "/plan/?order=F3%3D1&drop=F1"
    kept = mo.get(f"{dropped['Location']}&move=F1:back")
    assert kept["Location"] == "/plan/?order=F3%3D1"
    assert mo.get("/plan/?move=F9:up").status_code == 404
    assert mo.get(f"/plan/?move=F3:{'9' * 5000}").status_code == 404


def test_the_page_has_the_queue_of_the_plan_with_what_it_brings(mo):
    shown_ = mo.get("/plan/?order=F3%3D1&drop=F1").content.decode()
    places = [shown_.index(f'data-feature="{one}"') for one in ("F3", "F2", "F1")]
    assert places == sorted(places)
    assert "dropped" in shown_
    assert "Expected bookings" in shown_
    assert queue() == ["F1", "F2", "F3"]


def test_what_is_accepted_is_the_books_order_as_one_change_with_an_undo(mo):
    address = "/plan/accept/?order=F3%3D1&drop=F1&people=Core%3D%2B1"
    asked = mo.get(address)
    page = asked.content.decode()
    assert "who works in a team is set under Settings" in page
    seen = read.latest()
    done = mo.post(address, {"name": "Sooner", "seen": seen, "due-P1": "2027-02-01"})
    assert done.status_code == 302, done.content.decode()
    assert read.latest() == seen + 1
    assert queue() == ["F3", "F2"]
    (due,) = shown.table("promises", MO)["due"]
    assert due == date(2027, 2, 1)
    mo.post(f"/undo/{seen + 1}/")
    assert queue() == ["F1", "F2", "F3"]


def test_whoever_typed_the_same_meanwhile_is_not_written_over(mo):
    from interlock.store import typed

    seen = read.latest()
    typed.over("features", ("F3",), {"order": "9"}, by="Bob", seen=seen)
    refused = mo.post("/plan/accept/?order=F3%3D1", {"name": "Sooner", "seen": seen})
    assert refused.status_code == 400
    assert "Somebody changed the same since" in refused.content.decode()


def test_a_rep_looks_at_plans_and_accepts_none(mo, browser):
    rep = browser("rep", known_as="Ann")
    assert "Accept" not in rep.get("/plan/?order=F3%3D1").content.decode()
    assert rep.get("/plan/accept/?order=F3%3D1").status_code == 403


def test_webhooks_are_told_of_a_plan_that_is_accepted_and_of_no_other(mo, settings):
    settings.HOOKS_PRIVATE = True
    user = members.listed()[0].user
    with receiver() as there:
        save_hooks.make_hook(user, url=there.url, kinds=["plan"], by="Mo")
        address, seen = "/plan/accept/?order=F3%3D1&drop=F1", read.latest()
        mo.post(address, {"name": "", "seen": seen})
        assert send_hooks.send_due() == 0
        mo.post(address, {"name": "Sooner", "seen": seen, "due-P1": "2027-02-01"})
        assert send_hooks.send_due() == 1
    assert there.events == [f"plan-{seen + 1}"]
    told = there.told[0]["data"]
    assert (told["change"], told["name"]) == (seen + 1, "Sooner")
    features = {one.pop("id"): one for one in told["features"]}
    assert sorted(features) == ["F1", "F2", "F3"]
    assert features["F3"]["order"] < features["F2"]["order"]
    assert features["F1"] == {"dropped_on": BOOK.seen_on.isoformat()}
    assert [(one["id"], one["due"]) for one in told["promises"]] == [("P1", "2027-02-01")]
    assert told["link"].endswith("/order/")
