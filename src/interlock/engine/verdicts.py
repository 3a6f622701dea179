"""How a promise stands: kept, late, broken, withdrawn, open; or its odds where it is an outcome."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from interlock.engine import due_moves, people, promise_ends
from interlock.engine.promise_ends import OUTCOME
from interlock.records.book import Book
from interlock.records.calendar import day_after
from interlock.records.report import Decided, PromiseLine, PromiseMove

Row = Mapping[str, Any]
OddsBy = Callable[[str, date], float | None]
"""Chance that a deal is won, or a feature or a release has shipped, by a day; None when that cannot
be said.
"""

DONE = {
    "features": "shipped", "releases": "shipped", "tools": "ready", "deals": "won",
    "promises": "done",
}  # fmt: skip
ENDED = {"features": "dropped", "deals": "lost"}
ABOUT = {"features": "feature", "releases": "release", "tools": "tool", "deals": "deal",
         "promises": "id"}  # fmt: skip
WORDS = ("form", "maker", "to", "deal", "feature", "release", "tool", "confidence", "why",
         "evidence")  # fmt: skip
SETTLED = ("kept", "late", "broken", "withdrawn")


@dataclass(frozen=True)
class Odds:
    """What Interlock says of days to come, where it says it."""

    deal: OddsBy | None = None
    feature: OddsBy | None = None
    release: OddsBy | None = None


NO_ODDS = Odds()


def judge(book: Book, *, as_of: date, odds: Odds = NO_ODDS) -> list[PromiseLine]:
    """Every promise given by ``as_of``, judged by the rules that ``ledger.promises`` states."""
    log, stood = due_moves.moves(book), people.sides(book)
    rows = promise_ends.ends(book).filter(pl.col("said_on") <= as_of)
    found = []
    for row in rows.iter_rows(named=True):
        line = _line(row, log.get(row["id"], ()), people.side_of(row["maker"], stood))
        done = _record(row, "done", DONE, as_of)
        ended = _record(row, "ended", ENDED, as_of)
        judge_one = _outcome if line.kind == OUTCOME else _own_act
        seen = seen_to(line, book, as_of)
        found.append(_with_odds(judge_one(line, done, ended, seen), odds, seen))
    return found


def seen_to(line: PromiseLine, book: Book, as_of: date) -> date:
    """The last day of which it is known whether a promise was done: that of the last export where
    an export decides, which may lie before ``as_of``.
    """
    by_export = line.feature or line.release or line.tool or (line.kind == OUTCOME and line.deal)
    return min(book.seen_on, as_of) if by_export else as_of


def is_excused(line: PromiseLine) -> bool:
    """Whether an own act could not be kept as its deal was lost: nobody's to answer for."""
    return line.verdict == "withdrawn" and getattr(line.decided, "table", "") == "deals"


def _line(row: Row, log: Sequence[PromiseMove], side: str) -> PromiseLine:
    days = [day for move in log for day in (move.old, move.new) if day is not None]
    moves = tuple(
        move for at, move in enumerate(log) if move.old != move.new and (at or move.old is not None)
    )
    said: dict[str, Any] = {word: row[word] or "" for word in WORDS}
    return PromiseLine(
        id=row["id"],
        what=row["what"],
        kind=row["kind"] or "own act",
        side=side,
        said_on=row["said_on"],
        due=row["due"],
        first_due=days[0] if days else row["due"],
        moved=len(moves),
        verdict="open",
        odds=None,
        days_late=None,
        said_odds=row["odds"],
        moves=moves,
        **said,
    )


def _record(row: Row, end: str, says: Mapping[str, str], as_of: date) -> Decided | None:
    """What ended a promise by the day: done, or gone."""
    on, by = row[f"{end}_on"], row[f"{end}_by"]
    if on is None or on > as_of:
        return None
    return Decided(by, row[ABOUT[by]], says[by], on)


def _own_act(
    line: PromiseLine, done: Decided | None, ended: Decided | None, seen_to: date
) -> PromiseLine:
    first = line.first_due
    if first is None:
        return replace(line, verdict="no date", decided=done)
    if done is not None:
        verdict = "kept" if done.on <= first else "late"
        return replace(line, verdict=verdict, decided=done, days_late=_late(first, done.on))
    last = max(day for day in (first, line.due, *_stood(line)) if day is not None)
    passed = Decided("promises", line.id, "passed", day_after(last))
    gone = min(
        (one for one in (ended, _taken_away(line)) if one is not None),
        key=lambda one: one.on,
        default=None,
    )
    if gone is not None and gone.on < passed.on:
        return replace(line, verdict="withdrawn", decided=gone, days_late=_late(first, gone.on))
    if passed.on <= seen_to:
        return replace(line, verdict="broken", decided=passed, days_late=_late(first, seen_to))
    return line


def _stood(line: PromiseLine) -> tuple[date | None, ...]:
    """The day that stood last before it was taken away."""
    return (line.moves[-1].old,) if line.moves and line.due is None else ()


def _taken_away(line: PromiseLine) -> Decided | None:
    if not line.moves or line.due is not None:
        return None
    return Decided("promises", line.id, "withdrawn", line.moves[-1].on)


def _late(first: date, day: date) -> int | None:
    over = (day - first).days
    return over if over > 0 else None


def _outcome(
    line: PromiseLine, done: Decided | None, ended: Decided | None, seen_to: date
) -> PromiseLine:
    """Odds, 1 or 0 once it is no longer uncertain."""
    due = line.due
    passed = due is not None and due < seen_to
    if done is not None:
        return replace(
            line, verdict="odds", odds=float(due is None or done.on <= due), decided=done
        )
    if ended is None and passed and due is not None:
        ended = Decided("promises", line.id, "passed", day_after(due))
    return replace(line, verdict="odds", odds=None if ended is None else 0.0, decided=ended)


def _with_odds(line: PromiseLine, odds: Odds, seen_to: date) -> PromiseLine:
    """What Interlock says of the day of a promise that stands: of its deal where that is what comes
    out, else of its feature or release.
    """
    due = line.due
    if line.verdict not in ("open", "odds") or line.decided or due is None or due <= seen_to:
        return line
    by, own_id = (
        (odds.deal, line.deal)
        if line.kind == OUTCOME and line.deal and odds.deal
        else (odds.feature, line.feature)
        if line.feature
        else (odds.release, line.release)
    )
    return replace(line, odds=by(own_id, due)) if by and own_id else line
