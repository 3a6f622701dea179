"""What can be asked of the list of deals: which, and in which order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from interlock.actions.load_deals import NOTHING
from interlock.records.bands import BANDS
from interlock.records.deal_file import Beside
from interlock.records.report import DealLine, DealsAhead
from interlock.records.rights import Viewer
from interlock.render import words
from interlock.web import lists
from interlock.web.lists import Sort

MOVED = 0.03
"""Odds that moved by less since last week are not said to have moved."""

CLOSES = {"this": "this quarter", "next": "next quarter", "past": "a day in the past",
          "none": "no date"}  # fmt: skip
TOGGLES = {
    "mine": "my deals", "moved": "moved since last week", "stale": "stale",
    "no_step": "no next step", "differs": "people say otherwise",
}  # fmt: skip
EQUALS = {
    "owner": "Owner", "stage": "Stage", "category": "Category", "pipeline": "Pipeline",
    "segment": "Segment", "account": "Account", "waits_for": "Waits for",
}  # fmt: skip
BESIDE = ("pipeline", "segment")
FIRST = ("owner", "stage", "category")
SHOWN_FIRST = ("q", *FIRST, "closes", "sort", "as")
MOST_LISTED = 200
NUMBERS = {
    "odds_from": "Odds from", "odds_to": "Odds to", "amount_from": "Amount from",
    "amount_to": "Amount to",
}  # fmt: skip
KEPT = ("q", *EQUALS, "closes", *TOGGLES, *NUMBERS, "sort", "as")
"""What a view that is kept asks for: everything but the place in the list."""

DIFFERS = 0.15
"""Somebody's odds that are this far from Interlock's are marked."""


@dataclass(frozen=True)
class Asked:
    """A request for deals: its words, who asks, the forecast, and what stands beside it."""

    words: QueryDict
    viewer: Viewer
    made: DealsAhead
    beside: Mapping[str, Beside]

    def of(self, deal: DealLine) -> Beside:
        """What stands beside a deal's forecast."""
        return self.beside.get(deal.id, NOTHING)

    def number(self, name: str) -> float | None:
        """A number that is asked for; None for none, and for words that are no number."""
        try:
            return float(self.words.get(name, "").replace(",", ""))
        except ValueError:
            return None

    @property
    def sees_amounts(self) -> bool:
        return self.viewer.amounts in ("all", "own")


def chosen(asked: Asked) -> list[DealLine]:
    """The deals that are asked for, in the order that is asked for."""
    tests = list(_tests(asked))
    found = [deal for deal in asked.made.deals if all(test(deal) for test in tests)]
    return _sorted(found, asked)


Test = Callable[[DealLine], bool]


def _tests(asked: Asked) -> Any:
    said = asked.words
    if text := said.get("q", "").strip().lower():
        yield lambda deal: text in f"{deal.name} {deal.account} {deal.id} {deal.owner}".lower()
    for name in EQUALS:
        if wanted := said.get(name):
            yield _equal(asked, name, wanted)
    if (when := said.get("closes", "")) in CLOSES:
        yield _closes(asked, when)
    yield from (test for name, test in _toggles(asked).items() if said.get(name))
    low, high = asked.number("odds_from"), asked.number("odds_to")
    if low is not None or high is not None:
        yield lambda deal: _within(100 * deal.p_won, low, high)
    least, most = asked.number("amount_from"), asked.number("amount_to")
    if asked.sees_amounts and (least is not None or most is not None):
        yield lambda deal: deal.amount is not None and _within(deal.amount, least, most)


def _equal(asked: Asked, name: str, wanted: str) -> Test:
    if name in BESIDE:
        return lambda deal: getattr(asked.of(deal), name) == wanted
    return lambda deal: getattr(deal, name) == wanted


def _closes(asked: Asked, when: str) -> Test:
    today, last = asked.made.birth.as_of, asked.made.quarter_last
    after = asked.made.next_quarter_last or last

    def closes(day: date | None) -> str:
        if day is None:
            return "none"
        if day < today:
            return "past"
        return "this" if day <= last else "next" if day <= after else ""

    return lambda deal: closes(deal.expected_close_on) == when


def _toggles(asked: Asked) -> dict[str, Test]:
    return {
        "mine": lambda deal: asked.of(deal).own,
        "moved": lambda deal: abs(_moved(deal)) >= MOVED,
        "stale": lambda deal: deal.is_stale,
        "no_step": lambda deal: not asked.of(deal).has_next_step,
        "differs": lambda deal: differing(deal, asked.of(deal)) is not None,
    }


def _moved(deal: DealLine) -> float:
    return deal.p_won - (deal.p_won if deal.p_won_last_week is None else deal.p_won_last_week)


def _within(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


def differing(deal: DealLine, beside: Beside) -> Any:
    """The odds somebody said that are furthest from Interlock's, if they are far."""
    far = max(beside.calls, key=lambda call: abs(call.odds - deal.p_won), default=None)
    return far if far and abs(far.odds - deal.p_won) >= DIFFERS - 1e-9 else None


SORTS: dict[str, Sort[DealLine]] = {
    "name": Sort("name", lambda deal: deal.name.lower(), most_first=False),
    "amount": Sort("amount", lambda deal: deal.amount, most_first=True),
    "won": Sort("odds of being won", lambda deal: deal.p_won, most_first=True),
    "moved": Sort("moved since last week", lambda deal: abs(_moved(deal)), most_first=True),
    "date": Sort("when, if it is won", lambda deal: deal.p50_on, most_first=False),
    "crm": Sort("date in the CRM", lambda deal: deal.expected_close_on, most_first=False),
}
"""address -> order; a minus before it turns it round. Without one: most in the balance first."""

BANDED: Sort[DealLine] = Sort(
    "amount", lambda deal: BANDS.index(deal.band) if deal.band else None, most_first=True
)


def _sorted(deals: Sequence[DealLine], asked: Asked) -> list[DealLine]:
    """In the order asked for; what has no value comes last."""
    said = asked.words.get("sort", "")
    sort = SORTS.get(said.removeprefix("-"))
    if said.removeprefix("-") == "amount" and not asked.sees_amounts:
        sort = BANDED if asked.viewer.amounts == "bands" else None
    return lists.in_order(deals, sort, turned=said.startswith("-"))


def heads(asked: Asked) -> dict[str, dict[str, str]]:
    """For each column that can be sorted by: the query of its head, and how it is sorted now."""
    return lists.heads(asked.words, KEPT, SORTS)


def query(said: QueryDict, **other: str | None) -> str:
    """The words of an address that asks for the same, but for ``other``."""
    return lists.query(said, KEPT, **other)


def chips(asked: Asked) -> list[tuple[str, str]]:
    """What is asked for in words, each with the query that asks for it no more."""
    said = asked.words
    told = [("q", f"“{said['q']}”")] if said.get("q") else []
    told += [(name, f"{called}: {said[name]}") for name, called in EQUALS.items() if said.get(name)]
    if (when := said.get("closes", "")) in CLOSES:
        told.append(("closes", f"Date in the CRM: {CLOSES[when]}"))
    told += [(name, called) for name, called in TOGGLES.items() if said.get(name)]
    for name, called in NUMBERS.items():
        number = asked.number(name)
        if number is not None and (asked.sees_amounts or not name.startswith("amount")):
            unit = " %" if name.startswith("odds") else ""
            told.append((name, f"{called} {number:,.10g}{unit}"))
    return [(words_, query(said, **{name: None})) for name, words_ in told]


def options(asked: Asked) -> list[dict[str, Any]]:
    """What each list can be asked for; one with too many values is a box to write in, and one
    without any is left out.
    """
    found: dict[str, set[str]] = {name: set() for name in EQUALS}
    for deal in asked.made.deals:
        beside = asked.of(deal)
        for name, seen in found.items():
            seen.add(getattr(beside if name in BESIDE else deal, name))
    return [
        {
            "name": name,
            "called": EQUALS[name],
            "values": sorted(seen - {""}) if len(seen) <= MOST_LISTED else [],
            "now": asked.words.get(name, ""),
            "is_first": name in FIRST,
        }
        for name, seen in found.items()
        if seen - {""}
    ]


def asks_more(asked: Asked) -> bool:
    """Whether anything is asked for that stands behind the first filters."""
    return any(asked.words.get(name) for name in KEPT if name not in SHOWN_FIRST)


def total(deals: Sequence[DealLine], asked: Asked) -> dict[str, Any] | None:
    """Count, open amount, and that at the odds of being won by the quarter's end; None for who does
    not see all amounts.
    """
    if asked.viewer.amounts != "all":
        return None
    known = [(deal.amount, deal.p_won) for deal in deals if deal.amount is not None]
    return {
        "count": words.count(len(deals), "deal"),
        "open": sum(amount for amount, _ in known),
        "at_odds": sum(amount * p_won for amount, p_won in known),
        "without": len(deals) - len(known),
    }
