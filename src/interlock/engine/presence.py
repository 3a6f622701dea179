"""How much of its usual work a team can do each week: working days, closures, who is there."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.company import Company, Staffing

Shares = np.ndarray[Any, np.dtype[np.float64]]

WORK_DAYS = 5
LEARNING = 0.5
"""What somebody who joined does while learning, of what the others do: declared."""


def shares(
    company: Company,
    teams: tuple[str, ...],
    people: Mapping[str, float],
    *,
    after: date,
    weeks: int,
    as_of: date,
) -> Shares:
    """Each week's work that can be done, of what the team of ``as_of`` does in a full week.

        share = sum over working days that are not closed of (1 + (there - there on as_of) / people)
                / 5
        there = sum over staffing of people * reached;  leaving: reached = 1
        joining: 0 in the first 2 weeks, then 1/2, from the 8th week on 1 (``ramp_weeks``)

    (teams, weeks); the first week begins on the day after ``after``. ``people`` is how many each
    team has on ``as_of``; staffing of a team without it is not counted (see `uncounted`).
    """
    days = after.toordinal() + np.arange(1.0, weeks * DAYS_PER_WEEK + 1)
    found = [
        _open(company, team, days) * _there(company, team, people.get(team), days, as_of)
        for team in teams
    ]
    return np.array(found).reshape(len(teams), weeks, DAYS_PER_WEEK).sum(axis=2) / WORK_DAYS


def people_of(book: Book) -> dict[str, float]:
    """How many people each team has, where that is said."""
    return dict(book.teams.select("name", "people").drop_nulls().iter_rows())


def uncounted(company: Company, people: Mapping[str, float]) -> tuple[str, ...]:
    """Teams whose staffing changes nothing, since nobody said how many people they have."""
    counted = {team for team, count in people.items() if count}
    return tuple(sorted({one.team for one in company.staffing} - counted))


def _open(company: Company, team: str, days: Shares) -> Shares:
    """1 on working days, 0 at weekends and while the team is closed."""
    weekday = (days - 1) % DAYS_PER_WEEK
    worked = weekday < WORK_DAYS
    for closure in company.closures:
        if closure.team in ("", team):
            closed = (days >= closure.first.toordinal()) & (days <= closure.last.toordinal())
            worked = worked & ~closed
    return worked.astype(float)


def _there(
    company: Company, team: str, people: float | None, days: Shares, as_of: date
) -> Shares | float:
    """People at work on each day, of those on ``as_of``."""
    changes = [one for one in company.staffing if one.team == team]
    if not changes or not people:
        return 1.0
    today = np.array([float(as_of.toordinal())])
    more = sum(_reached(one, company, days) - _reached(one, company, today) for one in changes)
    return np.maximum(1.0 + more / people, 0.0)


def _reached(one: Staffing, company: Company, days: Shares) -> Shares:
    """People that a change counts for on each day."""
    since = days - one.first.toordinal()
    last = one.last.toordinal() if one.last else date.max.toordinal()
    here = (since >= 0) & (days <= last)
    nothing, learning = (weeks * DAYS_PER_WEEK for weeks in company.ramp_weeks)
    ramp = np.where(since < nothing, 0.0, np.where(since < learning, LEARNING, 1.0))
    return (one.people * here * (ramp if one.people > 0 else 1.0)).astype(np.float64)
