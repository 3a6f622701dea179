"""The waterfall: levels and the steps between, a bar for each row of a table that adds up."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from interlock.render import svg

WIDTH, HEIGHT = 200.0, 22.0
NEAR = 0.5
"""Where all levels lie above this share of the highest, the axis need not start at zero."""


@dataclass(frozen=True)
class Bar:
    """A level (``is_level``) or a step; ``kind`` may set a step apart, such as ``refit``."""

    amount: float
    is_level: bool = False
    kind: str = ""


def bars(rows: Sequence[Bar]) -> list[Markup]:
    """A drawing for each row, all on one axis; decoration, since every row says its number."""
    spans = _spans(rows)
    scale, zoomed = _scale(spans)
    drawn = []
    for at, (row, (start, end)) in enumerate(zip(rows, spans, strict=True)):
        parts = [
            _level(end, scale, zoomed=zoomed) if row.is_level else _step(row, start, end, scale)
        ]
        if at + 1 < len(rows):
            x = scale(end)
            parts.append(svg.el("line", class_="join", x1=x, x2=x, y1=HEIGHT / 2, y2=HEIGHT))
        if at:
            x = scale(spans[at - 1][1])
            parts.append(svg.el("line", class_="join", x1=x, x2=x, y1=0, y2=HEIGHT / 2))
        drawn.append(
            svg.el(
                "svg",
                *parts,
                class_="bar",
                aria_hidden="true",
                viewBox=f"0 0 {WIDTH:.0f} {HEIGHT:.0f}",
                preserveAspectRatio="none",
            )
        )
    return drawn


def _spans(rows: Sequence[Bar]) -> list[tuple[float, float]]:
    """Where each row begins and ends on the axis; a level begins at zero."""
    spans, level = [], 0.0
    for row in rows:
        start, level = (0.0, row.amount) if row.is_level else (level, level + row.amount)
        spans.append((start, level))
    return spans


def _scale(spans: Sequence[tuple[float, float]]) -> tuple[svg.Scale, bool]:
    ends = [end for _, end in spans] or [0.0]
    low, high = min(ends), max(ends)
    zoomed = low > NEAR * high > 0
    margin = 0.12 * (high - low) or 1.0
    start = low - margin if zoomed else min(low, 0.0)
    return svg.Scale(start, max(high, start + 1.0), 2.0, WIDTH - 2.0), zoomed


def _level(end: float, scale: svg.Scale, *, zoomed: bool) -> Markup:
    """A bar from zero; only its end where the axis starts elsewhere, so no length misleads."""
    x = scale(end)
    if zoomed:
        return svg.el("rect", class_="level", x=x - 1.5, y=3, width=3, height=HEIGHT - 6)
    left, right = sorted((scale(0.0), x))
    return svg.el(
        "rect", class_="level", x=left, y=5, width=max(right - left, 1.0), height=HEIGHT - 10
    )


def _step(row: Bar, start: float, end: float, scale: svg.Scale) -> Markup:
    left, right = sorted((scale(start), scale(end)))
    kind = f"step {'less' if end < start else 'more'} {row.kind}".strip()
    return svg.el(
        "rect", class_=kind, x=left, y=5, width=max(right - left, 1.0), height=HEIGHT - 10
    )
