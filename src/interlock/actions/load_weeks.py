"""Load: the weeks that were closed, and their reports as they were kept."""

from datetime import date

from interlock.records.closed_week import ClosedWeek
from interlock.records.errors import NotAllowed
from interlock.records.report import WeeklyReport
from interlock.records.rights import Viewer
from interlock.store import connect, weeks


def load_weeks(viewer: Viewer) -> tuple[ClosedWeek, ...]:
    """Every closed week, newest first, each with the readers whose reports the viewer may read."""
    connect.open_book()
    return weeks.listed(viewer)


def load_week(day: date, reader: str, viewer: Viewer) -> WeeklyReport:
    """A reader's report of the week that was closed for a day, as it was kept.

    Raises ``UnknownName`` where there is none, and ``NotAllowed`` where the viewer may not see all
    of it today: nothing is cut out of a report, each is made for its reader.
    """
    connect.open_book()
    made = weeks.named(day, reader)
    whose = made.reader.name or made.reader.kind
    if not viewer.may_read_of(whose, amounts=made.reader.sees_amounts):
        raise NotAllowed(viewer.role, f"read the report for {whose}")
    return made
