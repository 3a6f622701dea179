"""Lines and numbers beside a drawing."""

from collections.abc import Callable, Iterable

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


def per_cent(share: float) -> str:
    return f"{100 * share:.0f}"


def whole(number: float) -> str:
    return f"{number:,.0f}"
