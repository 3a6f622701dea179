"""Load: what the process that holds the outlook answers to a what-if."""

from collections.abc import Mapping
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client
from typing import Any

from interlock.records.errors import NotPossible
from interlock.records.whatif import Asked, Waiting, WhatIf
from interlock.store import whereabouts

PATIENCE_SECONDS = 60.0
NOT_THERE = "waiting for what answers what-ifs (interlock worker --for whatifs)"


def load_answer(asks: Mapping[str, WhatIf]) -> Asked | Waiting:
    """What is answered to a what-if, or to several beside each other, by name; how far it is while
    there is none. Raises ``NotPossible`` with every change that cannot be made.
    """
    where = whereabouts.told()
    if where is None:
        return Waiting(NOT_THERE)
    address, key = where
    try:
        with Client(address, authkey=key) as desk:
            desk.send(dict(asks))
            if not desk.poll(PATIENCE_SECONDS):
                return Waiting("", "No answer within a minute: ask for less at once.")
            reply: Any = desk.recv()
    except (OSError, EOFError, AuthenticationError):
        return Waiting(NOT_THERE)
    if isinstance(reply, NotPossible):
        raise reply
    return reply
