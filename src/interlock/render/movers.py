"""Rows of the bridge and of what moved the forecast, each with its bar on one axis."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from interlock.records.moved import REFIT
from interlock.records.report import BridgeStep, Mover, QuarterSection
from interlock.render import waterfall
from interlock.render.waterfall import Bar

TOP = 3
LEAST_LEFT_OVER = 0.001
"""A difference below this share of the forecast is the rounding of draws."""


@dataclass(frozen=True)
class Row:
    """A row that adds up: a level or a step, its bar, and what a step was made of."""

    label: str
    amount: float
    bar: Markup
    is_level: bool = False
    deals: int = 0
    parts: tuple[Mover, ...] = ()


@dataclass(frozen=True)
class _Step:
    label: str
    amount: float
    parts: tuple[Mover, ...] = ()
    kind: str = ""


def bridge_rows(quarter: QuarterSection | None) -> list[Row]:
    """The CRM's commit, the steps, and our forecast."""
    steps: tuple[BridgeStep, ...] = quarter.bridge if quarter else ()
    drawn = waterfall.bars([Bar(step.amount, step.is_total) for step in steps])
    return [
        Row(step.label, step.amount, bar, step.is_total, step.deals)
        for step, bar in zip(steps, drawn, strict=True)
    ]


def mover_rows(quarter: QuarterSection | None) -> list[Row]:
    """Last week's forecast, the largest causes, the others as one, the refit apart, this week's.

    The rows add up: what the causes leave over, if anything, is a row of its own. Empty without a
    last week, without amounts or where nothing moved.
    """
    if quarter is None or quarter.forecast is None or not quarter.movers:
        return []
    last = quarter.last_week.forecast if quarter.last_week else None
    if last is None:
        return []
    now = quarter.forecast.mean
    steps = [*_steps(quarter.movers), *_left_over(quarter.movers, now - last.mean, now)]
    return _rows(last.mean, steps, now)


class Cause(Protocol):
    """What a forecast moved by."""

    @property
    def reason(self) -> str: ...
    @property
    def amount(self) -> float: ...


def ranked[C: Cause](causes: Iterable[C]) -> tuple[list[C], list[C], list[C]]:
    """The three largest causes, the others, and the refit, which never stands among them."""
    by_size = sorted(causes, key=lambda cause: -abs(cause.amount))
    refit = [cause for cause in by_size if cause.reason == REFIT]
    others = [cause for cause in by_size if cause.reason != REFIT]
    return others[:TOP], others[TOP:], refit


def _steps(movers: tuple[Mover, ...]) -> list[_Step]:
    largest, rest, refit = ranked(movers)
    return [
        *(_Step(mover.reason, mover.amount, (mover,)) for mover in largest),
        *([_Step("other", sum(m.amount for m in rest), tuple(rest))] if rest else []),
        *(_Step(mover.reason, mover.amount, (mover,), "refit") for mover in refit),
    ]


def _left_over(movers: tuple[Mover, ...], change: float, now: float) -> list[_Step]:
    left = change - sum(mover.amount for mover in movers)
    noticed = abs(left) > LEAST_LEFT_OVER * abs(now)
    return [_Step("not explained by these", left)] if noticed else []


def _rows(last: float, steps: list[_Step], now: float) -> list[Row]:
    levels = Bar(last, is_level=True), Bar(now, is_level=True)
    bars = waterfall.bars([levels[0], *(Bar(s.amount, kind=s.kind) for s in steps), levels[1]])
    middle = [
        Row(step.label, step.amount, bar, deals=_deals(step.parts), parts=step.parts)
        for step, bar in zip(steps, bars[1:-1], strict=True)
    ]
    first, final = Row("last week", last, bars[0], True), Row("this week", now, bars[-1], True)
    return [first, *middle, final]


def _deals(parts: tuple[Mover, ...]) -> int:
    """How many deals a single cause concerns; of several causes the same deal may stand in each."""
    return parts[0].count if len(parts) == 1 else 0
