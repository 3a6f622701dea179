"""The fan: bookings of the quarter over time, closed as solid, what may come as bands."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from markupsafe import Markup

from interlock.records.report import QuarterSection, Range
from interlock.render import amounts, svg, words

BANDS = (("p025", "p975", "b95"), ("p10", "p90", "b80"), ("p25", "p75", "b50"))
WIDE, NARROW = (620.0, 272.0), (340.0, 250.0)
DAYS_IN_MONTH, MONTH_WIDTH = 30.0, 34.0


def fan(
    quarter: QuarterSection,
    *,
    as_of: date,
    currency: str,
    size: tuple[float, float] = WIDE,
) -> Markup | None:
    """The whole drawing, or None where there is nothing to draw."""
    if not quarter.fan or quarter.forecast is None:
        return None
    width, height = size
    top = max(_levels(quarter)) * 1.05
    x = svg.Scale(quarter.first.toordinal(), quarter.last.toordinal(), 52.0, width - 76.0)
    y = svg.Scale(0.0, top or 1.0, height - 24.0, 14.0)
    parts = [
        *_grid(x, y, top, currency),
        *months(x, height),
        *bands(x, y, (x(as_of.toordinal()), y(_closed_now(quarter))), _ahead(quarter, as_of)),
        *_closed(x, y, quarter, as_of),
        *today(x, y, as_of),
        *_right(x, y, quarter, currency),
    ]
    return svg.picture(
        parts,
        width=width,
        height=height,
        title=f"Bookings of {quarter.label}, week by week",
        about=_in_words(quarter, as_of, currency),
        kind="fan",
    )


def _levels(quarter: QuarterSection) -> list[float]:
    levels = [point.range.p975 for point in quarter.fan]
    levels += [amount for _, amount in quarter.closed_path]
    return [*levels, quarter.target or 0.0, 1.0]


def _grid(x: svg.Scale, y: svg.Scale, top: float, currency: str) -> list[Markup]:
    parts = []
    for tick in svg.ticks(0.0, top):
        at = y(tick)
        parts.append(svg.el("line", class_="grid", x1=x.start, x2=x.end, y1=at, y2=at))
        said = amounts.axis(tick, currency=currency)
        parts.append(svg.el("text", said, x=x.start - 8, y=at + 4, text_anchor="end"))
    return parts


def months(x: svg.Scale, height: float) -> list[Markup]:
    """The name of every month at its first day, or of every second, third or sixth in a year where
    they would stand too close.
    """
    days = [date.fromordinal(n) for n in range(round(x.low), round(x.high))]
    firsts = [day for day in days if day.day == 1]
    apart = (x.end - x.start) * DAYS_IN_MONTH / max(x.high - x.low, 1.0)
    every = next((step for step in (1, 2, 3, 6) if step * apart >= MONTH_WIDTH), 12)
    return [
        svg.el("text", words.month(day), x=x(day.toordinal()), y=height - 6)
        for day in firsts
        if (day.month - 1) % every == 0
    ]


def bands(
    x: svg.Scale, y: svg.Scale, start: tuple[float, float], ahead: Iterable[tuple[date, Range]]
) -> list[Markup]:
    """50, 80 and 95 of 100 cases from where things stand today, and the middle."""
    points = [(x(day.toordinal()), held) for day, held in ahead]
    parts = []
    for low, high, name in BANDS:
        upper = [start, *((at, y(getattr(r, high))) for at, r in points)]
        lower = [start, *((at, y(getattr(r, low))) for at, r in points)]
        shape = svg.points([*upper, *reversed(lower)])
        parts.append(svg.el("polygon", class_=f"band {name}", points=shape))
    middle = [start, *((at, y(r.p50)) for at, r in points)]
    return [*parts, svg.el("polyline", class_="median", points=svg.points(middle))]


def _closed(x: svg.Scale, y: svg.Scale, quarter: QuarterSection, as_of: date) -> list[Markup]:
    """What is won so far, as steps up to today."""
    path, level = [(x(quarter.first.toordinal()), y(0.0))], 0.0
    for day, amount in quarter.closed_path:
        at = x(day.toordinal())
        path += [(at, y(level)), (at, y(amount))]
        level = amount
    today = x(as_of.toordinal())
    path.append((today, y(level)))
    area = [*path, (today, y(0.0)), (x(quarter.first.toordinal()), y(0.0))]
    return [
        svg.el("polygon", class_="closed-area", points=svg.points(area)),
        svg.el("polyline", class_="closed", points=svg.points(path)),
    ]


def today(x: svg.Scale, y: svg.Scale, as_of: date) -> list[Markup]:
    """The day of the report as a rule with its name."""
    at = x(as_of.toordinal())
    said = words.day(as_of, as_of=as_of)
    return [
        svg.el("line", class_="rule", x1=at, x2=at, y1=y.start, y2=y.end),
        svg.el("text", said, x=at - 4, y=y.end + 8, text_anchor="end"),
    ]


def _right(x: svg.Scale, y: svg.Scale, quarter: QuarterSection, currency: str) -> list[Markup]:
    """Target as a rule, last week's median dashed, ours named; no name covers another."""
    named = [(quarter.fan[-1].range.p50, "middle", "median")]
    if quarter.last_week and quarter.last_week.forecast:
        named.append((quarter.last_week.forecast.p50, "last week", "before"))
    if quarter.target is not None:
        named.append((quarter.target, "target", "target"))
    parts = []
    for level, _, kind in named[1:]:
        start = x.start if kind == "target" else x.end - 0.45 * (x.end - x.start)
        parts.append(svg.el("line", class_=kind, x1=start, x2=x.end, y1=y(level), y2=y(level)))
    for (_, name, kind), at in zip(named, apart([y(n[0]) for n in named]), strict=True):
        parts.append(svg.el("text", name, class_=kind, x=x.end + 6, y=at + 4))
    return parts


def apart(places: list[float], least: float = 14.0) -> list[float]:
    """The same places, moved down where they would overlap."""
    order = sorted(range(len(places)), key=places.__getitem__)
    moved = list(places)
    for before, after in pairwise(order):
        moved[after] = max(moved[after], moved[before] + least)
    return moved


def _ahead(quarter: QuarterSection, as_of: date) -> list[tuple[date, Range]]:
    return [(point.day, point.range) for point in quarter.fan if point.day > as_of]


def _closed_now(quarter: QuarterSection) -> float:
    return quarter.closed_path[-1][1] if quarter.closed_path else 0.0


def _in_words(quarter: QuarterSection, as_of: date, currency: str) -> str:
    end: Range = quarter.fan[-1].range
    return (
        f"Closed by {words.day(as_of, as_of=as_of)}: "
        f"{amounts.short(_closed_now(quarter), currency=currency)}. "
        f"By {words.day(quarter.fan[-1].day, as_of=as_of)} the middle is "
        f"{amounts.short(end.p50, currency=currency)}; 50 of 100 cases lie within "
        f"{amounts.between(end.p25, end.p75, currency=currency)}, 80 within "
        f"{amounts.between(end.p10, end.p90, currency=currency)}, 95 within "
        f"{amounts.between(end.p025, end.p975, currency=currency)}."
    )
