"""What is due: buyers' steps within 14 days, and tools not ready for what is being sold."""

from datetime import date, timedelta

from interlock.engine import due
from interlock.records.features_ahead import ToolAhead
from interlock.records.tool_tables import TOOL_ASKS
from tests.engine.books import AS_OF, book, frame


def in_days(days):
    return AS_OF + timedelta(days=days)


OPEN = {"id": "D", "name": "Acme", "outcome": "open"}


def step(name, days, *, done=None, deal="D"):
    return {
        "deal": deal, "step": name, "due": None if days is None else in_days(days), "done_on": done,
    }  # fmt: skip


def test_steps_due_or_overdue_of_open_deals_come_earliest_first():
    steps = [step("soon", 14), step("over", -3), step("today", 0), step("too far", 15)]
    lines = due.buyer_steps(book(deals=[OPEN], buyer_steps=steps), as_of=AS_OF)
    assert [(line.step, line.days_over) for line in lines] == [
        ("over", 3), ("today", 0), ("soon", 0),
    ]  # fmt: skip
    assert lines[0].deal_name == "Acme"


def test_steps_done_undated_or_of_ended_deals_are_not_due():
    steps = [step("done", 1, done=in_days(-1)), step("no day", None), step("ended", 1, deal="W")]
    known = book(deals=[OPEN, {"id": "W", "outcome": "won"}], buyer_steps=steps)
    assert due.buyer_steps(known, as_of=AS_OF) == ()


def test_a_step_done_after_the_day_is_still_due_on_it():
    steps = [step("done tomorrow", 1, done=in_days(1))]
    assert len(due.buyer_steps(book(deals=[OPEN], buyer_steps=steps), as_of=AS_OF)) == 1


def shop(*tools):
    return book(
        deals=[OPEN, {"id": "E", "outcome": "open"}, {"id": "L", "outcome": "lost"}],
        features=[{"id": "sso", "name": "Single sign-on"}, {"id": "api"}, {"id": "old"}],
        needs=[
            {"deal": "D", "feature": "sso"}, {"deal": "E", "feature": "sso"},
            {"deal": "L", "feature": "old"},
        ],
        tools=list(tools),
    )  # fmt: skip


def tool(name, features, state="draft", days=None):
    return {
        "name": name, "state": state, "features": features,
        "due": None if days is None else in_days(days),
    }  # fmt: skip


def test_a_tool_is_listed_when_its_feature_is_needed_by_an_open_deal():
    shown = due.tools(shop(tool("deck", ["sso", "old"], days=9)), as_of=AS_OF, feature_p50={})
    (line,) = shown
    assert (line.name, line.deals, line.features) == ("deck", 2, ("Single sign-on",))
    assert line.ready_before == "tool due 29 Nov"


def test_a_tool_is_listed_when_its_feature_ships_within_six_weeks():
    known = shop(tool("demo", ["api"], days=-2))
    (line,) = due.tools(known, as_of=AS_OF, feature_p50={"api": in_days(42)})
    assert line.deals == 0
    assert line.ready_before == "tool was due 18 Nov; api ships by 1 Jan 2027 (p50)"
    assert due.tools(known, as_of=AS_OF, feature_p50={"api": in_days(43)}) == ()
    assert due.tools(known, as_of=AS_OF, feature_p50={"api": None}) == ()


def test_ready_tools_and_tools_of_nothing_on_sale_are_left_out():
    known = shop(tool("ready", ["sso"], state="ready"), tool("other", ["old"]), tool("none", None))
    assert due.tools(known, as_of=AS_OF, feature_p50={}) == ()


def test_a_tool_without_a_state_is_not_taken_for_ready():
    (line,) = due.tools(shop(tool("sheet", ["sso"], state=None)), as_of=AS_OF, feature_p50={})
    assert (line.state, line.ready_before) == ("", "no day stated for the tool")


def test_tools_most_deals_wait_for_come_first():
    known = shop(tool("a", ["api"]), tool("z", ["sso"]))
    lines = due.tools(known, as_of=AS_OF, feature_p50={"api": date(2026, 11, 25)})
    assert [line.name for line in lines] == ["z", "a"]


def test_a_tool_that_is_asked_for_says_how_often_when_it_is_ready_and_the_money_behind_it():
    asks = [
        {"id": "1", "tool": "deck", "deal": "D"}, {"id": "2", "tool": "deck"},
        {"id": "3", "tool": "deck", "answered_on": AS_OF}, {"id": "4", "kind": "demo"},
    ]  # fmt: skip
    known = shop(tool("deck", [], days=9)).with_tables(tool_asks=frame(TOOL_ASKS, asks))
    ahead = {"deck": ToolAhead("deck", in_days(20), in_days(42), "assumed", (), 1, 500.0, 40.0)}
    (line,) = due.tools(known, as_of=AS_OF, feature_p50={}, ahead=ahead)
    assert (line.asks, line.deals, line.exposed) == (2, 1, 500.0)
    assert (line.p50_on, line.p80_on) == (in_days(20), in_days(42))
    assert line.ready_before == "tool due 29 Nov; ready by 1 Jan 2027 in 8 of 10 cases"


def test_retired_tools_are_not_missed():
    known = shop(tool("deck", ["sso"], state="retired"))
    assert due.tools(known, as_of=AS_OF, feature_p50={}) == ()
