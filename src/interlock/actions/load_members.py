"""Load: who may sign in and what was done about it."""

from interlock.records.member import Event, Member
from interlock.records.notes import MailTrouble
from interlock.records.rights import Viewer
from interlock.store import audit, connect, members, notices


def load_viewer(user: int) -> Viewer | None:
    """As whom somebody looks at the book; None for one who is no member."""
    return members.viewer(user)


def load_members() -> tuple[Member, ...]:
    """Everybody who may sign in."""
    return members.listed()


def load_events(*, most: int = 100) -> tuple[Event, ...]:
    """What was done about sign-ins and rights, newest first."""
    return audit.listed(most)


def load_mail_trouble(user: int) -> MailTrouble | None:
    """Mail about notes that was not sent to somebody."""
    return notices.trouble(user)


def wants_mail(user: int) -> bool:
    """Whether somebody wants mail about notes."""
    return any(one.user == user and one.mails_mentions for one in members.listed())


def needs_owner() -> bool:
    """Whether nobody owns the book yet."""
    connect.open_book()
    return members.needs_owner()
