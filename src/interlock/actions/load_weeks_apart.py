"""Load: what differs between two closed weeks, with what records say came of it since."""

from interlock.engine.weeks_apart import weeks_apart
from interlock.records.report import WeeklyReport
from interlock.records.rights import Viewer
from interlock.records.weeks_apart import WeeksApart
from interlock.store.ends import ends


def load_weeks_apart(then: WeeklyReport, now: WeeklyReport, viewer: Viewer) -> WeeksApart:
    """What the later of two reports for the same reader says otherwise, and which of its deals,
    features and releases had ended by then, as the book has it today.
    """
    return weeks_apart(then, now, ended=ends(viewer))
