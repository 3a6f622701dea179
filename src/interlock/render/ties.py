"""Who of ours knows whom at a buyer: our people left, theirs right, and a line for each pair."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from interlock.records.seats import Tie
from interlock.render import svg, words

WIDE, NARROW = 640.0, 340.0
ROW, TOP = 30.0, 26.0
LEAST_WEIGHT, MOST_WEIGHT = 1.5, 9.0
YEAR_DAYS = 365
RECENT, EARLIER, OLD = "recent", "earlier", "old"


@dataclass(frozen=True)
class Pair:
    """Somebody of ours and somebody of theirs over all deals: how often, and when last."""

    ours: str
    theirs: str
    times: int
    on: date
    deals: tuple[tuple[str, str], ...]


def pairs(found: Sequence[Tie]) -> tuple[Pair, ...]:
    """The ties of each two people as one, the last in touch first."""
    each: dict[tuple[str, str], list[Tie]] = {}
    for tie in found:
        each.setdefault((tie.ours, tie.theirs), []).append(tie)
    made = [
        Pair(
            ours, theirs, sum(tie.times for tie in some), max(tie.on for tie in some),
            tuple(dict.fromkeys((tie.deal, tie.deal_name) for tie in some)),
        )
        for (ours, theirs), some in each.items()
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda one: (-one.on.toordinal(), one.ours, one.theirs)))


def picture(
    found: Sequence[Pair], *, others: Sequence[str], width: float, today: date, stale_days: int
) -> Markup:
    """Names in two columns with a line for each pair: the thicker, the more often; dark within
    ``stale_days``, lighter within a year, dashed before. ``others`` of theirs stand there without
    a line.
    """
    left = list(dict.fromkeys(sorted(one.ours for one in found)))
    theirs = dict.fromkeys([*(one.theirs for one in found), *others])
    right = sorted(theirs, key=lambda name: (_place(name, found, left), name))
    reach = width * 0.32
    height = TOP + ROW * max(len(left), len(right))
    return svg.picture(
        [
            svg.el("text", "Ours", class_="head", x=reach, y=14.0, text_anchor="end"),
            svg.el("text", "Theirs", class_="head", x=width - reach, y=14.0),
            *(
                _line(one, left, right, reach, width, tone(one.on, today, stale_days))
                for one in reversed(found)
            ),
            *(_name(name, at, x=reach, anchor="end") for at, name in enumerate(left)),
            *(_name(name, at, x=width - reach, anchor="start") for at, name in enumerate(right)),
        ],
        width=width,
        height=height,
        title="Who of ours knows whom",
        about="; ".join(in_words(one, today=today) for one in found),
        kind="ties",
    )


def in_words(one: Pair, *, today: date) -> str:
    """Ann and Eve Stone: 3 times, last on 3 Mar."""
    return (
        f"{one.ours} and {one.theirs}: {words.count(one.times, 'time')}, last on "
        f"{words.day(one.on, as_of=today)}"
    )


def tone(on: date, today: date, stale_days: int) -> str:
    """How long ago it was."""
    days = (today - on).days
    return RECENT if days <= stale_days else EARLIER if days <= YEAR_DAYS else OLD


def _place(name: str, found: Sequence[Pair], left: list[str]) -> float:
    """The middle of those who know somebody, so that lines cross little; strangers stand last."""
    places = [left.index(one.ours) for one in found if one.theirs == name]
    return sum(places) / len(places) if places else len(left) + 1.0


def _line(
    one: Pair, left: list[str], right: list[str], reach: float, width: float, kind: str
) -> Markup:
    y1, y2 = _y(left.index(one.ours)), _y(right.index(one.theirs))
    start, end = reach + 8, width - reach - 8
    third = (end - start) / 3
    weight = min(LEAST_WEIGHT * one.times, MOST_WEIGHT)
    return svg.el(
        "path", class_=f"tie {kind}", stroke_width=weight,
        d=f"M{start:.1f} {y1:.1f}C{start + third:.1f} {y1:.1f} {end - third:.1f} {y2:.1f} "
          f"{end:.1f} {y2:.1f}",
    )  # fmt: skip


def _name(name: str, at: int, *, x: float, anchor: str) -> Markup:
    return svg.el("text", _short(name), x=x, y=_y(at) + 4.0, text_anchor=anchor)


def _short(name: str) -> str:
    return name if len(name) <= 18 else f"{name[:17]}…"


def _y(at: int) -> float:
    return TOP + ROW * (at + 0.5)
