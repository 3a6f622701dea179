"""Reliability: how often deals at given odds were won, beside the diagonal of honest odds."""

from itertools import pairwise

from markupsafe import Markup

from interlock.records.backtest import Bin, HorizonResult
from interlock.render import axes, svg

LEFT, RIGHT, TOP, BOTTOM = 40.0, 12.0, 12.0, 34.0
SAYS = "forecast, per cent (across); won, per cent (up)"


def line(result: HorizonResult, *, width: float) -> Markup | None:
    """The line with the band in which 9 of 10 honest forecasts lie; None where too few ended."""
    found = result.reliability
    if found is None:
        return None
    height = min(width, 380.0)
    top = max(1.15 * max((*_reach(found.bins), 0.05)), 0.1)
    x = svg.Scale(0.0, min(top, 1.0), LEFT, width - RIGHT)
    y = svg.Scale(0.0, min(top, 1.0), height - BOTTOM, TOP)
    parts = [
        *_grid(x, y, width, height),
        svg.el("polygon", class_="band", points=svg.points(_band(found.bins, x, y))),
        svg.el("line", class_="even", x1=x(0), y1=y(0), x2=x(x.high), y2=y(y.high)),
        svg.el("polyline", class_="found", points=svg.points(_steps(found.bins, x, y))),
        *(_dot(one, x, y, result.n) for one in found.bins),
    ]
    return svg.picture(
        parts,
        width=width,
        height=height,
        title=f"Odds of being won within {result.horizon_days} days, and how often it happened",
        about=_in_words(found.bins),
        kind="reliability",
    )


def _reach(bins: tuple[Bin, ...]) -> tuple[float, ...]:
    return tuple(max(one.forecast, one.observed, one.high) for one in bins)


def _grid(x: svg.Scale, y: svg.Scale, width: float, height: float) -> list[Markup]:
    ticks = svg.ticks(0.0, x.high)
    return [
        *axes.levels(y, ticks, left=LEFT, right=width - RIGHT, said=axes.per_cent),
        *axes.below(x, ticks, y=height - BOTTOM + 16, said=axes.per_cent),
        svg.el("text", SAYS, x=LEFT, y=height - 4),
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


def _in_words(bins: tuple[Bin, ...]) -> str:
    return "; ".join(
        f"around {one.forecast:.0%}: {one.observed:.0%} of {one.count:,} won" for one in bins
    )
