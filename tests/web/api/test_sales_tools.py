"""Sales tools for programs: told as the page shows them, asked for, answered, made and let."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from interlock.actions.features_ahead import features_ahead
from interlock.store import outcomes, read, write
from tests.render import sample_ahead
from tests.store.books import frame
from tests.web.test_deals import SECRETS
from tests.web.test_tools import AHEAD, AT, BOOK, ODD, held, row

__all__ = ["held"]
pytestmark = [
    pytest.mark.usefixtures("held"),
    pytest.mark.parametrize("book_at", ["sqlite"], indirect=True),
]
ONE = f"tools/{AT}"


@pytest.fixture(scope="module")
def made():
    first = sample_ahead.releases()[0]
    sells = replace(
        first.line, sellable_p50_on=date(2027, 1, 11), sellable_p80_on=date(2027, 1, 20),
        tools_left=(ODD,),
    )  # fmt: skip
    of_all = replace(features_ahead(BOOK), tools=(replace(AHEAD, waiting=("D2",)),))
    return replace(of_all, releases=(replace(first, line=sells),))


@pytest.fixture
def bob(program):
    return program("rep", known_as="Bob")


@pytest.fixture
def pia(program):
    return program("product", known_as="Pia")


def names(client, words=""):
    return [one["name"] for one in client.told(f"tools{words}")["items"]]


def ask(client, **said):
    answer = client.post("tool_asks", {"tool": ODD, "deal": "D2", "strength": "important"} | said)
    assert answer.status_code == 201, answer.content
    return answer.json()


def wrong(answer):
    assert answer.status_code == 422, answer.content
    return {one["at"]: one for one in answer.json()["problems"]}


def test_tools_are_told_as_the_page_has_them(program, browser):
    told = program("manager").told("tools")
    page = browser("manager").get("/tools/", {"as": "csv", "state": "all"}).content.decode()
    lines = list(csv.DictReader(io.StringIO(page)))
    assert told["count"] == len(lines) == 5
    for one, line in zip(told["items"], lines, strict=True):
        for name in ("name", "kind", "owner", "state", "due", "ready_on", "p50_on", "p80_on"):
            assert (one[name] or "") == line[name], name
        assert (len(one["asks"]), one["review"] or "") == (int(line["asks"]), line["review"])
    (odd,) = [one for one in told["items"] if one["name"] == ODD]
    assert (odd["basis"], odd["waits_for"], odd["deals"]) == ("own pace", ["F1"], 1)
    assert odd["shows"][0]["name"] == "Export"
    assert told["is_current"] is True


def test_words_narrow_them_as_on_the_page_and_a_deal_says_what_may_be_taken(bob, pia):
    assert names(bob, "?state=used") == ["Other demo", ODD, "Old deck", "Price list"]
    assert names(bob, "?state=retired") == names(bob, "?name=Gone") == ["Gone"]
    assert names(bob, "?state=used&safe=true&deal=D2") == ["Old deck", "Price list"]
    (odd,) = bob.told("tools?deal=D2&state=draft")["items"]
    assert (odd["taken_as"], odd["link"], odd["refused"]) == (None, None, "not ready: ask Pia")
    assert pia.post(f"{ONE}/let", {"person": "Bob", "deal": "Inn"}).status_code == 201
    (odd,) = bob.told("tools?deal=D2&state=draft")["items"]
    assert (odd["taken_as"], odd["link"]) == ("let", "https://files.example/deck")
    assert bob.told(ONE)["link"] is None
    assert {"query.state", "query.limit"} == set(wrong(bob.get("tools?state=redy&limit=0")))
    assert set(wrong(bob.get("tools?deal=D3"))) == {"query.deal"}


def test_without_a_forecast_they_are_told_without_days_and_the_newest_is_waited_for(
    program, monkeypatch
):
    for found in ("find", "latest"):
        monkeypatch.setattr(outcomes, found, lambda *_: None)
    viewer = program("viewer")
    told = viewer.told("tools")
    assert (told["is_current"], {one["p50_on"] for one in told["items"]}) == (None, {None})
    for address in ("tools?newest=true", "tool_asks?newest=true"):
        answer = viewer.get(address)
        assert (answer.status_code, answer["Location"]) == (202, f"/api/v1/{address}")


def test_a_tool_is_asked_for_and_its_deal_waits_until_another_is_used_instead(bob, pia):
    made = ask(bob, why="their board")
    own = row("tool_asks", id=made["ask"])
    assert (own["by"], own["tool"], own["strength"]) == ("Bob", ODD, "important")
    (awaited,) = bob.told("deals/D2")["waits_for_tools"]
    assert (awaited["ask"], awaited["tool"], awaited["p80_on"]) == (made["ask"], ODD, "2026-12-20")
    (group,) = [one for one in pia.told("tool_asks")["items"] if one["tool"] == ODD]
    assert group["instead"][0] == {"name": "Old deck", "shows_the_same": True}
    assert (group["may_answer"], group["is_ready"]) == (True, False)
    said = {"asks": [made["ask"]], "said": "instead", "instead": "Old deck"}
    refused = bob.post("tool_asks/answers", said)
    assert refused.status_code == 403
    number = pia.post("tool_asks/answers", said).json()["change"]
    assert bob.told("deals/D2")["waits_for_tools"] == []
    answered = bob.told("tool_asks")["answered"][0]
    assert (answered["id"], answered["instead"]) == (made["ask"], "Old deck")
    assert bob.told(ONE)["answered"][0]["answered_by"] == "Pia"
    assert pia.post(f"changes/{number}/undo").status_code == 200
    assert row("tool_asks", id=made["ask"])["answer"] is None


@pytest.mark.parametrize(
    ("role", "amounts", "seen"),
    [("manager", "", {"Ann", "Bob"}), ("rep", "own", {"Ann"}), ("developer", "", set()),
     ("viewer", "", set())],
)  # fmt: skip
def test_the_money_behind_asks_is_told_to_whom_the_page_tells_it(program, bob, role, amounts, seen):
    ask(bob)
    client = program(role, known_as="Ann", amounts=amounts)
    told = client.told("tool_asks")
    groups = {one["tool"]: one for one in told["items"]}
    expected = {None: "Ann", ODD: "Bob"}
    for tool, owner in expected.items():
        amount = float(SECRETS[owner]) if owner in seen else None
        assert groups[tool]["amount"] == amount, tool
    assert (groups[ODD]["at_risk"] == AHEAD.at_risk) == (role == "manager")
    whole = "".join(client.get(at).content.decode() for at in ("tools", ONE, "tool_asks"))
    for owner, secret in SECRETS.items():
        assert (secret.split(".")[0] in whole) == (owner in seen), owner
    assert ("71717171" in whole) == (role == "manager")


def test_who_may_not_ask_for_a_deal_and_what_cannot_be_asked_are_refused(program, bob):
    before = read.latest()
    others = {"tool": ODD, "deal": "D/1"}
    assert bob.post("tool_asks", others).status_code == 403
    assert program("viewer").post("tool_asks", others).status_code == 403
    found = wrong(bob.post("tool_asks", {"deal": "D3", "strength": "importnt"}))
    assert set(found) == {"body.kind", "body.deal", "body.strength"}
    assert found["body.strength"]["near"] == ["important"]
    assert (
        "is ready: take it"
        in bob.post("tool_asks", {"tool": "Old deck", "deal": "D2"}).json()["detail"]
    )
    assert read.latest() == before


def test_an_answer_needs_its_reason_and_its_tool(pia):
    send = "tool_asks/answers"
    assert set(wrong(pia.post(send, {"asks": [], "said": "no"}))) == {"body.asks", "body.because"}
    found = wrong(pia.post(send, {"asks": ["A1"], "said": "mde"}))
    assert found["body.said"]["allowed"] == ["made", "instead", "no"]
    assert set(wrong(pia.post(send, {"asks": ["A1"], "said": "instead"}))) == {"body.instead"}
    assert pia.post(send, {"asks": ["A1"], "said": "made"}).status_code == 422
    no = {"asks": ["A1"], "said": "no", "because": "none was made"}
    assert pia.post(send, no).status_code == 200
    assert row("tool_asks", id="A1")["because"] == "none was made"


def test_a_tool_is_added_for_those_who_asked_and_made_ready(pia, bob):
    assert bob.post("tools", {"name": "x"}).status_code == 403
    sent = {"name": "Bakers' words", "asks": ["A1"], "features": ["core-1", "Map"]}
    assert pia.post("tools", sent).status_code == 201
    own = row("tools", name="Bakers' words")
    assert (own["kind"], own["owner"], own["state"], own["features"]) == (
        "reference", "Pia", "asked for", ["F1", "F2"],
    )  # fmt: skip
    assert row("tool_asks", id="A1")["tool"] == "Bakers' words"
    assert pia.post("tools/Bakers' words/values", {"state": "ready"}).status_code == 200
    assert row("tools", name="Bakers' words")["ready_on"] == date(2026, 11, 21)
    assert pia.post("tool_asks/answers", {"asks": ["A1"], "said": "made"}).status_code == 200


def test_all_that_is_wrong_with_a_tool_is_told_and_nothing_is_kept(pia):
    before = read.latest()
    sent = {"features": ["Exprot"], "due": "soon", "link": "javascript:alert(1)", "asks": ["A9"],
            "state": "retired"}  # fmt: skip
    found = wrong(pia.post("tools", {"name": " ", **sent}))
    assert set(found) == {f"body.{name}" for name in ("name", *sent)}
    assert "Did you mean Export?" in found["body.features"]["what"]
    del sent["asks"]
    found = wrong(pia.post(f"{ONE}/values", sent | {"state": "redy"}))
    assert set(found) == {f"body.{name}" for name in sent}
    assert found["body.state"]["near"] == ["ready"]
    assert set(wrong(pia.post(f"{ONE}/values", {}))) == {"body"}
    assert "called old DECK already" in pia.post("tools", {"name": "old DECK"}).json()["detail"]
    assert read.latest() == before


def test_what_is_said_of_a_tool_changes_alone_and_is_taken_back(pia, bob):
    number = pia.post(f"{ONE}/values", {"edition": "1.1", "link": None}).json()["change"]
    now = row("tools", name=ODD)
    assert (now["edition"], now["link"], now["kind"], now["features"]) == (
        "1.1", None, "deck", ["F1"],
    )  # fmt: skip
    assert {"edition", "link"} <= set(pia.told(ONE)["typed"])
    late = pia.post(f"{ONE}/values", {"edition": "1.2", "seen": number - 1})
    assert late.status_code == 412
    assert pia.post(f"changes/{number}/undo").status_code == 200
    assert row("tools", name=ODD)["edition"] == "1.0"
    assert bob.post(f"{ONE}/values", {"edition": "2"}).status_code == 403
    assert pia.post("tools/nothing/values", {"edition": "2"}).status_code == 404
    assert pia.get("tools/nothing").status_code == 404


def test_one_that_must_be_looked_at_is_safe_again_once_its_maker_did(pia, bob):
    assert bob.post("tools/Other demo/looked_at").status_code == 403
    assert bob.told("tools/Other%20demo")["taken_as"] is None
    assert pia.post("tools/Other demo/looked_at").status_code == 200
    told = bob.told("tools/Other%20demo")
    assert (told["review"], told["is_safe"], told["taken_as"]) == (None, True, "ready")


def test_whom_its_maker_lets_have_it_stands_there_until_that_is_taken_back(pia, bob):
    assert bob.post(f"{ONE}/let", {"person": "Bob", "deal": "D2"}).status_code == 403
    found = wrong(pia.post(f"{ONE}/let", {"person": "Bbo", "deal": "Inm"}))
    assert (found["body.person"]["near"], set(found)) == (["Bob"], {"body.person", "body.deal"})
    let = {"person": "Bob", "deal": "D2"}
    number = pia.post(f"{ONE}/let", let | {"why": "on our screen"}).json()["change"]
    (told,) = bob.told(f"{ONE}?deal=D2")["lets"]
    assert (told["person"], told["by"], told["why"]) == ("Bob", "Pia", "on our screen")
    assert bob.told(f"{ONE}?deal=D2")["taken_as"] == "let"
    back = pia.post(f"{ONE}/let_no_more", let).json()["change"]
    assert back > number
    assert bob.told(f"{ONE}?deal=D2")["taken_as"] is None
    assert pia.post(f"{ONE}/let_no_more", let).status_code == 422
    assert pia.post(f"changes/{back}/undo").status_code == 200
    assert bob.told(f"{ONE}?deal=D2")["taken_as"] == "let"


def test_a_release_says_from_when_it_is_sellable(bob):
    (told,) = bob.told("releases")["releases"]
    assert (told["sellable_p50_on"], told["sellable_p80_on"]) == ("2027-01-11", "2027-01-20")
    assert told["tools_left"] == [ODD]


def test_developers_are_told_thirds_of_the_money_once_there_are_enough_deals(program, bob):
    ask(bob)
    more = [{**row("deals", id="D2"), "id": f"E{number}"} for number in range(7)]
    write.book(read.book().with_tables(deals=frame("deals", *read.book().deals.to_dicts(), *more)),
               by="Ann", words="more deals")  # fmt: skip
    dev = program("developer", known_as="Dee")
    groups = {one["tool"]: one for one in dev.told("tool_asks")["items"]}
    assert (groups[ODD]["amount"], groups[ODD]["bands"]) == (None, {"small": 1})
    assert groups[ODD]["asks"][0]["band"] == "small"
