"""Load: every team's queue of unfinished features as it is now."""

from interlock.engine import team_queues
from interlock.records.feature_file import Queue
from interlock.records.rights import Viewer
from interlock.store import shown

TABLES = ("features", "releases", "items")


def load_queues(viewer: Viewer) -> tuple[Queue, ...]:
    """By the name of the team, as a viewer may see them. Raises ``NothingKept``."""
    return team_queues.queues(shown.book(viewer, TABLES))
