"""Lines and numbers beside a drawing."""

from collections.abc import Callable, Iterable
from datetime import date

from markupsafe import Markup

from interlock.render import svg


def levels(
    y: svg.Scale,
    ticks: Iterable[float],
    *,
    left: float,
    right: float,
    said: Callable[[float], str],
) -> list[Markup]:
    """A line across from ``left`` to ``right`` at each tick, with its number before it."""
    parts = []
    for tick in ticks:
        at = y(tick)
        parts += [
            svg.el("line", class_="grid", x1=left, y1=at, x2=right, y2=at),
            svg.el("text", said(tick), x=left - 6, y=at + 4, text_anchor="end"),
        ]
    return parts


def below(
    x: svg.Scale, ticks: Iterable[float], *, y: float, said: Callable[[float], str]
) -> list[Markup]:
    """The number of each tick under the drawing."""
    return [svg.el("text", said(tick), x=x(tick), y=y, text_anchor="middle") for tick in ticks]


def quarter_ends(x: svg.Scale, y: svg.Scale, days: Iterable[date]) -> list[Markup]:
    """A thin rule at the end of each quarter; the first is named."""
    parts = []
    for number, day in enumerate(days):
        at = x(day.toordinal())
        if not x.start <= at <= x.end + 0.5:
            continue
        parts.append(svg.el("line", class_="rule", x1=at, x2=at, y1=y.start, y2=y.end - 4))
        if not number:
            inside = at < 0.6 * x.end
            parts.append(
                svg.el("text", "quarter's end", x=at + (4 if inside else -4), y=y.end - 8,
                       text_anchor="start" if inside else "end")
            )  # fmt: skip
    return parts


def stated(x: svg.Scale, y: svg.Scale, day: date | None) -> list[Markup]:
    """The date that stands in a system, as a tick on the foot."""
    if day is None or not x.low <= day.toordinal() <= x.high:
        return []
    at = x(day.toordinal())
    return [svg.el("line", class_="stated", x1=at, x2=at, y1=y.start - 10, y2=y.start + 6)]


def per_cent(share: float) -> str:
    return f"{100 * share:.0f}"


def whole(number: float) -> str:
    return f"{number:,.0f}"
