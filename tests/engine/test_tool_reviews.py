"""Tools that must be looked at again: what changed since, and nothing from before."""

from datetime import datetime, time, timedelta

import pytest

from interlock.engine import tool_reviews
from tests.engine.books import AS_OF, book

READY = 30
"""Days ago on which the tool was ready."""


def ago(days):
    return AS_OF - timedelta(days=days)


def deck(**more):
    return {
        "name": "Deck", "state": "ready", "ready_on": ago(READY), "features": ["f", "unknown"],
    } | more  # fmt: skip


def change(days, field, old, new, own_id="f"):
    at = datetime.combine(ago(days), time(12))
    return {"table": "features", "id": own_id, "at": at, "field": field, "old": old, "new": new}


def why(feature=(), tool=(), changes=(), named=None):
    known = book(
        features=[{"id": "f", "name": "Wave picking"} | dict(feature), {"id": "g"}],
        releases=[{"id": "r", "name": "Spring"}, {"id": "s"}],
        tools=[deck(**dict(tool))],
        changes=list(changes),
    )
    found = tool_reviews.reviews(known, today=AS_OF, named=named or (lambda _: {}))
    return found.get("Deck", "")


def test_nothing_changed_nothing_to_look_at():
    assert why() == ""


@pytest.mark.parametrize(
    ("days", "said"), [(17, "Wave picking was dropped on 3 Nov"), (READY, ""), (READY + 1, "")]
)
def test_a_feature_dropped_since_it_was_ready(days, said):
    assert why({"dropped_on": ago(days)}) == said


def test_a_feature_in_another_release_since():
    moved = [change(10, "release", "s", "r")]
    assert why({"release": "r"}, changes=moved) == "Wave picking is in Spring now, since 10 Nov"
    assert why(changes=[change(10, "release", "s", None)]) == (
        "Wave picking is in no release now, since 10 Nov"
    )


@pytest.mark.parametrize(
    "changes",
    [
        [change(READY, "release", "s", "r")],
        [change(10, "release", None, "r")],
        [change(10, "release", "r", "s"), change(9, "release", "s", "r")],
        [change(10, "release", "s", "r", own_id="g")],
    ],
)
def test_what_moved_before_or_back_or_came_into_its_first_release_is_no_reason(changes):
    assert why({"release": "r"}, changes=changes) == ""


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (14, "Wave picking is due 14 days later, on 20 Nov"), (13, ""),
        (-20, "Wave picking is due 20 days sooner, on 20 Nov"),
    ],
)  # fmt: skip
def test_a_stated_day_that_moved_by_two_weeks_since(days, said):
    stood = (AS_OF - timedelta(days=days)).isoformat()
    changes = [
        change(9, "wanted_by", stood, "2026-12-24"),
        change(5, "wanted_by", "2026-12-24", AS_OF.isoformat()),
    ]
    assert why({"wanted_by": AS_OF}, changes=changes) == said


def test_a_feature_that_is_called_otherwise_than_on_the_day_on_which_it_was_looked_at():
    asked = []

    def named(day):
        asked.append(day)
        return {"f": "Batch picking"}

    assert why(named=named) == "Batch picking is called Wave picking now"
    assert asked == [ago(READY)]


def test_who_looked_at_it_later_knows_what_was_by_then():
    assert why({"dropped_on": ago(17)}, {"looked_on": ago(17)}) == ""
    assert why({"dropped_on": ago(17)}, {"looked_on": ago(18)}) != ""


@pytest.mark.parametrize("tool", [{"state": "draft"}, {"state": "retired"}, {"ready_on": None}])
def test_only_what_was_ready_on_a_known_day_is_looked_at(tool):
    assert why({"dropped_on": ago(3)}, tool) == ""


def test_several_reasons_stand_side_by_side():
    found = why(
        {"release": "r"},
        {"features": ["f", "f"]},
        changes=[change(10, "release", "s", "r")],
        named=lambda _: {"f": "Picking"},
    )
    assert found == (
        "Picking is called Wave picking now; Wave picking is in Spring now, since 10 Nov"
    )
