"""A week is closed once; its reports stand as they were, and are read by who may see them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from interlock.actions.load_weeks import load_week, load_weeks
from interlock.records.closed_week import ClosedWeek
from interlock.records.errors import NotAllowed, UnknownName
from interlock.records.report import Reader
from interlock.records.rights import Viewer
from interlock.store import connect, outcomes, weeks, write
from interlock.store.weeks import Kept
from tests.render import sample
from tests.store.books import book, deal

DAY, NOW = date(2026, 11, 27), datetime(2026, 11, 27, 8, tzinfo=UTC)
READERS = {
    "management": Reader("management"), "sales": Reader("sales"),
    "development": Reader("development"), "Ann": Reader("person", "Ann", "sales"),
    "Dev": Reader("person", "Dev", "development"),
}  # fmt: skip
MANAGER, DEVELOPER = Viewer("Mo", "manager"), Viewer("Dev", "developer")


def of(reader):
    """A report that was made for a reader."""
    return replace(sample.report(), reader=reader)


def close(day=DAY, readers=READERS, now=NOW):
    """A week closed for a day, with a report for each of these readers."""
    revision = write.book(book([deal("D1")]), by="", words="any") or 1
    weeks.claim(day, revision, now=now)
    kept = []
    for name, reader in readers.items():
        asked = {"reader": name, "day": day.isoformat()}
        outcomes.keep("report", asked, revision, of(reader))
        number = outcomes.number_of("report", asked, revision)
        kept.append(Kept(name, number, has_amounts=reader.sees_amounts))
    with connect.change():
        assert weeks.close(day, kept, now=now)
    return revision


@pytest.mark.usefixtures("book_at")
def test_a_closed_week_names_what_was_kept_newest_first():
    close()
    later = DAY + timedelta(days=7)
    close(later, {"management": READERS["management"]}, NOW + timedelta(days=7))
    assert load_weeks(MANAGER) == (
        ClosedWeek(later, NOW + timedelta(days=7), 1, ("management",)),
        ClosedWeek(DAY, NOW, 1, ("management", "sales", "development", "Ann", "Dev")),
    )
    assert load_week(DAY, "management", MANAGER) == of(READERS["management"])
    assert load_week(DAY, " ann", MANAGER).reader == READERS["Ann"]


@pytest.mark.usefixtures("book_at")
def test_of_two_who_close_a_week_one_does():
    revision = write.book(book([deal("D1")]), by="", words="any") or 1
    assert weeks.claim(DAY, revision, now=NOW) == revision
    assert weeks.claim(DAY, revision, now=NOW) is None
    assert load_weeks(MANAGER) == ()
    later = NOW + weeks.LEASE
    assert weeks.claim(DAY, revision + 5, now=later) == revision, "the first's choice stands"
    weeks.fail(DAY, "no room", now=later)
    assert weeks.trouble() == (DAY, "no room")
    assert weeks.claim(DAY, revision, now=later) is None
    later += weeks.LEASE
    assert weeks.claim(DAY, revision, now=later) == revision
    with connect.change():
        assert weeks.close(DAY, [], now=later)
        assert not weeks.close(DAY, [], now=later)
    assert weeks.claim(DAY, revision, now=later + weeks.LEASE) is None
    assert (weeks.last_day(), weeks.trouble()) == (DAY, None)


@pytest.mark.usefixtures("sqlite_book")
def test_what_there_is_not_is_said():
    close()
    with pytest.raises(UnknownName, match="closed week"):
        load_week(date(2026, 11, 20), "management", MANAGER)
    with pytest.raises(UnknownName, match="Did you mean 'Ann'"):
        load_week(DAY, "Anne", MANAGER)


@pytest.mark.usefixtures("sqlite_book")
@pytest.mark.parametrize(
    ("viewer", "reads"),
    [
        (Viewer("O", "owner"), {"management", "sales", "development", "Ann", "Dev"}),
        (Viewer("Mo", "manager"), {"management", "sales", "development", "Ann", "Dev"}),
        (Viewer("P", "product"), {"management", "sales", "development"}),
        (Viewer("ann", "rep"), {"sales", "development", "Ann"}),
        (Viewer("Ann", "rep", "own"), {"development", "Ann"}),
        (Viewer("Bob", "rep", "own"), {"development"}),
        (Viewer("Ann", "rep", "none"), {"development"}),
        (Viewer("Dev", "developer"), {"development", "Dev"}),
        (Viewer("V", "viewer"), {"development"}),
        (Viewer("Mo", "manager", "bands"), {"development"}),
    ],
)
def test_a_report_is_read_by_who_may_see_all_of_it(viewer, reads):
    close()
    read = set()
    for name, reader in READERS.items():
        try:
            made = load_week(DAY, name, viewer)
        except NotAllowed:
            continue
        assert made.reader == reader
        read.add(name)
    assert read == reads
    assert set(load_weeks(viewer)[0].readers) == reads
