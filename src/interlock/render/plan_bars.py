"""What orders bring beside each other: a bar each, from nothing shipping to everything today."""

from functools import partial

from markupsafe import Markup

from interlock.records.planning import Planned
from interlock.render import amounts, svg

WIDTH, ROW, BAR = 640.0, 26.0, 14.0
NAMES, FIGURES = 200.0, 90.0


def picture(made: Planned) -> Markup | None:
    """A bar for each order: what it brings over nothing shipping, of what everything shipped today
    would; None where features move nothing.
    """
    if made.today <= made.never:
        return None
    x = svg.Scale(0.0, made.today - made.never, NAMES, WIDTH - FIGURES)
    signed = partial(amounts.short, currency=made.currency, signed=True)
    plan, *others = ((one.name, one.value - made.never) for one in made.orders)
    rows = [*others, plan, ("everything ships today", made.today - made.never)]
    parts = []
    for at, (name, more) in enumerate(rows):
        middle, end = ROW * (at + 0.5), max(x(more), NAMES)
        kind = "cool" if name == plan[0] else "rest"
        parts += [
            svg.el("text", name, class_="head" if kind == "cool" else None, x=0, y=middle + 4),
            svg.el("rect", class_=kind, x=NAMES, y=middle - BAR / 2, width=end - NAMES, height=BAR),
            svg.el("text", signed(more), x=end + 6, y=middle + 4),
        ]
    return svg.picture(
        parts, width=WIDTH, height=ROW * len(rows), title="What orders bring over nothing shipping",
        about="; ".join(f"{name} {signed(more)}" for name, more in rows), kind="costs-and-buys",
    )  # fmt: skip
