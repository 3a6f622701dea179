"""Queues of teams as the book has them, and every move of one, against lists by hand."""

from datetime import date
from itertools import permutations

import pytest

from interlock.engine import team_queues
from interlock.records.errors import UnknownName
from interlock.records.feature_file import InQueue, Queue
from tests.engine.books import book


def queue(*orders):
    return Queue(
        "Core", tuple(InQueue(f"F{n}", f"F{n}", "", "", None, o) for n, o in enumerate(orders))
    )


def ids(some):
    return " ".join(one.id for one in some)


def test_each_team_has_its_own_in_the_order_of_work_and_what_has_no_place_comes_last():
    rows = [
        {"id": "a", "team": "Core", "order": 5},
        {"id": "b", "team": "App", "order": 1},
        {"id": "c", "team": "Core", "order": 2, "name": "See", "release": "R"},
        {"id": "d", "team": "Core"},
        {"id": "e", "team": "Core", "order": 1, "shipped_on": date(2026, 1, 1)},
    ]
    releases = [{"id": "R", "name": "Spring", "due": date(2027, 3, 1)}]
    app, core = team_queues.queues(book(features=rows, releases=releases))
    assert (app.team, ids(app.features)) == ("App", "b")
    assert (core.team, ids(core.features)) == ("Core", "c a d")
    first = core.features[0]
    assert (first.name, first.release, first.due) == ("See", "Spring", date(2027, 3, 1))


@pytest.mark.parametrize(
    ("to", "after"),
    [
        ("first", "F2 F0 F1 F3"), ("up", "F0 F2 F1 F3"), ("down", "F0 F1 F3 F2"),
        ("last", "F0 F1 F3 F2"), ("1", "F2 F0 F1 F3"), ("3", "F0 F1 F2 F3"),
        ("99", "F0 F1 F3 F2"),
    ],
)  # fmt: skip
def test_a_feature_goes_where_it_is_moved(to, after):
    assert ids(team_queues.moved(queue(1, 2, 3, 4), "F2", to)) == after


def test_the_first_goes_no_further_up_and_the_last_no_further_down():
    four = queue(1, 2, 3, 4)
    assert team_queues.moved(four, "F0", "up") == four.features
    assert team_queues.moved(four, "F3", "down") == four.features


@pytest.mark.parametrize(("feature", "to"), [("F9", "up"), ("F1", "sideways"), ("F1", "")])
def test_what_is_not_there_is_told(feature, to):
    with pytest.raises(UnknownName):
        team_queues.moved(queue(1, 2), feature, to)


def test_places_are_dealt_out_anew_and_only_what_changes_is_typed():
    four = queue(2, 5, 7, 9)
    after = team_queues.moved(four, "F2", "first")
    assert team_queues.orders(after) == {"F2": 2, "F0": 5, "F1": 7}


@pytest.mark.parametrize(
    "places", [(1, 2, 3), (4, 4, 4), (None, None, None), (3, 3, None), (1, 9, 9)]
)
def test_whatever_the_places_were_the_queue_is_in_the_order_asked_for(places):
    for asked in permutations(queue(*places).features):
        given = team_queues.orders(asked)
        now = [given.get(one.id, one.order) for one in asked]
        assert None not in now
        assert now == sorted(set(now))


def test_the_mark_of_a_queue_is_another_once_its_order_is():
    four = queue(1, 2, 3, 4)
    assert four.mark == queue(5, 6, 7, 8).mark
    assert four.mark != Queue("Core", four.features[::-1]).mark
