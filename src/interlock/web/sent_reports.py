"""Who was sent the report of which week, or other mail, who was not and why; trying again."""

from collections import Counter
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from interlock.actions import close_week, mail_again, save_settings, save_subscription
from interlock.actions.load_weeks import load_weeks
from interlock.records import report_days
from interlock.records.errors import UnknownName
from interlock.records.notes import FAILED, SENT
from interlock.records.whole import whole
from interlock.web import clock, tasks
from interlock.web.gate import opens, viewer_of

MOST = 52
"""Weeks that are listed."""


@opens("people")
def sent_reports(request: HttpRequest) -> HttpResponse:
    """Every closed week with how many mails went, when the next one is closed, and what other mail
    did not go.
    """
    if request.method == "POST":
        return _mailed_again(request)
    company, _ = save_settings.known()
    day = report_days.next_day(clock.now(), company)
    states = save_subscription.load_counts()
    told = {
        "weeks": [
            (week, _counts(states.get(week.day, Counter())))
            for week in load_weeks(viewer_of(request))[:MOST]
        ],
        "next_at": report_days.closes_at(day, company),
        "trouble": close_week.load_trouble(),
        "unsent": mail_again.load_unsent(),
        "sends": bool(settings.MAIL),
    }
    return render(request, "sent_reports.html", told)


@opens("people")
def of_week(request: HttpRequest, day: str) -> HttpResponse:
    """Whom one week's report went to, those first to whom it did not."""
    try:
        on = date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    week = next((one for one in load_weeks(viewer_of(request)) if one.day == on), None)
    if week is None:
        raise Http404
    if request.method == "POST":
        only = whole(request.POST.get("user", ""))
        count = save_subscription.try_again(on, now=clock.now, user=only)
        messages.success(request, f"{count} mail{'' if count == 1 else 's'} will be tried at once.")
        return redirect("sent_of_week", day)
    sendings = save_subscription.load_sendings(on)
    counts = _counts(Counter(one.state for one, _ in sendings))
    told = {
        "week": week,
        "sendings": sendings,
        "counts": counts,
        "failing": any(one.did_not_go for one, _ in sendings),
        "failed_word": FAILED,
    }
    return render(request, "sent_of_week.html", told)


def _mailed_again(request: HttpRequest) -> HttpResponse:
    """Have the worker try at once what did not go to somebody."""
    kind, user = request.POST.get("kind", ""), whole(request.POST.get("user", ""))
    try:
        is_any = user is not None and mail_again.mail_again(kind, user, now=clock.now())
    except UnknownName as error:
        raise Http404 from error
    if is_any:
        tasks.MAILS[kind].enqueue()
    messages.success(request, "It will be tried at once." if is_any else "Nothing waits any more.")
    return redirect("sent_reports")


def _counts(states: Counter[str]) -> dict[str, int]:
    """How many mails of a week went, wait, and were given up."""
    went, failed = states[SENT], states[FAILED]
    return {"sent": went, "failed": failed, "waiting": states.total() - went - failed}
