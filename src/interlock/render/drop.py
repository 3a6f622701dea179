"""The drop: costs to the left, what it buys to the right, the balance with its range below."""

from collections.abc import Iterable

from markupsafe import Markup

from interlock.records.report import DropLine
from interlock.render import amounts, svg

WIDE, NARROW, PAPER, HEIGHT = 1176.0, 340.0, 620.0, 52.0


def reach(drops: Iterable[DropLine]) -> float:
    """The largest amount of any drop: the same scale on both sides of every one."""
    ends = [0.0]
    for line in drops:
        ends += [line.costs or 0.0, line.buys or 0.0]
        if line.balance:
            ends += [abs(line.balance.p025), abs(line.balance.p975)]
    return max(ends)


def drop(line: DropLine, most: float, *, currency: str, width: float = WIDE) -> Markup | None:
    """The drawing, or None where the reader sees no amounts."""
    if line.costs is None and line.buys is None and line.balance is None:
        return None
    x = svg.Scale(-(most or 1.0), most or 1.0, 4.0, width - 4.0)
    zero = x(0.0)
    parts = [svg.el("line", class_="rule", x1=zero, x2=zero, y1=0, y2=HEIGHT)]
    if line.costs is not None:
        left = x(-line.costs)
        parts.append(svg.el("rect", class_="warm", x=left, y=6, width=zero - left, height=18))
    if line.buys is not None:
        left, right = sorted((zero, x(line.buys)))
        parts.append(svg.el("rect", class_="cool", x=left, y=6, width=right - left, height=18))
    return svg.picture(
        [*parts, *_balance(line, x)], width=width, height=HEIGHT,
        title=f"Dropping {line.feature_name}: costs and buys",
        about=_in_words(line, currency), kind="drop",
    )  # fmt: skip


def _balance(line: DropLine, x: svg.Scale) -> list[Markup]:
    """Thin from 2.5 to 97.5 of 100 cases, thick from 10 to 90, a dot at what is expected."""
    if line.balance is None:
        return []
    y, held = 38.0, line.balance
    return [
        svg.el("line", class_="thin", x1=x(held.p025), x2=x(held.p975), y1=y, y2=y),
        svg.el("line", class_="thick", x1=x(held.p10), x2=x(held.p90), y1=y, y2=y),
        svg.el("circle", class_="mean", cx=x(held.mean), cy=y, r=5),
    ]


def _in_words(line: DropLine, currency: str) -> str:
    said = []
    if line.costs is not None:
        said.append(f"costs {amounts.short(line.costs, currency=currency)}")
    if line.buys is not None:
        said.append(f"buys {amounts.short(line.buys, currency=currency)}")
    if line.balance is not None:
        held = amounts.between(line.balance.p10, line.balance.p90, currency=currency)
        said.append(f"the balance lies within {held} in 80 of 100 cases")
    return ", ".join(said)
