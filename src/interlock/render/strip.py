"""The interlock strip: weekly odds of the deal above the line, of the feature it needs below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from interlock.records.report import Flag, Strip
from interlock.render import svg, words
from interlock.render.flag import flag

SMALL = (120.0, 28.0)
WIDE, NARROW = 640.0, 340.0
MOST_SHIPS = 0.4
"""A feature that is all but done would flatten every other; its taller teeth are cut at the rim."""


@dataclass(frozen=True)
class Rim:
    """The weekly odds that reach the rims: the same for every strip of a page."""

    won: float
    ships: float


@dataclass(frozen=True)
class _Frame:
    """Where the strip stands: ``line`` is the y of the line, ``half`` the height of a side."""

    left: float
    right: float
    line: float
    half: float
    weeks: int

    def x(self, week: float) -> float:
        return self.left + (self.right - self.left) * week / self.weeks


def rim_of(strips: Iterable[Strip]) -> Rim:
    """The rim that holds every strip: round, and for features no more than ``MOST_SHIPS``."""
    shown = list(strips)
    won = max((p for s in shown for p in (*s.won, *s.lost)), default=0.0)
    ships = max((p for s in shown for p in s.ships), default=0.0)
    return Rim(svg.round_up(won or 0.1), min(svg.round_up(ships or 0.1), MOST_SHIPS))


def small(strip: Strip, rim: Rim, *, title: str, about: str) -> Markup:
    """120 x 28, for a row of a table."""
    width, height = SMALL
    frame = _Frame(0.5, width - 0.5, height / 2, height / 2 - 1, _weeks(strip))
    parts = [*_teeth(strip, rim, frame), *_ends(strip, frame), *_flags(strip.flags, frame, 5.0)]
    return svg.picture(
        parts, width=width, height=height, title=title, about=about, kind="strip small"
    )


def wide(strip: Strip, rim: Rim, *, title: str, about: str, width: float = WIDE) -> Markup:
    """The same grammar with its scale and the days written on it; flags are numbered."""
    frame = _Frame(54.0, width - 8.0, 78.0, 56.0, _weeks(strip))
    parts = [
        *_teeth(strip, rim, frame),
        *_ends(strip, frame),
        *_end_names(strip, frame),
        *_flags(strip.flags, frame, 10.0, numbered=True),
        *_axis(strip.first_day, frame),
        *_sides(rim, frame),
    ]
    return svg.picture(parts, width=width, height=154.0, title=title, about=about, kind="strip")


def _weeks(strip: Strip) -> int:
    return max(len(strip.won), len(strip.lost), len(strip.ships), 1)


def _teeth(strip: Strip, rim: Rim, frame: _Frame) -> list[Markup]:
    return [
        svg.el(
            "path", class_="lost", d=_side(strip.lost, rim.won, frame, up=True), fill="url(#hatch)"
        ),
        svg.el("path", class_="warm", d=_side(strip.won, rim.won, frame, up=True)),
        svg.el("path", class_="cool", d=_side(strip.ships, rim.ships, frame, up=False)),
        *_cuts(strip.ships, rim.ships, frame),
        svg.el("line", class_="line", x1=frame.left, x2=frame.right, y1=frame.line, y2=frame.line),
    ]


def _side(odds: Sequence[float], rim: float, frame: _Frame, *, up: bool) -> str:
    """One tooth a week, away from the line; its height is the week's odds."""
    width = (frame.right - frame.left) / frame.weeks
    sign = -1 if up else 1
    path = []
    for week, chance in enumerate(odds):
        height = frame.half * min(chance / rim, 1.0)
        if height >= 0.05:
            path.append(
                f"M{frame.x(week) + 0.08 * width:.1f} {frame.line:.1f}"
                f"v{sign * height:.1f}h{0.84 * width:.1f}v{-sign * height:.1f}z"
            )
    return "".join(path)


def _cuts(odds: Sequence[float], rim: float, frame: _Frame) -> list[Markup]:
    """A slanted gap in a tooth that is taller than the rim."""
    width, y = (frame.right - frame.left) / frame.weeks, frame.line + 0.8 * frame.half
    return [
        svg.el(
            "line", class_="cut", x1=frame.x(week), x2=frame.x(week) + width, y1=y + 1.5, y2=y - 1.5
        )
        for week, chance in enumerate(odds)
        if chance > rim * 1.001
    ]


def _ends(strip: Strip, frame: _Frame) -> list[Markup]:
    top, foot = frame.line - frame.half, frame.line + frame.half
    return [
        svg.el("line", class_="rule", x1=frame.x(week), x2=frame.x(week), y1=top, y2=foot)
        for week in strip.quarter_ends
        if 0 <= week <= frame.weeks
    ]


def _end_names(strip: Strip, frame: _Frame) -> list[Markup]:
    return [
        svg.el(
            "text",
            "quarter's end",
            x=frame.x(week) + (4 if week < 0.7 * frame.weeks else -4),
            y=frame.line - frame.half - 6,
            text_anchor="start" if week < 0.7 * frame.weeks else "end",
        )
        for week in strip.quarter_ends[:1]
        if 0 <= week <= frame.weeks
    ]


def _flags(
    flags: Sequence[Flag], frame: _Frame, size: float, *, numbered: bool = False
) -> list[Markup]:
    drawn = []
    for number, one in enumerate(flags, 1):
        x, top = frame.x(min(max(one.week, 0.0), frame.weeks - 0.2)), frame.line - frame.half
        name = svg.el("text", str(number), x=x + size + 2, y=top + 9) if numbered else ""
        drawn.append(flag(x, top=top, foot=frame.line, size=size, state=one.state, beside=name))
    return drawn


def _axis(first: date, frame: _Frame) -> list[Markup]:
    """Months under the strip, each where it begins."""
    foot = frame.line + frame.half
    parts = [svg.el("text", words.day(first, as_of=first), x=frame.left, y=foot + 15)]
    last = first + timedelta(weeks=frame.weeks)
    month = _next_month(first)
    while month < last:
        x = frame.x((month - first).days / 7)
        parts.append(svg.el("line", class_="tick", x1=x, x2=x, y1=foot, y2=foot + 4))
        if x - frame.left > 46 and frame.right - x > 16:
            parts.append(svg.el("text", words.month(month), x=x + 2, y=foot + 15))
        month = _next_month(month)
    return parts


def _sides(rim: Rim, frame: _Frame) -> list[Markup]:
    top, foot, x = frame.line - frame.half, frame.line + frame.half, frame.left - 6
    return [
        svg.el("text", words.per_cent(rim.won), class_="warm", x=x, y=top + 8, text_anchor="end"),
        svg.el("text", "deal", class_="warm", x=x, y=top + 22, text_anchor="end"),
        svg.el("text", "feature", class_="cool", x=x, y=foot - 16, text_anchor="end"),
        svg.el(
            "text", words.per_cent(rim.ships), class_="cool", x=x, y=foot - 2, text_anchor="end"
        ),
    ]


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def in_words(strip: Strip, *, as_of: date) -> str:
    """What the strip shows, for who cannot see it."""
    said = [f"In {_weeks(strip)} weeks the deal is won in {words.odds(sum(strip.won))} of cases"]
    said.append(f"lost in {words.odds(sum(strip.lost))}")
    if any(strip.ships):
        said.append(f"the feature ships in {words.odds(sum(strip.ships))}")
    for one in strip.flags:
        when = as_of + timedelta(days=round(7 * one.week))
        said.append(f"promise of {words.day(when, as_of=as_of)} {one.state}: {one.label}")
    return "; ".join(said) + "."
