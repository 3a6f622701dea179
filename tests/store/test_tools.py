"""Sales tools: asked for, answered, made, let and looked at again, by whom the one rule says."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from interlock.actions import load_tools, save_book, save_tool
from interlock.records.errors import Conflict, NotAllowed, NotPossible, UnknownName
from interlock.records.rights import Viewer
from interlock.store import read, write
from tests.store.books import book, deal

pytestmark = [
    pytest.mark.usefixtures("held"),
    pytest.mark.parametrize("book_at", ["sqlite"], indirect=True),
]
NOW, TODAY = datetime(2026, 11, 21, 12, tzinfo=UTC), date(2026, 11, 21)
ANN, BOB, PIA = Viewer("Ann", "manager"), Viewer("Bob", "rep"), Viewer("Pia", "product")
DAN, VIC = Viewer("Dan", "developer"), Viewer("Vic", "viewer")
TOOLS = [
    {"name": "Deck 50 %/ä", "kind": "deck", "owner": "Pia", "state": "draft", "features": ["F1"],
     "link": "https://files.example/deck"},
    {"name": "Old deck", "kind": "deck", "owner": "Pia", "state": "ready",
     "ready_on": date(2026, 9, 1)},
    {"name": "Bob's list", "kind": "price list", "owner": "bob", "state": "internal"},
]  # fmt: skip
HELD = book(
    [
        deal("D1", name="Bakery", owner="Ann", amount=Decimal(100), currency="USD"),
        deal("D2", name="Inn", owner="Bob", amount=Decimal(700)),
    ],
    tools=TOOLS,
    features=[{"id": "F1", "name": "Export"}],
    needs=[{"deal": "D2", "feature": "F1"}],
)


@pytest.fixture
def held(book_at):
    write.book(HELD, by="Ann", words="first")


def ask(viewer=BOB, **said):
    return save_tool.ask(**{"deal": "D2"} | said, viewer=viewer, on=TODAY, by="b@x")[0]


def answer(asks, said, viewer=PIA, **more):
    return save_tool.answer(asks, said, **more, viewer=viewer, on=TODAY, by="p@x")


def change(name, viewer=PIA, **values):
    return save_tool.change(name, values, viewer=viewer, on=TODAY, by="p@x")


def let(viewer=PIA, person="Bob", why="on our screen"):
    return save_tool.let("Deck 50 %/ä", person, "D2", why, viewer=viewer, now=NOW, by="p@x")


def row(table, **which):
    (one,) = read.book().table(table).filter(**which).to_dicts()
    return one


def tools(viewer, deal="D2"):
    return load_tools.load_tools(viewer, features=None, now=NOW, deal=deal)


def of(name, viewer, deal="D2"):
    return next(one for one in tools(viewer, deal).tools if one.name == name)


def test_a_rep_asks_for_what_is_not_ready_once_and_for_their_own_deals_alone():
    own = ask(tool="Deck 50 %/ä", why="their board", strength="dealbreaker")
    told = row("tool_asks", id=own)
    assert (told["by"], told["on"], told["tool"], told["kind"]) == (
        "Bob", TODAY, "Deck 50 %/ä", "deck",
    )  # fmt: skip
    assert (told["features"], told["strength"], told["deal"]) == (["F1"], "dealbreaker", "D2")
    with pytest.raises(NotPossible, match="asked for already"):
        ask(tool="Deck 50 %/ä")
    with pytest.raises(NotPossible, match="is ready: take it"):
        ask(tool="Old deck")
    for deal_id in ("D1", ""):
        with pytest.raises(NotAllowed):
            ask(kind="demo", deal=deal_id)
    with pytest.raises(NotAllowed):
        ask(VIC, kind="demo")
    with pytest.raises(UnknownName):
        ask(tool="Dekc")
    with pytest.raises(NotPossible, match="what kind"):
        ask()


def test_what_is_not_there_is_added_for_those_who_asked_and_is_asked_for_until_it_is_made():
    own = ask(kind="demo", features=["F1"])
    with pytest.raises(NotPossible, match="ready first"):
        answer([own], "made")
    with pytest.raises(NotAllowed):
        save_tool.add({"name": "Demo"}, viewer=BOB, on=TODAY, by="b@x")
    said = {"name": " Demo ", "kind": "demo", "owner": "Pia", "features": ["F1"]}
    save_tool.add(said, asks=[own], viewer=PIA, on=TODAY, by="p@x")
    made = row("tools", name="Demo")
    assert (made["state"], made["asked_on"], made["ready_on"]) == ("asked for", TODAY, None)
    assert row("tool_asks", id=own)["tool"] == "Demo"
    change("Demo", state="ready")
    answer([own], "made")
    told = row("tool_asks", id=own)
    assert (told["answer"], told["answered_by"], told["answered_on"]) == ("made", "Pia", TODAY)
    with pytest.raises(NotPossible, match="answered already"):
        answer([own], "no")
    with pytest.raises(NotPossible, match="called demo already"):
        save_tool.add({"name": "demo"}, viewer=PIA, on=TODAY, by="p@x")


def test_ready_has_its_day_and_loses_it_with_the_state():
    change("Deck 50 %/ä", state="ready")
    assert row("tools", name="Deck 50 %/ä")["ready_on"] == TODAY
    change("Deck 50 %/ä", edition="1.1")
    assert row("tools", name="Deck 50 %/ä")["ready_on"] == TODAY
    change("Old deck", state="retired")
    assert row("tools", name="Old deck")["ready_on"] is None
    assert change("Old deck", state="retired") is None


def test_the_owner_changes_their_own_and_others_only_who_change_tools():
    change("Bob's list", BOB, audience="partners")
    assert row("tools", name="Bob's list")["audience"] == "partners"
    change("Bob's list", DAN, state="draft")
    for viewer in (BOB, VIC):
        with pytest.raises(NotAllowed):
            change("Old deck", viewer, state="draft")
    with pytest.raises(UnknownName):
        change("Old deck", ready_on=date(2020, 1, 1))


def test_used_instead_is_one_that_is_ready_and_both_ways_of_no_say_why():
    one, two = ask(tool="Deck 50 %/ä"), ask(kind="reference")
    with pytest.raises(NotPossible, match="not ready"):
        answer([one], "instead", instead="Bob's list")
    with pytest.raises(NotAllowed):
        answer([one], "instead", BOB, instead="Old deck")
    made = answer([one], "instead", instead="Old deck")
    assert row("tool_asks", id=one)["instead"] == "Old deck"
    answer([two], "no", BOB, because="they signed without")
    assert row("tool_asks", id=two)["because"] == "they signed without"
    save_book.undo(made, by="p@x")
    assert row("tool_asks", id=one)["answered_on"] is None


def test_a_second_answer_that_did_not_see_the_first_is_a_conflict(monkeypatch):
    own = ask(tool="Deck 50 %/ä")
    stood, seen = save_tool._ask(own, PIA), read.latest()
    answer([own], "no", because="first")
    monkeypatch.setattr(save_tool, "_ask", lambda *_: stood)
    monkeypatch.setattr(save_tool.revisions, "latest", lambda: seen)
    with pytest.raises(Conflict):
        answer([own], "instead", instead="Old deck")


def test_whom_the_owner_lets_takes_it_for_that_deal_with_its_link_and_nobody_else():
    assert of("Deck 50 %/ä", BOB).taken_as == ""
    assert of("Deck 50 %/ä", BOB).row["link"] is None
    with pytest.raises(NotAllowed):
        let(BOB)
    with pytest.raises(UnknownName):
        let(person="Nobody")
    let()
    assert row("tool_lets", person="Bob")["at"] == datetime(2026, 11, 21, 12)
    assert (of("Deck 50 %/ä", BOB).taken_as, of("Deck 50 %/ä", BOB, "D1").taken_as) == ("let", "")
    assert of("Deck 50 %/ä", BOB).row["link"] == "https://files.example/deck"
    assert of("Deck 50 %/ä", VIC).taken_as == ""
    save_tool.take_back_let("Deck 50 %/ä", "Bob", "D2", viewer=PIA, by="p@x")
    assert of("Deck 50 %/ä", BOB).taken_as == ""


def test_what_must_be_looked_at_again_is_kept_back_until_it_was():
    change("Old deck", review="Export is in another release now")
    assert (of("Old deck", BOB).taken_as, of("Old deck", PIA).taken_as) == ("", "makes")
    ask(tool="Old deck")
    change("Old deck", review=None)
    assert of("Old deck", BOB).taken_as == "ready"
    assert row("tools", name="Old deck")["ready_on"] == date(2026, 9, 1)


def test_amounts_behind_what_was_asked_reach_only_who_may_see_them():
    save_tool.ask(tool="Deck 50 %/ä", deal="D1", viewer=ANN, on=TODAY, by="a@x")
    ask(tool="Deck 50 %/ä")
    seen = {
        viewer: {one.row["deal"]: one.amount for one in of("Deck 50 %/ä", viewer).asks}
        for viewer in (ANN, Viewer("Bob", "rep", "own"), DAN, VIC)
    }
    assert list(seen.values()) == [
        {"D1": pytest.approx(91), "D2": 700},
        {"D1": None, "D2": 700},
        {"D1": None, "D2": None},
        {"D1": None, "D2": None},
    ]


def test_the_features_that_the_deal_needs_are_known_beside_them():
    assert tools(BOB).needed == {"F1"}
    assert [(one.id, one.name) for one in of("Deck 50 %/ä", BOB).shows] == [("F1", "Export")]
