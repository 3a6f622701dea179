"""A small company's record of both sides, worked out of made-up histories."""

from datetime import date, datetime, time, timedelta
from functools import cache

import numpy as np

from interlock.engine import day_record
from interlock.records.company import Company
from tests.engine.books import AS_OF, book

COMPANY = Company(name="Acorn Software", simulated=True)
REPS, TEAMS, MAKERS = ("Ana Lim", "Mo Lead"), ("Apps", "Core", "Edge"), ("Ana Lim", "Jörg Müller")
STATED = {"P1": 0.95, "P2": 0.8, "70 %": 0.65, "pretty sure": 0.5}
"""Confidence -> how often what is promised so is kept."""


@cache
def record():
    """240 deals of two reps, 72 features of three teams, 120 promises of two people."""
    rng = np.random.default_rng(7)
    deals, log = _deals(rng)
    features, of_features = _features(rng)
    rows = book(
        company=COMPANY, deals=deals, features=features, changes=[*log, *of_features],
        promises=_promises(rng), people=[{"name": "Jörg Müller", "side": "development"}],
    )  # fmt: skip
    return day_record.record(rows)


def _deals(rng):
    rows, log = [], []
    for n in range(240):
        born = AS_OF - timedelta(days=int(rng.integers(100, 700)))
        due = born + timedelta(days=int(rng.integers(30, 120)))
        closed = due + timedelta(days=int(rng.normal(20, 40)))
        is_open, is_won = closed > AS_OF, rng.random() < 0.45
        rows.append({
            "id": f"D{n}", "owner": REPS[n % 2], "created_on": born, "expected_close_on": due,
            "closed_on": None if is_open else max(closed, born),
            "outcome": "open" if is_open else "won" if is_won else "lost",
        })  # fmt: skip
        log.append(_said("deals", f"D{n}", "expected_close_on", born, due))
        if closed > due:
            later = due + timedelta(days=45)
            log.append(_said("deals", f"D{n}", "expected_close_on", due - timedelta(days=6), later))
    return rows, log


def _features(rng):
    rows, log = [], []
    for n in range(72):
        born = AS_OF - timedelta(days=int(rng.integers(120, 700)))
        due = born + timedelta(days=int(rng.integers(30, 150)))
        shipped = due + timedelta(days=int(rng.normal(21, 30)))
        rows.append({
            "id": f"F{n}", "team": TEAMS[n % 3], "created_on": born, "wanted_by": due,
            "shipped_on": None if shipped > AS_OF else max(shipped, born + timedelta(days=20)),
        })  # fmt: skip
        log.append(_said("features", f"F{n}", "wanted_by", born, due))
    return rows, log


def _promises(rng):
    rows, kinds = [], list(STATED)
    for n in range(150):
        confidence = kinds[n // 2 % 3] if n > 6 else kinds[3]
        said = AS_OF - timedelta(days=int(rng.integers(60, 400)))
        due = said + timedelta(days=int(rng.integers(7, 50)))
        kept = rng.random() < STATED[confidence]
        done = due if kept else due + timedelta(days=10)
        rows.append({
            "id": f"P{n}", "what": "Send the answers", "kind": "own act", "maker": MAKERS[n % 2],
            "said_on": said, "due": due, "done_on": done, "confidence": confidence,
        })  # fmt: skip
    return rows


def _said(table: str, own_id: str, field: str, on: date, new: date) -> dict[str, object]:
    at = datetime.combine(on, time(12))
    return {"table": table, "id": own_id, "at": at, "field": field, "old": None,
            "new": new.isoformat()}  # fmt: skip
