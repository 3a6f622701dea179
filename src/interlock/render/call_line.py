"""What Interlock, a rep and a manager say of one deal: three marks on one line from 0 to 100 %."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from interlock.render import svg, words

WIDE, NARROW = 420.0, 320.0
HEIGHT, LINE, RADIUS = 46.0, 16.0, 6.0
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Mark:
    """Somebody's odds: ``level`` is model, rep, manager or vp and says the shape."""

    who: str
    level: str
    odds: float


def line(marks: Sequence[Mark], *, width: float = WIDE) -> Markup:
    """The marks in their order, later ones over earlier ones: Interlock a dot, a rep a ring, those
    above a square on its corner.
    """
    x = svg.Scale(0.0, 1.0, 14.0, width - 14.0)
    parts = [svg.el("line", class_="line", x1=x.start, x2=x.end, y1=LINE, y2=LINE)]
    for tick in TICKS:
        at = x(tick)
        parts += [
            svg.el("line", class_="tick", x1=at, x2=at, y1=LINE + 3, y2=LINE + 8),
            svg.el("text", f"{100 * tick:.0f}", x=at, y=LINE + 24, text_anchor="middle"),
        ]
    parts += [shape(mark.level, x(mark.odds), LINE) for mark in marks]
    said = "; ".join(f"{mark.who} {words.whole_odds(mark.odds)}" for mark in marks)
    return svg.picture(
        parts, width=width, height=HEIGHT, title="Odds this quarter", about=said, kind="call-line"
    )


def key(level: str) -> Markup:
    """The shape of a level, to stand before a name."""
    return svg.el(
        "svg", shape(level, 8.0, 8.0), class_="call-line key-shape", aria_hidden="true",
        viewBox="0 0 16 16", width=16, height=16,
    )  # fmt: skip


def shape(level: str, x: float, y: float) -> Markup:
    """The mark of a level around a point."""
    if level == "model":
        return svg.el("circle", class_="model", cx=x, cy=y, r=RADIUS - 1)
    if level == "rep":
        return svg.el("circle", class_="rep", cx=x, cy=y, r=RADIUS)
    corners = [(x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y)]
    return svg.el("polygon", class_="above", points=svg.points(corners))
