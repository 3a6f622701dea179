"""Save: a risk that somebody names, what is promised against it, and that this is done."""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from interlock.records.errors import NotAllowed, NotPossible, UnknownName
from interlock.records.rights import Viewer
from interlock.records.risks import Named, Stated
from interlock.store import connect, revisions, shown, typed

Row = dict[str, Any]


@dataclass(frozen=True)
class Act:
    """What is to be done about a risk, by whom, by which day."""

    what: str
    maker: str
    due: date


def name_risk(
    kind: str,
    own_id: str,
    what: str,
    *,
    act: Act | None,
    stated: Stated | None,
    viewer: Viewer,
    on: date,
    by: str,
) -> Named:
    """Name a risk of a deal or a feature, with what is promised against it, as one change.
    ``stated`` is what Interlock says on that day.

    Raises ``UnknownName``, ``NotAllowed`` and ``BadValues``.
    """
    connect.open_book()
    about = _about(kind, own_id, viewer)
    row: Row = {"id": _new(), "what": what, kind: own_id, "by": viewer.name, "named_on": on}
    words = f"risk of {kind} {own_id} named"
    return Named(row["id"], _write(row, about, act, stated, on=on, by=by, words=words))


def promise(
    risk: str, act: Act, *, stated: Stated | None, viewer: Viewer, on: date, by: str
) -> int | None:
    """Promise something against a risk that has nothing against it yet: the number of the change.

    Raises ``UnknownName``, ``NotAllowed``, ``BadValues``, and ``NotPossible`` where something was
    promised already.
    """
    connect.open_book()
    row, kind = _risk(risk, viewer)
    about = _about(kind, row[kind], viewer)
    if row["promise"]:
        raise NotPossible("Something is promised against this risk already: name another one")
    kept = {name: row[name] for name in ("id", "what", "named_on")}
    words = f"act against a risk of {kind} {row[kind]} promised"
    return _write(kept, about, act, stated, on=on, by=by, words=words)


def end_risk(risk: str, *, viewer: Viewer, on: date, by: str) -> int | None:
    """Let a risk be none any more: the number of the change. Raises as `promise`."""
    connect.open_book()
    row, kind = _risk(risk, viewer)
    _about(kind, row[kind], viewer)
    return typed.over("risks", (risk,), {"ended_on": on}, by=by, seen=revisions.latest())


def act_done(risk: str, *, viewer: Viewer, on: date, by: str) -> int | None:
    """What was promised against a risk is done: the number of the change. Who promised it says so,
    whoever owns the deal, and managers.

    Raises ``UnknownName``, ``NotAllowed``, and ``NotPossible`` where nothing was promised, or it is
    done already.
    """
    connect.open_book()
    row, kind = _risk(risk, viewer)
    acts = shown.table("promises", viewer).filter(id=row["promise"] or "").to_dicts()
    if not acts:
        raise NotPossible("Nothing is promised against this risk yet")
    is_own = kind == "deal" and row["deal"] in shown.own_deals(viewer)
    if not viewer.says_done(acts[0]["maker"] or "", own=is_own):
        raise NotAllowed(viewer.role, "say that what others promised is done")
    if acts[0]["done_on"] is not None:
        raise NotPossible("It is done already")
    seen = revisions.latest()
    return typed.over("promises", (acts[0]["id"],), {"done_on": on}, by=by, seen=seen)


def _write(
    risk: Row, about: Row, act: Act | None, stated: Stated | None, *, on: date, by: str, words: str
) -> int | None:
    said = {"odds": stated.odds, "by_day": stated.by_day} if stated else {}
    if act is None:
        return typed.put("risks", [risk | said], by=by, words=words)
    own = _new()
    given = {
        "id": own,
        "what": act.what,
        "kind": "own act",
        "form": "internal",
        "maker": act.maker,
        "to": about["to"] if about["to"] != act.maker else None,
        "said_on": on,
        "due": act.due,
        "deal": about["deal"],
    }
    records = {"risks": [risk | said | {"promise": own}], "promises": [given]}
    return typed.put_together(records, by=by, words=words)


def _risk(risk: str, viewer: Viewer) -> tuple[Row, str]:
    """A risk, and of what kind it is."""
    rows = shown.table("risks", viewer).filter(id=risk).to_dicts()
    if not rows:
        raise UnknownName("risk", risk, [])
    return rows[0], "deal" if rows[0]["deal"] else "feature"


def _about(kind: str, own_id: str, viewer: Viewer) -> Row:
    """To whom something is promised, and for which deal.

    A promise that names a feature is kept once that has shipped (``verdicts``), which what is done
    about a risk is not: of a feature's risk the promise names none.
    """
    table, owner = ("deals", "owner") if kind == "deal" else ("features", "team")
    rows = shown.table(table, viewer).filter(id=own_id).to_dicts()
    if not rows:
        raise UnknownName(kind, own_id, [])
    may = kind == "feature" and "risks" in viewer.right.changes
    if not (may or (kind == "deal" and shown.may_change("risks", own_id, viewer))):
        raise NotAllowed(viewer.role, f"change risks of {kind} {own_id}")
    return {"to": rows[0][owner], "deal": own_id if kind == "deal" else None}


def _new() -> str:
    return secrets.token_hex(6)
