"""A book whose last weeks are closed and whose reports are on their way: sent, waiting, refused."""

from datetime import UTC, date, datetime, timedelta

from interlock.records import mail_ids
from interlock.records.notes import FAILED, MENTION, SENT, WAITING
from interlock.records.nudges import TOOLS, Nudge, Nudges
from interlock.records.subscription import Sending
from interlock.store import connect, hooks, members, notices, nudges, replies, sendings
from tests import closed_weeks
from tests.browser import made_deals

WEEK = date(2026, 11, 23)
SLACK = "https://hooks.acme.example/services/T02/B07/walnut"
REFUSED = "550 5.1.1 the mailbox does not exist; see https://mail.acme.example/why for what to do"


def make(password):
    """In the book of the environment; Ann owns it."""
    made_deals.make(password)
    before, _ = closed_weeks.close_all(2)
    users = {one.email.split("@")[0]: one.user for one in members.listed()}
    now = datetime.now(UTC)
    _put(before, dict.fromkeys(users, (SENT, None, "")), now)
    _put(WEEK, {
        "ann": (WAITING, now, ""),
        "rep": (WAITING, now, ""),
        "manager": (WAITING, now + timedelta(days=3), ""),
        "developer": (FAILED, None, "nobody in the records is called Jörg Müller"),
        "product": (FAILED, None, REFUSED),
    }, now)  # fmt: skip
    _nudge(users["product"], now)
    _notice(users["developer"], now)
    hooks.make(users["ann"], url=SLACK, kinds=["report"], by="test", shape="slack",
               reader="management")  # fmt: skip
    hooks.test(1, None)


def _put(day, states, now):
    """The report of a week on its way to members, by the name of their address."""
    members_of = {one.email.split("@")[0]: one for one in members.listed()}
    rows = []
    for name, (state, at, problem) in states.items():
        user, reader = members_of[name].user, members_of[name].viewer.report
        mail = mail_ids.of_week(day, user=user, on=day)
        rows.append(Sending(0, day, user, reader, state, replies.message_id(mail), next_at=at,
                            problem=problem))  # fmt: skip
    with connect.change():
        sendings.put(day, rows)
    for one in sendings.of_week(day):
        if one.state == SENT:
            sendings.sent(one, now=now - timedelta(days=7))


def _nudge(user, now):
    """A mail about a nudge, refused once."""
    told = Nudge(TOOLS, "c", "1", "“Security deck” is ready", "deal", "006A1")
    found = Nudges(told=(told,), noted={}, over=frozenset())
    nudges.keep(user, found, mails=True, now=now, midnight=now)
    nudges.failed(nudges.claim(now), REFUSED, now=now)


def _notice(user, now):
    """A mail about a note, given up."""
    notices.tell("n1", {user: MENTION}, mails=True, now=now)
    while mine := notices.claim(now):
        now = notices.failed(mine, REFUSED, now=now) or now
