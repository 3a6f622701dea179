"""The feed of weekly reports that somebody's reader fetches, at their own secret address."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from interlock.actions.load_weeks import load_week, load_weeks
from interlock.records.closed_week import ClosedWeek
from interlock.records.errors import NotReadable
from interlock.records.own_days import Feed
from interlock.records.rights import Viewer
from interlock.render import report_feed
from interlock.web.secret_feed import Fetched, by_secret

MEDIA = "application/atom+xml; charset=utf-8"
MOST = 26
"""Weeks: half a year."""


@by_secret("asks for the secret of its address, and gives that one person's weekly reports")
def feed(request: HttpRequest, viewer: Viewer, found: Feed) -> Fetched:
    """The last closed weeks as Atom, in the view that is theirs."""
    newest = [one for one in load_weeks(viewer)[:MOST] if viewer.report in one.readers]
    weeks = [entry for one in newest if (entry := _week(one, viewer))]
    company = weeks[0].report.company if weeks else "Interlock"
    made = report_feed.render(
        weeks,
        title=f"{company}: weekly reports",
        home=f"{settings.URL}{reverse('archive')}",
        feed=f"{settings.URL}{request.path}",
        since=found.at,
        tag=viewer.report,
    )
    return Fetched(made, MEDIA, "interlock.atom")


def _week(one: ClosedWeek, viewer: Viewer) -> report_feed.Week | None:
    """A week's entry; none where this version cannot read its report."""
    try:
        made = load_week(one.day, viewer.report, viewer)
    except NotReadable:
        return None
    page = f"{settings.URL}{reverse('closed_week', args=[one.day])}"
    return report_feed.Week(day=one.day, report=made, page=page, closed_at=one.closed_at)
