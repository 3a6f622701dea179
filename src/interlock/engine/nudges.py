"""What somebody has to be told so that they do something in time, each thing once."""

from collections.abc import Collection, Iterator
from datetime import date

from interlock.engine import due_odds, ledger, people, plain, tellings, tool_nudges
from interlock.engine.nudged import Known, Seen, key_of
from interlock.engine.verdicts import Odds
from interlock.records import telling
from interlock.records.book import Book
from interlock.records.features_ahead import FeaturesAhead
from interlock.records.nudges import KINDS, MOVED, PROMISES, Nudge, Nudges
from interlock.records.report import DealsAhead, PromiseLine
from interlock.records.telling import Telling

SOON_DAYS, UNLIKELY = 7, 0.5
"""A promise is about to be missed that is due within these days at odds below these,"""

NOW_DAYS = 2
"""or due within these and not done."""

MOVED_DAYS = 7
"""A day that moved by fewer is not told."""

BEYOND = "beyond"
"""Mark of a day later than can be said."""

BEYOND_WORDS = "later than can be said"

QUIET = (telling.HOLDS, telling.SHIPPED, telling.UNKNOWN)
"""How a customer may stand to a feature of which nobody has to be told."""

NO_DAY = (telling.DROPPED, telling.SHIPPED, telling.UNKNOWN)
"""Marks of features, and how they stood, from which no day moved."""


def nudges(
    book: Book,
    *,
    name: str,
    today: date,
    deals: DealsAhead,
    features: FeaturesAhead | None,
    known: Known,
    took: Collection[str] = (),
    kinds: Collection[str] = tuple(KINDS),
) -> Nudges:
    """What ``name`` is to be told that they were not told yet, as things stand ``today``.

        promises   own act or outcome, not settled:   due - today <= 7 and odds < 1/2,
                   or due - today <= 2;               0 <= due - today
        moved      an open deal of theirs, a feature it needs, d the day p80 of the forecast:
                   |d - d known| >= 7 days, or it was dropped, and what the customer was told last
                   does not hold
        tools      ready and known as not ready: promised to them, asked for by them, or showing a
                   feature that an open deal of theirs needs;
                   one that they ``took`` or were let have, that must be looked at again or retired;
                   their own, not ready, that somebody asks for

    A promise is told again once it is due within 2 days, and when its day changes; a feature's day
    once it moved by 7 days from the day told last, however slowly. What is seen first is noted
    alone, but for promises; and so is what is of no kind in ``kinds``.
    """
    seen = [
        *_promises(book, name, today, due_odds.odds(due_odds.curves(deals, features))),
        *_moved(book, name, today, deals, known),
        *tool_nudges.seen(book, name, known, took),
    ]
    new = [one for one in seen if known.get(one.key) != one.mark]
    told = [one for one in new if one.nudge and one.nudge.kind in kinds]
    told.sort(key=lambda one: (one.urgency, one.key))
    return Nudges(
        told=tuple(one.nudge for one in told if one.nudge),
        noted={one.key: one.mark for one in new if one not in told},
        over=frozenset(known) - {one.key for one in seen if one.nudge},
    )


def _promises(book: Book, name: str, today: date, odds: Odds) -> Iterator[Seen]:
    mine = people.rows_of(book.promises, name, "maker")
    for line in ledger.promises(
        book.with_tables(promises=mine), as_of=today, odds=odds, older=True
    ):
        days = (line.due - today).days if line.due else -1
        if line.settled_on is not None or not 0 <= days <= SOON_DAYS:
            continue
        is_now = days <= NOW_DAYS
        if is_now or (line.odds is not None and line.odds < UNLIKELY):
            key, mark = key_of(PROMISES, line.id), f"{line.due} {'due' if is_now else 'unlikely'}"
            said = _said_of_promise(line, today)
            nudge = Nudge(PROMISES, key, mark, said, "promise", line.id)
            yield Seen(key, mark, nudge, (0, days))


def _said_of_promise(line: PromiseLine, today: date) -> str:
    day = plain.day(line.due or today, as_of=today)
    odds = "" if line.odds is None else f"; its odds are {plain.odds(line.odds)}"
    return f"“{line.what}” is due on {day} and is not done{odds}"


def _moved(book: Book, name: str, today: date, made: DealsAhead, known: Known) -> Iterator[Seen]:
    for one in tellings.tellings(
        deals=people.open_deals(book, name),
        features=book.features,
        needs=book.needs,
        told=book.told,
        ahead={feature.id: feature.p80_on for feature in made.features},
        moved={},
    ):
        key, mark = key_of(MOVED, one.deal, one.feature), _mark(one)
        was = known.get(key)
        if one.state in QUIET or was is None or (one.state != telling.DROPPED and was in NO_DAY):
            yield Seen(key, mark)
            continue
        days = _moved_days(was, mark)
        if was != mark and days < MOVED_DAYS:
            mark = was
        said = _said_of_day(one, was, today)
        yield Seen(key, mark, Nudge(MOVED, key, mark, said, "deal", one.deal), (1, -days))


def _mark(one: Telling) -> str:
    if one.state in NO_DAY:
        return one.state
    return one.now.isoformat() if one.now else BEYOND


def _day(mark: str) -> date | None:
    return date.fromisoformat(mark) if mark[:1].isdigit() else None


def _moved_days(was: str, mark: str) -> int:
    """By how many days a day moved; between a day and what is none by more than can be said."""
    then, now = _day(was), _day(mark)
    if then and now:
        return abs((now - then).days)
    return 0 if was == mark else (date.max - date.min).days


def _said_of_day(one: Telling, was: str, today: date) -> str:
    waits = f"{one.deal_name} waits for it"
    said = f"told {plain.day(one.due, as_of=today)}" if one.due else "told no day"
    knows = f"was {said}" if one.on else "was not told"
    if one.state == telling.DROPPED:
        return f"{one.feature_name} was dropped: {waits} and {knows}"
    now = f"by {_called(one.now, today)} in 8 of 10 cases" if one.now else BEYOND_WORDS
    then = _called(_day(was), today)
    return f"{one.feature_name} now ships {now}, was {then}: {waits} and {knows}"


def _called(day: date | None, today: date) -> str:
    return plain.day(day, as_of=today) if day else BEYOND_WORDS
