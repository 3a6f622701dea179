"""Things to do: a weekly report in, the three that one reader should do out."""

from interlock.engine import things
from interlock.records.report import WeeklyReport
from interlock.records.rights import Viewer
from interlock.records.thing import Thing


def things_to_do(report: WeeklyReport, viewer: Viewer) -> tuple[Thing, ...]:
    """At most three, most urgent first, from the report that the viewer reads."""
    return things.things(report, role=viewer.role, name=viewer.name)
