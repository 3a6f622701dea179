"""Load: what the process that holds the outlook answers to what-ifs and plans."""

from collections.abc import Mapping
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client
from typing import Any

from interlock.records.best_plan import BestPlan
from interlock.records.both_ways import Turn
from interlock.records.desk import Ask, AskBest, Asked, Searching, Waiting
from interlock.records.errors import NotPossible
from interlock.records.plan import Plan
from interlock.records.planning import Wishes
from interlock.records.rights import Viewer
from interlock.records.whatif import Answer, Comparison, WhatIf
from interlock.store import shown, whereabouts

PATIENCE_SECONDS = 60.0
NOT_THERE = "waiting for what answers what-ifs (interlock worker --for whatifs)"


def load_answer(asked: WhatIf, viewer: Viewer, *, turns: bool = False) -> Asked[Answer] | Waiting:
    """What is answered to a what-if, as a viewer may see it; how far it is while nothing is. With
    ``turns`` it says where both sides turn, too, which takes longer.

    Raises ``NotPossible`` with every change that cannot be made.
    """
    reply: Asked[Answer] | Waiting = _reply(
        _ask({"this": asked}, viewer, "all" if turns else "answer")
    )
    return reply


def load_comparison(asks: Mapping[str, WhatIf], viewer: Viewer) -> Asked[Comparison] | Waiting:
    """The same of several what-ifs beside each other, by name."""
    reply: Asked[Comparison] | Waiting = _reply(_ask(asks, viewer))
    return reply


def load_plan(asked: WhatIf, viewer: Viewer) -> Asked[Plan] | Waiting:
    """The same of a what-if as a plan: with each team's queue, and what of it can be written."""
    reply: Asked[Plan] | Waiting = _reply(_ask({"this": asked}, viewer, "plan"))
    return reply


def load_turn(asked: WhatIf, viewer: Viewer) -> Asked[Turn] | Waiting | None:
    """The worth of a need at which what it costs and buys are alike; None for who sees no amounts,
    of which it tells.
    """
    if viewer.amounts != "all":
        return None
    reply: Asked[Turn] | Waiting = _reply(_ask({"this": asked}, viewer, "turn"))
    return reply


def load_best(wishes: Wishes, viewer: Viewer) -> Asked[BestPlan] | Searching | Waiting:
    """The best order that a search finds for these wishes, as a viewer may see it; how far the
    search is, or the forecast that it needs. Raises ``NotPossible`` with all wishes that cannot be.
    """
    reply: Asked[BestPlan] | Searching | Waiting = _reply(
        AskBest(wishes, viewer.amounts, _own(viewer))
    )
    return reply


def _ask(asks: Mapping[str, WhatIf], viewer: Viewer, what: str = "answer") -> Ask:
    return Ask(dict(asks), viewer.amounts, _own(viewer), what)


def _own(viewer: Viewer) -> frozenset[str]:
    return shown.own_deals(viewer) if viewer.amounts == "own" else frozenset()


def _reply(ask: Ask | AskBest) -> Any:
    where = whereabouts.told()
    if where is None:
        return Waiting(NOT_THERE)
    address, key = where
    try:
        with Client(address, authkey=key) as desk:
            desk.send(ask)
            if not desk.poll(PATIENCE_SECONDS):
                return Waiting("", "No answer within a minute: ask for less at once.")
            reply = desk.recv()
    except (OSError, EOFError, AuthenticationError):
        return Waiting(NOT_THERE)
    if isinstance(reply, NotPossible):
        raise reply
    return reply
