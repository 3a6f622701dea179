"""Load: what somebody was told so that they do something in time, and what they want of that."""

from interlock.records.member import Member
from interlock.records.notes import MailTrouble
from interlock.records.nudges import Told
from interlock.store import members, nudges


def load_nudges(user: int) -> tuple[Told, ...]:
    """What somebody was told and has not put away, the newest first."""
    return nudges.unseen(user)


def load_latest(user: int, *, most: int = 20) -> tuple[Told, ...]:
    """What somebody was told last, the newest first."""
    return nudges.latest(user, most=most)


def load_wanted(user: int) -> Member | None:
    """Which kinds somebody wants, and whether by mail, as their membership says."""
    return members.named(user)


def load_trouble(user: int) -> MailTrouble | None:
    """What was not mailed to somebody."""
    return nudges.trouble(user)
