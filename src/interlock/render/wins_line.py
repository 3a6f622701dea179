"""Wins forecast and wins that came, by the day of the forecast."""

from collections.abc import Sequence

from markupsafe import Markup

from interlock.records.backtest import HorizonResult
from interlock.render import axes, svg, words

LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 44.0, 12.0, 14.0, 24.0, 220.0


def line(result: HorizonResult, *, width: float) -> Markup | None:
    """Two lines over the days; None with one day alone."""
    days = result.by_origin
    if len(days) < 2:
        return None
    first, last = days[0].as_of, days[-1].as_of
    top = svg.round_up(max(max(day.forecast, day.actual) for day in days))
    x = svg.Scale(first.toordinal(), last.toordinal(), LEFT, width - RIGHT)
    y = svg.Scale(0.0, top, HEIGHT - BOTTOM, TOP)
    at = [x(day.as_of.toordinal()) for day in days]
    parts = [
        *axes.levels(y, svg.ticks(0.0, top), left=LEFT, right=width - RIGHT, said=axes.whole),
        _ends(first.toordinal(), x, words.day(first, as_of=last), "start"),
        _ends(last.toordinal(), x, words.day(last, as_of=first), "end"),
        _drawn("actual", at, [float(day.actual) for day in days], y),
        _drawn("forecast", at, [day.forecast for day in days], y),
    ]
    return svg.picture(
        parts,
        width=width,
        height=HEIGHT,
        title=f"Wins within {result.horizon_days} days: forecast and actual, by day of forecast",
        about="; ".join(f"{d.as_of}: {d.forecast:.0f} forecast, {d.actual} actual" for d in days),
        kind="wins",
    )


def _ends(day: int, x: svg.Scale, said: str, anchor: str) -> Markup:
    return svg.el("text", said, x=x(day), y=HEIGHT - 6, text_anchor=anchor)


def _drawn(kind: str, at: Sequence[float], values: Sequence[float], y: svg.Scale) -> Markup:
    pairs = zip(at, (y(value) for value in values), strict=True)
    return svg.el("polyline", class_=kind, points=svg.points(pairs))
