"""How one promise stands: kept, late, broken or open for an own act, odds for an outcome."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import polars as pl

from interlock.engine import people
from interlock.records.book import Book
from interlock.records.report import PromiseLine

Row = Mapping[str, Any]
OddsBy = Callable[[str, date], float | None]
"""Chance that a deal is won, or a feature has shipped, by a day; None when that cannot be said."""


@dataclass(frozen=True)
class Judged:
    """A promise's line, and the day on which it was settled or broken; None while it stands."""

    line: PromiseLine
    settled_on: date | None


@dataclass(frozen=True)
class Move:
    """A change of the day that a promise is due."""

    at: date
    old: date | None
    new: date | None


def judge(
    book: Book,
    *,
    as_of: date,
    p_feature_by: OddsBy | None = None,
    p_deal_by: OddsBy | None = None,
) -> list[Judged]:
    """Every promise given by ``as_of``, judged by the rules that ``ledger.promises`` states."""
    log, stood = _due_log(book), people.sides(book)
    named = book.promises
    features = _by_id(book.features, named["feature"], "shipped_on", "dropped_on")
    deals = _by_id(book.deals, named["deal"], "outcome", "closed_on")
    found = []
    for row in book.promises.filter(pl.col("said_on") <= as_of).iter_rows(named=True):
        feature, deal = features.get(row["feature"]), deals.get(row["deal"])
        moves = log.get(row["id"], ())
        is_outcome = row["kind"] == "outcome"
        odds = _odds(row, as_of, p_feature_by, p_deal_by if is_outcome else None)
        line = _line(row, moves, side=people.side_of(row["maker"], stood), odds=odds)
        if is_outcome:
            found.append(_outcome(line, _settled(row, deal, feature, as_of)))
        else:
            withdrawn = _withdrawn_on(line, moves, feature, as_of)
            found.append(_own_act(line, _done_on(row, feature, as_of), withdrawn, as_of))
    return found


def _due_log(book: Book) -> dict[str, tuple[Move, ...]]:
    """For each promise the changes of its day, in order of time."""
    log = book.changes.filter(pl.col("table") == "promises", pl.col("field") == "due").sort("at")
    days = log.select(
        "id",
        pl.col("at").dt.date(),
        pl.col("old").str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False),
        pl.col("new").str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False),
    )
    found: dict[str, list[Move]] = {}
    for id_, *move in days.iter_rows():
        found.setdefault(id_, []).append(Move(*move))
    return {id_: tuple(moves) for id_, moves in found.items()}


def _line(row: Row, log: Sequence[Move], *, side: str, odds: float | None) -> PromiseLine:
    days = [day for move in log for day in (move.old, move.new) if day is not None]
    return PromiseLine(
        id=row["id"],
        what=row["what"],
        kind=row["kind"] or "own act",
        form=row["form"] or "",
        maker=row["maker"] or "",
        side=side,
        to=row["to"] or "",
        said_on=row["said_on"],
        due=row["due"],
        first_due=days[0] if days else row["due"],
        moved=sum(move.old is not None and move.old != move.new for move in log),
        verdict="open",
        odds=odds,
        days_late=None,
        deal=row["deal"] or "",
        feature=row["feature"] or "",
    )


def _own_act(line: PromiseLine, done: date | None, withdrawn: date | None, as_of: date) -> Judged:
    if line.first_due is None:
        return Judged(replace(line, odds=None, verdict="no date"), done)
    over = ((done or as_of) - line.first_due).days
    days_late = over if over > 0 else None
    if done is not None:
        verdict = "kept" if days_late is None else "late"
        return Judged(replace(line, odds=None, verdict=verdict, days_late=days_late), done)
    passed = max(line.first_due, line.due or line.first_due) + timedelta(days=1)
    broken_on = withdrawn or (passed if passed <= as_of else None)
    if broken_on is not None:
        return Judged(replace(line, odds=None, verdict="broken", days_late=days_late), broken_on)
    return Judged(line, None)


def _done_on(row: Row, feature: Row | None, as_of: date) -> date | None:
    done: date | None = row["done_on"]
    if done is None and feature is not None:
        shipped = feature["shipped_on"]
        # A feature that had shipped before the promise cannot be what was promised.
        done = shipped if shipped is not None and shipped >= row["said_on"] else None
    return done if done is not None and done <= as_of else None


def _withdrawn_on(
    line: PromiseLine, log: Sequence[Move], feature: Row | None, as_of: date
) -> date | None:
    """The day on which the act was given up: its feature was dropped, or its day taken away."""
    dropped: date | None = feature["dropped_on"] if feature else None
    if dropped is not None and dropped <= as_of:
        return dropped
    return log[-1].at if log and line.due is None else None


def _outcome(line: PromiseLine, settled: tuple[float, date] | None) -> Judged:
    if settled is None:
        return Judged(replace(line, verdict="odds"), None)
    return Judged(replace(line, verdict="odds", odds=settled[0]), settled[1])


def _settled(
    row: Row, deal: Row | None, feature: Row | None, as_of: date
) -> tuple[float, date] | None:
    """1 or 0 and the day since when an outcome is no longer uncertain; None while it is."""
    due, done = row["due"], _outcome_day(row, deal, feature)
    if done is not None and done <= as_of:
        return float(due is None or done <= due), done
    if deal is not None and deal["outcome"] == "lost":
        return 0.0, deal["closed_on"] or as_of
    if due is not None and due < as_of:
        return 0.0, due + timedelta(days=1)
    return None


def _outcome_day(row: Row, deal: Row | None, feature: Row | None) -> date | None:
    if row["done_on"] is not None:
        day: date | None = row["done_on"]
    elif deal is not None:
        day = deal["closed_on"] if deal["outcome"] == "won" else None
    else:
        day = feature["shipped_on"] if feature is not None else None
    return day


def _odds(
    row: Row,
    as_of: date,
    p_feature_by: OddsBy | None,
    p_deal_by: OddsBy | None,
) -> float | None:
    due: date | None = row["due"]
    if due is None or due <= as_of:
        return None
    if row["deal"] and p_deal_by is not None:
        return p_deal_by(row["deal"], due)
    if row["feature"] and p_feature_by is not None:
        return p_feature_by(row["feature"], due)
    return None


def _by_id(frame: pl.DataFrame, ids: pl.Series, *columns: str) -> dict[str, Row]:
    chosen = frame.filter(pl.col("id").is_in(ids.drop_nulls().implode()))
    return {row["id"]: row for row in chosen.select("id", *columns).iter_rows(named=True)}
