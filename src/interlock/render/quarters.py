"""Bookings quarter by quarter: a band each, what is closed as solid, the target as a rule."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from interlock.render import amounts, axes, svg

WIDE, HEIGHT = 620.0, 230.0
LEFT, RIGHT, TOP, FOOT = 60.0, 12.0, 14.0, 26.0
BANDS = (("p05", "p95", "b95"), ("p10", "p90", "b80"), ("p25", "p75", "b50"))
Row = dict[str, Any]


def quarters(rows: Sequence[Row], *, width: float = WIDE) -> Markup | None:
    """The drawing of rows of a forecast of bookings, one a quarter; None where there is none."""
    if not rows:
        return None
    top = max([one["p95"] for one in rows] + [one["target"] or 0.0 for one in rows]) * 1.05 or 1.0
    y = svg.Scale(0.0, top, HEIGHT - FOOT, TOP)
    currency = rows[0]["currency"]
    parts = axes.levels(
        y, svg.ticks(0.0, top), left=LEFT, right=width - RIGHT,
        said=lambda tick: amounts.axis(tick, currency=currency),
    )  # fmt: skip
    step = (width - LEFT - RIGHT) / len(rows)
    for number, row in enumerate(rows):
        parts += _quarter(row, y, LEFT + step * (number + 0.5), min(step * 0.5, 90.0))
    return svg.picture(
        parts, width=width, height=HEIGHT, title="Bookings quarter by quarter",
        about=". ".join(map(in_words, rows)), kind="fan",
    )  # fmt: skip


def in_words(row: Row) -> str:
    """2026-Q4: $3.0 to 4.1 M in 8 of 10 cases, target $3.5 M."""
    held = amounts.between(row["p10"], row["p90"], currency=row["currency"])
    said = f"{row['period']}: {held} in 8 of 10 cases"
    if row["target"] is None:
        return said
    return f"{said}, target {amounts.short(row['target'], currency=row['currency'])}"


def _quarter(row: Row, y: svg.Scale, middle: float, wide: float) -> list[Markup]:
    left, right = middle - wide / 2, middle + wide / 2
    parts = [_box(y, row[low], row[high], left, wide, f"band {name}")
             for low, high, name in BANDS]  # fmt: skip
    if row["closed"] > 0:
        parts.append(_box(y, 0.0, row["closed"], left, wide, "closed-area"))
    at = y(row["p50"])
    parts.append(svg.el("line", class_="median", x1=left, x2=right, y1=at, y2=at))
    if row["target"] is not None:
        at = y(row["target"])
        parts.append(svg.el("line", class_="target", x1=left - 8, x2=right + 8, y1=at, y2=at))
    name = svg.el("text", row["period"], x=middle, y=HEIGHT - 8, text_anchor="middle")
    return [*parts, name]


def _box(y: svg.Scale, low: float, high: float, left: float, wide: float, kind: str) -> Markup:
    top = y(high)
    return svg.el("rect", class_=kind, x=left, y=top, width=wide, height=y(low) - top)
