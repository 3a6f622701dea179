"""Save: whether somebody is sent the weekly report, which view and when; and how mails stand."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime

from interlock.records import report_days
from interlock.records.errors import UnknownName
from interlock.records.member import Member
from interlock.records.subscription import Sending, Subscription, views
from interlock.store import about, leave_tokens, members, sendings, weeks


def subscribe(user: int, said: Subscription, *, now: datetime) -> None:
    """Keep what somebody wants; what waits for them follows. Raises ``UnknownName`` for a view that
    is not theirs to choose, or a day that is none.
    """
    viewer = _member(user).viewer
    if said.view and said.view not in views(viewer):
        raise UnknownName("view of the report", said.view, views(viewer))
    if said.weekday not in (None, *range(7)):
        raise UnknownName("weekday", str(said.weekday), [])
    members.subscribe(user, said)
    if not said.wants:
        sendings.drop(user)
        return
    reader, company = said.reader(viewer), about.company()
    has_it = {week.day for week in weeks.listed(viewer) if reader in week.readers}
    for one in sendings.waiting(user):
        at = max(now, report_days.mails_at(one.day, said.weekday, company))
        sendings.change(one, reader=reader if one.day in has_it else one.reader, at=at)


def load_subscription(user: int) -> tuple[Member, Sending | None]:
    """A member with what they want, and the last mail to them. Raises ``UnknownName``."""
    return _member(user), sendings.last(user)


def leaving(token: str) -> Member:
    """Who leaves by a token. Raises ``NotPossible`` for one that is not ours, ``UnknownName`` for a
    member who is gone.
    """
    return _member(leave_tokens.user_of(token))


def leave(token: str) -> None:
    """Send whose token it is no report any more. Raises ``NotPossible`` and ``UnknownName``."""
    whom = leaving(token)
    was = whom.subscription
    members.subscribe(whom.user, Subscription(wants=False, view=was.view, weekday=was.weekday))
    sendings.drop(whom.user)


def load_sendings(day: date) -> tuple[tuple[Sending, str], ...]:
    """How each mail of a week stands, and whom it is to."""
    called = {one.user: one.email for one in members.listed()}
    return tuple((one, called.get(one.user, "")) for one in sendings.of_week(day))


def load_counts() -> dict[date, Counter[str]]:
    """How many mails of each week stand how."""
    return sendings.counts()


def try_again(day: date, *, now: Callable[[], datetime], user: int | None = None) -> int:
    """Send again what could not be sent of a week, to all or to one: how many mails."""
    return sendings.try_again(day, now=now(), user=user)


def _member(user: int) -> Member:
    found = members.named(user)
    if found is None:
        raise UnknownName("member", str(user), [])
    return found
