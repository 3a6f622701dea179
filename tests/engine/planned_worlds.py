"""Small companies whose plans can be worked out in full: teams, shared features, deals that need
some.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np
import polars as pl

from interlock.engine import joint as joining
from interlock.engine import outlook as looking
from interlock.engine import rejoined
from interlock.engine.outlook import Outlook
from interlock.engine.supposed import Supposed
from interlock.records.book import Book
from interlock.records.company import Company
from tests.engine import books

AS_OF = date(2026, 11, 20)
STRENGTHS = ("dealbreaker", "important", "nice-to-have")


def book(
    sizes: Mapping[str, int],
    needs: Mapping[str, tuple[tuple[str, str], ...]],
    *,
    teams: Mapping[str, str] | None = None,
    shared: Mapping[str, str] | None = None,
    amounts: Mapping[str, int] | None = None,
    at_once: int | None = None,
    **more: Any,
) -> Book:
    """Features of so many items, in this order; deals -> (feature, strength). ``teams``: of each
    feature, Core without; ``shared``: a second team with half of its items. Teams work ``at_once``
    on so many features.
    """
    of = {feature: (teams or {}).get(feature, "Core") for feature in sizes}
    items = [
        _item(feature, n, (shared or {}).get(feature) if n % 2 else of[feature], of[feature])
        for feature, count in sizes.items()
        for n in range(count)
    ]
    some = sorted({*of.values(), *(shared or {}).values()})
    rows: dict[str, Any] = {
        "deals": [*_past(), *(_deal(name, (amounts or {}).get(name, 1000)) for name in needs)],
        "changes": [],
        "needs": [
            {"deal": deal, "feature": feature, "strength": strength, "on": date(2026, 9, 2)}
            for deal, wanted in needs.items()
            for feature, strength in wanted
        ],
        "features": [
            {"id": f"old {team}", "team": team, "created_on": date(2024, 7, 1),
             "shipped_on": AS_OF - timedelta(days=7)}
            for team in some
        ] + [
            {"id": feature, "team": of[feature], "order": at, "created_on": date(2026, 7, 1)}
            for at, feature in enumerate(sizes, start=1)
        ],
        "items": [*items, *(one for team in some for one in _finished(team))],
        "teams": [{"name": team, "people": 4.0, "wip_limit": at_once} for team in some],
    }  # fmt: skip
    every = rows["deals"]
    rows["changes"] = [
        {"table": "deals", "id": deal["id"], "field": field, "old": None, "new": str(deal[field]),
         "at": datetime.combine(deal["created_on"], time(12))}
        for deal in every
        for field in ("stage", "amount", "expected_close_on", "owner")
    ]  # fmt: skip
    return books.book(company=Company(currency="USD"), seen_on=AS_OF, **(rows | more))


def outlook(given: Book, *, draws: int = 128) -> Outlook:
    return looking.outlook(given, as_of=AS_OF, seed=1, draws=draws)


@cache
def four() -> Outlook:
    """Four features of one team, six deals; one feature waits for another."""
    return outlook(
        book(
            {"A": 30, "B": 12, "C": 24, "D": 6},
            {
                "d0": (("A", "dealbreaker"),),
                "d1": (("B", "dealbreaker"),),
                "d2": (("B", "dealbreaker"), ("C", "dealbreaker")),
                "d3": (("C", "important"), ("D", "nice-to-have")),
                "d4": (("D", "important"),),
                "d5": (),
            },
            amounts={"d1": 4000, "d2": 9000},
            dependencies=[{"feature": "C", "after": "D"}],
        )
    )


@cache
def two_teams() -> Outlook:
    """Two teams that share work and wait for each other; every mixture of needs."""
    mixed = [
        (("A", "dealbreaker"), ("E", "important")),
        (("B", "nice-to-have"), ("F", "nice-to-have")),
        (("C", "important"), ("D", "nice-to-have"), ("G", "dealbreaker")),
        (("G", "important"), ("E", "important")),
        (("F", "dealbreaker"),),
        (("D", "nice-to-have"),),
        (),
    ]
    return outlook(
        book(
            {"A": 14, "B": 9, "C": 20, "D": 8, "E": 16, "F": 11, "G": 7},
            {f"d{at}": wanted for at, wanted in enumerate([*mixed, *mixed])},
            teams={"D": "Web", "E": "Web", "F": "Web", "G": "Web"},
            shared={"C": "Web", "E": "Core"},
            amounts={f"d{at}": 1000 + 700 * at for at in range(14)},
            dependencies=[
                {"feature": "E", "after": "B"},
                {"feature": "A", "after": "F"},
                {"feature": "G", "after": "C"},
            ],
        )
    )


def brings(now: Outlook, order: list[str], until: date) -> np.ndarray:
    """Bookings along every draw by the whole forecast under an order, (draws,)."""
    then = rejoined.outlook(now, Supposed(of=now.delivery, book=now.book).in_order(order))
    return booked(then, until)


def booked(now: Outlook, until: date) -> np.ndarray:
    values = now.joint.deals.join(
        now.open_deals.select("id", "at_close"), on="id", how="left", maintain_order="left"
    )["at_close"].cast(pl.Float64)
    some = replace(now.joint, ends=(until,))
    return joining.sums(some, values.fill_null(0.0).to_numpy())[0][:, 0]


def _item(feature: str, n: int, team: str | None, own: str) -> dict[str, Any]:
    return {
        "id": f"{feature}-{n}", "feature": feature, "team": team or own, "type": "Story",
        "created_on": date(2026, 7, 1), "done_on": None,
    }  # fmt: skip


def _finished(team: str) -> list[dict[str, Any]]:
    """Two items a week for forty weeks."""
    return [
        {"id": f"p{team}{week}-{n}", "feature": f"old {team}", "team": team, "type": "Story",
         "created_on": AS_OF - timedelta(days=7 * week + 30),
         "done_on": AS_OF - timedelta(days=7 * week + 9)}
        for week in range(40)
        for n in range(2)
    ]  # fmt: skip


def _deal(name: str, amount: int) -> dict[str, Any]:
    return {
        "id": name, "name": name, "outcome": "open", "stage": "Demo", "amount": Decimal(amount),
        "created_on": date(2026, 9, 1), "expected_close_on": date(2027, 3, 1), "owner": "Ann",
    }  # fmt: skip


def _past() -> list[dict[str, Any]]:
    """Forty deals of the last year, half of them won, slowly."""
    return [
        _deal(f"old {n}", 1000)
        | {
            "outcome": ("won", "lost")[n % 2],
            "created_on": date(2025, 7, 1) + timedelta(n),
            "closed_on": date(2025, 12, 1) + timedelta(7 * n),
        }
        for n in range(40)
    ]
