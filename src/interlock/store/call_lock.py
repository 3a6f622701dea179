"""Calls of a week that is locked stand for good, whoever types."""

from datetime import UTC, datetime

from interlock.records import call_weeks
from interlock.records.errors import NotPossible
from interlock.records.table import Table
from interlock.records.tables import CALLS
from interlock.store.company import standing
from interlock.store.overrides import Key


def now() -> datetime:
    """The moment that counts: the server's, for whoever types from wherever."""
    return datetime.now(UTC)


def hold(table: Table, key: Key) -> None:
    """Let nobody type over a call whose week is locked. Raises ``NotPossible``."""
    if table is not CALLS:
        return
    day = key[CALLS.key.index("said_on")]
    company = standing()
    if call_weeks.is_locked(day, now(), company):
        week = call_weeks.week_of(day, company)
        raise NotPossible(
            f"The call of the week to {week.last} is locked since {company.calls_lock.capitalize()}"
            ", and stands: what is said now counts for the next week"
        )
