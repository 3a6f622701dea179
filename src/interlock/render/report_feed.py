"""Closed weeks as an Atom feed: an entry a week, with its line, its link and the report itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from io import StringIO
from typing import Any
from urllib.parse import urlsplit

from interlock.records.report import WeeklyReport
from interlock.render import report_line, report_markdown, words


@dataclass(frozen=True)
class Week:
    """A closed week: the day it was closed for (its report may be of older data), its report, the
    ``page`` where it stands, and when it was closed.
    """

    day: date
    report: WeeklyReport
    page: str
    closed_at: datetime


def render(
    weeks: Iterable[Week], *, title: str, home: str, feed: str, since: datetime, tag: str
) -> bytes:
    """The feed of ``weeks``; ``home`` and ``feed`` are the addresses of their list and of the feed.

    ``since``: when the feed was begun, its age while no week is closed. ``tag``: what tells this
    feed from others of the same site, as a reader's name; with the day it makes ids that stay.
    """
    from feedgenerator import Atom1Feed

    held = list(weeks)
    made = Atom1Feed(
        title=words.in_xml(title),
        link=home,
        description="What moved and why, what is at stake, what is due.",
        feed_url=feed,
        feed_guid=_id(home, since.date(), tag),
        author_name="Interlock",
        language="en",
    )
    newest = max((week.closed_at for week in held), default=since)
    made.latest_post_date = lambda: newest  # else an empty feed is as old as the clock says
    for week in held:
        _add(made, week, _id(home, week.day, tag))
    out = StringIO()
    made.write(out, "utf-8")
    return out.getvalue().encode()


def _add(feed: Any, week: Week, identity: str) -> None:
    report = week.report
    feed.add_item(
        title=words.in_xml(f"{report.company}: weekly report of {words.full_day(week.day)}"),
        link=week.page,
        description=escape(words.in_xml(report_line.line(report))),  # readers take it as HTML
        content=words.in_xml(_html(report, page=week.page)),
        unique_id=identity,
        pubdate=week.closed_at,
        updateddate=week.closed_at,
    )


def _html(report: WeeklyReport, *, page: str) -> str:
    from markdown_it import MarkdownIt

    return str(MarkdownIt("commonmark").render(report_markdown.render(report, page=page)))


def _id(home: str, day: date, tag: str) -> str:
    """A tag URI (RFC 4151): the site, the day and what it is; it stays when pages move."""
    return f"tag:{urlsplit(home).hostname},{day.isoformat()}:interlock/report/{tag}"
