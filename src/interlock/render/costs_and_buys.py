"""What a change costs and buys: two columns of bars to one scale, named, and the balance below."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from interlock.records.report_sales import Range
from interlock.render import svg

WIDE, NARROW = 860.0, 340.0
ROW, BAR, HEAD, GAP = 26.0, 14.0, 30.0, 16.0
BALANCE = 54.0
NAMED, LETTER = 0.69, 7.1
"""Of a column that names may take; how wide a letter is about."""


@dataclass(frozen=True)
class Bar:
    """A deal or a sum of several: what it is called, and how much it loses or gains (above 0)."""

    name: str
    size: float
    is_rest: bool = False


@dataclass(frozen=True)
class Sides:
    """Both columns, and the balance with its range where there is one; ``told`` writes the size of
    a bar, and ``whole`` that of a column.
    """

    costs: Sequence[Bar]
    buys: Sequence[Bar]
    balance: Range | None
    told: Callable[[float], str]
    whole: Callable[[float], str]
    about: str


def picture(sides: Sides, *, width: float) -> Markup:
    """Side by side where there is room, else one under the other; the same scale throughout."""
    is_wide = width >= WIDE
    half = (width - GAP * 2) / 2 if is_wide else width
    most = _most(sides)
    parts, bottom = _column(
        "Costs", "warm", sides.costs, sides, at=(0.0, 0.0), wide=half, most=most
    )
    start = (half + GAP * 2, 0.0) if is_wide else (0.0, bottom + GAP)
    more, end = _column("Buys", "cool", sides.buys, sides, at=start, wide=half, most=most)
    bottom = max(bottom, end)
    if sides.balance is not None:
        more += _balance(sides, sides.balance, y=bottom + GAP, width=width)
        bottom += GAP + BALANCE
    return svg.picture(
        [*parts, *more], width=width, height=bottom, title="Costs and buys", about=sides.about,
        kind="costs-and-buys",
    )  # fmt: skip


def _most(sides: Sides) -> float:
    return max((bar.size for bar in (*sides.costs, *sides.buys)), default=0.0) or 1.0


def _column(
    head: str,
    kind: str,
    bars: Sequence[Bar],
    sides: Sides,
    *,
    at: tuple[float, float],
    wide: float,
    most: float,
) -> tuple[list[Markup], float]:
    """A column and where it ends: its head with the sum, and a named bar a row."""
    left, top = at
    whole = sides.whole(sum(bar.size for bar in bars)) if bars else "nothing"
    parts = [
        svg.el("text", head, class_="head", x=left, y=top + 14),
        svg.el("text", whole, class_=f"head {kind}", x=left + wide, y=top + 14, text_anchor="end"),
    ]
    begin = left + wide * NAMED
    x = svg.Scale(0.0, most, begin, left + wide - 64.0)
    for row, bar in enumerate(bars):
        middle = top + HEAD + ROW * row + ROW / 2
        parts += _bar(bar, kind, sides, middle=middle, left=left, begin=begin, end=x(bar.size))
    return parts, top + HEAD + ROW * len(bars)


def _bar(
    bar: Bar, kind: str, sides: Sides, *, middle: float, left: float, begin: float, end: float
) -> list[Markup]:
    shown = _cut(bar.name, (begin - left) / LETTER - 1)
    return [
        svg.el("text", shown, class_="rest" if bar.is_rest else "name", x=left, y=middle + 4),
        svg.el(
            "rect", class_=f"{kind} rest" if bar.is_rest else kind, x=begin, y=middle - BAR / 2,
            width=max(1.0, end - begin), height=BAR,
        ),
        svg.el("text", sides.told(bar.size), x=end + 6, y=middle + 4),
    ]  # fmt: skip


def _cut(name: str, letters: float) -> str:
    return name if len(name) <= letters else f"{name[: int(letters) - 1]}…"


def _balance(sides: Sides, held: Range, *, y: float, width: float) -> list[Markup]:
    """Thin from 2.5 to 97.5 of 100 cases, thick from 10 to 90, a dot at what is expected."""
    far = max(abs(held.p025), abs(held.p975), abs(held.mean)) or 1.0
    x = svg.Scale(-far, far, 40.0, width - 40.0)
    line, zero = y + 22.0, x(0.0)
    parts = [
        svg.el("text", "worse", class_="name", x=0.0, y=line + 4),
        svg.el("text", "better", class_="name", x=width, y=line + 4, text_anchor="end"),
        svg.el("line", class_="rule", x1=zero, x2=zero, y1=y + 8, y2=y + 36),
        svg.el("line", class_="thin", x1=x(held.p025), x2=x(held.p975), y1=line, y2=line),
        svg.el("line", class_="thick", x1=x(held.p10), x2=x(held.p90), y1=line, y2=line),
        svg.el("circle", class_="mean", cx=x(held.mean), cy=line, r=5),
        svg.el("text", "0", x=zero, y=y + 50, text_anchor="middle"),
    ]
    for end, anchor in ((held.p10, "end"), (held.p90, "start")):
        parts.append(svg.el("text", sides.told(end), x=x(end), y=y + 6, text_anchor=anchor))
    return parts
