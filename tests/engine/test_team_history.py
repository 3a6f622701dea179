"""What counts as finished work, for whom, and in which week."""

from datetime import date, timedelta

import pytest

from interlock.engine import team_history
from interlock.records.company import Closure, Company
from tests.engine.books import book

AS_OF = date(2026, 11, 20)
"""A Friday; the last whole week began on Monday the 9th."""

MONDAY = date(2026, 11, 9)


def done(id_, on, **more):
    return {"id": id_, "done_on": on, "type": "Story", "feature": "f", "team": "A"} | more


def history(*items, company=None, features=({"id": "f", "team": "A"},)):
    return team_history.throughput(
        book(items=items, features=features, company=company), as_of=AS_OF
    )


def test_a_week_counts_when_it_has_ended():
    found = history(done("1", MONDAY), done("2", date(2026, 11, 15)), done("3", date(2026, 11, 16)))
    assert found.weeks == (MONDAY,)
    assert found.feature_items.tolist() == [[2]]


def test_on_the_weeks_last_day_it_has_ended():
    sunday = date(2026, 11, 15)
    known = book(items=[done("1", MONDAY)], features=[{"id": "f"}])
    assert team_history.throughput(known, as_of=sunday).weeks == (MONDAY,)


def test_weeks_begin_on_the_companys_day():
    found = history(done("1", date(2026, 11, 8)), company=Company(week_start=6))
    assert found.weeks == (date(2026, 11, 8),)


def test_the_weeks_between_have_no_items_and_count():
    found = history(done("1", date(2026, 10, 27)), done("2", MONDAY))
    assert found.feature_items.tolist() == [[1, 0, 1]]


@pytest.mark.parametrize(
    ("item", "upkeep"),
    [
        ({}, False),
        ({"feature": None}, True),
        ({"type": "Bug"}, True),
        ({"type": "SECURITY"}, True),
        ({"type": None}, False),
        ({"feature": "shipped"}, True),
    ],
)
def test_upkeep_is_by_type_without_a_feature_or_after_it_shipped(item, upkeep):
    features = [{"id": "f", "team": "A"}, {"id": "shipped", "shipped_on": date(2026, 11, 1)}]
    other = done("0", MONDAY), done("00", date(2026, 10, 1), feature="shipped")
    found = history(*other, done("1", MONDAY, **item), features=features)
    assert found.other_items.sum() == int(upkeep)
    assert sum(found.upkeep.values()) == pytest.approx(upkeep / 3)


def test_a_feature_of_upkeep_types_alone_is_work_like_any_other():
    review = [done("1", MONDAY, type="Security"), done("2", MONDAY, type="Security")]
    assert history(*review).other_items.sum() == 0


def test_what_the_company_calls_upkeep_is_the_companys_to_say():
    company = Company(upkeep_types=("chore",))
    found = history(done("0", MONDAY), done("1", MONDAY, type="Chore"), company=company)
    assert found.other_items.tolist() == [[1]]


def test_an_item_without_a_team_is_its_features():
    found = history(done("1", MONDAY, team=None), features=[{"id": "f", "team": "B"}])
    assert found.teams == ("B",)


def test_a_feature_without_a_team_is_that_of_most_of_its_items():
    items = [done("1", MONDAY), done("2", MONDAY), done("3", MONDAY, team="B")]
    known = book(items=items, features=[{"id": "f"}])
    assert team_history.feature_teams(known).rows() == [("f", "A")]


def test_with_no_team_anywhere_all_are_one():
    found = history(done("1", MONDAY, team=None, feature=None), features=[])
    assert found.teams == ("",)
    assert found.other_items.tolist() == [[1]]


def test_a_team_with_only_a_feature_ahead_is_a_team():
    found = history(
        done("1", MONDAY), features=[{"id": "f", "team": "A"}, {"id": "g", "team": "B"}]
    )
    assert found.teams == ("A", "B")
    assert found.feature_items.tolist() == [[1], [0]]


def test_items_that_were_never_entered_still_count_when_finished():
    assert history(done("1", MONDAY, created_on=None)).feature_items.sum() == 1


def test_closures_shorten_past_weeks_for_the_team_they_name():
    closed = Closure(date(2026, 11, 11), date(2026, 11, 15), team="A")
    items = done("1", MONDAY), done("2", MONDAY, team="B")
    found = history(*items, company=Company(closures=(closed,)))
    assert found.open.tolist() == [[0.4], [1.0]]


def test_a_book_without_items_has_no_weeks():
    found = team_history.throughput(book(), as_of=AS_OF)
    assert found.weeks == ()
    assert found.feature_items.shape == (0, 0)


def test_a_scope_path_is_what_was_known_and_done_each_week():
    day = date(2026, 1, 5)
    rows = [(0, 9), (0, 20), (8, 21)]
    items = [
        done(str(n), day + timedelta(days=d), created_on=day + timedelta(days=c))
        for n, (c, d) in enumerate(rows)
    ]
    bug = done("b", day, type="Bug", created_on=day)
    shipped = [{"id": "f", "shipped_on": date(2026, 2, 1)}]
    (path,) = team_history.scope_paths(book(items=[*items, bug], features=shipped))
    assert path.known.tolist() == [2, 2, 3]
    assert path.done.tolist() == [0, 0, 1]
    assert path.final == 3


def test_a_feature_still_open_teaches_nothing_about_final_scope():
    items = [done("1", MONDAY, created_on=date(2026, 1, 1))]
    assert team_history.scope_paths(book(items=items, features=[{"id": "f"}])) == []
