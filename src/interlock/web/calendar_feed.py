"""The feed that somebody's calendar fetches: their own days."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from interlock.actions import load_own_days
from interlock.actions.save_outcome import load_standing
from interlock.records.errors import NothingKept
from interlock.records.own_days import OUTCOME, PROMISE, Feed, OwnDay, OwnDays
from interlock.records.report import DealsAhead
from interlock.records.rights import Viewer
from interlock.render import calendar_feed
from interlock.web import clock, tasks
from interlock.web.secret_feed import Fetched, by_secret

MEDIA = "text/calendar; charset=utf-8"


@by_secret("asks for the secret of its address, and gives that one person's days")
def feed(_request: HttpRequest, viewer: Viewer, found: Feed) -> Fetched:
    """One's days as iCalendar."""
    days = own_days(viewer)
    made = as_ical(days, reminds=found.reminds) if days else calendar_feed.empty()
    return Fetched(made, MEDIA, "interlock.ics")


def own_days(viewer: Viewer) -> OwnDays | None:
    """The days of a viewer, with odds where a forecast is at hand; None while nothing is kept."""
    try:
        ahead: DealsAhead | None = load_standing("deals", tasks.OF_DEALS).made
        return load_own_days.load_own_days(viewer, ahead=ahead, now=clock.now())
    except NothingKept:
        return None


def as_ical(days: OwnDays, *, reminds: bool) -> bytes:
    """The feed with links to this site."""
    site = urlsplit(settings.URL).hostname or "interlock"
    return calendar_feed.as_ical(days, page=page_of, site=site, reminds=reminds)


def page_of(one: OwnDay) -> str:
    """The whole address of the page on which a day is looked after."""
    if one.kind in (PROMISE, OUTCOME):
        return f"{settings.URL}{reverse('promise', args=one.key)}"
    if one.deal:
        return f"{settings.URL}{reverse('deal', args=[one.deal])}"
    if one.feature:
        return f"{settings.URL}{reverse('feature', args=[one.feature])}"
    return f"{settings.URL}{reverse('release', args=[one.release])}" if one.release else ""
