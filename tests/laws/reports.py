"""Random weekly reports, filled by type: each amount is a number, each deal a name of its own."""

import random
import types
import typing
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from interlock.records.features_ahead import WaitingDeal
from interlock.records.measured import Elsewhere
from interlock.records.promise_check import PromiseCheck
from interlock.records.report import (
    BuyerStepLine,
    DealLine,
    FirmPromise,
    Help,
    HurtDeal,
    MovedDeal,
    MovedPromise,
    NamedDeal,
    PeopleGap,
    PromiseLine,
    Range,
    WeeklyReport,
)
from interlock.records.report_customers import CommitmentLine, HandoverLine, RenewalLine

LEAST_AMOUNT = 1_000_000
"""Every amount is at least this; nothing else in a random report is."""
PEOPLE = ("Ana Lim", "Bo Ode", "Cy Rao")
PLAIN_NUMBERS = {
    "wins", "p_target", "p_won", "p_lost", "p_open", "p_won_last_week", "p_by_due", "before",
    "after", "odds", "said_odds", "met", "ships", "won", "lost", "quarter_ends", "week", "steps",
    "frees_items", "frees_weeks", "worth", "odds_kept", "ratio", "low", "high", "allowance",
    "of_actual", "off",
    "bias", "band_low", "band_high", "gain", "z", "ahead", "members",
    "difference",
    "quarter_now", "quarter_then", "year_now", "year_then", "work_weeks", "weeks", "held_by",
    "p_by_quarter_end", "p_by_next_end", "people", "pace", "items_left", "scope", "past",
    "in_time",
}  # fmt: skip
"""Fields of odds, weeks or counts; every other decimal number in a report is an amount."""


hints_of = cache(typing.get_type_hints)


class Maker:
    """Makes one random report; ``amount_of`` each deal, totals are numbers above all of these."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.count = 0
        self.deals = [f"deal{n}" for n in range(6)]
        self.amount_of = {deal: float(LEAST_AMOUNT + n) for n, deal in enumerate(self.deals)}

    def report(self) -> WeeklyReport:
        return typing.cast(WeeklyReport, self.make(WeeklyReport, "report"))

    def make(self, kind: typing.Any, field: str) -> typing.Any:
        origin = typing.get_origin(kind)
        if origin in (typing.Union, types.UnionType):
            some = [k for k in typing.get_args(kind) if k is not type(None)]
            return None if self.rng.random() < 0.2 else self.make(some[0], field)
        if origin is tuple:
            return self.tuple(typing.get_args(kind), field)
        if is_dataclass(kind):
            return self.record(kind, field)
        return self.value(kind, field)

    def tuple(self, args: tuple[typing.Any, ...], field: str) -> tuple[typing.Any, ...]:
        if len(args) == 2 and args[1] is Ellipsis:
            return tuple(self.make(args[0], field) for _ in range(self.rng.randrange(3)))
        if field == "differing":
            deal = self.rng.choice(self.deals)
            return (deal, f"{deal} name", "won without an amount")
        return tuple(self.make(kind, field) for kind in args)

    def record(self, kind: typing.Any, field: str) -> typing.Any:
        hints = hints_of(kind)
        inherit = kind in (Range,)  # the numbers of a range are what its field says
        values = {
            f.name: self.make(hints[f.name], field if inherit else f.name) for f in fields(kind)
        }
        return kind(**(values | self.of_a_deal(kind)))

    def of_a_deal(self, kind: typing.Any) -> dict[str, typing.Any]:
        deal = self.rng.choice(self.deals)
        name, amount = f"{deal} name", self.amount_of[deal]
        known: dict[typing.Any, dict[str, typing.Any]] = {
            DealLine: {"id": deal, "name": name, "account": f"{deal} account", "amount": amount},
            HurtDeal: {"id": deal, "name": name, "amount": amount},
            MovedDeal: {"id": deal, "name": name, "amount": amount},
            WaitingDeal: {"deal": deal, "name": name, "amount": amount},
            BuyerStepLine: {"deal": deal, "deal_name": name},
            PeopleGap: {"deal": deal, "deal_name": name},
            NamedDeal: {"deal": deal, "deal_name": name},
            Help: {"deal": deal, "effect": amount},
            Elsewhere: {"deal": deal, "name": name, "amount": amount},
            CommitmentLine: {"deal": deal, "deal_name": name},
            RenewalLine: {"deal": deal, "deal_name": name, "amount": amount},
            HandoverLine: {"deal": deal, "deal_name": name},
            PromiseCheck: {"share": self.rng.random()},
            FirmPromise: {"deal": deal, "deal_name": name, "amount": amount},
            PromiseLine: self.of_a_promise(deal),
            MovedPromise: self.of_a_promise(deal),
        }
        return known.get(kind, {})

    def of_a_promise(self, deal: str) -> dict[str, typing.Any]:
        return {
            "deal": self.rng.choice((deal, "")),
            "maker": self.rng.choice(PEOPLE),
            "to": self.rng.choice(PEOPLE),
            "what": f"promise {self.rng.randrange(5)}",
        }

    def value(self, kind: type, field: str) -> typing.Any:
        if kind is bool:
            return self.rng.random() < 0.5
        if kind is int:
            return self.rng.randrange(100)
        if kind is date:
            return date(2026, 11, 20) + timedelta(days=self.rng.randrange(200))
        if kind in (float, Decimal):
            return kind(self.number(field))
        return self.text(field)

    def number(self, field: str) -> float:
        if field in PLAIN_NUMBERS:
            return self.rng.random()
        self.count += 1
        return LEAST_AMOUNT + 1000 + self.count

    def text(self, field: str) -> str:
        if field == "currency":
            return "USD"
        if field in ("to", "about"):
            return self.rng.choice(("sales", "development"))
        words = ["waits", "moved", f"promise {self.rng.randrange(5)}"]
        if field in ("holds", "lines", "notes", "value", "unseen", "text", "sub"):
            words += ["$1000555 late", "1000555 USD open", "€ 1000555"]
        if field in ("breaks", "notes", "tell", "lines", "text", "sub"):
            words += [f"{self.rng.choice(self.deals)} name waits"]
        return self.rng.choice(words)


def walk(value: typing.Any, path: str = "") -> typing.Iterator[tuple[str, typing.Any]]:
    """Every plain value inside, with the path to it."""
    if is_dataclass(value):
        for f in fields(value):
            yield from walk(getattr(value, f.name), f"{path}.{f.name}")
    elif isinstance(value, tuple):
        for part in value:
            yield from walk(part, path)
    else:
        yield path, value
