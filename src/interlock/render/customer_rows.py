"""Customers in words: as rows of the list, as CSV, and the states of a contract."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from interlock.records.bands import BANDS
from interlock.records.customers import (
    DUE,
    FOLLOWED,
    LEFT,
    NOT_YET,
    OPEN,
    RENEWED,
    UNKNOWN,
    Contract,
    Customer,
)
from interlock.render import amounts, customer_health, customer_words, words
from interlock.render.csv_text import written

HEADS = (
    "account", "people", "contracts", "running", "amount", "kept", "late", "open", "over",
    "renews_on", "term", "state", "odds", "handover",
)  # fmt: skip
STATES = {
    RENEWED: "renewed", LEFT: "left", OPEN: "renewal under way", DUE: "renewal to begin",
    NOT_YET: "not due yet", FOLLOWED: "ended; bought again since", UNKNOWN: "no term known",
}  # fmt: skip
TONES = {DUE: "act", LEFT: "bad", OPEN: "cool", RENEWED: "good"}


def next_of(customer: Customer) -> Contract:
    """The contract that renews next; of a customer whom none runs for, the newest."""
    running = [one for one in customer.contracts if one.runs and one.renews_on]
    soonest = min(running, key=lambda one: one.renews_on or date.max, default=None)
    return soonest or customer.contracts[0]


def amount_of(customer: Customer) -> float | None:
    """What runs for a customer now, as far as whoever looks may see it; None where nothing is to be
    seen.
    """
    seen = [one.amount for one in customer.contracts if one.runs and one.amount is not None]
    return sum(seen) if seen else None


def band_of(customer: Customer) -> str:
    """The largest third in which a running contract lies."""
    found = [one.band for one in customer.contracts if one.runs and one.band]
    return max(found, key=BANDS.index, default="")


def handover(contract: Contract) -> str:
    """What is left of a hand-over: to hand over, 2 of 5 steps open; empty where nothing is."""
    left = len(contract.open_steps)
    if not left:
        return ""
    if not contract.is_begun:
        return "to hand over"
    return f"{left} of {words.count(len(contract.steps), 'step')} open"


def handover_of(customer: Customer) -> str:
    """The same of the newest contract that is not handed over."""
    return next((said for one in customer.contracts if (said := handover(one))), "")


def row(customer: Customer, *, currency: str, today: date) -> dict[str, Any]:
    """A customer as a row of the list."""
    first, running = next_of(customer), sum(one.runs for one in customer.contracts)
    return {
        "customer": customer,
        "contracts": words.count(len(customer.contracts), "contract"),
        "running": f"{running} running" if running else "none running",
        **_people(customer),
        "amount": _amount(customer, currency),
        "bar": customer_health.bar(customer.health, of=customer.account),
        "health": customer_words.health(customer.health),
        "tone": customer_health.tone(customer.health),
        **when(first, today=today),
        "handover": handover_of(customer),
    }


def when(contract: Contract, *, today: date) -> dict[str, Any]:
    """When a contract renews, and how that stands."""
    on = contract.renews_on
    return {
        "contract": contract,
        "renews": words.full_day(on) if on else "",
        "left": _left((on - today).days) if on and contract.runs else "",
        "is_past": bool(on and contract.runs and on < today),
        "assumed": "by the usual term" if on and contract.is_assumed else "",
        "state": STATES[contract.state],
        "state_tone": TONES.get(contract.state, ""),
        "odds": words.odds(contract.odds) if contract.odds is not None else "",
    }


def as_csv(customers: Iterable[Customer]) -> str:
    """Every customer, a line each."""
    return written(HEADS, (_cells(one) for one in customers))


def _cells(customer: Customer) -> list[Any]:
    first, health = next_of(customer), customer.health
    amount = amount_of(customer)
    return [
        customer.account,
        "; ".join(f"{name} ({what})" for name, what in customer.people),
        len(customer.contracts),
        sum(one.runs for one in customer.contracts),
        band_of(customer) if amount is None else amount,
        health.kept, health.late, health.open, health.over,
        first.renews_on,
        "assumed" if first.is_assumed else "stated",
        first.state,
        first.odds,
        handover_of(customer),
    ]  # fmt: skip


def _people(customer: Customer) -> dict[str, str]:
    """Who sold last, and how many besides; all of them beside it."""
    names = list(dict.fromkeys(name for name, _ in customer.people))
    more = f" +{len(names) - 1}" if len(names) > 1 else ""
    every = ", ".join(f"{name} ({what})" for name, what in customer.people)
    return {"people": f"{names[0]}{more}" if names else "", "everybody": every}


def _amount(customer: Customer, currency: str) -> str:
    amount = amount_of(customer)
    return band_of(customer) if amount is None else amounts.short(amount, currency=currency)


def _left(days: int) -> str:
    if days < 0:
        return f"{words.count(-days, 'day')} ago"
    return "today" if not days else f"in {words.count(days, 'day')}"
