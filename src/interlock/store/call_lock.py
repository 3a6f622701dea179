"""Calls of a week that is locked stand for good, whoever types or takes back."""

import json
from datetime import UTC, date, datetime

import polars as pl

from interlock.records import call_weeks
from interlock.records.errors import NotPossible
from interlock.records.sales_tables import CALLS
from interlock.store import about
from interlock.store.difference import Step

_SAID_ON = CALLS.key.index("said_on")


def now() -> datetime:
    """The moment that counts: the server's, for whoever types from wherever."""
    return datetime.now(UTC)


def hold(typed: Step) -> None:
    """Let no call whose week is locked be typed, typed over or taken back. Raises ``NotPossible``.

    ``typed`` is what a change does to what was typed.
    """
    keys = pl.concat([typed.insert.select("table", "key"), typed.end.select("table", "key")])
    of_calls = keys.filter(table=CALLS.name)["key"].unique()
    if not of_calls.len():
        return
    company, moment = about.company(), now()
    for day in sorted({date.fromisoformat(json.loads(key)[_SAID_ON]) for key in of_calls}):
        if call_weeks.is_locked(day, moment, company):
            week = call_weeks.week_of(day, company)
            raise NotPossible(
                f"The call of the week to {week.last} is locked since "
                f"{company.calls_lock.capitalize()}, and stands: what is said now counts for the "
                "next week"
            )
