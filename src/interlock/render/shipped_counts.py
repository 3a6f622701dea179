"""Features shipped within a quarter of each day: the range forecast, and what came."""

from datetime import date
from typing import Any

from markupsafe import Markup

from interlock.records.ship_backtest import ShippedTogether
from interlock.render import axes, svg, words

LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 44.0, 12.0, 14.0, 24.0, 220.0


def picture(found: ShippedTogether, *, width: float) -> Markup | None:
    """A bar of the middle 80 % for each day, a stroke at the middle, a point for what came; None
    with one day alone.
    """
    rows = found.by_origin.rows(named=True)
    if len(rows) < 2:
        return None
    first, last = rows[0]["origin"], rows[-1]["origin"]
    top = svg.round_up(max(max(row["q90"], row["shipped"] or 0) for row in rows))
    x = svg.Scale(first.toordinal(), last.toordinal(), LEFT + 8, width - RIGHT - 8)
    y = svg.Scale(0.0, top, HEIGHT - BOTTOM, TOP)
    half = min(7.0, 0.4 * (width - LEFT - RIGHT) / len(rows))
    parts = [
        *axes.levels(y, svg.ticks(0.0, top), left=LEFT, right=width - RIGHT, said=axes.whole),
        _end(first, x, last, "start"),
        _end(last, x, first, "end"),
        *(mark for row in rows for mark in _day(row, x(row["origin"].toordinal()), y, half)),
    ]
    return svg.picture(
        parts,
        width=width,
        height=HEIGHT,
        title="Features shipped within 13 weeks: range forecast and what came, by day of forecast",
        about="; ".join(_in_words(row) for row in rows),
        kind="counts",
    )


def _day(row: dict[str, Any], at: float, y: svg.Scale, half: float) -> list[Markup]:
    low, high = y(row["q10"]), y(row["q90"])
    marks = [
        svg.el("rect", class_="range", x=at - half, y=high, width=2 * half,
               height=max(low - high, 1.0)),
        svg.el("line", class_="middle", x1=at - half, x2=at + half, y1=y(row["q50"]),
               y2=y(row["q50"])),
    ]  # fmt: skip
    if row["shipped"] is not None:
        marks.append(svg.el("circle", class_="dot", cx=at, cy=y(row["shipped"]), r=3.5))
    return marks


def _end(day: date, x: svg.Scale, other: date, anchor: str) -> Markup:
    said = words.day(day, as_of=other)
    return svg.el("text", said, x=x(day.toordinal()), y=HEIGHT - 6, text_anchor=anchor)


def _in_words(row: dict[str, Any]) -> str:
    came = "not over" if row["shipped"] is None else f"{row['shipped']} shipped"
    return f"{row['origin']}: {row['q10']:.0f} to {row['q90']:.0f} forecast, {came}"
