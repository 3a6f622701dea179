"""Load: the days that a viewer has to do with, as they may see them."""

from datetime import datetime

from interlock.engine import own_days
from interlock.records.own_days import OwnDays
from interlock.records.report import DealsAhead
from interlock.records.rights import Viewer
from interlock.store import read, revisions, shown

TABLES = (
    "promises", "moves", "buyer_steps", "tools", "deals", "features", "releases", "people", "teams",
)  # fmt: skip


def load_own_days(viewer: Viewer, *, ahead: DealsAhead | None, now: datetime) -> OwnDays:
    """What is due by the viewer or to them: promises, buyers' steps, sales tools; no amount is in
    it. Raises ``NothingKept``.
    """
    book = shown.book(viewer, TABLES, log_of=("promises", None))
    change = revisions.named(read.forecasts_revision())
    today = book.today(now)
    return OwnDays(
        days=own_days.of(book, viewer.name, today=today, ahead=ahead),
        today=today,
        change=change.number,
        at=change.at,
        company=book.company.name,
        odds_of=ahead.birth.as_of if ahead else None,
    )
