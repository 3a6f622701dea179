"""One deal's life on an axis of time: stages, evidence, meetings, the buyer's steps, promises."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl

from interlock.engine import verdicts
from interlock.records.book import Book
from interlock.records.deal_file import Life, LifeEvent, StageSpan
from interlock.records.report import PromiseLine
from interlock.records.report_promises import CAME, DID_NOT_COME

Deal = Mapping[str, Any]


def of_deal(book: Book, deal: Deal, *, as_of: date) -> Life:
    """The life of a deal as known on ``as_of``, with what is due or was written down later.

    A stage lasts until the next change of it, the last one until the deal ended; before the first
    change known the deal stood where that says it came from.
    """
    mine = pl.col("deal") == deal["id"]
    until = min(deal["closed_on"] or as_of, as_of)
    moves = _moves(book.changes, deal)
    own = replace(book, promises=book.promises.filter(mine))
    events = (
        *(LifeEvent(day, "stage", new) for day, _, new in moves if new),
        *_evidence(book.evidence.filter(mine), book.rules),
        *_meetings(book.meetings.filter(mine)),
        *_steps(book.buyer_steps.filter(mine)),
        *_promises(own, as_of),
    )
    ordered = sorted(events, key=lambda one: (one.day, one.kind, one.what))
    return Life(tuple(_spans(deal, moves, until)), tuple(ordered), as_of)


Move = tuple[date, str, str]
"""(day, stage before, stage after), empty where there was none"""


def _moves(changes: pl.DataFrame, deal: Deal) -> list[Move]:
    log = changes.filter(
        pl.col("table") == "deals", pl.col("id") == deal["id"], pl.col("field") == "stage"
    ).sort("at")
    days = log.select(pl.col("at").dt.date(), pl.col("old", "new").fill_null(""))
    return list(days.iter_rows())


def _spans(deal: Deal, moves: list[Move], until: date) -> Iterator[StageSpan]:
    first = deal["created_on"] or (moves[0][0] if moves else None)
    if first is None:
        return
    stage = moves[0][1] if moves else deal["stage"] or ""
    for day, _, new in moves:
        if stage and day > first:
            yield StageSpan(stage, first, min(day, until))
        stage, first = new, max(day, first)
    if stage and until >= first:
        yield StageSpan(stage, first, until)


def _evidence(evidence: pl.DataFrame, rules: pl.DataFrame) -> Iterator[LifeEvent]:
    names = dict(rules.select("id", "name").drop_nulls().iter_rows())
    for row in evidence.iter_rows(named=True):
        what = f"{names.get(row['rule'], row['rule'])}{_after(row['what'])}"
        yield LifeEvent(row["on"], "evidence", what, row["by"] or "")


def _meetings(meetings: pl.DataFrame) -> Iterator[LifeEvent]:
    for row in meetings.iter_rows(named=True):
        yield LifeEvent(row["on"], "meeting", f"{row['person']}{_after(row['what'])}",
                        row["by"] or "")  # fmt: skip


def _steps(steps: pl.DataFrame) -> Iterator[LifeEvent]:
    for row in steps.iter_rows(named=True):
        day = row["done_on"] or row["due"]
        if day is not None:
            who = row["owner_theirs"] or row["owner_ours"] or ""
            state = "done" if row["done_on"] else "open"
            yield LifeEvent(day, "step", row["step"], who, state)


def _promises(book: Book, as_of: date) -> Iterator[LifeEvent]:
    for line in verdicts.judge(book, as_of=as_of):
        day = line.due or line.settled_on
        if day is not None:
            who = " to ".join(name for name in (line.maker, line.to) if name)
            yield LifeEvent(day, "promise", line.what, who, _stands(line))


def _stands(line: PromiseLine) -> str:
    """Kept, late, broken, withdrawn, came or did not come once that is settled; until then standing
    or moved.
    """
    if line.verdict in verdicts.SETTLED:
        return line.verdict
    if line.odds is not None:
        return CAME if line.odds else DID_NOT_COME
    return "moved" if line.moved else "standing"


def _after(words: str | None) -> str:
    return f": {words}" if words else ""
