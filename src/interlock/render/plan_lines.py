"""A mutual plan on one axis: a row a step, squares on the day that each is due; wanted features
beside them.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from markupsafe import Markup

from interlock.records.mutual_plan import DONE, OVERDUE, PlanLine
from interlock.render import fan, svg, words

WIDE, NARROW = 1000.0, 340.0
LEFT_WIDE, LEFT_NARROW, RIGHT = 280.0, 130.0, 44.0
TOP, ROW, LETTER, SIDE = 20.0, 24.0, 6.8, 9.0
AROUND = timedelta(days=7)
CLASSES = {DONE: "done", OVERDUE: "late"}


def picture(
    lines: Sequence[PlanLine], *, today: date, name: str, width: float = WIDE
) -> Markup | None:
    """The whole drawing; None for a plan without a step."""
    if not lines:
        return None
    left = LEFT_WIDE if width == WIDE else LEFT_NARROW
    days = [today, *(day for one in lines for day in _days(one))]
    first, last = min(days) - AROUND, max(days) + AROUND
    x = svg.Scale(first.toordinal(), last.toordinal(), left, width - RIGHT)
    foot = TOP + ROW * len(lines) + 4
    parts = [
        *(part for at, one in enumerate(lines) for part in _row(x, TOP + ROW * (at + 0.5), one)),
        *fan.today(x, svg.Scale(0.0, 1.0, foot, 0.0), today),
        *fan.months(x, foot + 20),
    ]
    return svg.picture(
        parts,
        width=width,
        height=foot + 22,
        title=f"The plan of {name}",
        about=in_words(lines),
        kind="life plan-lines",
    )


def rows(lines: Sequence[PlanLine]) -> list[dict[str, object]]:
    """Each line with its odds, and how its day was moved, in words."""
    return [
        {
            "line": one,
            "odds": words.odds(one.odds) if one.odds is not None else "",
            "moved": _moved(one),
        }
        for one in lines
    ]


def in_words(lines: Sequence[PlanLine]) -> str:
    """3 steps: 1 done, 1 overdue, 1 to come. 1 feature wanted by a day. A list beside says what."""
    steps = [one.state for one in lines if one.kind == "step"]
    states = [f"{steps.count(state)} {state}" for state in dict.fromkeys(steps)]
    said = f"{words.count(len(steps), 'step')}: {', '.join(states)}." if steps else ""
    wanted = len(lines) - len(steps)
    return f"{said} {words.count(wanted, 'feature')} wanted by a day.".strip() if wanted else said


def _moved(one: PlanLine) -> str:
    """Moved from 3 Mar 2026, 2nd time."""
    if one.moved is None:
        return ""
    said = f"moved from {words.full_day(one.moved.from_day)}"
    return said if one.moved.times == 1 else f"{said}, {words.nth(one.moved.times)} time"


def _days(one: PlanLine) -> Iterator[date]:
    if one.due or one.done_on:
        yield from (day for day in (one.due, one.done_on, _from(one)) if day)


def _from(one: PlanLine) -> date | None:
    return one.moved.from_day if one.moved else None


def _row(x: svg.Scale, y: float, one: PlanLine) -> Iterator[Markup]:
    most = int(x.start / LETTER) - 1
    called = one.what if len(one.what) <= most else f"{one.what[: most - 1]}…"
    yield svg.el("text", svg.el("title", one.what), called, class_="row-name", x=0, y=y + 4)
    yield svg.el("line", class_="grid", x1=x.start, x2=x.end, y1=y, y2=y)
    day = one.done_on or one.due
    if day is None:
        yield svg.el("text", one.state, class_="undated", x=x.end, y=y + 4, text_anchor="end")
        return
    at, before = x(day.toordinal()), _from(one)
    if before is not None and before != day:
        start = x(before.toordinal())
        yield svg.el("line", class_="moved-by", x1=start, x2=at, y1=y, y2=y)
        yield svg.el("circle", class_="moved-from", cx=start, cy=y, r=3)
    yield _mark(one, at, y, day)
    if one.odds is not None:
        yield svg.el("text", words.odds(one.odds), class_="ships", x=at + SIDE, y=y + 4)


def _mark(one: PlanLine, at: float, y: float, day: date) -> Markup:
    said = svg.el("title", f"{words.full_day(day)}, {one.state}: {one.what}")
    state = CLASSES.get(one.state, "open")
    if one.kind == "need":
        corners = [(at, y - 6), (at + 6, y), (at, y + 6), (at - 6, y)]
        return svg.el("polygon", said, class_=f"need-{state}", points=svg.points(corners))
    half = SIDE / 2
    return svg.el(
        "rect", said, class_=f"step-{state}", x=at - half, y=y - half, width=SIDE, height=SIDE
    )
