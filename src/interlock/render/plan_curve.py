"""The trade-off curve: weeks of work against expected bookings, knees named, two plans on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from interlock.records.curve import Corner, Curve
from interlock.render import amounts, axes, svg

WIDE, NARROW = 860.0, 340.0
HEIGHT, LEFT, BELOW, TOP = 300.0, 64.0, 44.0, 20.0

Point = tuple[float, float]
"""(weeks of work, expected bookings)"""


@dataclass(frozen=True)
class Drawn:
    """What is drawn: ``corners`` of the hull by rising work, other choices as ``points``, ``knees``
    with what each is called, and where the order as it is (``now``) and the ``plan`` stand.
    """

    corners: Sequence[Point]
    points: Sequence[Point] = ()
    knees: Sequence[tuple[Point, str]] = ()
    now: Point | None = None
    plan: Point | None = None


def pictures(curve: Curve) -> tuple[Markup, ...]:
    """The hull, its knees and today's scope, for a screen and for a phone; none where no work
    brings anything.
    """
    corners = [(one.work, one.bookings) for one in curve.corners]
    if len(corners) < 2:
        return ()
    drawn = Drawn(
        corners=corners,
        knees=[((one.work, one.bookings), _knee(one, curve)) for one in curve.knees],
        now=(curve.now.work, curve.now.bookings),
    )

    def said(value: float) -> str:
        return amounts.axis(value, currency=curve.currency)

    about = "; ".join(called for _, called in drawn.knees) or "no amount of work stands out"
    return tuple(picture(drawn, said=said, about=about, width=one) for one in (WIDE, NARROW))


def _knee(one: Corner, curve: Curve) -> str:
    return f"{amounts.short(one.bookings, currency=curve.currency)}, {one.work:,.0f} weeks"


def picture(drawn: Drawn, *, said: Callable[[float], str], about: str, width: float) -> Markup:
    """The hull as a line, choices as small dots, knees as rings with their names, the order as it
    is hollow and the plan filled. ``said`` writes an amount.
    """
    every = [
        *drawn.corners, *drawn.points, *(at for at, _ in drawn.knees),
        *(one for one in (drawn.now, drawn.plan) if one),
    ]  # fmt: skip
    most_work, most = (max((one[axis] for one in every), default=1.0) for axis in (0, 1))
    least = min((one[1] for one in every), default=0.0)
    foot = HEIGHT - BELOW
    x = svg.Scale(0.0, most_work, LEFT, width - 12.0)
    y = svg.Scale(least, most, foot, TOP)

    def at(point: Point) -> Point:
        return x(point[0]), y(point[1])

    parts = axes.levels(y, svg.ticks(least, most, most=4), left=LEFT, right=width - 12.0, said=said)
    ticks = svg.ticks(0.0, most_work, most=4 if width < WIDE else 8)
    parts += axes.below(x, ticks, y=foot + 18, said=axes.whole)
    parts.append(svg.el("text", "weeks of work", x=width - 12.0, y=HEIGHT - 6, text_anchor="end"))
    parts += [_dot("choice", at(one), 2.5) for one in drawn.points]
    parts.append(svg.el("polyline", class_="hull", points=svg.points(map(at, drawn.corners))))
    for point, called in drawn.knees:
        parts += [_dot("knee", at(point), 5), _name(called, at(point), x, below=True)]
    for kind, one, called in (("now", drawn.now, "as is"), ("plan", drawn.plan, "plan")):
        if one:
            parts += [_dot(kind, at(one), 6), _name(called, at(one), x, below=True)]
    return svg.picture(
        parts, width=width, height=HEIGHT, title="Weeks of work against expected bookings",
        about=about, kind="trade-off",
    )  # fmt: skip


def _dot(kind: str, at: Point, radius: float) -> Markup:
    return svg.el("circle", class_=kind, cx=at[0], cy=at[1], r=radius)


def _name(called: str, at: Point, x: svg.Scale, *, below: bool = False) -> Markup:
    """Beside its mark, on the side where there is room."""
    is_left = at[0] > (x.start + x.end) / 2
    return svg.el(
        "text", called, class_="name", x=at[0] + (-9 if is_left else 9),
        y=at[1] + (16 if below else -8), text_anchor="end" if is_left else "start",
    )  # fmt: skip
