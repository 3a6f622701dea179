"""How often a value was replaced in the book, by exports or by hand, without what was undone."""

import json
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import polars as pl

from interlock.records.mutual_plan import Moved
from interlock.records.sales_tables import BUYER_STEPS
from interlock.records.tables import TABLES
from interlock.store import overrides, versions, wire
from interlock.store.kept import OVERRIDES

DUE = "due"
Values = dict[int, Any]
"""revision -> the value from then on; None for none."""


def of_steps(deal: str) -> dict[str, Moved]:
    """By step of a deal's buyer: how its day was moved; only those that were."""
    theirs, typed = _theirs(deal), _typed(deal)
    made = {at for some in (*theirs.values(), *typed.values()) for at in some}
    stood = _stood(made)
    found = {}
    for step in theirs.keys() | typed.keys():
        days = _days(theirs.get(step, {}), typed.get(step, {}), stood)
        moves = [old for old, new in pairwise(days) if old is not None and old != new]
        if moves:
            found[step] = Moved(moves[-1], len(moves))
    return found


def _theirs(deal: str) -> dict[str, Values]:
    """What exports said, by step."""
    held = versions.of_key(BUYER_STEPS, {"deal": deal})
    rows = zip(
        held["since"], held["until"], wire.from_wire(BUYER_STEPS, held).to_dicts(), strict=True
    )
    found: dict[str, Values] = {}
    for since, until, row in rows:
        _from(found.setdefault(row["step"], {}), since, until, row[DUE])
    return found


def _typed(deal: str) -> dict[str, Values]:
    """What was typed over that, by step, the day in a tuple of its own; None from where what an
    export says counts again.
    """
    column = TABLES[BUYER_STEPS.name].column(DUE)
    held = versions.of_key(OVERRIDES, {"table": BUYER_STEPS.name})
    found: dict[str, Values] = {}
    for key, since, until, value in (
        held.filter(pl.col("column") == DUE).select("key", "since", "until", "value").iter_rows()
    ):
        of_deal, step = json.loads(key)
        if of_deal == deal:
            day = overrides.own(column, json.loads(value))
            _from(found.setdefault(step, {}), since, until, (day,))
    return found


def _from(values: Values, since: int, until: int | None, value: Any) -> None:
    values[since] = value
    if until is not None:
        values.setdefault(until, None)


def _days(theirs: Values, typed: Values, stood: Iterable[int]) -> list[Any]:
    """The days that counted, one after the other."""
    days: list[Any] = []
    now: Any = None
    over: Any = None
    for at in sorted((theirs.keys() | typed.keys()) & set(stood)):
        now, over = theirs.get(at, now), typed.get(at, over)
        day = over[0] if over is not None else now
        if not days or days[-1] != day:
            days.append(day)
    return days


def _stood(made: Iterable[int]) -> frozenset[int]:
    """Of these revisions those that were not undone, and that undid none."""
    from interlock.store.models import Revision

    rows: Mapping[int, Any] = Revision.objects.select_related("undone_by").in_bulk(list(made))
    return frozenset(
        number for number, one in rows.items() if one.undoes_id is None and not _is_undone(one)
    )


def _is_undone(one: Any) -> bool:
    """Whether the last word on a revision is that it is undone: an undoing may be undone itself."""
    undoing = getattr(one, "undone_by", None)
    return undoing is not None and not _is_undone(undoing)
