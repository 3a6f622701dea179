"""Things to do: a weekly report in, the three that one reader should do out."""

from collections.abc import Sequence

from interlock.engine import things
from interlock.records.report import WeeklyReport
from interlock.records.rights import Viewer
from interlock.records.risks import RiskLine
from interlock.records.thing import Thing


def things_to_do(
    report: WeeklyReport, viewer: Viewer, *, risks: Sequence[RiskLine] = ()
) -> tuple[Thing, ...]:
    """At most three, most urgent first, from the report that the viewer reads and the ``risks``
    against which they promised something that is due.
    """
    return things.things(report, role=viewer.role, name=viewer.name, risks=risks)
