"""A small company between two days: six open deals, two of which need a feature each."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from interlock.engine import moved
from interlock.engine.outlook import Outlook, outlook
from interlock.records.book import Book
from interlock.records.company import Company, Rate
from tests.engine import books

SINCE, AS_OF = date(2026, 11, 6), date(2026, 11, 20)
MONDAY = date(2026, 11, 9)


def company() -> Company:
    rates = (
        Rate("EUR", date(2026, 1, 1), Decimal("1.1")),
        Rate("EUR", MONDAY, Decimal("1.3")),
    )
    return Company(currency="USD", rates=rates)


def deal(name: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name, "name": name, "outcome": "open", "stage": "Demo", "amount": Decimal(1000),
        "created_on": date(2026, 9, 1), "expected_close_on": date(2026, 12, 1), "owner": "Ann",
    } | more  # fmt: skip


def logged(name: str, field: str, new: str, old: str | None = None, on: date = MONDAY) -> dict:
    """A change of a deal, by default between the two days."""
    at = datetime(on.year, on.month, on.day, 12)
    return {"table": "deals", "id": name, "field": field, "at": at, "old": old, "new": new}


def _past() -> list[dict]:
    """Forty deals of the last year, half of them won after 60 days."""
    return [
        deal(
            f"old {n}", outcome=("won", "lost")[n % 2], created_on=date(2025, 10, 1) + timedelta(n),
            closed_on=date(2025, 12, 1) + timedelta(5 * n),
        )
        for n in range(40)
    ]  # fmt: skip


def _fields(deals: list[dict]) -> list[dict]:
    """The log of how each deal stood since it was entered."""
    return [
        logged(d["id"], field, str(d[field]), on=d["created_on"])
        for d in deals
        for field in ("stage", "amount", "expected_close_on", "owner")
    ]


def book(*changes: dict, deals: tuple[dict, ...] = (), **more: Any) -> Book:
    """Six open deals, two of which need one feature each; ``changes`` are news after SINCE."""
    still = [deal(f"d{n}") for n in range(6)]
    every = [*_past(), *still, *deals]
    current = [d | _latest(d["id"], changes) for d in every]
    items = [
        {"id": f"i{n}", "team": "Core", "feature": ("F", "G")[n % 2],
         "created_on": date(2026, 7, 1), "done_on": MONDAY - timedelta(3 * n) if n > 9 else None}
        for n in range(40)
    ]  # fmt: skip
    rows = {
        "deals": current,
        "changes": [*_fields(every), *changes],
        "needs": [
            {"deal": "d4", "feature": "F", "strength": "dealbreaker", "on": date(2026, 9, 2)},
            {"deal": "d5", "feature": "G", "strength": "important", "on": date(2026, 9, 2)},
        ],
        "features": [
            {"id": f, "team": "Core", "order": n, "created_on": date(2026, 7, 1)}
            for n, f in enumerate("FG", start=1)
        ],
        "items": items,
    } | more
    return books.book(company=company(), seen_on=AS_OF, **rows)


def _latest(name: str, changes: tuple[dict, ...]) -> dict[str, Any]:
    read: Mapping[str, Any] = {"amount": Decimal, "expected_close_on": date.fromisoformat}
    return {c["field"]: read.get(c["field"], str)(c["new"]) for c in changes if c["id"] == name}


def outlooks(given: Book) -> tuple[Outlook, Outlook]:
    last, now = (outlook(given, as_of=day, seed=1, draws=128) for day in (SINCE, AS_OF))
    return last, now


@cache
def quiet() -> tuple[Outlook, Outlook]:
    """Nothing but time passed."""
    return outlooks(book())


def parts(change: moved.Change) -> dict[str, float]:
    return {part.reason: part.amount for part in change.parts}


def of_deal(change: moved.Change, deal_id: str) -> dict[str, float]:
    return {
        part.reason: moved_deal.amount
        for part in change.parts
        for moved_deal in part.deals
        if moved_deal.id == deal_id
    }
