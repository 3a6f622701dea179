"""What is written comes back, now and as of any revision, on both databases."""

import threading
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np
import polars as pl
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interlock.records.errors import (
    BadValues,
    Conflict,
    DayOutside,
    NotPossible,
    UndoneBefore,
    UnknownName,
)
from interlock.records.revision import RowChange, TableChange
from interlock.records.tables import TABLES
from interlock.store import merged, read, revisions, typed, write
from tests.store.books import EVERYTHING, book, deal, same

pytestmark = pytest.mark.usefixtures("book_at")
ANN = {"by": "Ann"}


def take_in(made, words="an export"):
    return write.book(made, by="Ann", words=words)


def test_a_book_comes_back_as_it_was_written():
    take_in(EVERYTHING)
    assert same(read.book(), EVERYTHING)


def test_a_key_may_be_as_long_as_a_cell():
    noise = "".join(map(chr, np.random.default_rng(1).integers(97, 123, 20_000)))
    take_in(book([deal(noise), deal(f"{noise}!")]))
    typed.over("deals", (noise,), {"stage": "Demo"}, seen=1, **ANN)
    assert read.book().deals["stage"].to_list() == ["Demo", None]


def test_the_same_book_twice_changes_nothing():
    assert take_in(EVERYTHING) == 1
    assert take_in(EVERYTHING) is None
    assert revisions.latest() == 1


def test_only_what_differs_is_written_anew():
    take_in(book([deal("D1"), deal("D2")]))
    later = book([deal("D1"), deal("D2", stage="Lead"), deal("D3")])
    moved = RowChange("D2", {"stage": (None, "Lead")})
    assert write.preview(later) == (
        TableChange(
            "deals", added=1, changed=1, before=2, added_such_as=("D3",), changed_such_as=(moved,)
        ),
    )
    take_in(later)
    gone = TableChange("deals", gone=2, before=3, gone_such_as=("D2", "D3"))
    assert write.preview(book([deal("D1")])) == (gone,)
    from interlock.store import models

    assert models.MODELS["deals"].objects.count() == 4


def test_every_revision_says_who_made_it_when_and_from_where():
    began = datetime.now(UTC)
    take_in(book([deal("D1")]), "the export of Friday")
    typed.over("deals", ("D1",), {"stage": "Won"}, by="Bob", seen=1)
    by_hand, imported = revisions.listed()
    assert (imported.number, imported.by, imported.origin) == (1, "Ann", "imported")
    assert imported.words == "the export of Friday"
    assert (by_hand.by, by_hand.origin, by_hand.words) == (
        "Bob",
        "typed",
        "stage of deals D1 typed",
    )
    assert began - timedelta(seconds=1) < imported.at <= by_hand.at <= datetime.now(UTC)


def test_what_somebody_typed_stands_whatever_the_source_says_later():
    take_in(book([deal("D1", stage="Lead"), deal("D2", stage="Lead")]))
    values = {"stage": "Demo", "amount": "12.5", "closed_on": "2026-12-24", "term_months": 7}
    typed.over("deals", ("D1",), values, seen=1, **ANN)
    take_in(book([deal("D1", stage="Offer"), deal("D2", stage="Offer")]))
    found = read.book().deals.select("stage", "amount", "closed_on", "term_months").rows()
    assert found == [
        ("Demo", Decimal("12.500"), date(2026, 12, 24), 7),
        ("Offer", Decimal("1000.125"), None, None),
    ]


def test_a_value_typed_away_is_empty_and_undone_it_is_the_sources_again():
    take_in(book([deal("D1", stage="Lead")]))
    number = typed.over("deals", ("D1",), {"stage": None}, seen=1, **ANN)
    assert read.book().deals["stage"].to_list() == [None]
    write.undo(number, **ANN)
    assert read.book().deals["stage"].to_list() == ["Lead"]


def test_keys_of_several_columns_with_days_and_nothing_in_them_can_be_typed_over():
    who = {"name": "Ann", "deal": None, "role": "champion"}
    when = {"deal": "D1", "rule": "R", "on": date(2026, 1, 2)}
    take_in(book([deal("D1")], people=[who], evidence=[when]))
    typed.over("people", ("Ann", None, "champion"), {"side": "buyer"}, seen=1, **ANN)
    typed.over("evidence", ("D1", "R", date(2026, 1, 2)), {"by": "Bob"}, seen=1, **ANN)
    found = read.book()
    assert found.people["side"].to_list() == ["buyer"]
    assert found.evidence["by"].to_list() == ["Bob"]


def test_two_who_type_over_the_same_are_both_told_and_nothing_is_lost():
    take_in(book([deal("D1")]))
    typed.over("deals", ("D1",), {"stage": "Demo"}, by="Ann", seen=1)
    with pytest.raises(Conflict, match='deals D1, stage: theirs "Demo", yours Offer'):
        typed.over("deals", ("D1",), {"stage": "Offer", "owner": "Bob"}, by="Bob", seen=1)
    assert read.book().deals.select("stage", "owner").rows() == [("Demo", None)]
    typed.over("deals", ("D1",), {"owner": "Bob"}, by="Bob", seen=1)
    typed.over("deals", ("D1",), {"stage": "Offer"}, by="Bob", seen=3)
    assert read.book().deals.select("stage", "owner").rows() == [("Offer", "Bob")]


def test_of_two_who_type_over_the_same_at_once_one_is_told():
    take_in(book([deal("D1")]))
    told, together = [], threading.Barrier(2)

    def type_over(who):
        together.wait()
        try:
            typed.over("deals", ("D1",), {"owner": who}, by=who, seen=1)
        except Conflict as conflict:
            told.append((who, str(conflict)))
        connection.close()

    writers = [threading.Thread(target=type_over, args=(who,)) for who in ("Ann", "Bob")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    ((loser, why),) = told
    (stands,) = read.book().deals["owner"]
    assert {loser, stands} == {"Ann", "Bob"}
    assert f'theirs "{stands}", yours {loser}' in why


def test_values_that_a_column_cannot_hold_are_all_told_at_once_and_none_is_kept():
    take_in(book([deal("D1")]))
    wrong = {"amount": "much", "closed_on": "soon", "outcome": "maybe", "stage": "Demo"}
    with pytest.raises(BadValues) as told:
        typed.over("deals", ("D1",), wrong, seen=1, **ANN)
    assert [one.column for one in told.value.problems] == ["amount", "closed_on", "outcome"]
    assert told.value.problems[2].allowed == "open, won, lost"
    assert revisions.latest() == 1


@pytest.mark.parametrize(
    ("key", "values"), [(("D9",), {"stage": "x"}), (("D1",), {"stag": "x"}), (("D1",), {"id": "x"})]
)
def test_what_the_book_lacks_cannot_be_typed_over(key, values):
    take_in(book([deal("D1")]))
    with pytest.raises(UnknownName):
        typed.over("deals", key, values, seen=1, **ANN)


def test_an_import_is_undone_as_a_whole():
    take_in(EVERYTHING)
    take_in(book([deal("D1")]))
    write.undo(2, **ANN)
    assert same(read.book(), EVERYTHING)
    with pytest.raises(UndoneBefore, match="Change 2 was taken back by change 3 already"):
        write.undo(2, **ANN)
    write.undo(3, **ANN)
    assert same(read.book(), book([deal("D1")]))


def test_an_undo_after_later_changes_shows_the_conflicts_and_may_keep_them():
    take_in(book([deal("D1"), deal("D2")]))
    take_in(book([deal("D1", stage="a"), deal("D2", stage="a"), deal("D3")]))
    take_in(book([deal("D1", stage="b"), deal("D2", stage="a"), deal("D3")]))
    with pytest.raises(Conflict, match="deals D1: changed later"):
        write.undo(2, **ANN)
    write.undo(2, keep_later=True, **ANN)
    assert read.book().deals.select("id", "stage").rows() == [("D1", "b"), ("D2", None)]


def test_the_book_of_a_past_day_is_that_of_its_last_revision():
    with pytest.raises(DayOutside, match="before the book was begun"):
        revisions.at_end_of(date(2026, 1, 1), "Europe/Berlin")
    take_in(book([deal("D1")]))
    take_in(book([deal("D2")]))
    from interlock.store import models

    friday = datetime(2026, 11, 20, 22, 59, tzinfo=UTC)
    models.Revision.objects.filter(number=1).update(at=friday)
    models.Revision.objects.filter(number=2).update(at=friday + timedelta(minutes=1))
    assert revisions.at_end_of(date(2026, 11, 20), "Europe/Berlin") == 1
    assert revisions.at_end_of(date(2026, 11, 20), "UTC") == 2
    assert read.book(1).deals["id"].to_list() == ["D1"]


IDS = st.sampled_from(["D1", "D2", "D3", "D4"])
DEALS = st.dictionaries(IDS, st.sampled_from(["Lead", "Demo", None]), max_size=4)
NEEDS = st.lists(st.tuples(IDS, st.sampled_from(["F1", "F2"])), max_size=4)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("import"), DEALS, NEEDS),
        st.tuples(st.just("type"), IDS, st.sampled_from(["stage", "owner"])),
        st.tuples(st.just("add"), IDS, st.sampled_from(["won", "lost"])),
        st.tuples(st.just("give back"), IDS, st.lists(st.just("stage"), max_size=1)),
        st.tuples(st.just("merge"), IDS, IDS),
        st.tuples(st.just("undo"), st.integers(0, 9), st.booleans()),
    ),
    min_size=4,
    max_size=10,
)


def step(asked, began):
    """One change; what cannot be done changes nothing."""
    kind, one, other = asked
    try:
        if kind == "import":
            deals = [deal(own_id, stage=stage) for own_id, stage in one.items()]
            needs = [{"deal": d, "feature": f} for d, f in other]
            take_in(book(deals, needs=needs))
        elif kind == "type":
            seen = revisions.latest()
            typed.over("deals", (one,), {other: f"typed {seen}"}, seen=seen, **ANN)
        elif kind == "add":
            typed.add("deals", {"id": one, "outcome": other}, **ANN)
        elif kind == "give back":
            typed.give_back("deals", (one,), other, **ANN)
        elif kind == "merge":
            merged.merge("deals", one, other, **ANN)
        elif revisions.latest() > began:
            write.undo(max(revisions.latest() - one, began + 1), keep_later=other, **ANN)
    except (UnknownName, UndoneBefore, Conflict, NotPossible):
        pass


@given(steps=STEPS)
@settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_book_as_of_any_revision_is_what_it_was_then(steps):
    take_in(EVERYTHING)
    began, snapshots = revisions.latest(), {}
    snapshots[began] = read.book()
    for asked in steps:
        step(asked, began)
        snapshots.setdefault(revisions.latest(), read.book())
    for revision, then in snapshots.items():
        assert same(read.book(revision), then)


def test_rows_that_are_alike_are_kept_as_often_as_they_stand():
    need = {"deal": "D1", "feature": "F1"}
    for times in (2, 3, 1):
        made = book([deal("D1")], needs=[need] * times)
        take_in(made)
        assert read.book().needs.height == times


def test_every_table_of_the_records_is_kept():
    take_in(EVERYTHING)
    assert {
        name for name in TABLES if read.book().table(name).schema != TABLES[name].schema
    } == set()
    assert read.book().deals.schema == pl.Schema(TABLES["deals"].schema)
