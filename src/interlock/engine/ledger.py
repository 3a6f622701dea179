"""Promise arithmetic: which promises matter this week, and how many each side kept."""

from collections.abc import Iterable, Sequence
from datetime import date

from interlock.engine import verdicts
from interlock.engine.verdicts import NO_ODDS, Odds
from interlock.records.book import Book
from interlock.records.report import PromiseCount, PromiseLine
from interlock.records.report_promises import RECENT_DAYS, SOON_DAYS

REPORT_SIDES = ("sales", "development", "other")
MISSED = ("late", "broken", "withdrawn")
_SOON, _MISSED, _KEPT, _LATER, _OLDER = range(5)


def promises(
    book: Book,
    *,
    as_of: date,
    odds: Odds = NO_ODDS,
    older: bool = False,
) -> tuple[PromiseLine, ...]:
    """The promises that matter this week, with how each stands.

    An *own act* is judged against the FIRST day D1 it was promised for. D is the last day that
    stood; done is when the record of what it names says so (`promise_ends`), else the day that
    somebody wrote down:

        kept       done <= D1
        late       done >  D1                             days_late = done - D1
        withdrawn  not done, and on or before max(D1, D) its day was taken away, its feature
                   dropped, or the deal lost that it was about
        broken     not done, and as_of > max(D1, D)
        open       not done, and a day still stands
        no date    never promised for any day: neither kept nor broken

    An *outcome* (the buyer signs) lies in others' hands: it has odds by D and never a verdict; once
    settled its odds are 1 or 0. An open own act that concerns a feature carries that feature's odds
    by D beside its verdict. Dates that merely stand in the CRM or the tracker are no promises and
    never come in here.

    ``decided`` is the record that says so. ``moved`` counts the times a day was replaced or taken
    away. Order: due within 14 days; late, broken or withdrawn within 28 days; kept
    within 28 days; what stands for later. Older ones only with ``older``; ``counts`` counts all.
    """
    judged = verdicts.judge(book, as_of=as_of, odds=odds)
    every = sorted(judged, key=lambda line: (_place(line, as_of=as_of), _nearness(line), line.id))
    return tuple(every) if older else this_week(every, as_of=as_of)


def this_week(every: Iterable[PromiseLine], *, as_of: date) -> tuple[PromiseLine, ...]:
    """Of all promises those that matter this week, in their order."""
    return tuple(line for line in every if _place(line, as_of=as_of) < _OLDER)


def counts(book: Book, *, as_of: date) -> tuple[PromiseCount, ...]:
    """For each side that made promises: its own acts by verdict, and how many outcomes it spoke of.

    made = kept + late + broken + withdrawn + open + no date, over all own acts however old.
    """
    lines = verdicts.judge(book, as_of=as_of)
    return tuple(
        _count(side, [line for line in lines if line.side == side])
        for side in REPORT_SIDES
        if any(line.side == side for line in lines)
    )


def _place(line: PromiseLine, *, as_of: date) -> int:
    on = line.settled_on
    if on is None:
        soon = line.due is not None and (line.due - as_of).days <= SOON_DAYS
        return _SOON if soon else _LATER
    if (as_of - on).days > RECENT_DAYS:
        return _OLDER
    missed = line.verdict in MISSED or (line.verdict == "odds" and line.odds == 0)
    return _MISSED if missed else _KEPT


def _nearness(line: PromiseLine) -> int:
    """What is to come: the nearest day first. What is settled: the latest first."""
    if line.settled_on is not None:
        return -line.settled_on.toordinal()
    return (line.due or date.max).toordinal()


def _count(side: str, lines: Sequence[PromiseLine]) -> PromiseCount:
    acts = [line.verdict for line in lines if line.verdict != "odds"]
    return PromiseCount(
        side=side,
        made=len(acts),
        kept=acts.count("kept"),
        late=acts.count("late"),
        broken=acts.count("broken"),
        withdrawn=acts.count("withdrawn"),
        open=acts.count("open"),
        no_date=acts.count("no date"),
        outcomes=len(lines) - len(acts),
    )
