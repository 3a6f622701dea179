"""When a feature or release ships: the odds of having shipped by each week, never one date."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from markupsafe import Markup

from interlock.records.calendar import DAYS_PER_WEEK
from interlock.render import axes, fan, svg, words

WIDE, NARROW = (640.0, 236.0), (340.0, 216.0)
LEFT, RIGHT, TOP, FOOT = 46.0, 16.0, 22.0, 24.0
LEVELS = (0.0, 0.5, 0.8, 0.95)
LEAST_WEEKS = 8
SHOWN_TO = 0.99
"""The drawing ends a week after these odds are reached."""

FLAT = 0.0005


@dataclass(frozen=True)
class Ship:
    """What is drawn: odds of shipping in each of the ``weeks`` after ``as_of``; the days by which
    50, 80 and 95 of 100 cases have shipped, and that of 50 last week, where known; the stated date
    (``due``); the ends of quarters.
    """

    name: str
    as_of: date
    weeks: tuple[float, ...]
    p50_on: date | None
    p80_on: date | None
    p95_on: date | None
    last_p50_on: date | None
    due: date | None
    quarter_ends: tuple[date, ...]


def by_week(ship: Ship) -> list[tuple[date, float]]:
    """(day, odds of having shipped by then): today, then each week's end that is shown."""
    summed = list(accumulate(ship.weeks))
    reached = next((at for at, p in enumerate(summed) if p >= SHOWN_TO), len(summed) - 1)
    last = next(
        (at for at in range(len(summed)) if summed[-1] - summed[at] < FLAT), len(summed) - 1
    )
    shown = summed[: max(LEAST_WEEKS, min(reached, last) + 2)]
    later = [
        (ship.as_of + timedelta(days=DAYS_PER_WEEK * number), min(p, 1.0))
        for number, p in enumerate(shown, 1)
    ]
    return [(ship.as_of, 0.0), *later]


def curve(ship: Ship, *, size: tuple[float, float] = WIDE) -> Markup:
    """The whole drawing."""
    width, height = size
    ahead = by_week(ship)
    x = svg.Scale(ship.as_of.toordinal(), ahead[-1][0].toordinal(), LEFT, width - RIGHT)
    y = svg.Scale(0.0, 1.0, height - FOOT, TOP)
    line = [(x(day.toordinal()), y(p)) for day, p in ahead]
    area = svg.points([*line, (x.end, y(0.0)), (x.start, y(0.0))])
    parts = [
        svg.el("polygon", class_="cool", points=area),
        *axes.levels(y, LEVELS, left=x.start, right=x.end, said=_per_cent),
        *axes.quarter_ends(x, y, ship.quarter_ends),
        svg.el("polyline", class_="odds", points=svg.points(line)),
        *axes.stated(x, y, ship.due),
        *_marks(x, y, ship),
        *fan.months(x, height),
    ]
    return svg.picture(
        parts,
        width=width,
        height=height,
        title=f"Odds that {ship.name} has shipped, week by week",
        about=in_words(ship),
        kind="ship-curve",
    )


def in_words(ship: Ship) -> str:
    """What the curve shows, for who cannot see it."""
    known = [
        (p, day)
        for p, day in ((0.5, ship.p50_on), (0.8, ship.p80_on), (0.95, ship.p95_on))
        if day is not None
    ]
    if not known:
        return "It hardly ever ships within the weeks that are looked at."
    said = words.listed(
        [f"by {words.day(day, as_of=ship.as_of)} in {words.per_cent(p)}" for p, day in known]
    )
    return f"Shipped {said} of cases."


def _marks(x: svg.Scale, y: svg.Scale, ship: Ship) -> list[Markup]:
    """A dot where each level is reached, hollow for last week's middle."""
    parts = []
    for level, day, kind in (
        (0.5, ship.last_p50_on, "before"),
        (0.5, ship.p50_on, "dot"),
        (0.8, ship.p80_on, "dot"),
        (0.95, ship.p95_on, "dot"),
    ):
        if day is not None and x.low <= day.toordinal() <= x.high:
            parts.append(svg.el("circle", class_=kind, cx=x(day.toordinal()), cy=y(level), r=4))
    return parts


def _per_cent(share: float) -> str:
    return f"{100 * share:.0f} %"
