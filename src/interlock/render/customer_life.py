"""What a customer bought on one axis of time: each contract as a band from the signature until it
renews, with flags on the days that commitments are due and marks on those they were done.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from markupsafe import Markup

from interlock.records.customers import Commitment, Contract
from interlock.render import fan, svg, words
from interlock.render.flag import flag

WIDE, NARROW = 1000.0, 340.0
RIGHT, TOP, NAME, FLAG, BAND, GAP = 12.0, 20.0, 16.0, 18.0, 10.0, 10.0
ROW = NAME + FLAG + BAND + GAP
LETTER = 6.8
AROUND = timedelta(days=30)
MOST = 8
"""Contracts that are drawn, the newest of them."""

CLOTH = {"late": "moved", "broken": "broken", "withdrawn": "broken"}


def picture(
    contracts: Sequence[Contract], *, name: str, today: date, width: float = WIDE
) -> Markup:
    """The whole drawing, the newest contract first."""
    some = contracts[:MOST]
    days = [today, *(day for one in some for day in _days(one))]
    first, last = min(days) - AROUND, max(days) + AROUND
    x = svg.Scale(first.toordinal(), last.toordinal(), 0.0, width - RIGHT)
    foot = TOP + ROW * len(some)
    return svg.picture(
        [
            *fan.today(x, svg.Scale(0.0, 1.0, foot, 0.0), today),
            *(part for at, one in enumerate(some) for part in _contract(x, TOP + ROW * at, one)),
            *_years(x, first, last, foot + 16),
        ],
        width=width,
        height=foot + 22,
        title=f"Contracts of {name} and what was promised in them",
        about=in_words(some),
        kind="life customer-life",
    )


def in_words(contracts: Sequence[Contract]) -> str:
    """Each contract with its days; a list beside says what was promised."""
    return " ".join(_in_words(one) for one in contracts)


def _in_words(one: Contract) -> str:
    until = f", until {words.full_day(one.renews_on)}" if one.renews_on else ""
    promised = words.count(len(one.commitments), "commitment")
    return f"{one.name}: won {words.full_day(one.won_on)}{until}; {promised}."


def _days(one: Contract) -> Iterator[date]:
    yield one.won_on
    if one.renews_on:
        yield one.renews_on
    for each in one.commitments:
        yield from (day for day in (_due(each), each.line.settled_on) if day)


def _due(one: Commitment) -> date | None:
    return one.line.due or one.line.first_due


def _contract(x: svg.Scale, top: float, one: Contract) -> Iterator[Markup]:
    left = x(one.won_on.toordinal())
    right = x(one.renews_on.toordinal()) if one.renews_on else x.end
    band = top + NAME + FLAG
    room = int((x.end - min(left, x.end * 0.6)) / LETTER)
    yield svg.el(
        "text", words.cut(one.name, max(room, 16)), class_="row-name", x=min(left, x.end * 0.6),
        y=top + 11,
    )  # fmt: skip
    kind = f"contract{'' if one.runs else ' ended'}{' assumed' if one.is_assumed else ''}"
    said = svg.el("title", _in_words(one))
    yield svg.el(
        "rect", said, class_=kind, x=left, y=band, width=max(right - left, 2.0), height=BAND
    )
    yield svg.el("circle", class_="won", cx=left, cy=band + BAND / 2, r=4.5)
    for each in one.commitments:
        yield from _commitment(x, band, each)


def _commitment(x: svg.Scale, band: float, one: Commitment) -> Iterator[Markup]:
    line, due = one.line, _due(one)
    if due is not None:
        said = svg.el("title", f"{words.full_day(due)}, {line.verdict}: {line.what}")
        yield flag(
            x(due.toordinal()), top=band - FLAG + 2, foot=band, size=9.0,
            state=CLOTH.get(line.verdict, "standing"), beside=said,
        )  # fmt: skip
    if line.settled_on and line.verdict in ("kept", "late"):
        said = svg.el("title", f"done {words.full_day(line.settled_on)}: {line.what}")
        at, y = x(line.settled_on.toordinal()), band + BAND / 2
        yield svg.el(
            "rect", said, class_=f"step-{'done' if line.verdict == 'kept' else 'late'}", x=at - 4,
            y=y - 4, width=8, height=8,
        )  # fmt: skip


def _years(x: svg.Scale, first: date, last: date, y: float) -> Iterator[Markup]:
    """January of each year by its number, and months between where there is room."""
    apart = (x.end - x.start) * 91 / max(x.high - x.low, 1.0)
    for year in range(first.year, last.year + 1):
        for month in (1, 4, 7, 10):
            day = date(year, month, 1)
            if first < day < last and (month == 1 or apart > 60):
                said = f"{year}" if month == 1 else words.month(day)
                yield svg.el("text", said, x=x(day.toordinal()), y=y)
