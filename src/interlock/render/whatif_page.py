"""A what-if's answer as a page says it: the balance first, then both sides, by name."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from interlock.records.whatif import Answer, DealChange, FeatureChange, PromiseChange
from interlock.render import amounts, costs_and_buys, words
from interlock.render.amounts import MINUS
from interlock.render.costs_and_buys import Bar, Sides
from interlock.render.whatif import headline
from interlock.render.worth import source

BARS = 5
FIRST = 6
STATES = {"later": "later", "sooner": "sooner", "dropped": "dropped", "added": "added"}


def told(made: Answer) -> dict[str, Any]:
    """Everything that the page of an answer shows, in words and pictures."""
    sides = _sides(made)
    return {
        "answer": made,
        "headline": _headline(made),
        "pictures": [
            costs_and_buys.picture(sides, width=width)
            for width in (costs_and_buys.WIDE, costs_and_buys.NARROW)
        ]
        if made.hurt or made.helped
        else [],
        "quarters": [_quarter(one, made) for one in made.quarters],
        "hurt": _deals(made.hurt, made),
        "anyway": _deals(made.anyway, made),
        "helped": _deals(made.helped, made),
        "features": [_feature(one, made) for one in made.features if one.days != 0],
        "promises": [_promise(one, made) for one in made.promises],
        "coupling": [
            f"{one.strength} {one.worth:.2f} ({source(one.source, one.count, one.of)})"
            for one in made.coupling
        ],
        "as_of": words.full_day(made.birth.as_of),
    }


def _headline(made: Answer) -> str:
    return headline(made.whole, currency=made.currency, quarters=len(made.quarters))


def _sides(made: Answer) -> Sides:
    size = partial(amounts.short, currency=made.currency)
    return Sides(
        costs=_bars(made.hurt),
        buys=_bars(made.helped),
        balance=made.whole,
        told=lambda value: size(value) if value >= 0 else f"{MINUS}{size(-value)}",
        about=_headline(made),
    )


def _bars(deals: Sequence[DealChange]) -> list[Bar]:
    """The largest by name, the others as one."""
    bars = [Bar(one.name, abs(one.brings)) for one in deals]
    if len(bars) <= BARS + 1:
        return bars
    rest = bars[BARS:]
    others = Bar(f"{len(rest):,} more deals", sum(one.size for one in rest), is_rest=True)
    return [*bars[:BARS], others]


def _quarter(one: Any, made: Answer) -> dict[str, str]:
    short = partial(amounts.short, currency=made.currency)
    between = partial(amounts.between, currency=made.currency)
    return {
        "label": one.label,
        "before": short(one.before.mean),
        "after": short(one.after.mean),
        "change": short(one.change.mean, signed=True),
        "range": between(one.change.p10, one.change.p90),
        "then": between(one.after.p10, one.after.p90),
    }


def _deals(deals: Sequence[DealChange], made: Answer) -> dict[str, Any]:
    """The first by name, then the others, and what all bring together."""
    whole = sum(one.brings for one in deals)
    lines = [_deal(one, made) for one in deals]
    return {
        "count": words.count(len(deals), "deal"),
        "whole": amounts.short(whole, currency=made.currency, signed=True) if deals else "",
        "lines": lines[:FIRST],
        "more": lines[FIRST:],
    }


def _deal(one: DealChange, made: Answer) -> dict[str, Any]:
    return {
        "deal": one,
        "brings": amounts.short(one.brings, currency=made.currency, signed=True),
        "before": words.odds(one.before),
        "after": words.odds(one.after),
        "through": words.listed(one.through),
    }


def _feature(one: FeatureChange, made: Answer) -> dict[str, Any]:
    return {
        "feature": one,
        "moved": words.moved(one.days) if one.days is not None else STATES[one.state],
        "is_sooner": one.state == "sooner",
        "before": _day(one.p50_before, made),
        "after": _day(one.p50_after, made),
        "sure_before": _day(one.p80_before, made),
        "sure_after": _day(one.p80_after, made),
    }


def _day(day: Any, made: Answer) -> str:
    return words.day(day, as_of=made.birth.as_of) if day else "beyond two years"


def _promise(one: PromiseChange, made: Answer) -> dict[str, Any]:
    if one.broken:
        odds = "broken"
    elif one.after is None:
        odds = "no odds"
    else:
        then = f"{words.odds(one.before)} to " if one.before is not None else "new, "
        odds = f"{then}{words.odds(one.after)}"
    due = words.day(one.due, as_of=made.birth.as_of) if one.due else ""
    return {"promise": one, "odds": odds, "due": due}
