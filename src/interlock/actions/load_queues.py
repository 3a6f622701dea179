"""Load: every team's queue of unfinished features as it is now, or as it was."""

from interlock.engine import team_queues
from interlock.records.feature_file import Queue
from interlock.records.rights import Viewer
from interlock.store import shown

TABLES = ("features", "releases", "items")


def load_queues(viewer: Viewer, *, at: int | None = None) -> tuple[Queue, ...]:
    """By the name of the team, as a viewer may see them; ``at``: as they were after that change.
    Raises ``NothingKept``.
    """
    return team_queues.queues(shown.book(viewer, TABLES, at=at))
