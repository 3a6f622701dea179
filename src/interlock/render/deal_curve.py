"""A deal's curve: week by week the odds that it is won, lost or still open, stacked to 100 %."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from markupsafe import Markup

from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.report import DealLine
from interlock.render import axes, fan, svg, words

WIDE, NARROW = (640.0, 236.0), (340.0, 216.0)
LEFT, RIGHT, TOP, FOOT = 40.0, 70.0, 22.0, 24.0
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
LEAST_NAMED = 0.03
"""A share that is smaller is named in the text alone."""


@dataclass(frozen=True)
class Week:
    """How things stand at a week's end: odds of won, lost and open, which add up to 1."""

    day: date
    won: float
    lost: float

    @property
    def open(self) -> float:
        return max(0.0, 1.0 - self.won - self.lost)


def weeks(deal: DealLine) -> list[Week]:
    """Today, then the end of each week that the strip covers."""
    first = deal.strip.first_day
    summed = zip(accumulate(deal.strip.won), accumulate(deal.strip.lost), strict=True)
    later = [
        Week(first + timedelta(days=DAYS_PER_WEEK * number), won, lost)
        for number, (won, lost) in enumerate(summed, 1)
    ]
    return [Week(first, 0.0, 0.0), *later]


def curve(deal: DealLine, *, size: tuple[float, float] = WIDE) -> Markup:
    """The whole drawing: won up from the foot, lost down from the top, what is open between."""
    width, height = size
    ahead = weeks(deal)
    x = svg.Scale(ahead[0].day.toordinal(), ahead[-1].day.toordinal(), LEFT, width - RIGHT)
    y = svg.Scale(0.0, 1.0, height - FOOT, TOP)
    parts = [
        *axes.levels(y, TICKS, left=x.start, right=x.end, said=_per_cent),
        _area(x, y, ahead, [0.0] * len(ahead), [week.won for week in ahead], kind="won"),
        _area(x, y, ahead, [1 - week.lost for week in ahead], [1.0] * len(ahead), kind="lost"),
        *axes.quarter_ends(x, y, _quarter_ends(deal)),
        *axes.stated(x, y, deal.expected_close_on),
        *fan.months(x, height),
        *_names(x, y, ahead[-1]),
    ]
    return svg.picture(
        parts,
        width=width,
        height=height,
        title=f"Odds of {deal.name}, week by week",
        about=in_words(deal),
        kind="curve",
    )


def in_words(deal: DealLine) -> str:
    """What the curve shows, for who cannot see it."""
    last = weeks(deal)[-1]
    first = deal.strip.first_day
    return (
        f"By {words.day(last.day, as_of=first)} it is won in {words.odds(last.won)} of cases, lost "
        f"in {words.odds(last.lost)} and still open in {words.odds(last.open)}."
    )


def _area(
    x: svg.Scale,
    y: svg.Scale,
    ahead: Sequence[Week],
    low: Sequence[float],
    high: Sequence[float],
    *,
    kind: str,
) -> Markup:
    days = [x(week.day.toordinal()) for week in ahead]
    upper = list(zip(days, map(y, high), strict=True))
    lower = list(zip(days, map(y, low), strict=True))
    fill = "url(#hatch)" if kind == "lost" else None
    shape = svg.points([*upper, *reversed(lower)])
    return svg.el("polygon", class_=kind, points=shape, fill=fill)


def _quarter_ends(deal: DealLine) -> list[date]:
    first = deal.strip.first_day
    return [first + timedelta(days=DAYS_PER_WEEK * week) for week in deal.strip.quarter_ends]


def _names(x: svg.Scale, y: svg.Scale, last: Week) -> list[Markup]:
    """What each share is, beside its middle at the end of the weeks."""
    named = (
        ("won", last.won, last.won / 2),
        ("open", last.open, last.won + last.open / 2),
        ("lost", last.lost, 1 - last.lost / 2),
    )
    return [
        svg.el("text", f"{name} {words.odds(share)}", class_=name, x=x.end + 4, y=y(middle) + 4)
        for name, share, middle in named
        if share >= LEAST_NAMED
    ]


def _per_cent(share: float) -> str:
    return f"{100 * share:.0f} %"
