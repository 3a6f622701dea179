"""Save: a plan that is accepted: its order, scope and releases, and promises that move with it."""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from interlock.records.errors import NotAllowed, NotPossible
from interlock.records.plan import Decisions
from interlock.records.rights import Viewer
from interlock.store import connect, hooks, promise_moves, typed

Rows = list[Mapping[str, Any]]


def accept(
    plan: Decisions, moved: Mapping[str, date], *, name: str, viewer: Viewer, by: str, seen: int
) -> int | None:
    """Write what the plan decides over what the tracker says, and promises (ids) on another day, as
    one change of which webhooks are told: its number, None where the book says so already.

    ``seen`` is the change after which the plan was worked out. Raises ``NotAllowed``,
    ``NotPossible`` for a plan that decides nothing, and ``Conflict`` where somebody typed over the
    same since.
    """
    connect.open_book()
    rows = {table: _given(table, some, viewer) for table, some in plan.rows.items()}
    if moved:
        due: Rows = [{"id": own_id, "due": day} for own_id, day in moved.items()]
        rows["promises"] = [*rows.get("promises", []), *due]
        why = f"plan accepted: {name}"
        rows["moves"] = list(promise_moves.moved(moved, by=viewer.name, why=why))
    if not rows:
        raise NotPossible("This plan decides nothing that can be written down")
    for table in rows:
        if table not in viewer.right.changes:
            raise NotAllowed(viewer.role, f"change {table}")
    with connect.change():
        made = typed.put_together(rows, by=by, words=f"plan accepted: {name}", seen=seen)
        if made is not None:
            _tell(made, name, rows)
    return made


def _tell(made: int, name: str, rows: Mapping[str, Rows]) -> None:
    """Have webhooks told, in the change that writes it; none of these tables holds an amount."""
    hooks.tell(
        "plan",
        f"plan-{made}",
        lambda viewer: {
            "change": made,
            "name": name,
            **{table: some for table, some in rows.items() if table in viewer.right.sees},
        },
    )


def _given(table: str, rows: Any, viewer: Viewer) -> Rows:
    """Promises that are new are given by whoever accepts the plan, under an id of their own."""
    if table != "promises":
        return list(rows)
    return [{**row, "id": secrets.token_hex(4), "maker": viewer.name} for row in rows]
