"""Every day that was said, read by hand out of small records."""

from datetime import date, datetime, time

import polars as pl
import pytest

from interlock.engine import said_days
from tests.engine.books import book
from tests.engine.deal_worlds import change, day, ended, standing

COLUMNS = ("what", "said_on", "due", "done_on", "ended_on", "moved_on")


def moved(table, own, field, on, old, new):
    at = datetime.combine(on, time(9))
    return {"table": table, "id": own, "at": at, "field": field, "old": old, "new": new}


def said(kind, **tables):
    rows = said_days.said(book(**tables)).filter(kind=kind)
    return [tuple(row[name] for name in COLUMNS) for row in rows.iter_rows(named=True)]


def deals(rows, log):
    return said("deal won", deals=rows, changes=log)


def test_each_close_date_that_stood_is_one_that_the_rep_said():
    won = ended("D1", day("01-05"), day("06-20"), "won", owner="Ann", expected_close_on=None)
    log = [
        change("D1", day("02-01"), "expected_close_on", "2026-04-30", old="2026-03-31"),
        change("D1", day("04-10"), "expected_close_on", "2026-06-30", old="2026-04-30"),
        change("D1", day("06-20"), "expected_close_on", "2026-06-20", old="2026-06-30"),
    ]
    assert deals([won], log) == [
        ("D1", day("02-01"), day("04-30"), day("06-20"), None, day("04-10")),
        ("D1", day("04-10"), day("06-30"), day("06-20"), None, None),
    ]


def test_what_stood_before_the_first_change_was_said_when_the_log_began():
    early = change("D0", day("01-10"), "expected_close_on", "2026-12-01", old=None)
    later = change("D1", day("02-01"), "expected_close_on", "2026-04-30", old="2026-03-31")
    rows = [standing("D0", day("01-02")), standing("D1", day("01-05"))]
    assert ("D1", day("01-10"), day("03-31"), None, None, day("02-01")) in deals(
        rows, [early, later]
    )


def test_a_day_without_any_history_counts_only_for_what_is_still_open():
    log = [change("D0", day("01-02"), "expected_close_on", "2026-12-01", old=None)]
    rows = [
        standing("D0", day("01-02")),
        standing("D1", day("03-01"), expected_close_on=day("12-31")),
        ended("D2", day("03-01"), day("06-01"), "won", expected_close_on=day("06-01")),
    ]
    assert [one[:3] for one in deals(rows, log)] == [
        ("D0", day("01-02"), day("12-01")), ("D1", day("03-01"), day("12-31")),
    ]  # fmt: skip


def test_a_deal_lost_can_be_won_no_more():
    lost = ended("D1", day("01-05"), day("05-01"), "lost")
    log = [change("D1", day("02-01"), "expected_close_on", "2026-04-30", old=None)]
    assert deals([lost], log) == [("D1", day("02-01"), day("04-30"), None, day("05-01"), None)]


def test_a_day_taken_away_ends_the_one_before_and_says_none():
    log = [
        change("D1", day("02-01"), "expected_close_on", "2026-04-30", old=None),
        change("D1", day("03-01"), "expected_close_on", None, old="2026-04-30"),
    ]
    found = deals([standing("D1", day("01-05"))], log)
    assert [one[2] for one in found] == [day("04-30")]


def test_the_day_of_a_release_is_the_teams_and_its_features_stand_by_it_each_month():
    releases = [{"id": "R1", "due": day("09-30"), "shipped_on": day("10-05"), "train": "quarterly"}]
    features = [
        {"id": "F1", "team": "Core", "release": "R1", "created_on": day("05-15"),
         "shipped_on": day("10-05")}
    ]  # fmt: skip
    log = [
        moved("releases", "R1", "due", day("06-10"), "2026-08-31", "2026-09-30"),
        moved("features", "F1", "release", day("05-15"), None, "R1"),
    ]
    tables = {"releases": releases, "features": features, "changes": log}
    assert said("release shipped", **tables) == [
        ("R1", day("06-10"), day("09-30"), day("10-05"), None, None)
    ]
    assert [one[1:4] for one in said("feature shipped", **tables)] == [
        (day(f"{month:02}-01"), day("09-30"), day("10-05")) for month in (7, 8, 9, 10)
    ]


def test_a_promise_counts_with_the_day_given_first_and_each_one_after_it():
    promises = [
        {"id": "P1", "what": "answers", "maker": "Ann", "said_on": day("03-01"),
         "due": day("05-01"), "done_on": day("04-20")},
        {"id": "P2", "what": "the buyer signs", "kind": "outcome", "said_on": day("03-01"),
         "due": day("06-01"), "deal": "D1"},
    ]  # fmt: skip
    tables = {
        "promises": promises, "deals": [ended("D1", day("01-01"), day("05-20"), "lost")],
        "changes": [moved("promises", "P1", "due", day("03-20"), "2026-04-01", "2026-05-01")],
    }  # fmt: skip
    assert said("own act", **tables) == [
        ("P1", day("03-01"), day("04-01"), day("04-20"), None, day("03-20")),
        ("P1", day("03-20"), day("05-01"), day("04-20"), None, None),
    ]
    assert said("outcome", **tables) == [
        ("P2", day("03-01"), day("06-01"), None, day("05-20"), None)
    ]


def test_a_promise_and_a_deal_of_one_id_are_two_things():
    log = [
        change("7", day("02-01"), "expected_close_on", "2026-04-30", old="2026-03-31"),
        moved("promises", "7", "due", day("02-10"), "2026-03-01", "2026-05-01"),
        change("7", day("03-10"), "expected_close_on", "2026-06-30", old="2026-04-30"),
    ]
    rows = said_days.said(
        book(
            deals=[standing("7", day("01-05"), expected_close_on=day("06-30"))],
            promises=[{"id": "7", "what": "x", "maker": "Ann", "said_on": day("01-20"),
                       "due": day("05-01")}],
            changes=log,
        )
    )  # fmt: skip
    assert rows.select("form", "said_on", "moved_on", "weeks").rows() == [
        ("own act", day("01-20"), day("02-10"), 3),
        ("stated date", day("02-01"), day("03-10"), 6),
        ("own act", day("02-10"), None, 12),
        ("stated date", day("03-10"), None, 16),
    ]


def test_nothing_is_said_in_an_empty_book():
    rows = said_days.said(book())
    assert rows.is_empty()
    assert rows.schema == pl.Schema(said_days.SCHEMA)


@pytest.mark.parametrize("name", ["Ann", None])
def test_sides_are_those_of_the_records(name):
    rows = said_days.said(
        book(
            deals=[standing("D1", day("01-01"), owner=name, expected_close_on=day("12-01"))],
            releases=[{"id": "R1", "due": date(2027, 1, 1)}],
            promises=[
                {"id": "P", "what": "x", "maker": "Core", "said_on": day("02-01"),
                 "due": day("12-01")}
            ],
            teams=[{"name": "Core"}],
        )
    )  # fmt: skip
    assert dict(rows.select("kind", "side").iter_rows()) == {
        "deal won": "sales", "release shipped": "development", "own act": "development",
    }  # fmt: skip


def test_a_day_counts_the_weeks_that_it_stood_until_the_next_its_own_or_the_end():
    """Said on 5 January for 31 March, on 17 March for 30 April, won on 14 April."""
    log = [change("D", day("01-05"), "expected_close_on", "2026-03-31"),
           change("D", day("03-17"), "expected_close_on", "2026-04-30")]  # fmt: skip
    deals = [ended("D", day("01-05"), day("04-14"), "won", owner="Ann")]
    rows = said_days.said(book(deals=deals, changes=log))
    assert rows["weeks"].to_list() == [11, 4]


def test_a_deals_day_has_the_category_that_it_stood_in():
    log = [change("D", day("01-05"), "expected_close_on", "2026-03-31"),
           change("D", day("01-05"), "category", "commit"),
           change("D", day("02-05"), "category", "best case"),
           change("D", day("03-17"), "expected_close_on", "2026-04-30")]  # fmt: skip
    deals = [ended("D", day("01-05"), day("04-14"), "won", owner="Ann")]
    rows = said_days.said(book(deals=deals, changes=log))
    assert rows["confidence"].to_list() == ["commit", "best case"]
