"""Load: calls as they stand and as they were, as a viewer may see them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from interlock.engine import standing_calls
from interlock.records import call_weeks, reporting
from interlock.records.call_weeks import CallWeek
from interlock.records.calls import CallsAhead, CallTable, PeriodFigures, Scope, ScopeFigures
from interlock.records.company import Company
from interlock.records.report import Range
from interlock.records.rights import Viewer
from interlock.store import call_lock, outcomes, shown

WHOSE = ("me", "team", "company")
MOST_DAYS = 16


@dataclass(frozen=True)
class Moment:
    """Now, in the company's own terms: the day it is, the day that a call said now is dated, and
    the week it counts for.
    """

    company: Company
    at: datetime
    day: date
    said_on: date
    week: CallWeek


def load_moment() -> Moment:
    """Now, by the clock that locks calls. Raises ``NothingKept``."""
    company, now = shown.company(), call_lock.now()
    at = now.astimezone(ZoneInfo(company.time_zone))
    said_on = call_weeks.said_on(now, company)
    return Moment(company, at, at.date(), said_on, call_weeks.week_of(said_on, company))


def load_calls(
    viewer: Viewer, moment: Moment, *, period: str, figures: PeriodFigures | None, whose: str
) -> CallTable:
    """Everybody's calls for a period, of ``whose`` the viewer asks; who sees their own amounts
    alone is given their own row, whatever is asked. Raises ``NotAllowed``.
    """
    said = standing_calls.standing(shown.table("calls", viewer), period=period, week=moment.week)
    people, memberships = (shown.table(name, viewer) for name in ("people", "memberships"))
    only = _only(viewer, whose, people, memberships, moment.day)
    if viewer.amounts != "all":
        said = tuple(one for one in said if one.level == "rep")
    return standing_calls.table(
        said,
        period=period,
        figures=figures,
        people=people,
        memberships=memberships,
        only=only,
        day=moment.day,
    )


def led_by(viewer: Viewer, moment: Moment) -> frozenset[str] | None:
    """Whose calls a viewer leads; None for everybody's."""
    people, memberships = (shown.table(name, viewer) for name in ("people", "memberships"))
    return reporting.led(people, memberships, viewer.name, day=moment.day)


def load_figures(
    viewer: Viewer, figures: PeriodFigures | None, *, name: str, level: str
) -> ScopeFigures | None:
    """What somebody answers for who calls in a level, None where that is not known."""
    leads = level != "rep"
    people = shown.table("people", viewer)
    scope = reporting.scope_led(people, name) if leads else Scope("rep", name)
    return figures.of(scope) if figures else None


def load_said(viewer: Viewer, name: str, *, period: str) -> tuple[dict[str, Any], ...]:
    """Every call that somebody made for a period, and that was made about them; newest first."""
    mine = (pl.col("by") == name) | (pl.col("about") == name)
    calls = shown.table("calls", viewer).filter(
        mine, pl.col("period") == period, pl.col("amount").is_not_null()
    )
    return tuple(calls.sort("said_on", "category", descending=[True, False]).to_dicts())


def load_medians(
    viewer: Viewer, asked: Mapping[str, Any], scope: Scope, *, period: str
) -> tuple[tuple[date, Range], ...]:
    """What the model said of a period for a scope on past days, as far as it was kept."""
    found = []
    for made in outcomes.by_day("calls", asked, most=MOST_DAYS):
        told = for_viewer(made, viewer).periods if isinstance(made, CallsAhead) else ()
        figures = next((one.of(scope) for one in told if one.label == period), None)
        if figures and figures.forecast:
            found.append((made.birth.as_of, figures.forecast))
    return tuple(found)


def for_viewer(made: CallsAhead, viewer: Viewer) -> CallsAhead:
    """What a viewer may see: all, or their own figures and how good their own calls were; nothing
    from which others' amounts could be worked out.
    """
    if viewer.amounts == "all":
        return made
    mine = {Scope("rep", viewer.name)} if viewer.amounts == "own" else set()
    periods = (
        replace(period, figures=tuple(one for one in period.figures if one.scope in mine))
        for period in made.periods
    )
    lines = (
        line
        for line in made.scores.lines
        if mine and line.by == viewer.name and line.level == "rep" and not line.about
    )
    scores = replace(made.scores, lines=tuple(lines), overrides=())
    return replace(made, periods=tuple(periods), scores=scores, unclear=(), notes=())


def _only(
    viewer: Viewer, whose: str, people: pl.DataFrame, memberships: pl.DataFrame, day: date
) -> frozenset[str] | None:
    if viewer.amounts != "all" or whose == "me":
        return frozenset({viewer.name})
    if whose == "team":
        return reporting.led(people, memberships, viewer.name, day=day)
    return None
