"""Who is sent the weekly report: which view of it, on which day, and how each mail stands."""

from dataclasses import dataclass
from datetime import date, datetime

from interlock.records.closed_week import OF_ALL
from interlock.records.notes import FAILED, WAITING
from interlock.records.rights import Viewer

MINE = "mine"
VIEWS = {
    "management": "Management: everything",
    "sales": "Sales: without finance and development",
    "development": "Development: dates, odds and features, without amounts",
    MINE: "Mine: your own deals and promises",
}
"""view -> what it is called where one is chosen"""


@dataclass(frozen=True)
class Subscription:
    """Whether somebody wants the weekly report by mail; which view, their role's without one; on
    which weekday (0 is Monday), the company's without one.
    """

    wants: bool = True
    view: str = ""
    weekday: int | None = None

    def reader(self, viewer: Viewer) -> str:
        """Whose report a viewer is sent: the view they chose as long as it is theirs to read."""
        view = self.view if self.view in views(viewer) else ""
        return (viewer.name if view == MINE else view) or viewer.report


DEFAULT = Subscription()
"""What everybody has who said nothing."""


def views(viewer: Viewer) -> tuple[str, ...]:
    """Views that a viewer may choose from."""
    amounts = {"management": True, "sales": True, "development": False}
    shown = [one for one in OF_ALL if viewer.may_read_of(one, amounts=amounts[one])]
    return (*shown, MINE)


def role_view(viewer: Viewer) -> str:
    """The view that a role has without a choice."""
    return viewer.report if viewer.report in OF_ALL else MINE


@dataclass(frozen=True)
class Sending:
    """A mail of one closed week to one member: to be sent, sent, or why it was not.

    ``next_at`` is when it is tried (again), ``tries`` how often it was tried in vain.
    """

    number: int
    day: date
    user: int
    reader: str
    state: str
    message_id: str
    tries: int = 0
    next_at: datetime | None = None
    sent_at: datetime | None = None
    problem: str = ""

    @property
    def did_not_go(self) -> bool:
        """Whether it was given up, or waits to be tried again."""
        return self.state == FAILED or (self.state == WAITING and self.tries > 0)
