"""Save: webhooks and channels of chat tools, and events of which they are told."""

from collections.abc import Sequence

from interlock.records.webhook import REPORT, Delivery, Webhook
from interlock.store import connect, hooks
from interlock.store.hooks import Tell

LISTED = 20


def tell(kind: str, event: str, told: Tell) -> int:
    """Have every webhook that asked for ``kind`` told of an ``event``, once; ``told`` gives what
    one of its owner's rights may see, None for nothing. How many are told.
    """
    connect.open_book()
    return hooks.tell(kind, event, told)


def load_hooks(user: int) -> tuple[Webhook, ...]:
    """A person's webhooks."""
    return hooks.listed(user)


def load_deliveries(number: int, user: int) -> tuple[Delivery, ...]:
    """What one of them was told lately, the newest first. Raises ``UnknownName``."""
    return hooks.deliveries(number, user, most=LISTED)


def make_hook(user: int, *, url: str, kinds: Sequence[str], by: str) -> int:
    """A new webhook: its number."""
    return hooks.make(user, url=url, kinds=kinds, by=by)


def change_hook(number: int, user: int, *, url: str, kinds: Sequence[str], by: str) -> None:
    """Another address or other kinds; one that was stopped goes on. Raises ``UnknownName``."""
    hooks.change(number, user, url=url, kinds=kinds, by=by)


def remove_hook(number: int, user: int, *, by: str) -> None:
    """Tell it nothing more. Raises ``UnknownName``."""
    hooks.remove(number, user, by=by)


def test_hook(number: int, user: int) -> None:
    """Tell one of them that this is a test. Raises ``UnknownName``."""
    hooks.test(number, user)


def load_chats() -> tuple[Webhook, ...]:
    """Every channel of a chat tool."""
    return hooks.listed(None)


def load_chat_deliveries(number: int) -> tuple[Delivery, ...]:
    """What one of them was told lately, the newest first. Raises ``UnknownName``."""
    return hooks.deliveries(number, None, most=LISTED)


def make_chat(user: int, *, url: str, shape: str, reader: str, by: str) -> int:
    """A new channel, which is told the weekly report of a reader, as ``user`` may see it: its
    number.
    """
    return hooks.make(user, url=url, kinds=(REPORT,), by=by, shape=shape, reader=reader)


def change_chat(number: int, *, url: str, reader: str, by: str) -> None:
    """Another address or reader; one that was stopped goes on. Raises ``UnknownName``."""
    hooks.change(number, None, url=url, kinds=(REPORT,), by=by, reader=reader)


def remove_chat(number: int, *, by: str) -> None:
    """Tell it nothing more. Raises ``UnknownName``."""
    hooks.remove(number, None, by=by)


def test_chat(number: int) -> None:
    """Tell one of them that this is a test. Raises ``UnknownName``."""
    hooks.test(number, None)
