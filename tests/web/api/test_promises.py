"""Promises through the API: told as they stand, given with the odds before, moved and settled."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest

from interlock.cli import mcp_book
from interlock.store import hooks, read, write
from interlock.web import clock, tasks
from tests.store.books import book
from tests.web.desk import features_at_once, work
from tests.web.test_deals import BESIDE, CLOSED, OPEN, ahead

pytestmark = [
    pytest.mark.usefixtures("held"),
    pytest.mark.parametrize("book_at", ["sqlite"], indirect=True),
]
ACT = {"kind": "own act", "form": "internal"}
PROMISES = [
    {"id": "P1", "what": "Send the offer", "maker": "Bob", "to": "Eve", "deal": "D2",
     "said_on": date(2026, 11, 2), "due": date(2026, 12, 1), **ACT},
    {"id": "P2", "what": "Ship Export", "maker": "Dev", "to": "Bob", "feature": "F1",
     "said_on": date(2026, 11, 2), "due": date(2026, 12, 31), **ACT},
    {"id": "P3", "what": "Bakery signs", "maker": "Ann", "to": "Mo", "deal": "D/1", "odds": 0.5,
     "kind": "outcome", "form": "said", "said_on": date(2026, 11, 2), "due": date(2026, 12, 31)},
    {"id": "P4", "what": "Call them", "maker": "Ann", "to": "Bob", "said_on": date(2026, 11, 2),
     "due": date(2026, 11, 10), **ACT},
    {"id": "P5", "what": "Price list", "maker": "Ann", "to": "Mo", "said_on": date(2026, 10, 2),
     "due": date(2026, 11, 5), "done_on": date(2026, 11, 4), **ACT},
]  # fmt: skip
NEW = {"what": "Send the contract", "to": "Eve", "due": "2026-12-10", "deal": "Inn"}
MOVE = {"due": "2026-12-24", "why": "they are on leave", "told": ["Eve", "Mo"]}


@pytest.fixture
def unworked(book_at, monkeypatch):
    """The book before anything is worked out of it."""
    now = datetime(2026, 11, 21, 12, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: now)
    write.book(book([*CLOSED, *OPEN], **BESIDE, promises=PROMISES), by="Ann", words="first")


@pytest.fixture
def held(unworked, monkeypatch):
    monkeypatch.setattr(tasks, "deals_ahead", lambda _book, **_: ahead())
    tasks.make_deals.func()
    features_at_once(monkeypatch)


@pytest.fixture
def bob(program):
    return program("rep", known_as="Bob")


def ids(told):
    return [one["id"] for one in told["items"]]


def ats(answer):
    return {one["at"] for one in answer.json()["problems"]}


def promise(own_id):
    (row,) = read.book().promises.filter(id=own_id).to_dicts()
    return row


def test_promises_are_told_as_the_page_has_them(program, browser):
    told = program("viewer").told("promises")
    page = browser("viewer").get("/promises/?whose=everybody&state=all&as=csv").content.decode()
    rows = list(csv.DictReader(io.StringIO(page)))
    assert ids(told) == [row["id"] for row in rows] == ["P1", "P2", "P3", "P4", "P5"]
    for row, one in zip(rows, told["items"], strict=True):
        row["odds_now"], row["odds"] = row["odds"], row.pop("said_odds")
        assert {name: "" if one[name] is None else str(one[name]) for name in row} == row
    one, two, three, four, five = told["items"]
    assert (one["verdict"], one["decided"], one["settled_on"]) == ("open", None, None)
    assert two["about"] == [{"kind": "feature", "id": "F1", "name": "Export"}]
    (deal,) = (one for one in ahead().deals if one.id == "D/1")
    assert three["odds_now"] == pytest.approx(deal.p_won, rel=1e-9)
    assert four["decided"] == {
        "table": "promises", "id": "P4", "says": "passed", "on": "2026-11-11"
    }  # fmt: skip
    assert (five["verdict"], five["settled_on"]) == ("kept", "2026-11-04")
    assert (told["today"], told["seen_on"]) == ("2026-11-21", "2026-11-20")


def test_which_promises_is_said_in_the_words_of_the_page_and_by_column(bob):
    asked = {
        "deal=D2": ["P1"], "feature=F1": ["P2"], "release=R1": [], "maker=Ann": ["P3", "P4", "P5"],
        "to=Mo": ["P3", "P5"], "whose=mine": ["P1"], "whose=to_me": ["P2", "P4"],
        "state=open": ["P1", "P2", "P3"], "state=soon": ["P1"], "state=missed": ["P4"],
        "state=kept": ["P5"], "state=over": [], "about=deal": ["P1", "P3"], "form=said": ["P3"],
        "q=ship+dev": ["P2"], "state=open&maker=Ann": ["P3"],
    }  # fmt: skip
    assert {words: ids(bob.told(f"promises?{words}")) for words in asked} == asked
    assert bob.told("promises?limit=1&offset=1")["count"] == 5
    wrong = bob.get("promises?whose=you&state=opn&about=x&form=x")
    assert ats(wrong) == {"query.whose", "query.state", "query.about", "query.form"}


def test_what_somebody_may_do_with_a_promise_stands_beside_it(program, bob):
    def may(client):
        told = client.told("promises")["items"]
        return {one["id"] for one in told if one["may_move"]}, {
            one["id"] for one in told if one["may_say_done"]
        }

    assert may(bob) == ({"P1"}, {"P1"})
    assert may(program("developer", known_as="dev")) == ({"P2"}, set())
    assert may(program("manager")) == ({"P1", "P2", "P3"}, {"P1", "P4"})
    assert may(program("viewer", known_as="Bob")) == (set(), set())


def test_the_odds_of_a_day_are_those_of_the_forecast_before_it_is_promised(bob):
    (deal,) = (one for one in ahead().deals if one.id == "D2")
    told = bob.told("promises/odds?kind=outcome&deal=inn&due=2026-12-31")
    assert (told["deal"], told["maker"], told["is_current"]) == ("D2", "Bob", True)
    assert told["known"]["of"] == "deal"
    assert told["known"]["odds"] == pytest.approx(deal.p_won, rel=1e-9)
    (line,) = (one.line for one in work().features if one.id == "F1")
    known = bob.told("promises/odds?feature=Export")["known"]
    assert (known["of"], known["odds"]) == ("feature", None)
    days = [line.p50_on, line.p80_on, line.p95_on]
    assert known["days"] == [
        {"p": p, "day": day and day.isoformat()}
        for p, day in zip((0.5, 0.8, 0.95), days, strict=True)
    ]
    few = bob.told("promises/odds?due=2026-12-31")["known"]
    assert (few["of"], few["odds"], few["acts"], few["fewest"]) == ("acts", None, 2, 20)


def test_odds_of_what_is_named_wrongly_are_not_told(bob):
    wrong = bob.get("promises/odds?feature=Exprt&deal=X9&due=2026-11-01&kind=outcme")
    assert ats(wrong) == {"query.feature", "query.deal", "query.due", "query.kind"}
    assert "Did you mean Export?" in wrong.content.decode()
    assert ats(bob.get("promises/odds?kind=outcome")) == {"query.kind"}
    assert ats(bob.get("promises/odds?featur=F1")) == {"query.featur"}


@pytest.mark.usefixtures("unworked")
@pytest.mark.parametrize("held", [None])
def test_until_a_forecast_is_there_odds_are_on_their_way_and_the_rest_is_told(program, held):
    assert held is None
    viewer = program("viewer")
    told = viewer.told("promises")
    assert (told["is_current"], told["items"][3]["verdict"]) == (None, "broken")
    assert told["items"][2]["odds_now"] is None
    assert viewer.told("promises/P2")["is_current"] is None
    for address in ("promises/odds?feature=F1", "promises?newest=true", "promises/P2?newest=true"):
        answer = viewer.get(address)
        assert (answer.status_code, "Retry-After" in answer) == (202, True), address


def test_a_promise_is_given_with_its_odds_as_one_change(bob):
    before = read.latest()
    known = bob.told("promises/odds?kind=outcome&deal=Inn&due=2026-12-10")["known"]
    answer = bob.post("promises", {**NEW, "kind": "outcome", "confidence": "80 %"})
    made = answer.json()
    assert (answer.status_code, made["change"]) == (201, before + 1)
    assert made["odds"] == known["odds"] > 0
    row = promise(made["promise"])
    assert (row["maker"], row["deal"], row["odds"]) == ("Bob", "D2", known["odds"])
    assert (row["form"], row["said_on"]) == ("internal", date(2026, 11, 21))
    assert bob.told(f"promises/{made['promise']}")["known"] == known
    assert bob.post(f"changes/{made['change']}/undo").status_code == 200
    assert bob.get(f"promises/{made['promise']}").status_code == 404


def test_what_is_wrong_with_a_promise_is_told_at_once_and_nothing_is_given(bob):
    before = read.latest()
    sent = {**NEW, "what": " ", "due": "2026-11-01", "deal": "Innn", "form": "shouted",
            "confidence": "sure", "release": "R9"}  # fmt: skip
    answer = bob.post("promises", sent)
    assert ats(answer) == {
        "body.what", "body.due", "body.deal", "body.form", "body.confidence", "body.release"
    }  # fmt: skip
    assert ats(bob.post("promises", {**NEW, "kind": "outcome", "deal": ""})) == {"body.kind"}
    (misspelt,) = bob.post("promises", {"wht": "x"}).json()["problems"]
    assert misspelt["near"][0] == "what"
    assert read.latest() == before


def test_a_move_is_a_version_with_why_and_who_was_told_and_is_taken_back(bob):
    made = bob.post("promises/P1/move", MOVE).json()
    told = bob.told("promises/P1")
    assert (told["due"], told["first_due"], told["moved"]) == ("2026-12-24", "2026-12-01", 1)
    assert told["moves"] == [
        {"on": told["moves"][0]["on"], "old": "2026-12-01", "new": "2026-12-24", "by": "Bob",
         "why": "they are on leave", "told": ["Eve", "Mo"]}
    ]  # fmt: skip
    assert bob.post("promises/P1/move", MOVE).json() == {"change": None}
    assert bob.post(f"changes/{made['change']}/undo").status_code == 200
    assert bob.told("promises/P1")["moves"] == []


def test_whoever_moved_it_meanwhile_is_not_written_over(bob, program):
    first = bob.get("promises/P1")
    assert program("manager").post("promises/P1/move", MOVE).status_code == 200
    again = {**MOVE, "due": "2027-01-08"}
    late = bob.post("promises/P1/move", again, **{"If-Match": first["ETag"]})
    seen = bob.post("promises/P1/withdraw", {"why": "x", "seen": first.json()["revision"]})
    assert (late.status_code, seen.status_code) == (412, 412)
    assert promise("P1")["due"] == date(2026, 12, 24)
    now = bob.get("promises/P1")["ETag"]
    assert bob.post("promises/P1/move", again, **{"If-Match": now}).status_code == 200


def test_what_is_withdrawn_or_settled_moves_no_more(program):
    manager = program("manager")
    assert manager.post("promises/P1/withdraw", {"why": "they bought elsewhere"}).status_code == 200
    told = manager.told("promises/P1")
    assert (told["verdict"], told["due"], told["may_move"]) == ("withdrawn", None, False)
    for own_id in ("P1", "P4", "P5"):
        answer = manager.post(f"promises/{own_id}/move", MOVE)
        assert (answer.status_code, answer.json()["detail"]) == (
            422, "It is settled: its day moves no more"
        )  # fmt: skip


def test_done_is_said_once_where_no_record_says_so(bob, program):
    made = bob.post("promises/P1/done").json()
    assert promise("P1")["done_on"] == date(2026, 11, 21)
    assert bob.told("promises/P1")["verdict"] == "kept"
    assert bob.post("promises/P1/done").status_code == 422
    assert program("developer", known_as="Dev").post("promises/P2/done").status_code == 422
    assert bob.post(f"changes/{made['change']}/undo").status_code == 200
    assert bob.told("promises/P1")["verdict"] == "open"


def test_a_move_that_says_too_little_is_refused_with_all_that_is_wrong(bob):
    sent = {"due": "2026-11-01", "why": " "}
    assert ats(bob.post("promises/P1/move", sent)) == {"body.due", "body.why"}
    assert ats(bob.post("promises/P1/withdraw", {"why": " "})) == {"body.why"}
    assert ats(bob.post("promises/P1/move", {**MOVE, "told": ["Stone, Eve"]})) == {"body.told.0"}
    assert promise("P1")["due"] == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("role", "name", "may"),
    [
        ("viewer", "Bob", set()), ("rep", "Bob", {"P1"}), ("rep", "Zoe", set()),
        ("product", "Ann", {"P3"}), ("developer", "Dev", {"P2"}),
        ("manager", "Mo", {"P1", "P2", "P3"}),
    ],
)  # fmt: skip
def test_only_who_promised_whose_deal_it_is_and_managers_move_a_promise(program, role, name, may):
    who = program(role, known_as=name)
    statuses = {own_id: who.post(f"promises/{own_id}/move", MOVE).status_code
                for own_id in ("P1", "P2", "P3")}  # fmt: skip
    assert statuses == {own_id: 200 if own_id in may else 403 for own_id in statuses}
    assert who.post("promises/P9/move", MOVE).status_code == (403 if role == "viewer" else 404)
    assert who.post("promises", NEW).status_code == (403 if role == "viewer" else 201)


def test_an_assistant_is_told_of_the_book_what_the_api_tells(bob, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 20, 12, tzinfo=UTC))
    monkeypatch.setattr(mcp_book, "deals_ahead", lambda _: ahead())
    monkeypatch.setattr(mcp_book, "features_ahead", lambda _: work())
    held = mcp_book.Held(None, on=None, mapping=None, strict=False)
    told = {one["id"]: one for one in held.rows("promises", maker=None)["items"]}
    for one in bob.told("promises")["items"]:
        mine = json.loads(json.dumps(told[one["id"]], default=str))
        assert mine == {name: one[name] for name in mine}


def test_a_day_beyond_all_calendars_breaks_nothing(bob):
    far = {**MOVE, "due": "9999-12-31"}
    assert bob.post("promises/P1/move", far).status_code == 200
    assert bob.told("promises/P1")["verdict"] == "open"
    assert bob.told("promises/odds?kind=outcome&deal=D2&due=9999-12-31")["known"]["odds"] is None


def test_webhooks_are_told_of_what_is_given_moved_and_done(bob, monkeypatch):
    told = []
    monkeypatch.setattr(hooks, "tell", lambda kind, event, _: told.append((kind, event)))
    answers = [
        bob.post("promises", NEW), bob.post("promises/P1/move", MOVE), bob.post("promises/P1/done")
    ]  # fmt: skip
    changes = [one.json()["change"] for one in answers]
    assert told == [("promise", f"promise-typed-{number}") for number in changes]
