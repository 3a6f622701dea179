"""Save: nudges that a new forecast asks for, and what somebody wants of them or has put away."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from interlock.engine import nudges as engine
from interlock.records.errors import NothingKept
from interlock.records.features_ahead import FeaturesAhead
from interlock.records.member import Member
from interlock.records.report import DealsAhead
from interlock.store import connect, members, nudges, outcomes, read, shown, tools_taken

Asked = Mapping[str, Any]
TABLES = ("promises", "moves", "deals", "features", "releases", "needs", "tools",
          "tool_asks", "tool_lets", "people", "teams", "told")  # fmt: skip
LOG = ("promises", None)


def tell_nudges(*, deals: Asked, features: Asked, mails: bool, now: datetime) -> int:
    """Tell everybody what the forecasts of the book as it is ask for, and by mail where there is
    any (``mails``) and they want it: how many are told.

    ``deals`` and ``features`` are how these forecasts are asked for. Nothing before that of the
    deals is worked out; without that of the features promises of these have no odds.
    """
    connect.open_book()
    with suppress(NothingKept):
        revision = read.forecasts_revision()
        of_deals: Any = outcomes.find("deals", deals, revision)
        of_features: Any = outcomes.find("features", features, revision)
        if of_deals is not None:
            return sum(
                _tell(one, of_deals, of_features, mails=mails, now=now) for one in members.listed()
            )
    return 0


def choose_nudges(user: int, kinds: Collection[str], *, mails: bool) -> None:
    """Keep which kinds somebody wants, and whether by mail. Raises ``UnknownName``."""
    members.choose_nudges(user, kinds, mails=mails)


def put_away(number: int | None, *, user: int, now: datetime) -> None:
    """Somebody has looked at a nudge of theirs, at all of them without a number."""
    nudges.put_away(user, number, now=now)


def _tell(
    whom: Member, deals: DealsAhead, features: FeaturesAhead | None, *, mails: bool, now: datetime
) -> int:
    book = shown.book(whom.viewer, TABLES, log_of=LOG)
    zone = ZoneInfo(book.company.time_zone)
    today = book.company.day_of(now)
    found = engine.nudges(
        book,
        name=whom.viewer.name,
        today=book.today(now),
        deals=deals,
        features=features,
        known=nudges.known(whom.user),
        took=tools_taken.names(whom.viewer.name),
        kinds=whom.nudges,
    )
    return nudges.keep(
        whom.user,
        found,
        mails=mails and whom.mails_nudges,
        now=now,
        midnight=datetime.combine(today, time.min, zone),
    )
