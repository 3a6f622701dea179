"""Save: what was promised to the buyer of a won deal is handed over to delivery and support."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from interlock.records.customers import WRITTEN, Contract
from interlock.records.errors import NotAllowed, NotPossible, UnknownName
from interlock.records.rights import Viewer
from interlock.store import connect, hooks, revisions, shown, typed

Row = dict[str, Any]
STEPS, PROMISES = "handover_steps", "promises"


def commit(
    account: str,
    contract: Contract,
    *,
    delivery: str,
    support: str,
    viewer: Viewer,
    by: str,
) -> int | None:
    """Hand a won deal over, as one change: what its buyer was given to understand becomes
    promises, every commitment has who sees to it in delivery and in support, and the steps of the
    hand-over are written down. The number of the change, None where all that stands already.

    Names that are empty leave who sees to a commitment as it is. Raises ``NotAllowed`` and
    ``UnknownName``.
    """
    connect.open_book()
    _won(contract.deal, viewer)
    seen_to = {
        name: who.strip()
        for name, who in (("delivery", delivery), ("support", support))
        if who.strip()
    }
    new = [_promise(account, contract, one) | seen_to for one in contract.to_commit]
    old: Sequence[Row] = [{"id": one.line.id, **seen_to} for one in contract.commitments]
    steps = [] if contract.is_begun else [_step(contract, one.step) for one in contract.steps]
    if not contract.is_begun and not contract.steps:
        steps = [_step(contract, step) for step in shown.company().handover]
    rows: dict[str, list[Row]] = {PROMISES: [*new, *(old if seen_to else [])], STEPS: steps}
    words = f"deal {contract.deal} handed over"
    with connect.change():
        made = typed.put_together(
            {table: some for table, some in rows.items() if some}, by=by, words=words
        )
        if new:
            hooks.tell_promises(made, new)
    return made


def done(deal: str, step: str, *, viewer: Viewer, on: date, by: str) -> int | None:
    """Write down that a step of the hand-over was done on a day: the number of the change.

    Raises ``NotAllowed``, ``UnknownName``, and ``NotPossible`` where it is done already.
    """
    if _step_of(deal, step, viewer)["done_on"] is not None:
        raise NotPossible("It is done already")
    return _over(deal, step, {"done_on": on, "done_by": viewer.name}, by)


def undone(deal: str, step: str, *, viewer: Viewer, by: str) -> int | None:
    """Let a step that was said to be done be open again. Raises as `done`."""
    if _step_of(deal, step, viewer)["done_on"] is None:
        raise NotPossible("It is open")
    return _over(deal, step, {"done_on": None, "done_by": None}, by)


def change(
    deal: str, step: str, *, owner: str, due: date | None, viewer: Viewer, by: str
) -> int | None:
    """Say who does a step, and by when. Raises ``NotAllowed`` and ``UnknownName``."""
    _step_of(deal, step, viewer)
    return _over(deal, step, {"owner": owner.strip() or None, "due": due}, by)


def add(
    deal: str, step: str, *, owner: str, due: date | None, viewer: Viewer, by: str
) -> int | None:
    """Add a step to the hand-over of a won deal. Raises ``NotAllowed``, ``UnknownName``, and
    ``NotPossible`` where it has that step, or where it says nothing.
    """
    connect.open_book()
    _won(deal, viewer)
    named = step.strip()
    if not named:
        raise NotPossible("Say what is to be done")
    if shown.table(STEPS, viewer).filter(deal=deal, step=named).height:
        raise NotPossible("This hand-over has that step already")
    row: Row = {"deal": deal, "step": named, "owner": owner.strip() or None, "due": due}
    return typed.put(STEPS, [row], by=by, words=f"step of the hand-over of {deal} added")


def _promise(account: str, contract: Contract, one: Any) -> Row:
    return {
        "id": secrets.token_hex(6),
        "what": f"Deliver {one.name} to {account}",
        "kind": "own act",
        "form": "written" if one.why == WRITTEN else "said",
        "maker": one.said_by or contract.owner or None,
        "to": account,
        "said_on": one.said_on or contract.won_on,
        "due": one.due,
        "why": one.why,
        "deal": contract.deal,
        "feature": one.feature,
    }


def _step(contract: Contract, step: str) -> Row:
    planned: Mapping[str, Any] = {one.step: one for one in contract.steps}
    one = planned.get(step)
    return {
        "deal": contract.deal,
        "step": step,
        "owner": (one.owner if one else contract.owner) or None,
        "due": one.due if one else None,
    }


def _won(deal: str, viewer: Viewer) -> Row:
    """The deal, where it was won and its hand-over is the viewer's to change."""
    rows = shown.table("deals", viewer).filter(id=deal, outcome="won").to_dicts()
    if not rows:
        raise UnknownName("won deal", deal, [])
    may = PROMISES in viewer.right.changes and shown.may_change(STEPS, deal, viewer)
    if not may:
        raise NotAllowed(viewer.role, f"hand over deal {deal}")
    return rows[0]


def _step_of(deal: str, step: str, viewer: Viewer) -> Row:
    """A step: whoever does it may change it, and whoever may change the hand-over."""
    connect.open_book()
    rows = shown.table(STEPS, viewer).filter(deal=deal, step=step).to_dicts()
    if not rows:
        raise UnknownName("step of the hand-over", step, [])
    is_theirs = (rows[0]["owner"] or "").casefold() == viewer.name.casefold()
    may = STEPS in viewer.right.changes and is_theirs
    if not (may or shown.may_change(STEPS, deal, viewer)):
        raise NotAllowed(viewer.role, f"change the hand-over of deal {deal}")
    return rows[0]


def _over(deal: str, step: str, values: Row, by: str) -> int | None:
    return typed.over(STEPS, (deal, step), values, by=by, seen=revisions.latest())
