"""Wishes of a plan held against the records and each other: all that clashes said at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf

from interlock.engine import named
from interlock.engine.joint import WEEKS
from interlock.engine.outlook import Outlook
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.errors import BadUsage, NotPossible
from interlock.records.planning import AIMS, ALL_TEAMS, Wishes

MOST_FROZEN = 26


@dataclass(frozen=True)
class Wanted:
    """Wishes led to ids: ``must`` and ``without``, the last day that counts, and weeks of
    ``capacity`` by team.
    """

    must: tuple[str, ...]
    without: tuple[str, ...]
    until: date
    capacity: tuple[tuple[str, float], ...] = ()


def wanted(now: Outlook, wishes: Wishes) -> Wanted:
    """Raises ``NotPossible`` with all that cannot be wished, alone or together."""
    wrong: list[str] = []
    must, without = (_ids(now, names, wrong) for names in (wishes.must, wishes.without))
    called = _called(now)
    wrong += [
        f"{called[one]} must ship and is to be left out: take it out of one of both"
        for one in must
        if one in without
    ]
    for one in must:
        for other, through in _waited_for(now, one).items():
            if other in without and one not in without:
                by = f" (through {called[through]})" if through != one else ""
                wrong.append(
                    f"{called[one]} must ship and waits for {called[other]}{by}, which is to be "
                    "left out: leave out neither or both"
                )
    until = wishes.horizon or now.quarters[-1].last
    wrong += _numbers(now, wishes, until)
    capacity = _capacity(now, wishes, wrong)
    if wrong:
        raise NotPossible.several(wrong)
    return Wanted(must, without, until, capacity)


def names(now: Outlook, features: Sequence[str]) -> list[str]:
    """What these features are called where there is little room."""
    rows = now.book.features.select("id", "key", "name").iter_rows(named=True)
    called = {row["id"]: row["name"] or row["key"] or row["id"] for row in rows}
    return [called[one] for one in features]


def out_of_reach(now: Outlook, features: tuple[str, ...], until: date) -> NotPossible:
    """Features that must ship and do not in time even first in their queues."""
    called = _called(now)
    return NotPossible.several(
        [
            f"{called[one]} must ship and does not until {until} in 5 of 10 cases, even with those "
            "that must ship first in their queues: give it longer, people, or less to wait for"
            for one in features
        ]
    )


def _ids(now: Outlook, names: tuple[str, ...], wrong: list[str]) -> tuple[str, ...]:
    found = []
    for name in names:
        try:
            found.append(named.feature(now.book, name)["id"])
        except BadUsage as error:
            wrong.append(str(error))
    return tuple(dict.fromkeys(found))


def _capacity(now: Outlook, wishes: Wishes, wrong: list[str]) -> tuple[tuple[str, float], ...]:
    found: dict[str, float] = {}
    for name, weeks in wishes.capacity:
        try:
            team = named.team((*now.delivery.paces.teams, ALL_TEAMS), name)
        except BadUsage as error:
            wrong.append(str(error))
            continue
        if not 0 <= weeks < inf:
            wrong.append(f"The capacity of {team} is {weeks:g} weeks: 0 or more")
        if team in found:
            wrong.append(f"The capacity of {team} is given twice")
        found[team] = weeks
    return tuple(found.items())


def _waited_for(now: Outlook, feature: str) -> dict[str, str]:
    """All that a feature waits for -> what waits for that itself."""
    todo = now.delivery.todo
    place = {one: at for at, one in enumerate(todo.features)}
    found: dict[str, str] = {}
    ahead = [feature]
    while ahead:
        one = ahead.pop()
        at = place[one]
        for other in todo.waits_for[todo.waits_start[at] : todo.waits_start[at + 1]].tolist():
            if todo.features[other] not in found:
                found[todo.features[other]] = one
                ahead.append(todo.features[other])
    return found


def _numbers(now: Outlook, wishes: Wishes, until: date) -> list[str]:
    last = now.as_of + timedelta(days=WEEKS * DAYS_PER_WEEK)
    least = {"moves": 0, "seconds": 0, "draws": 1, "replications": 0, "staffing": 0}
    wrong = [
        f"{name} is {getattr(wishes, name):g} and cannot be below {low}"
        for name, low in least.items()
        if not getattr(wishes, name) >= low
    ]
    wrong += [
        f"{name} is {getattr(wishes, name):g}: costs are 0 or more"
        for name in ("switch_cost", "promise_cost")
        if not getattr(wishes, name) >= 0
    ]
    if not now.as_of < until <= last:
        wrong.append(f"The horizon {until} lies outside {now.as_of} to {last}")
    if not 0 <= wishes.frozen_weeks <= MOST_FROZEN:
        wrong.append(f"frozen_weeks is {wishes.frozen_weeks}: 0 to {MOST_FROZEN} can be frozen")
    if wishes.aim not in AIMS:
        wrong.append(f"The aim {wishes.aim!r} is none of {', '.join(AIMS)}")
    return wrong


def _called(now: Outlook) -> dict[str, str]:
    rows = now.book.features.select("id", "key", "name").iter_rows(named=True)
    return {row["id"]: named.called(row) for row in rows}
