"""People as they would be: who joins a team, leaves it, or goes to another one."""

from dataclasses import replace
from datetime import timedelta

from interlock.engine import named, plain, presence
from interlock.engine.supposed import Supposed
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.company import Staffing
from interlock.records.errors import NotPossible
from interlock.records.whatif import MovePeople, People

HAND_OVER_WEEKS = 1
"""Weeks that each one who goes to another team takes of one who stays: declared."""


def people(so_far: Supposed, change: People) -> Supposed:
    team = named.team(so_far.of.paces.teams, change.team)
    if not change.people:
        raise NotPossible(f"Nobody joins or leaves {team} with 0 people")
    _enough(so_far, team, change.people)
    staffed, count = _staffed(so_far, (team, change.people)), abs(change.people)
    if change.people < 0:
        return staffed.tell(f"{plain.people(count, 'leave')} {team}")
    return staffed.tell(f"{plain.people(count, 'join')} {team}", _ramp(so_far))


def move_people(so_far: Supposed, change: MovePeople) -> Supposed:
    team, to = (named.team(so_far.of.paces.teams, one) for one in (change.team, change.to))
    if team == to or not change.people > 0:
        raise NotPossible(f"{change.people:g} people cannot go from {team} to {to}")
    count = _enough(so_far, team, -change.people)
    _enough(so_far, to, change.people)
    moved = _staffed(so_far, (team, -change.people), (to, change.people))
    busy = min(change.people, count - change.people)
    if busy:
        first = so_far.as_of + timedelta(days=1)
        last = so_far.as_of + timedelta(days=DAYS_PER_WEEK * HAND_OVER_WEEKS)
        moved = _with_staffing(moved, Staffing(team, -busy, first, last))
    return moved.tell(
        f"{plain.people(change.people, 'go')} from {team} to {to}",
        _ramp(so_far),
        f"Assumed: {team} loses them at once, and each takes a week of one who stays to hand over",
    )


def _staffed(so_far: Supposed, *changes: tuple[str, float]) -> Supposed:
    first = so_far.as_of + timedelta(days=1)
    return _with_staffing(so_far, *(Staffing(team, count, first) for team, count in changes))


def _with_staffing(so_far: Supposed, *staffing: Staffing) -> Supposed:
    company = so_far.book.company
    staffed = replace(company, staffing=(*company.staffing, *staffing))
    return replace(so_far, book=replace(so_far.book, company=staffed))


def _enough(so_far: Supposed, team: str, more: float) -> float:
    """How many people a team has, those who join or leave already among them."""
    known = presence.people_of(so_far.book).get(team)
    if not known:
        raise NotPossible(
            f"Nobody said how many people work in {team or 'the team'}: "
            "write it in teams.csv (name,people)"
        )
    joined = (one.people for one in so_far.book.company.staffing if one.team == team)
    supposed = (
        known
        + sum(joined)
        - sum(one.people for one in so_far.of.book.company.staffing if one.team == team)
    )
    if supposed + more < 0:
        raise NotPossible(f"{team} has {supposed:g} people: {-more:g} cannot leave it")
    return supposed


def _ramp(so_far: Supposed) -> str:
    nothing, half = so_far.book.company.ramp_weeks
    return (
        f"Assumed: who joins a team adds nothing for {nothing} weeks, half until week {half} "
        "(ramp_weeks)"
    )
