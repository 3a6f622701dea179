"""The feed as two other readers of iCalendar read it, held against a table made by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from icalendar import Calendar

from interlock.records.own_days import OwnDay, OwnDays
from interlock.records.report import Decided
from interlock.render import calendar_feed

TODAY, DUE = date(2026, 11, 20), date(2026, 12, 1)
AT = datetime(2026, 11, 19, 8, 30, tzinfo=UTC)
MINE = OwnDay(
    "promise", ("P1",), "answers, to all; questions", DUE, is_mine=True, whom="Jo", state="open",
    side="sales", said_on=date(2026, 9, 1), first_on=DUE, deal="D1", deal_name="Nordwind",
)  # fmt: skip
SHIPPED = Decided("features", "F1", "shipped", date(2026, 12, 3))
WITHDRAWN = Decided("promises", "P1", "withdrawn", date(2026, 11, 4))
THEIRS = replace(MINE, key=("P2",), what="SSO", is_mine=False, whom="Jörg", side="development",
                 deal="", deal_name="", feature="F1", feature_name="SSO for admins")  # fmt: skip
OUTCOME = replace(MINE, kind="outcome", key=("P3",), what="they sign", odds=0.62)
STEP = replace(MINE, kind="step", key=("D1", "legal"), what="legal", whom="Eve")
TOOL = replace(MINE, kind="tool", key=("deck",), what="deck", whom="", deal="", side="sales")


def feed(*days, change=7, reminds=False, company="Größer & Söhne"):
    found = OwnDays(days, TODAY, change, AT, company, date(2026, 11, 18))
    made = calendar_feed.as_ical(
        found, page=lambda one: f"https://x.test/{one.deal}", site="x.test", reminds=reminds
    )
    return made, Calendar.from_ical(made)


def read(*days, **more):
    return feed(*days, **more)[1].walk("VEVENT")


TABLE = [
    # a day, what a calendar says of it, and how certain it is
    (MINE, "You promised Jo: answers, to all; questions", "CONFIRMED"),
    (replace(MINE, whom="", what="x"), "You promised: x", "CONFIRMED"),
    (replace(MINE, state="kept", what="x"), "✓ kept · You promised Jo: x", "CONFIRMED"),
    (replace(MINE, state="late", what="x"), "✓ late · You promised Jo: x", "CONFIRMED"),
    (replace(MINE, state="broken", what="x"), "✗ missed · You promised Jo: x", "CONFIRMED"),
    (replace(MINE, state="withdrawn", what="x"), "withdrawn · You promised Jo: x", "CANCELLED"),
    (THEIRS, "Jörg promised you: SSO", "CONFIRMED"),
    (OUTCOME, "You told Jo: they sign", "TENTATIVE"),
    (replace(OUTCOME, state="kept"), "✓ came · You told Jo: they sign", "CONFIRMED"),
    (replace(OUTCOME, state="broken"), "✗ did not come · You told Jo: they sign", "CONFIRMED"),
    (STEP, "Buyer's step, Nordwind: legal", "CONFIRMED"),
    (replace(STEP, state="overdue"), "overdue · Buyer's step, Nordwind: legal", "CONFIRMED"),
    (replace(STEP, state="kept"), "✓ done · Buyer's step, Nordwind: legal", "CONFIRMED"),
    (TOOL, "To be ready: deck", "CONFIRMED"),
]


@pytest.mark.parametrize(("one", "summary", "status"), TABLE)
def test_a_day_is_an_event_of_a_whole_day_in_plain_words(one, summary, status):
    (event,) = read(one)
    assert (str(event["SUMMARY"]), str(event["STATUS"])) == (summary, status)
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (DUE, DUE + timedelta(days=1))
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert str(event["TRANSP"]) == "TRANSPARENT"
    assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") == AT
    assert str(event["URL"]) == f"https://x.test/{one.deal}"


def test_another_reader_reads_the_same():
    days = [replace(one, key=(str(n),)) for n, (one, *_) in enumerate(TABLE)]
    made = feed(*days)[0].decode()
    others = vobject.readOne(made).vevent_list
    assert [one.summary.value for one in others] == [summary for _, summary, _ in TABLE]
    assert [one.status.value for one in others] == [status for *_, status in TABLE]
    assert {one.dtstart.value for one in others} == {DUE}
    assert len({one.uid.value for one in others}) == len(TABLE)


def test_the_description_says_where_it_stands():
    moved = replace(
        OUTCOME, moved=2, first_on=date(2026, 11, 3), moved_by="Bob", moved_why="they met later"
    )
    (event,) = read(moved)
    assert str(event["DESCRIPTION"]).splitlines() == [
        "Open.",
        "Moved 2 times; first given for 3 Nov 2026.",
        "Last by Bob: they met later.",
        "Odds of this day: 62 %, as of 18 Nov 2026.",
        "Given on 1 Sep 2026.",
        "Deal: Nordwind",
    ]
    (event,) = read(replace(THEIRS, state="late", decided=SHIPPED, release_name="R4"))
    assert str(event["DESCRIPTION"]).splitlines() == [
        "Done late: shipped 3 Dec 2026.",
        "Given on 1 Sep 2026.",
        "Feature: SSO for admins",
        "Release: R4",
    ]
    (event,) = read(replace(MINE, state="withdrawn", decided=WITHDRAWN, moved_by="Ann Lee"))
    assert str(event["DESCRIPTION"]).startswith("Withdrawn: 4 Nov 2026 by Ann Lee.")
    (event,) = read(STEP)
    assert "Theirs to do: Eve." in str(event["DESCRIPTION"])


def test_an_event_is_the_same_through_moves_and_its_sequence_rises():
    later = replace(MINE, on=DUE + timedelta(days=9), moved=1, what="in other words")
    (before,), (after,) = read(MINE, change=7), read(later, change=8)
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("DTSTART") > before.decoded("DTSTART")
    (gone,) = read(replace(later, state="withdrawn"), change=9)
    assert (gone["UID"], str(gone["STATUS"])) == (before["UID"], "CANCELLED")
    assert gone["SEQUENCE"] > after["SEQUENCE"]


def test_an_outcome_that_becomes_an_act_stays_the_same_event():
    assert read(OUTCOME)[0]["UID"] == read(replace(OUTCOME, kind="promise"))[0]["UID"]


def test_only_what_is_mine_and_open_reminds_and_only_where_that_was_chosen():
    days = [MINE, THEIRS, replace(MINE, key=("P9",), state="kept"), STEP]
    assert [len(one.walk("VALARM")) for one in read(*days)] == [0, 0, 0, 0]
    events = read(*days, reminds=True)
    assert [len(one.walk("VALARM")) for one in events] == [1, 0, 0, 1]
    (alarm,) = events[0].walk("VALARM")
    assert alarm.decoded("TRIGGER") == timedelta(hours=-15)
    assert str(alarm["DESCRIPTION"]) == str(events[0]["SUMMARY"])


def test_sides_and_kinds_are_categories():
    told = [one["CATEGORIES"].to_ical().decode() for one in read(MINE, THEIRS, STEP, TOOL)]
    assert told == [
        "Promised by you,Sales", "Promised to you,Development", "Buyers' steps,Sales",
        "Sales tools,Sales",
    ]  # fmt: skip


def test_the_same_days_give_the_same_bytes_in_lines_that_the_standard_allows():
    made, calendar = feed(replace(MINE, what="ü" * 200 + "\nnew line"), THEIRS)
    assert made == feed(replace(MINE, what="ü" * 200 + "\nnew line"), THEIRS)[0]
    lines = made.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    assert str(calendar["X-WR-CALNAME"]) == "Promises · Größer & Söhne"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in made
    assert b"X-PUBLISHED-TTL:PT1H" in made


def test_nobodys_days_are_a_calendar_without_events():
    calendar = Calendar.from_ical(calendar_feed.empty())
    assert calendar.walk("VEVENT") == []
    assert str(calendar["VERSION"]) == "2.0"
