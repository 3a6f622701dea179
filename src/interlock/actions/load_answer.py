"""Load: what the process that holds the outlook answers to a what-if."""

from collections.abc import Mapping
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client
from typing import Any

from interlock.records.errors import NotPossible
from interlock.records.whatif import Answer, Asked, Comparison, Waiting, WhatIf
from interlock.store import whereabouts

PATIENCE_SECONDS = 60.0
NOT_THERE = "waiting for what answers what-ifs (interlock worker --for whatifs)"


def load_answer(asked: WhatIf) -> Asked[Answer] | Waiting:
    """What is answered to a what-if; how far it is while there is no answer.

    Raises ``NotPossible`` with every change that cannot be made.
    """
    reply: Asked[Answer] | Waiting = _reply({"this": asked})
    return reply


def load_comparison(asks: Mapping[str, WhatIf]) -> Asked[Comparison] | Waiting:
    """The same of several what-ifs beside each other, by name."""
    reply: Asked[Comparison] | Waiting = _reply(asks)
    return reply


def _reply(asks: Mapping[str, WhatIf]) -> Any:
    where = whereabouts.told()
    if where is None:
        return Waiting(NOT_THERE)
    address, key = where
    try:
        with Client(address, authkey=key) as desk:
            desk.send(dict(asks))
            if not desk.poll(PATIENCE_SECONDS):
                return Waiting("", "No answer within a minute: ask for less at once.")
            reply = desk.recv()
    except (OSError, EOFError, AuthenticationError):
        return Waiting(NOT_THERE)
    if isinstance(reply, NotPossible):
        raise reply
    return reply
