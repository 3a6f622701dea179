"""Somebody's calls through a quarter as steps, beside the middle of the forecast."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from markupsafe import Markup

from interlock.records.report import Range
from interlock.render import amounts, axes, fan, svg

WIDE, NARROW = (620.0, 220.0), (340.0, 200.0)
Steps = Mapping[str, Sequence[tuple[date, Decimal]]]
"""category -> days and amounts, oldest first"""


def steps(
    said: Steps,
    medians: Sequence[tuple[date, Range]],
    *,
    first: date,
    last: date,
    today: date,
    target: float | None,
    currency: str,
    name: str,
    size: tuple[float, float] = WIDE,
) -> Markup | None:
    """The whole drawing, or None where nothing was said."""
    if not any(said.values()):
        return None
    width, height = size
    begin = min([first, *(one[0][0] for one in said.values() if one)])
    top = max(_levels(said, medians, target)) * 1.08 or 1.0
    x = svg.Scale(begin.toordinal(), last.toordinal(), 56.0, width - 76.0)
    y = svg.Scale(0.0, top, height - 24.0, 12.0)
    end = x(min(max(today, begin), last).toordinal())
    parts = [
        *axes.levels(
            y,
            svg.ticks(0.0, top, most=4),
            left=x.start,
            right=x.end,
            said=lambda tick: amounts.axis(tick, currency=currency),
        ),
        *fan.months(x, height),
        *model(x, y, medians),
        *_lines(x, y, said, end),
    ]
    if target is not None:
        parts.append(
            svg.el("line", class_="target", x1=x.start, x2=x.end, y1=y(target), y2=y(target))
        )
    parts += _names(x, y, said, medians, target)
    title = f"Calls of {name}"
    return svg.picture(
        parts,
        width=width,
        height=height,
        title=title,
        about=_words(said, currency),
        kind="steps-of",
    )


def _levels(
    said: Steps, medians: Sequence[tuple[date, Range]], target: float | None
) -> list[float]:
    called = [float(amount) for some in said.values() for _, amount in some]
    return [*called, *(held.p90 for _, held in medians), target or 0.0, 1.0]


def model(x: svg.Scale, y: svg.Scale, medians: Sequence[tuple[date, Range]]) -> list[Markup]:
    """The 8 of 10 cases and the middle of each day that was kept; one day alone is a mark."""
    at = [(x(day.toordinal()), held) for day, held in medians]
    if len(at) == 1:
        (place, held) = at[0]
        ends = {"x1": place, "x2": place, "y1": y(held.p10), "y2": y(held.p90)}
        return [
            svg.el("line", class_="model", **ends),
            svg.el("circle", class_="middle", cx=place, cy=y(held.p50), r=3.0),
        ]
    upper = [(place, y(held.p90)) for place, held in at]
    lower = [(place, y(held.p10)) for place, held in at]
    middle = [(place, y(held.p50)) for place, held in at]
    return (
        [
            svg.el("polygon", class_="band b80", points=svg.points([*upper, *reversed(lower)])),
            svg.el("polyline", class_="median", points=svg.points(middle)),
        ]
        if at
        else []
    )


def _lines(x: svg.Scale, y: svg.Scale, said: Steps, end: float) -> list[Markup]:
    found = []
    for number, some in enumerate(said.values()):
        if not some:
            continue
        path = [(x(some[0][0].toordinal()), y(float(some[0][1])))]
        for (_, before), (day, amount) in pairwise(some):
            at = x(day.toordinal())
            path += [(at, y(float(before))), (at, y(float(amount)))]
        path.append((max(end, path[-1][0]), path[-1][1]))
        found.append(svg.el("polyline", class_=f"call c{number}", points=svg.points(path)))
    return found


def _names(
    x: svg.Scale,
    y: svg.Scale,
    said: Steps,
    medians: Sequence[tuple[date, Range]],
    target: float | None,
) -> list[Markup]:
    named = [(name, y(float(some[-1][1])), "") for name, some in said.items() if some]
    named += [("forecast", y(medians[-1][1].p50), "median")] if medians else []
    named += [("target", y(target), "target")] if target is not None else []
    places = fan.apart([at for _, at, _ in named])
    return [
        svg.el("text", name, class_=kind or None, x=x.end + 6, y=at + 4)
        for (name, _, kind), at in zip(named, places, strict=True)
    ]


def _words(said: Steps, currency: str) -> str:
    told = [
        f"{name}: {amounts.short(some[0][1], currency=currency)} first, "
        f"{amounts.short(some[-1][1], currency=currency)} last"
        for name, some in said.items()
        if some
    ]
    return "; ".join(told)
