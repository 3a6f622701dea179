"""Small made-up pasts of deals for engine tests, and a seeded company whose odds are known."""

from datetime import date, datetime, time, timedelta

import numpy as np

from interlock.records.book import Book
from interlock.records.company import Company, Pipeline, Stage
from tests.engine.books import AS_OF, book

STAGES = ("Qualify", "Propose")
PIPELINE = Company(pipelines=(Pipeline("Sales", tuple(Stage(name) for name in STAGES)),))


def day(text: str) -> date:
    """A day of 2026, as month-day."""
    return date.fromisoformat(f"2026-{text}")


def change(deal: str, on: date, field: str, new: str | None, old: str | None = None) -> dict:
    at = datetime.combine(on, time(12))
    return {"table": "deals", "id": deal, "at": at, "field": field, "old": old, "new": new}


def ended(deal: str, created: date, closed: date, outcome: str, **more) -> dict:
    return {"id": deal, "created_on": created, "closed_on": closed, "outcome": outcome} | more


def standing(deal: str, created: date, **more) -> dict:
    return {"id": deal, "created_on": created, "outcome": "open"} | more


def constant_world(
    *, seed: int, deals: int, won: dict[str, float], lost: float, weeks: int = 156
) -> Book:
    """Deals entered evenly over ``weeks``; each stays in one stage with constant weekly hazards."""
    rng = np.random.default_rng(seed)
    rows, changes = [], []
    for number in range(deals):
        stage = STAGES[number % len(STAGES)]
        created = AS_OF - timedelta(days=int(rng.integers(1, 7 * weeks)))
        life = int(rng.geometric(won[stage] + lost)) * 7 - int(rng.integers(0, 7))
        outcome = "won" if rng.random() < won[stage] / (won[stage] + lost) else "lost"
        closed = created + timedelta(days=life)
        owner = {"owner": f"rep {number}", "stage": stage}
        row = ended(f"D{number}", created, closed, outcome, **owner)
        rows.append(row if closed <= AS_OF else standing(f"D{number}", created, **owner))
        changes.append(change(f"D{number}", created, "stage", stage))
    return book(company=PIPELINE, deals=rows, changes=changes)
