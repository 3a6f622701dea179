"""A caller's figures on one scale: closed, the CRM's commit, the call, the forecast, the target."""

from collections.abc import Iterable
from decimal import Decimal

from markupsafe import Markup

from interlock.records.calls import CallRow, ScopeFigures
from interlock.render import amounts, svg

WIDTH, HEIGHT = 240.0, 34.0
EDGE = 6.0
BAR_TOP, BAR_HEIGHT, RANGE_AT = 5.0, 13.0, 26.0
CALL_AT = BAR_TOP + BAR_HEIGHT / 2


def reach(rows: Iterable[CallRow]) -> float:
    """The largest figure of these rows: the end of the scale that they share."""
    return max((level for row in rows for level in _levels(row)), default=0.0)


def bar(row: CallRow, top: float, *, category: str, currency: str) -> Markup | None:
    """One row's drawing on a scale from nothing to ``top``, or None where there is nothing; the
    call and the CRM's figure are those of ``category``.
    """
    if row.figures is None or top <= 0:
        return None
    x = svg.Scale(0.0, top, EDGE, WIDTH - EDGE)
    parts = [
        svg.el("line", class_="line", x1=EDGE, x2=WIDTH - EDGE, y1=RANGE_AT, y2=RANGE_AT),
        *_stated(row.figures, x, category),
        *_range(row.figures, x),
        *_target(row.figures, x),
        *_call(row, x, category),
    ]
    return svg.picture(
        parts,
        width=WIDTH,
        height=HEIGHT,
        title=f"Figures of {row.name or 'the company'}",
        about=_in_words(row, category, currency),
        kind="call-bar",
    )


def legend() -> list[tuple[Markup, str]]:
    """Each mark with what it stands for."""
    middle = 9.0
    marks = [
        (_box("closed", middle), "closed"),
        (_box("stated", middle), "the CRM's commit, closed included"),
        (_diamond("said", 12.0, middle), "call"),
        (_diamond("instead", 12.0, middle), "said instead by somebody above"),
        (
            svg.el("line", class_="model", x1=2.0, x2=22.0, y1=middle, y2=middle)
            + svg.el("circle", class_="middle", cx=12.0, cy=middle, r=3.0),
            "our forecast, 8 of 10 cases, and its middle",
        ),
        (svg.el("line", class_="target", x1=12.0, x2=12.0, y1=1.0, y2=17.0), "target"),
    ]
    return [
        (svg.el("svg", mark, class_="call-bar", width=24, height=18, aria_hidden="true"), name)
        for mark, name in marks
    ]


def _levels(row: CallRow) -> list[float]:
    said = [float(one.amount) for one in (*row.said.values(), *row.adjusted.values())]
    if row.figures is None:
        return said
    sure = row.figures.categories[:1]
    return [
        *said,
        float(row.figures.closed),
        *(one.cumulative.crm for one in sure),
        row.figures.forecast.p90 if row.figures.forecast else 0.0,
        row.figures.target or 0.0,
    ]


def _stated(figures: ScopeFigures, x: svg.Scale, category: str) -> list[Markup]:
    """What is closed, and beyond it what the CRM commits."""
    closed, sums = float(figures.closed), figures.of(category)
    parts = []
    if sums and sums.cumulative.crm > closed:
        parts.append(_bar("stated", x(closed), x(sums.cumulative.crm)))
    return [*parts, _bar("closed", x(0.0), x(closed))] if closed else parts


def _bar(kind: str, start: float, end: float) -> Markup:
    return svg.el("rect", class_=kind, x=start, y=BAR_TOP, width=end - start, height=BAR_HEIGHT)


def _range(figures: ScopeFigures, x: svg.Scale) -> list[Markup]:
    held = figures.forecast
    if held is None:
        return []
    ends = {"x1": x(held.p10), "x2": x(held.p90), "y1": RANGE_AT, "y2": RANGE_AT}
    return [
        svg.el("line", class_="model", **ends),
        svg.el("circle", class_="middle", cx=x(held.p50), cy=RANGE_AT, r=3.0),
    ]


def _target(figures: ScopeFigures, x: svg.Scale) -> list[Markup]:
    if figures.target is None:
        return []
    at = x(figures.target)
    return [svg.el("line", class_="target", x1=at, x2=at, y1=1.0, y2=HEIGHT - 2)]


def _call(row: CallRow, x: svg.Scale, category: str) -> list[Markup]:
    marks = (("said", row.said.get(category)), ("instead", row.adjusted.get(category)))
    return [_diamond(kind, x(float(one.amount)), CALL_AT) for kind, one in marks if one]


def _diamond(kind: str, x: float, y: float, size: float = 5.5) -> Markup:
    corners = [(x, y - size), (x + size, y), (x, y + size), (x - size, y)]
    return svg.el("polygon", class_=kind, points=svg.points(corners))


def _box(kind: str, middle: float) -> Markup:
    return svg.el("rect", class_=kind, x=2.0, y=middle - 6, width=20.0, height=12.0)


def _in_words(row: CallRow, category: str, currency: str) -> str:
    figures = row.figures
    if figures is None:
        return ""
    sums, said, instead = figures.of(category), row.said.get(category), row.adjusted.get(category)
    told: list[tuple[str, float | Decimal]] = [("closed", figures.closed)]
    told += [(f"the CRM's {category}", sums.cumulative.crm)] if sums else []
    told += [("call", said.amount)] if said else []
    told += [(f"{instead.by} says", instead.amount)] if instead else []
    told += [("target", figures.target)] if figures.target is not None else []
    parts = [f"{name} {amounts.short(amount, currency=currency)}" for name, amount in told]
    if figures.forecast:
        held = figures.forecast
        parts.append(f"our forecast {amounts.between(held.p10, held.p90, currency=currency)}")
    return ", ".join(parts)
