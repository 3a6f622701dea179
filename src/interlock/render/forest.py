"""The forest: an odds ratio and its interval in each row of a table, all on one axis."""

from math import log

from markupsafe import Markup

from interlock.records.measured import Ratio
from interlock.render import svg

WIDTH, HEIGHT = 180.0, 26.0
LOW, HIGH = 0.25, 4.0
SAME_LOW, SAME_HIGH = 0.8, 1.25
RADIUS = 4.5
TICKS = (0.25, 0.5, 1.0, 2.0, 4.0)


def row(found: Ratio, *, name: str, matters: bool) -> Markup:
    """One row: a dot with its interval; grey unless it ``matters``. An arrow: it goes on."""
    middle = HEIGHT / 2
    parts = [*_ground(), svg.el("line", class_="one", x1=_x(1.0), x2=_x(1.0), y1=1, y2=HEIGHT - 1)]
    left, right = _x(found.low), _x(found.high)
    parts.append(svg.el("line", class_="reach", x1=left, x2=right, y1=middle, y2=middle))
    if found.low < LOW:
        parts.append(_arrow(left, -4.0))
    if found.high > HIGH:
        parts.append(_arrow(right, 4.0))
    parts.append(svg.el("circle", class_="dot", cx=_x(found.ratio), cy=middle, r=RADIUS))
    return svg.picture(
        parts,
        width=WIDTH,
        height=HEIGHT,
        title=f"Odds ratio of {name}",
        about=in_words(found),
        kind=f"forest {'matters' if matters else 'grey'}",
    )


def axis() -> Markup:
    """The axis, for the head of the column: half as likely, alike, twice as likely."""
    parts = []
    for tick in TICKS:
        anchor = {LOW: "start", HIGH: "end"}.get(tick, "middle")
        text = f"{tick:g}".removeprefix("0") if tick < 1 else f"{tick:g}"
        parts.append(svg.el("text", text, x=_x(tick), y=11.0, text_anchor=anchor))
    return svg.el(
        "svg", *parts, class_="forest-axis", aria_hidden="true",
        viewBox=f"0 0 {WIDTH:.0f} 14", width=WIDTH, height=14.0,
    )  # fmt: skip


def in_words(found: Ratio) -> str:
    """1.39 (1.14 to 1.71)."""
    return f"{figures(found.ratio)} ({figures(found.low)} to {figures(found.high)})"


def figures(ratio: float) -> str:
    """Two places from 0.1 to 10, beyond that what can be told."""
    if ratio >= 100:
        return ">100"
    if ratio < 0.01:
        return "<0.01"
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}"


def _ground() -> list[Markup]:
    left, right = _x(SAME_LOW), _x(SAME_HIGH)
    same = svg.el("rect", class_="same", x=left, y=0, width=right - left, height=HEIGHT)
    axis_line = svg.el("line", class_="line", x1=0, x2=WIDTH, y1=HEIGHT / 2, y2=HEIGHT / 2)
    return [same, axis_line]


def _arrow(x: float, by: float) -> Markup:
    y = HEIGHT / 2
    d = f"M{x - by:.1f} {y - 4:.1f}L{x:.1f} {y:.1f}L{x - by:.1f} {y + 4:.1f}"
    return svg.el("path", class_="beyond", d=d)


def _x(ratio: float) -> float:
    """Place of a ratio on the logarithmic axis, held within it."""
    scale = svg.Scale(log(LOW), log(HIGH), 6.0, WIDTH - 6.0)
    return scale(log(min(max(ratio, LOW), HIGH)))
