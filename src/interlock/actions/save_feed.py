"""Save: the secret address from which one's calendar fetches one's days."""

from interlock.records.own_days import Feed
from interlock.store import feeds


def make_feed(user: int, *, reminds: bool, by: str) -> str:
    """The secret of a new address, shown this once; the one before gives nothing more."""
    return feeds.make(user, reminds=reminds, by=by)


def load_feed(user: int) -> Feed | None:
    """A person's feed, if they have one."""
    return feeds.of(user)


def choose_reminds(user: int, *, reminds: bool) -> None:
    """Keep whether it reminds of open days. Raises ``UnknownName``."""
    feeds.choose(user, reminds=reminds)


def revoke_feed(user: int, *, by: str) -> None:
    """Let its address give nothing more. Raises ``UnknownName``."""
    feeds.revoke(user, by=by)


def opened(secret: str) -> Feed | None:
    """Whose address it is; None for one that was revoked, or never was."""
    return feeds.opened(secret)
