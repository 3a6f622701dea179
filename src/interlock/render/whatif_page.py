"""A what-if's answer as a page says it: the balance first, then both sides, by name."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from interlock.records.both_ways import Column
from interlock.records.report_sales import Range
from interlock.records.whatif import Answer, DealChange, FeatureChange, PromiseChange, QuarterChange
from interlock.render import amounts, costs_and_buys, words
from interlock.render.amounts import MINUS
from interlock.render.costs_and_buys import Bar, Sides
from interlock.render.whatif import NEVER, headline
from interlock.render.worth import source

BARS = 5
FIRST = 6
STATES = {"later": "later", "sooner": "sooner", "dropped": "dropped", "added": "added"}


def told(made: Answer) -> dict[str, Any]:
    """Everything that the page of an answer shows, in words and pictures."""
    return {
        "answer": made,
        "headline": _headline(made),
        "pictures": _pictures(made),
        "costs": _through(made.costs, made),
        "buys": _through(made.buys, made),
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
    if made.whole is None:
        return f"{_wins(made):+.1f} deals won in {len(made.quarters)} quarters.".replace("-", MINUS)
    said = headline(made.whole, currency=made.currency, quarters=len(made.quarters))
    return words.tied(said)


def _wins(made: Answer) -> float:
    return sum(one.wins_after - one.wins_before for one in made.quarters)


def _pictures(made: Answer) -> list[Markup]:
    """Both columns for a screen and a phone; without amounts, by how much odds change."""
    if not (made.hurt or made.helped):
        return []
    sides = _in_odds(made) if made.whole is None else _in_money(made, made.whole)
    widths = (costs_and_buys.WIDE, costs_and_buys.NARROW)
    return [costs_and_buys.picture(sides, width=width) for width in widths]


def _in_money(made: Answer, balance: Range) -> Sides:
    def told(value: float) -> str:
        said = amounts.short(abs(value), currency=made.currency)
        return said if value >= 0 else f"{MINUS}{said}"

    return Sides(
        costs=_bars(made.hurt, _money_of),
        buys=_bars(made.helped, _money_of),
        balance=balance,
        told=told,
        whole=told,
        about=_headline(made),
    )


def _in_odds(made: Answer) -> Sides:
    return Sides(
        costs=_bars(made.hurt, _odds_of),
        buys=_bars(made.helped, _odds_of),
        balance=None,
        told=lambda change: words.count(round(100 * change), "point"),
        whole=lambda change: f"{change:.1f} deals",
        about=_headline(made),
    )


def _money_of(one: DealChange) -> float:
    return abs(one.brings or 0.0)


def _odds_of(one: DealChange) -> float:
    return abs(one.after - one.before)


def _bars(deals: Sequence[DealChange], size: Callable[[DealChange], float]) -> list[Bar]:
    """The largest by name, the others as one."""
    bars = [Bar(one.name, size(one)) for one in deals]
    if len(bars) <= BARS + 1:
        return bars
    rest = bars[BARS:]
    others = Bar(f"{len(rest):,} more deals", sum(one.size for one in rest), is_rest=True)
    return [*bars[:BARS], others]


def _through(column: Column, made: Answer) -> list[dict[str, str]]:
    """Features through which a column comes, each with what it brings and through which deals."""
    return [
        {
            "name": one.name,
            "state": words.moved(one.days) if one.days else one.state,
            "brings": ""
            if one.brings is None
            else amounts.short(one.brings, currency=made.currency, signed=True),
            "deals": words.count(len(one.deals), "deal"),
        }
        for one in column.through[:FIRST]
    ]


def _quarter(one: QuarterChange, made: Answer) -> dict[str, str]:
    if one.before is None or one.after is None or one.change is None:
        before, after = (f"{wins:.1f}" for wins in (one.wins_before, one.wins_after))
        return {"label": one.label, "before": before, "after": after}
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
    brings = [one.brings for one in deals if one.brings is not None]
    is_told = bool(deals) and len(brings) == len(deals)
    lines = [_deal(one, made) for one in deals]
    return {
        "count": words.count(len(deals), "deal"),
        "whole": amounts.short(sum(brings), currency=made.currency, signed=True) if is_told else "",
        "lines": lines[:FIRST],
        "more": lines[FIRST:],
    }


def _deal(one: DealChange, made: Answer) -> dict[str, Any]:
    return {
        "deal": one,
        "brings": ""
        if one.brings is None
        else amounts.short(one.brings, currency=made.currency, signed=True),
        "before": words.odds(one.before),
        "after": words.odds(one.after),
        "through": words.listed(one.through),
    }


def _feature(one: FeatureChange, made: Answer) -> dict[str, Any]:
    """A feature with its days before and after: none before it is added, or after a drop."""
    never = {"dropped": NEVER, "added": ""}.get(one.state, "beyond two years")
    return {
        "feature": one,
        "moved": words.moved(one.days) if one.days is not None else STATES[one.state],
        "is_sooner": one.state == "sooner",
        "before": _day(one.p50_before, made, never),
        "after": _day(one.p50_after, made, never),
        "sure_before": _day(one.p80_before, made, never),
        "sure_after": _day(one.p80_after, made, never),
    }


def _day(day: Any, made: Answer, never: str) -> str:
    return words.day(day, as_of=made.birth.as_of) if day else never


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
