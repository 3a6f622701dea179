"""Reliability: how often deals at given odds were won, beside the diagonal of honest odds."""

from itertools import pairwise

from markupsafe import Markup

from interlock.records.backtest import Bin, HorizonResult
from interlock.render import axes, svg

LEFT, RIGHT, TOP, BOTTOM = 40.0, 12.0, 12.0, 34.0


def line(result: HorizonResult, *, width: float) -> Markup | None:
    """The line with the band in which 9 of 10 honest forecasts lie; None where too few ended."""
    found = result.reliability
    if found is None:
        return None
    top = max(1.15 * max((*_reach(found.bins), 0.05)), 0.1)
    return drawn(
        found.bins,
        width=width,
        top=min(top, 1.0),
        title=f"Odds of being won within {result.horizon_days} days, and how often it happened",
        came="won",
        kind="reliability",
    )


def drawn(
    bins: tuple[Bin, ...], *, width: float, top: float, title: str, came: str, kind: str
) -> Markup:
    """The line on axes that end at ``top``; what is forecast ``came`` (is won, or met)."""
    height = min(width, 380.0)
    x = svg.Scale(0.0, top, LEFT, width - RIGHT)
    y = svg.Scale(0.0, top, height - BOTTOM, TOP)
    count = sum(one.count for one in bins)
    parts = [
        *grid(x, y, width, height, says=f"forecast, per cent (across); {came}, per cent (up)"),
        svg.el("polygon", class_="band", points=svg.points(_band(bins, x, y))),
        svg.el("line", class_="even", x1=x(0), y1=y(0), x2=x(x.high), y2=y(y.high)),
        svg.el("polyline", class_="found", points=svg.points(_steps(bins, x, y))),
        *(_dot(one, x, y, count) for one in bins),
    ]
    about = _in_words(bins, came)
    return svg.picture(parts, width=width, height=height, title=title, about=about, kind=kind)


def _reach(bins: tuple[Bin, ...]) -> tuple[float, ...]:
    return tuple(max(one.forecast, one.observed, one.high) for one in bins)


def grid(x: svg.Scale, y: svg.Scale, width: float, height: float, *, says: str) -> list[Markup]:
    """Per cents across and up, and what they are."""
    ticks = svg.ticks(0.0, x.high)
    return [
        *axes.levels(y, ticks, left=LEFT, right=width - RIGHT, said=axes.per_cent),
        *axes.below(x, ticks, y=height - BOTTOM + 16, said=axes.per_cent),
        svg.el("text", says, x=LEFT, y=height - 4),
    ]


def _band(bins: tuple[Bin, ...], x: svg.Scale, y: svg.Scale) -> list[tuple[float, float]]:
    low = [(x(one.forecast), y(one.low)) for one in bins]
    return low + [(x(one.forecast), y(one.high)) for one in reversed(bins)]


def _steps(bins: tuple[Bin, ...], x: svg.Scale, y: svg.Scale) -> list[tuple[float, float]]:
    """Level through each step, upright between them."""
    edges = [bins[0].forecast]
    edges += [(one.forecast + other.forecast) / 2 for one, other in pairwise(bins)]
    edges.append(bins[-1].forecast)
    found = []
    for one, (start, end) in zip(bins, pairwise(edges), strict=True):
        found += [(x(start), y(one.observed)), (x(end), y(one.observed))]
    return found


def _dot(one: Bin, x: svg.Scale, y: svg.Scale, n: int) -> Markup:
    size = 2.0 + 8.0 * (one.count / n) ** 0.5
    return svg.el("circle", class_="dot", cx=x(one.forecast), cy=y(one.observed), r=size)


def _in_words(bins: tuple[Bin, ...], came: str) -> str:
    return "; ".join(
        f"around {one.forecast:.0%}: {one.observed:.0%} of {one.count:,} {came}" for one in bins
    )
