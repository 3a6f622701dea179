"""What weighs a need for a while: promises of its feature, and the day it is wanted by."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from interlock.engine import verdicts
from interlock.engine.promise_worth import PromiseWorth
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK, Quarter
from interlock.records.report import PromiseLine

MOVED = 0.5
"""Each time that its day was moved a promise counts half as much: declared."""

INTERNAL = "internal"
BROKEN = ("broken", "withdrawn")
"""Verdicts after which a buyer has nothing to trust in."""

NEVER = date(date.max.year - 1, 1, 1)
"""From here on no fiscal year ends: a day such as 9999-12-31 stands for none."""

About = tuple[str, str]
"""(deal, or "" for all that need it; feature)"""


class Promised(NamedTuple):
    """Until week ``due`` a promise stands for ``share`` of the feature; from then until week
    ``until``, unless the feature is ready, it is broken and takes the part ``broken`` more. Until
    week ``wanted``, in which the buyer wants it, the part ``early`` is not missed yet.
    """

    share: float
    due: int
    until: int
    broken: float
    early: float = 0.0
    wanted: int = 0


NOTHING = Promised(0.0, 0, 0, 0.0)


def wanted_by(
    said: Promised | None, day: date | None, early: float, as_of: date
) -> Promised | None:
    """What was promised, and the day by which the need is wanted, where that is to come."""
    if day is None or day <= as_of or not early:
        return said
    return (said or NOTHING)._replace(early=early, wanted=_weeks(day, as_of))


def promised(book: Book, worth: PromiseWorth, *, as_of: date) -> Mapping[About, Promised]:
    """What the buyers were promised of features: each own act with a feature that is not internal.

        share = promise_share * what the promise is worth * 1/2 for each move of its day
        until = the end of the fiscal quarter of its day

    One that was broken or withdrawn in this fiscal quarter is so from the first week on, until the
    quarter's end, unless a new one stands. Of several that stand the last day counts. Those to one
    deal count for it alone and go before those to all.
    """
    quarter = book.company.fiscal.quarter_of(as_of)
    found: dict[About, Promised] = {}
    for line in sorted(verdicts.judge(book, as_of=as_of), key=_order):
        if not line.feature or line.kind == "outcome" or line.form == INTERNAL:
            continue
        told = _told(book, line, worth.of(line), as_of, quarter)
        if told is not None:
            found[line.deal, line.feature] = told
    return found


def _order(line: PromiseLine) -> tuple[bool, date, str]:
    """Broken ones first, then by day: what comes later counts."""
    return line.verdict == "open", line.due or date.min, line.id


def _told(
    book: Book, line: PromiseLine, chance: float, as_of: date, quarter: Quarter
) -> Promised | None:
    company = book.company
    if line.verdict == "open" and line.due is not None:
        share = company.promise_share * chance * MOVED**line.moved
        return Promised(
            share, _weeks(line.due, as_of), _end(book, line.due, as_of), company.broken_share
        )
    on = line.settled_on
    if line.verdict in BROKEN and on is not None and quarter.first <= on:
        return Promised(0.0, 0, _weeks(quarter.last, as_of), company.broken_share)
    return None


def _end(book: Book, day: date, as_of: date) -> int:
    """The first week after the quarter of a day, or after a day that means never."""
    fiscal = book.company.fiscal
    return _weeks(day if day >= NEVER else fiscal.quarter_of(day).last, as_of)


def _weeks(day: date, as_of: date) -> int:
    """The first week that lies wholly after the day."""
    return -(-(day - as_of).days // DAYS_PER_WEEK)
