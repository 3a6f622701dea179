"""Closed weeks: each is closed once, and names the reports that were kept of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from interlock.records.archive import WeekLine
from interlock.records.closed_week import OF_ALL, ClosedWeek
from interlock.records.errors import UnknownName
from interlock.records.report import WeeklyReport
from interlock.records.rights import Viewer
from interlock.store import connect, outcomes, week_lines

LEASE = timedelta(minutes=10)
"""Whoever has worked on one report for so long without a word has died at it."""


@dataclass(frozen=True)
class Kept:
    """A reader's report that was kept: the outcome's number, whether amounts are in it, and its
    line; without one that is made when it is first asked for.
    """

    reader: str
    outcome: int
    has_amounts: bool
    line: WeekLine | None = None


def listed(viewer: Viewer) -> tuple[ClosedWeek, ...]:
    """Every week that is closed, newest first, with the readers whose reports a viewer may read."""
    from django.db.models import Prefetch

    from interlock.store.models import WeekReport

    reports = Prefetch("reports", WeekReport.objects.defer("line"))
    weeks = _closed().prefetch_related(reports).order_by("-day")
    return tuple(_told(week, viewer) for week in weeks)


def named(day: date, reader: str) -> WeeklyReport:
    """A reader's report of the week that was closed for a day, as it was kept; case is ignored.

    Raises ``UnknownName`` where no week was closed for that day, or none for this reader, and
    ``NotReadable``.
    """
    week = _closed().filter(day=day).first()
    if week is None:
        days = _closed().values_list("day", flat=True)
        raise UnknownName("closed week", day.isoformat(), [one.isoformat() for one in days])
    kept = {one.reader.casefold(): one for one in week.reports.defer("line")}
    found = kept.get(reader.strip().casefold())
    if found is None:
        raise UnknownName(f"report of the week of {day}", reader, [r.reader for r in kept.values()])
    return report(day, found.reader, found.outcome_id)


def report(day: date, reader: str, outcome: int) -> WeeklyReport:
    """A report by the outcome's number. Raises ``NotReadable``."""
    made = outcomes.by_number(
        outcome, called=f"The report of the week closed for {day}, for {reader},"
    )
    if not isinstance(made, WeeklyReport):
        raise TypeError(f"{made.birth} is no report")
    return made


def claim(day: date, revision: int, *, now: datetime) -> int | None:
    """Take upon oneself to close the week of a day, of the book after a revision: the revision that
    whoever began with it chose; None where it is closed, or somebody else is at it.
    """
    from interlock.store.models import ClosedWeek as Row

    with connect.change():
        row, is_new = Row.objects.get_or_create(
            day=day, defaults={"revision_id": revision, "held_until": now + LEASE}
        )
        if is_new:
            return revision
        if row.closed_at or (row.held_until and row.held_until > now):
            return None
        Row.objects.filter(pk=row.pk).update(held_until=now + LEASE)
        return int(row.revision_id)


def hold(day: date, *, now: datetime) -> None:
    """Say that one is still at it."""
    from interlock.store.models import ClosedWeek as Row

    with connect.told():
        Row.objects.filter(day=day, closed_at=None).update(held_until=now + LEASE)


def fail(day: date, why: str, *, now: datetime) -> None:
    """It could not be closed, and why: it is tried again once the lease is over."""
    from interlock.store.models import ClosedWeek as Row

    with connect.told():
        mine = Row.objects.filter(day=day, closed_at=None)
        mine.update(held_until=now + LEASE, problem=why)


def give_up(day: date) -> None:
    """It is not closed after all, as if nobody had begun with it."""
    from interlock.store.models import ClosedWeek as Row

    with connect.told():
        Row.objects.filter(day=day, closed_at=None).delete()


def trouble() -> tuple[date, str] | None:
    """The week that could not be closed yet, and why; None where there is none."""
    from interlock.store.models import ClosedWeek as Row

    found = Row.objects.filter(closed_at=None).exclude(problem="").order_by("-day").first()
    return (found.day, found.problem) if found else None


def close(day: date, reports: Iterable[Kept], *, now: datetime, afterwards: bool = False) -> bool:
    """Close the week of a day with its reports, within a change; False where somebody else was
    quicker.
    """
    from interlock.store.models import ClosedWeek as Row
    from interlock.store.models import WeekReport

    mine = Row.objects.filter(day=day, closed_at=None)
    if not mine.update(closed_at=now, held_until=None, problem="", afterwards=afterwards):
        return False
    week = Row.objects.get(day=day)
    WeekReport.objects.bulk_create(
        WeekReport(
            week=week,
            reader=one.reader,
            outcome_id=one.outcome,
            has_amounts=one.has_amounts,
            line=week_lines.written(one.line) if one.line else "",
        )
        for one in reports
    )
    return True


def first_day() -> date | None:
    """The first day for which a week is closed; None before there is any."""
    found: date | None = _closed().order_by("day").values_list("day", flat=True).first()
    return found


def any_in_time() -> bool:
    """Whether any week was closed that was not worked out afterwards."""
    found: bool = _closed().filter(afterwards=False).exists()
    return found


def last_day() -> date | None:
    """The last day for which a week is closed; None before the first."""
    found: date | None = _closed().order_by("-day").values_list("day", flat=True).first()
    return found


def _closed() -> Any:
    from interlock.store.models import ClosedWeek as Row

    return Row.objects.exclude(closed_at=None)


def _told(row: Any, viewer: Viewer) -> ClosedWeek:
    kept = row.reports.all()
    names = [one.reader for one in kept if viewer.may_read_of(one.reader, amounts=one.has_amounts)]
    order = {name: at for at, name in enumerate(OF_ALL)}
    readers = sorted(names, key=lambda name: (order.get(name, len(order)), name))
    return ClosedWeek(
        row.day,
        row.closed_at,
        row.revision_id,
        tuple(readers),
        row.afterwards,
    )
