"""What somebody is told of sales tools: theirs to use, theirs to make, each thing once."""

from interlock.engine import tool_nudges
from tests.engine.books import book

ASK = {"id": "A", "by": "Ann", "tool": "Deck", "deal": "D", "strength": "important"}


def tools(state="draft", *, review=None, asks=(ASK,), lets=()):
    return book(
        deals=[{"id": "D", "name": "Inn", "outcome": "open"}],
        tools=[{"name": "Deck", "owner": "Ben", "state": state, "review": review}],
        tool_asks=list(asks),
        tool_lets=list(lets),
    )


def said(known_book, name, *, known=None, took=()):
    known = known or {}
    seen = list(tool_nudges.seen(known_book, name, known, took))
    told = [one for one in seen if one.nudge and known.get(one.key) != one.mark]
    return [(one.nudge.said, one.nudge.about, one.nudge.own_id) for one in told], known | {
        one.key: one.mark for one in seen
    }


def test_who_asked_is_told_when_it_is_ready_and_once():
    nothing, known = said(tools(), "Ann")
    assert nothing == []
    told, known = said(tools("ready"), "ann", known=known)
    assert told == [("“Deck” is ready: you asked for it for Inn", "deal", "D")]
    assert said(tools("ready"), "Ann", known=known)[0] == []


def test_an_ask_for_no_deal_leads_to_the_tool():
    asked = [ASK | {"deal": None}]
    _, known = said(tools(asks=asked), "Ann")
    told, _ = said(tools("ready", asks=asked), "Ann", known=known)
    assert told == [("“Deck” is ready: you asked for it", "tool", "Deck")]


def test_whoever_has_it_is_told_that_it_is_looked_at_again_and_that_it_is_retired():
    marked = tools("ready", review="Wave picking was dropped on 3 Nov", asks=())
    told, known = said(marked, "Cleo", took={"Deck"})
    assert told == [
        ("“Deck”, which you have, is looked at again: Wave picking was dropped on 3 Nov",
         "tool", "Deck"),
    ]  # fmt: skip
    assert said(marked, "Cleo", known=known, took={"Deck"})[0] == []
    told, _ = said(tools("retired", asks=()), "Cleo", known=known, took={"Deck"})
    assert told == [("“Deck”, which you have, is retired", "tool", "Deck")]
    assert said(marked, "Dora")[0] == []


def test_who_asked_is_told_that_it_is_looked_at_again_and_when_it_can_be_used_again():
    marked = tools("ready", review="Wave picking was dropped on 3 Nov")
    told, known = said(marked, "Ann", known=said(tools("ready"), "Ann")[1])
    assert [words for words, *_ in told] == [
        "“Deck”, which you asked for, is looked at again: Wave picking was dropped on 3 Nov"
    ]
    told, _ = said(tools("ready"), "Ann", known=known)
    assert told == [("“Deck” is ready: you asked for it for Inn", "deal", "D")]


def test_what_is_not_looked_at_yet_is_not_told_as_ready():
    _, known = said(tools(), "Ann")
    assert said(tools("ready", review="old prices"), "Ann", known=known)[0] == [
        ("“Deck”, which you asked for, is looked at again: old prices", "tool", "Deck")
    ]


def test_who_is_told_to_use_it_instead_has_asked_for_it_and_who_is_told_no_has_not():
    answered = {"answer": "instead", "tool": "Other", "instead": "Deck"}
    for asked, count in ((answered, 1), ({"answer": "no"}, 0)):
        _, known = said(tools("ready", asks=[ASK | asked]), "Ann")
        later = tools("retired", asks=[ASK | asked])
        assert len(said(later, "Ann", known=known)[0]) == count


def test_who_is_let_have_it_is_told_of_what_comes_later():
    let = [{"tool": "Deck", "person": "Cleo", "deal": "D", "by": "Ben"}]
    nothing, known = said(tools(review="old prices", lets=let, asks=()), "Cleo")
    assert nothing == []
    told, _ = said(tools("retired", lets=let, asks=()), "Cleo", known=known)
    assert [words for words, *_ in told] == ["“Deck”, which you have, is retired"]


def test_the_owner_is_told_of_each_open_ask_of_others_once():
    told, known = said(tools(), "Ben")
    assert told == [("Ann asks for “Deck” for Inn", "tool", "Deck")]
    assert said(tools(), "Ben", known=known)[0] == []
    more = tools(asks=[ASK, ASK | {"id": "B", "by": "Cleo", "deal": None}])
    assert said(more, "Ben", known=known)[0] == [("Cleo asks for “Deck”", "tool", "Deck")]
    own = tools(asks=[ASK | {"by": "Ben"}])
    assert said(own, "Ben")[0] == []
    assert said(tools("ready"), "Ben")[0] == []
