"""The odds ladder of a date: dots on a line, filled as far as the odds go, never one date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import cos, pi, sin

from markupsafe import Markup

from interlock.records.report import FeatureLine, Odds, ReleaseLine
from interlock.render import svg, words

WIDTH, HEIGHT = 180.0, 26.0
RADIUS = 5.5
LEAST_DAYS = 56


@dataclass(frozen=True)
class Span:
    """The days that every ladder of a table runs over, so that rows can be compared."""

    first: date
    last: date


def span_of(lines: Iterable[FeatureLine | ReleaseLine], *, as_of: date) -> Span:
    """From ``as_of`` to the last day that any row names."""
    named = [day for line in lines for day, _ in line.odds.steps]
    named += [line.due for line in lines if line.due]
    return Span(as_of, max([as_of + timedelta(days=LEAST_DAYS), *named]))


def ladder(odds: Odds, span: Span, *, due: date | None, name: str) -> Markup:
    """One row's ladder; the stated date, if any, is a short rule across the line."""
    x = svg.Scale(span.first.toordinal(), span.last.toordinal(), RADIUS + 1, WIDTH - RADIUS - 1)
    line = HEIGHT / 2
    parts = [svg.el("line", class_="line", x1=0, x2=WIDTH, y1=line, y2=line)]
    if due is not None and span.first <= due <= span.last:
        at = x(due.toordinal())
        parts.append(svg.el("line", class_="due", x1=at, x2=at, y1=2, y2=HEIGHT - 2))
    for day, chance in odds.steps:
        parts += _dot(x(max(day, span.first).toordinal()), line, chance)
    return svg.picture(
        parts, width=WIDTH, height=HEIGHT, title=f"Odds of {name} by date",
        about=in_words(odds.steps, as_of=span.first), kind="ladder",
    )  # fmt: skip


def in_words(steps: Sequence[tuple[date, float]], *, as_of: date) -> str:
    """By 30 Nov 20 %, by 15 Dec 55 %."""
    return ", ".join(steps_in_words(steps, as_of=as_of))


def steps_in_words(steps: Sequence[tuple[date, float]], *, as_of: date) -> list[str]:
    """The same, each step by itself."""
    return [f"by {words.day(day, as_of=as_of)} {words.odds(p)}" for day, p in steps]


def _dot(x: float, y: float, chance: float) -> list[Markup]:
    """A ring whose share of filling is the odds."""
    parts = [svg.el("circle", class_="ring", cx=x, cy=y, r=RADIUS)]
    if chance >= 0.995:
        return [*parts, svg.el("circle", class_="fill", cx=x, cy=y, r=RADIUS)]
    if chance <= 0.005:
        return parts
    angle = 2 * pi * chance
    to_x, to_y = x + RADIUS * sin(angle), y - RADIUS * cos(angle)
    arc = (
        f"M{x:.1f} {y:.1f}V{y - RADIUS:.1f}"
        f"A{RADIUS} {RADIUS} 0 {int(chance > 0.5)} 1 {to_x:.1f} {to_y:.1f}z"
    )
    return [*parts, svg.el("path", class_="fill", d=arc)]
