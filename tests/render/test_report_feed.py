"""Closed weeks as Atom, read back by a feed reader's own library."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape

import feedparser

from interlock.render import report_feed, report_line
from tests.render import sample

HOME, FEED = "https://x.example/reports/", "https://x.example/reports/feed/abc"
CLOSED = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


def week(back):
    report = sample.report()
    day = report.birth.as_of - timedelta(weeks=back)
    report = replace(report, birth=replace(report.birth, as_of=day))
    page, closed = f"{HOME}{day}/?a=1&b=2", CLOSED - timedelta(weeks=back)
    return report_feed.Week(day, report, page, closed)


WEEKS = [week(0), week(1)]


def render(weeks, tag="management"):
    since = datetime(2026, 1, 2, tzinfo=UTC)
    return report_feed.render(
        weeks, title="Marlow & Pike, every week", home=HOME, feed=FEED, since=since, tag=tag
    )


def read(made):
    found = feedparser.parse(made)
    assert not found.bozo
    assert found.version == "atom10"
    return found


def test_a_feed_reader_reads_each_week_with_its_line_and_its_link():
    found = read(render(WEEKS))
    assert found.feed.title == "Marlow & Pike, every week"
    assert [entry.link for entry in found.entries] == [one.page for one in WEEKS]
    assert found.entries[0].title == "Marlow & Pike: weekly report of 20 Nov 2026"
    assert found.entries[0].summary == report_line.line(WEEKS[0].report)
    assert "<h2>" in found.entries[0].content[0].value


def test_signs_of_html_in_a_line_are_shown_as_they_are():
    unlikely = replace(WEEKS[0].report, quarter=replace(sample.quarter(), p_target=0.03))
    (entry,) = read(render([replace(WEEKS[0], report=unlikely)])).entries
    assert unescape(entry.summary) == report_line.line(unlikely)
    assert "<5 % to reach" in unescape(entry.summary)


def test_two_weeks_of_the_same_data_are_two_entries():
    late = replace(WEEKS[1], report=WEEKS[0].report)
    assert len({entry.id for entry in read(render([WEEKS[0], late])).entries}) == 2


def test_a_week_is_as_old_as_its_closing_and_the_feed_as_its_newest_week():
    found = read(render(WEEKS))
    assert found.entries[1].updated == "2026-11-13T17:00:00+00:00"
    assert found.feed.updated == "2026-11-20T17:00:00+00:00"


def test_ids_stay_when_addresses_and_words_change_and_differ_by_week_and_reader():
    moved = [replace(one, page=f"{one.page}new", closed_at=one.closed_at) for one in WEEKS]
    ids = [[entry.id for entry in read(render(weeks)).entries] for weeks in (WEEKS, moved)]
    assert (
        ids[0]
        == ids[1]
        == [
            f"tag:x.example,{day}:interlock/report/management"
            for day in ("2026-11-20", "2026-11-13")
        ]
    )
    others = [entry.id for entry in read(render(WEEKS, tag="sales")).entries]
    assert not set(others) & set(ids[0])


def test_a_feed_without_weeks_is_as_old_as_its_beginning():
    found = read(render([]))
    assert (found.entries, found.feed.updated) == ([], "2026-01-02T00:00:00+00:00")
    assert date.fromisoformat(found.feed.id.split(",")[1].split(":")[0]) == date(2026, 1, 2)


def test_the_same_weeks_give_the_same_bytes():
    assert render(WEEKS) == render(WEEKS)


def test_a_sign_that_no_xml_holds_does_not_end_the_feed():
    report = WEEKS[0].report
    named = replace(WEEKS[0], report=replace(report, company=f"{report.company}\v"))
    told, plain = (read(render([one])).entries[0] for one in (named, WEEKS[0]))
    assert (told.title, told.content[0].value) == (plain.title, plain.content[0].value)
