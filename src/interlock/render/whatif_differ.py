"""What differs between what-ifs side by side: features that ship on other days, deals' odds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from interlock.records.whatif import Answer, Comparison, DealChange
from interlock.render import words

SHOWN = 12
FAR = date.max.toordinal()
"""The day of what does not ship."""

Row = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Differing:
    """The ``rows`` that differ most, with a cell for each side, and how many ``more`` there are."""

    rows: tuple[Row, ...]
    more: int


def features(made: Comparison) -> Differing:
    """Features that ship, in 5 of 10 cases, on other days on one side than on another."""
    sides = [{one.id: one for one in side.answer.features} for side in made.sides]
    found = []
    for own_id, one in {own_id: one for side in sides for own_id, one in side.items()}.items():
        days = [side[own_id].p50_after if own_id in side else one.p50_before for side in sides]
        gone = [own_id in side and side[own_id].state == "dropped" for side in sides]
        apart = _apart([FAR if day is None else day.toordinal() for day in days])
        if apart or len(set(gone)) > 1:
            as_of = made.sides[0].answer.birth.as_of
            cells = (_day(day, is_gone, as_of) for day, is_gone in zip(days, gone, strict=True))
            found.append((apart, (one.name, tuple(cells))))
    return _most(found)


def deals(made: Comparison) -> Differing:
    """Deals whose odds are others on one side than on another."""
    sides = [{one.id: one for one in _deals(side.answer)} for side in made.sides]
    found = []
    for own_id, one in {own_id: one for side in sides for own_id, one in side.items()}.items():
        odds = [side[own_id].after if own_id in side else one.before for side in sides]
        cells = tuple(words.odds(chance) for chance in odds)
        if len(set(cells)) > 1:
            found.append((_apart(odds), (one.name, cells)))
    return _most(found)


def _deals(answer: Answer) -> Iterable[DealChange]:
    return (*answer.hurt, *answer.anyway, *answer.helped)


def _day(day: date | None, is_gone: bool, as_of: date) -> str:
    if is_gone:
        return "dropped"
    return words.day(day, as_of=as_of) if day else "beyond two years"


def _apart(values: Sequence[float]) -> float:
    return max(values) - min(values)


def _most(found: list[tuple[float, Row]]) -> Differing:
    by_how_much = sorted(found, key=lambda one: -one[0])
    rows = tuple(row for _, row in by_how_much[:SHOWN])
    return Differing(rows, len(found) - len(rows))
