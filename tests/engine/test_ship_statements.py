"""Which ship dates stood on past days, read by hand from the log."""

from datetime import date, datetime

import polars as pl

from interlock.engine import history, ship_statements
from tests.engine.books import book

AS_OF = date(2026, 3, 20)
FEATURES = [
    {"id": "f", "team": "A", "created_on": date(2026, 1, 10), "release": "r2"},
    {"id": "g", "team": "A", "created_on": date(2026, 1, 10), "wanted_by": date(2026, 6, 1)},
    {"id": "h", "team": "A", "created_on": date(2025, 12, 1), "release": "r1",
     "shipped_on": date(2026, 2, 20)},
    {"id": "none", "team": "A", "created_on": date(2026, 1, 10)},
]  # fmt: skip
RELEASES = [{"id": "r1", "due": date(2026, 2, 27)}, {"id": "r2", "due": date(2026, 5, 29)}]
CHANGES = [
    {"table": "features", "id": "f", "field": "release", "at": datetime(2026, 2, 1, 9),
     "old": "r1", "new": "r1"},
    {"table": "features", "id": "f", "field": "release", "at": datetime(2026, 3, 1, 23),
     "old": "r1", "new": "r2"},
    {"table": "releases", "id": "r2", "field": "due", "at": datetime(2026, 3, 10, 9),
     "old": "2026-04-30", "new": "2026-05-29"},
    {"table": "releases", "id": "r2", "field": "due", "at": datetime(2026, 1, 2, 9),
     "old": "", "new": "2026-04-30"},
    {"table": "features", "id": "g", "field": "wanted_by", "at": datetime(2026, 2, 14, 9),
     "old": "2026-05-01", "new": "2026-06-01"},
]  # fmt: skip


def known():
    return book(features=FEATURES, releases=RELEASES, changes=CHANGES, seen_on=AS_OF)


def said():
    return ship_statements.monthly(known(), as_of=AS_OF)


def dates_of(feature):
    return list(said().filter(pl.col("what") == feature).select("said_on", "date_said").iter_rows())


def test_a_feature_has_its_releases_date_as_both_stood_on_each_first_of_a_month():
    assert dates_of("f") == [
        (date(2026, 2, 1), date(2026, 2, 27)),
        (date(2026, 3, 1), date(2026, 4, 30)),
        (AS_OF, date(2026, 5, 29)),
    ]


def test_its_own_date_goes_before_the_releases():
    assert dates_of("g") == [(day, date(2026, 6, 1)) for day in (date(2026, 3, 1), AS_OF)]
    assert set(said().filter(pl.col("what") == "g")["kind"]) == {ship_statements.OWN}
    assert set(said().filter(pl.col("what") == "f")["kind"]) == {ship_statements.RELEASE}


def test_what_has_shipped_or_has_no_date_states_nothing_more():
    assert dates_of("h") == [(date(2026, 2, 1), date(2026, 2, 27))]
    assert dates_of("none") == []


def test_before_its_log_begins_a_date_is_not_known_to_have_stood():
    assert min(said()["said_on"]) == date(2026, 2, 1)
    silent = [change for change in CHANGES if change["table"] != "releases"]
    unlogged = book(features=FEATURES, releases=RELEASES, changes=silent, seen_on=AS_OF)
    found = ship_statements.monthly(unlogged, as_of=AS_OF)
    assert set(found["kind"]) == {ship_statements.OWN}


def test_a_past_day_is_seen_as_history_sees_it():
    day = date(2026, 3, 1)
    then = history.known(known(), as_of=day)
    due = dict(then.releases.select("id", "due").iter_rows())
    stood = {
        row["id"]: row["wanted_by"] or due.get(row["release"])
        for row in then.features.iter_rows(named=True)
        if row["shipped_on"] is None
    }
    found = said().filter(pl.col("said_on") == day).select("what", "date_said")
    assert dict(found.iter_rows()) == {what: said for what, said in stood.items() if said}
