"""What differs between two weekly reports, in words: then, now, and an arrow in words."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from interlock.records.archive import Came
from interlock.records.report import Range
from interlock.records.weeks_apart import (
    DayApart,
    DealApart,
    PromiseApart,
    QuarterApart,
    QuarterThen,
    StepApart,
    WeeksApart,
)
from interlock.render import amounts, archive_rows, glance, words

NONE = "–"
UP, DOWN = "up", "down"
Says = Callable[[float], str]


def told(apart: WeeksApart, came: Mapping[str, Came]) -> dict[str, Any]:
    """Each table of the comparison as its rows; those that both reports name stand first. What a
    quarter brought by today stands beside its name.
    """
    return {
        "left_out": _left_out(apart),
        "quarters": [_quarter(one, came, apart.currency) for one in apart.quarters],
        "bridge": [_step(one, apart.currency) for one in apart.bridge],
        "deals": [_deal(one, apart) for one in apart.deals if _is_told(one)],
        "other_deals": [_deal(one, apart) for one in apart.deals if not _is_told(one)],
        "days": [_day(one, apart) for one in apart.days if not _in_one_alone(one)],
        "other_days": [_day(one, apart) for one in apart.days if _in_one_alone(one)],
        "promises": [_promise(one, apart) for one in apart.promises],
    }


def _left_out(apart: WeeksApart) -> str:
    """Why amounts of the earlier report are not there, where they are not."""
    if apart.currency_then == apart.currency:
        return ""
    spoken = apart.currency_then or "no currency"
    return f"The earlier report spoke in {spoken}: its amounts are not compared."


def _is_told(one: DealApart) -> bool:
    return one.change is not None or one.ended is not None


def _in_one_alone(one: DayApart) -> bool:
    return one.in_one_alone and one.ended is None


def _quarter(one: QuarterApart, came: Mapping[str, Came], currency: str) -> dict[str, Any]:
    """Each figure of a quarter, with by how much it moved."""
    money = partial(amounts.short, currency=currency)
    rows = [
        _figure("Forecast", one, "forecast", lambda held: money(held.mean), _of_mean(money)),
        _figure("In 8 of 10 cases", one, "forecast", partial(_between, currency), _width(money)),
        _figure("Chance of target", one, "p_target", words.odds, _of_number(_points)),
        _figure("Target", one, "target", money, _of_number(money)),
        _figure("Closed so far", one, "closed", money, _of_number(money)),
        _figure("Deals won, in 8 of 10 cases", one, "wins", glance.wins, _of_mean(_deals)),
    ]
    in_money = any(_value(said, "forecast") for said in (one.then, one.now))
    return {
        "label": one.label,
        "rows": [row for row in rows if row],
        "missing": "now" if one.now is None else "then" if one.then is None else "",
        "came": archive_rows.brought_words(came.get(one.label), in_money, currency),
    }


def _between(currency: str, held: Range) -> str:
    return amounts.between(held.p10, held.p90, currency=currency)


def _figure(
    what: str, one: QuarterApart, name: str, said: Any, moved: Callable[[Any, Any], str]
) -> dict[str, str] | None:
    """A figure in both reports, and by how much it moved; nothing where neither tells it."""
    was, now = _value(one.then, name), _value(one.now, name)
    if was is None and now is None:
        return None
    then, later = (NONE if value is None else said(value) for value in (was, now))
    change = "" if was is None or now is None else moved(was, now)
    return {"what": what, "then": then, "now": later, "change": change}


def _of_number(said: Says) -> Callable[[float, float], str]:
    return lambda was, now: _by(now - was, said)


def _of_mean(said: Says) -> Callable[[Range, Range], str]:
    return lambda was, now: _by(now.mean - was.mean, said)


def _width(said: Says) -> Callable[[Range, Range], str]:
    """How much further apart the ends of a range lie."""
    return lambda was, now: _by(
        (now.p90 - now.p10) - (was.p90 - was.p10), said, ways=("wider", "narrower")
    )


def _by(change: float, said: Says, *, ways: tuple[str, str] = (UP, DOWN)) -> str:
    """Up by $120 k; nothing where what is ``said`` of it would be nothing."""
    size = said(abs(change))
    is_nothing = not any(digit in "123456789" for digit in size)
    return "" if is_nothing else f"{ways[change < 0]} by {size}"


def _points(of_odds: float) -> str:
    return words.points(100 * of_odds).lstrip("+")


def _deals(number: float) -> str:
    return f"{number:.1f} deals"


def _value(said: QuarterThen | None, name: str) -> Any:
    return None if said is None else getattr(said, name)


def _step(one: StepApart, currency: str) -> dict[str, Any]:
    money = partial(amounts.short, currency=currency)
    signed = not one.is_total
    return {
        "what": one.label,
        "then": NONE if one.then is None else money(one.then, signed=signed),
        "now": NONE if one.now is None else money(one.now, signed=signed),
        "change": _by(one.change, money),
    }


def _deal(one: DealApart, apart: WeeksApart) -> dict[str, Any]:
    change, money = one.change, partial(amounts.short, currency=apart.currency)
    if one.ended is not None:
        said = f"{one.ended.how} on {words.day(one.ended.on, as_of=apart.now)}"
    elif change is None:
        said = "not in the earlier report" if one.then is None else "not in the later report"
    else:
        said = _by(change, _points)
    if one.amount_change and (moved := _by(one.amount_change, money)):
        said = f"{said}; amount {moved}".removeprefix("; ")
    amount = one.amount_then if one.amount_now is None else one.amount_now
    return {
        "deal": one,
        "amount": "" if amount is None else money(amount),
        "then": NONE if one.then is None else words.odds(one.then),
        "now": NONE if one.now is None else words.odds(one.now),
        "change": said,
    }


def _day(one: DayApart, apart: WeeksApart) -> dict[str, Any]:
    days = partial(words.days, as_of=apart.now)

    def said(first: Any, late: Any) -> str:
        return NONE if first is None else days(first, late or first)

    return {
        "thing": one,
        "then": said(one.then, one.late_then),
        "now": said(one.now, one.late_now),
        "change": _day_change(one, apart),
    }


def _day_change(one: DayApart, apart: WeeksApart) -> str:
    moved = "" if one.days is None else _moved(one.days)
    if one.ended is not None:
        out = f"{one.ended.how} on {words.day(one.ended.on, as_of=apart.now)}"
        return f"{out}, {moved}" if moved else out
    if one.in_one_alone:
        return "not in the later report" if one.then else "not in the earlier report"
    if one.days is None:
        return "has a day now" if one.now else "has no day any more"
    return moved


def _promise(one: PromiseApart, apart: WeeksApart) -> dict[str, Any]:
    day = partial(words.day, as_of=apart.now)
    return {
        "promise": one,
        "then": day(one.due_then) if one.due_then else "no day" if one.verdict_then else NONE,
        "now": day(one.due_now) if one.due_now else "no day" if one.verdict_now else NONE,
        "change": "; ".join(_promise_changes(one, apart)),
    }


def _promise_changes(one: PromiseApart, apart: WeeksApart) -> Iterable[str]:
    if not one.verdict_then:
        yield "new"
    if not one.verdict_now:
        yield "not in the later report"
    if one.verdict_now and one.verdict_now != one.verdict_then:
        on = f" on {words.day(one.settled_on, as_of=apart.now)}" if one.settled_on else ""
        if one.settled_on or one.verdict_then:
            yield f"{'settled' if one.verdict_now == 'odds' else one.verdict_now}{on}"
    if one.days:
        yield f"its day moved {_moved(one.days)}"


def _moved(days: int) -> str:
    return words.moved(days) if days else "on the day that was said"
