"""Orders of work beside each other: what each is expected to bring, from nothing to everything."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from interlock.records.planning import Planned
from interlock.render import amounts, svg

WIDE, NARROW = 860.0, 340.0
ROW, ROW_NARROW, TOP = 30.0, 46.0, 6.0
NAMES, FIGURES = 210.0, 190.0

ORDERS_CALLED = {
    "plan": "This order",
    "as is": "As it is",
    "by revenue named": "By revenue named",
    "by revenue named / size": "By revenue / size",
    "by value per week of work": "By value a week of work",
    "by exact choice for each quarter": "By choice for each quarter",
}


@dataclass(frozen=True)
class Line:
    """An order: what it brings (``value``), in 8 of 10 cases between ``low`` and ``high`` beside
    the plan; None where it is held against none. ``kind`` is plan, order or end.
    """

    name: str
    value: float
    low: float | None
    high: float | None
    said: str
    kind: str = "order"


def pictures(made: Planned) -> tuple[Markup, Markup]:
    """All orders from nothing to everything, for a screen and for a phone."""

    def said(value: float) -> str:
        return amounts.axis(value, currency=made.currency)

    lines = [_end("Nothing ships", made.never, made), *_orders(made)]
    lines.append(_end("Everything today", made.today, made))
    about = "; ".join(f"{one.name}: {one.said}" for one in lines)
    wide, narrow = (picture(lines, about=about, said=said, width=width) for width in (WIDE, NARROW))
    return wide, narrow


def _end(name: str, value: float, made: Planned) -> Line:
    return Line(name, value, None, None, amounts.short(value, currency=made.currency), "end")


def _orders(made: Planned) -> list[Line]:
    """Least first; what each lies behind the plan, with its range."""
    plan = made.orders[0]
    found = []
    for one in sorted(made.orders, key=lambda order: order.value):
        behind, said = one.plan_adds, amounts.short(one.value, currency=made.currency)
        is_plan = one is plan
        if not is_plan:
            less = amounts.short(-behind.mean, currency=made.currency, signed=True)
            said = f"{said}, {less}"
        found.append(
            Line(
                ORDERS_CALLED.get(one.name, one.name),
                one.value,
                None if is_plan else plan.value - behind.high,
                None if is_plan else plan.value - behind.low,
                said,
                "plan" if is_plan else "order",
            )
        )
    return found


def picture(
    lines: Sequence[Line], *, about: str, said: Callable[[float], str], width: float
) -> Markup:
    """A row an order; a dot for what it brings and a bar for 8 of 10 cases; the plan as a rule."""
    is_wide = width >= WIDE
    row = ROW if is_wide else ROW_NARROW
    bottom = TOP + row * len(lines)
    left, right = (NAMES, width - FIGURES) if is_wide else (8.0, width - 8.0)
    ends = [end for one in lines for end in (one.value, one.low, one.high) if end is not None]
    x = svg.Scale(min(ends), max(ends), left + 8, right - 8)
    parts = [_level(x, tick, said, bottom) for tick in svg.ticks(x.low, x.high, most=4)]
    for plan in (one for one in lines if one.kind == "plan"):
        at = x(plan.value)
        parts.append(svg.el("line", class_="plan-rule", x1=at, x2=at, y1=TOP, y2=bottom))
    for number, one in enumerate(lines):
        parts += _row(one, x, top=TOP + row * number, height=row, width=width, is_wide=is_wide)
    return svg.picture(
        parts, width=width, height=bottom + 22, title="Orders of work beside each other",
        about=about, kind="orders",
    )  # fmt: skip


def _level(x: svg.Scale, tick: float, said: Callable[[float], str], bottom: float) -> Markup:
    at = x(tick)
    anchor = "middle"
    if at - x.start < 24:
        anchor = "start"
    elif x.end - at < 24:
        anchor = "end"
    return svg.el(
        "g",
        svg.el("line", class_="grid", x1=at, x2=at, y1=TOP, y2=bottom),
        svg.el("text", said(tick), class_="scale", x=at, y=bottom + 16, text_anchor=anchor),
    )


def _row(
    one: Line, x: svg.Scale, *, top: float, height: float, width: float, is_wide: bool
) -> list[Markup]:
    middle = top + height / 2 if is_wide else top + height - 12
    words_at = middle + 4 if is_wide else top + 15
    parts = [
        svg.el("text", one.name, class_=f"name {one.kind}", x=0.0, y=words_at),
        svg.el("text", one.said, class_="figure", x=width, y=words_at, text_anchor="end"),
    ]
    if one.low is not None and one.high is not None:
        parts.append(
            svg.el("line", class_="span", x1=x(one.low), x2=x(one.high), y1=middle, y2=middle)
        )
    radius = 6 if one.kind == "plan" else 4.5
    return [
        *parts,
        svg.el("circle", class_=f"dot {one.kind}", cx=x(one.value), cy=middle, r=radius),
    ]
