"""Risks as they stand: who owns each, what was promised against it, and what became of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import polars as pl

from interlock.engine import risk_odds, verdicts
from interlock.records.book import Book
from interlock.records.report import DealsAhead, PromiseLine
from interlock.records.risks import RiskLine

Row = Mapping[str, Any]
WELL, BADLY = "well", "badly"


def lines(book: Book, *, today: date, ahead: DealsAhead | None) -> tuple[RiskLine, ...]:
    """Every risk that is about a deal or a feature of the book, the next due first.

    A deal comes out well where it is won by the day that was stated, a feature where it has shipped
    by then; badly where it ended otherwise, or where the day has passed in the data. What was
    promised against a risk is judged as of ``today``, as any promise. Open ones come first, those
    due sooner before those due later, those without a day last.
    """
    if not book.risks.height:
        return ()
    acts = _acts(book, today)
    about = {
        "deal": _by_id(book.deals, book.risks["deal"]),
        "feature": _by_id(book.features, book.risks["feature"]),
    }
    found = []
    for row in book.risks.iter_rows(named=True):
        kind = "deal" if row["deal"] else "feature"
        of = about[kind].get(row[kind])
        if of is not None:
            line = _line(row, kind, of, book.seen_on, ahead)
            found.append(_with_act(line, acts.get(row["promise"])))
    return tuple(sorted(found, key=_order))


def _acts(book: Book, today: date) -> dict[str, tuple[PromiseLine, date | None]]:
    """What was promised against risks, judged, and when it was done."""
    wanted = book.promises.filter(pl.col("id").is_in(book.risks["promise"].drop_nulls().implode()))
    done = dict(wanted.select("id", "done_on").iter_rows())
    judged = verdicts.judge(book.with_tables(promises=wanted), as_of=today)
    return {line.id: (line, done[line.id]) for line in judged}


def _line(row: Row, kind: str, of: Row, seen_on: date, ahead: DealsAhead | None) -> RiskLine:
    ended = (of["closed_on"] or seen_on) if kind == "deal" else of["shipped_on"] or of["dropped_on"]
    if kind == "deal" and of["outcome"] == "open":
        ended = None
    outcome, settled_on = _outcome(row["by_day"], kind, of, ended, seen_on)
    return RiskLine(
        id=row["id"],
        what=row["what"],
        by=row["by"] or "",
        named_on=row["named_on"],
        kind=kind,
        about=row[kind],
        about_name=of["name"] or of.get("key") or row[kind],
        whose=(of["owner"] if kind == "deal" else of["team"]) or "",
        promise=row["promise"] or "",
        act="",
        maker="",
        due=None,
        first_due=None,
        done_on=None,
        verdict="",
        odds=row["odds"],
        by_day=row["by_day"],
        odds_now=None if outcome else risk_odds.now(ahead, kind, row[kind], row["by_day"]),
        outcome=outcome,
        settled_on=settled_on,
        ended_on=row["ended_on"] or ended,
        is_open=row["ended_on"] is None and ended is None,
    )


def _outcome(
    by_day: date | None, kind: str, of: Row, ended: date | None, seen_on: date
) -> tuple[str, date | None]:
    """Well or badly, and since when; nothing while that is open."""
    if by_day is None:
        return "", None
    is_good = of["outcome"] == "won" if kind == "deal" else of["shipped_on"] is not None
    if ended is not None and ended <= by_day:
        return (WELL if is_good else BADLY), ended
    return (BADLY, by_day + timedelta(days=1)) if seen_on > by_day else ("", None)


def _with_act(line: RiskLine, found: tuple[PromiseLine, date | None] | None) -> RiskLine:
    if found is None:
        return line
    act, done_on = found
    return replace(
        line,
        act=act.what,
        maker=act.maker,
        due=act.due,
        first_due=act.first_due,
        done_on=done_on,
        verdict=act.verdict,
    )


def _order(line: RiskLine) -> tuple[Any, ...]:
    waits = line.is_open and line.done_on is None
    return (not line.is_open, not waits, line.due or date.max, line.about_name, line.id)


def _by_id(frame: pl.DataFrame, ids: pl.Series) -> dict[str, Row]:
    chosen = frame.filter(pl.col("id").is_in(ids.drop_nulls().implode()))
    return {row["id"]: row for row in chosen.iter_rows(named=True)}
