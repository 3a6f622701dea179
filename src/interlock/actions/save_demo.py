"""Save: the demo's book, as it begins and made so again."""

from collections.abc import Iterable
from pathlib import Path

from interlock.records.cast import Player
from interlock.store import afresh, connect, dump, members

BY = "the demo"


def begin(cast: Iterable[Player], beginning: Path) -> None:
    """Let everybody of the cast sign in, and keep all of it as the ``beginning``."""
    connect.open_book()
    known = {one.email for one in members.listed()}
    for one in cast:
        if one.email not in known:
            members.make(one.email, None, role=one.role, known_as=one.name, by=BY)
    dump.save(beginning)


def go_on() -> None:
    """What was begun and never ended, when the demo was stopped, is begun anew."""
    connect.open_book()
    afresh.forget_unfinished()


def start_afresh(beginning: Path) -> None:
    """Make the book what it was at the ``beginning``. Raises ``NotABackup``."""
    connect.open_book()
    afresh.put_back(beginning)
