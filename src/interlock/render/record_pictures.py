"""The record of both sides in pictures: the same axes for both sides and for Interlock."""

from collections.abc import Sequence

from markupsafe import Markup

from interlock.records.day_record import ConfidenceLine, SideLine
from interlock.render import reliability_line, svg
from interlock.render.reliability_line import BOTTOM, LEFT, RIGHT, TOP

WIDTH = 340.0
APART = 5.0
"""Pixels between dots of two sides that said the same."""


def reliability(line: SideLine) -> Markup | None:
    """How often days of given odds were met; None where too few are settled."""
    if line.reliability is None:
        return None
    return reliability_line.drawn(
        line.reliability.bins,
        width=WIDTH,
        top=1.0,
        title=f"{capital(line.side)}: odds of days, and how often they were met",
        came="met",
        kind=f"reliability {line.side.lower()}",
    )


def confidences(lines: Sequence[ConfidenceLine]) -> Markup | None:
    """The share met of what was said with each chance, a dot with its interval beside the line of
    what it would be if all held what they say; None while there are too few of all.
    """
    told = [one for one in lines if one.met is not None]
    if not told:
        return None
    x, y = svg.Scale(0.0, 1.0, LEFT, WIDTH - RIGHT), svg.Scale(0.0, 1.0, WIDTH - BOTTOM, TOP)
    sides = sorted({one.side for one in told})
    says = "stated, per cent (across); met, per cent (up)"
    return svg.picture(
        [
            *reliability_line.grid(x, y, WIDTH, WIDTH, says=says),
            svg.el("line", class_="even", x1=x(0), y1=y(0), x2=x(1), y2=y(1)),
            *(part for one in told for part in _dot(one, x, y, sides.index(one.side))),
        ],
        width=WIDTH,
        height=WIDTH,
        title="What was said with each confidence, and how often it was met",
        about="; ".join(f"{one.side} at {one.said:.0%}: {one.met:.0%} met" for one in told),
        kind="reliability by-confidence",
    )


def _dot(one: ConfidenceLine, x: svg.Scale, y: svg.Scale, place: int) -> list[Markup]:
    if one.met is None or one.low is None or one.high is None:
        return []
    at, side = x(one.said) + APART * (place - 1), one.side.lower()
    return [
        svg.el("line", class_=f"between {side}", x1=at, x2=at, y1=y(one.low), y2=y(one.high)),
        svg.el("circle", class_=f"came {side}", cx=at, cy=y(one.met), r=4.5),
    ]


def capital(text: str) -> str:
    """With a large first letter."""
    return text[:1].upper() + text[1:]
