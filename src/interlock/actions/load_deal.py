"""Load: all that is kept of one deal, as a viewer may see it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import polars as pl

from interlock.engine import deal_life, deal_rules, meetings
from interlock.records.book import Book
from interlock.records.company import Company
from interlock.records.deal_file import Choices, DealCall, DealFile, Hand, Row
from interlock.records.measured import DealCallLine
from interlock.records.record import Record
from interlock.records.report import DealsAhead
from interlock.records.rights import OF_DEALS, Viewer
from interlock.store import shown

TABLES = ("deals", "features", "deal_calls", "rules", "releases", "tools", "moves")
BESIDE = ("needs", "people", "evidence", "buyer_steps", "promises", "meetings")
Calls = Mapping[str, tuple[DealCall, ...]]


def load_deal(own_id: str, viewer: Viewer, *, ahead: DealsAhead | None, now: datetime) -> DealFile:
    """A deal with what hangs on it; ``ahead`` is the last forecast of it, if there is any.

    Raises ``UnknownName`` and ``NotAllowed``.
    """
    record = shown.record("deals", (own_id,), viewer)
    book = shown.book(viewer, (*TABLES, *BESIDE), log_of=("deals", own_id), at=record.revision)
    log = pl.concat([book.changes, shown.log(("promises",), viewer)])
    book = book.with_tables(changes=log)
    today, stages = book.today(now), _stages(book.company, record.values["pipeline"])
    calls = _calls(book, own_id)
    return DealFile(
        record=record,
        tables=_beside(book, own_id, on=today),
        features=_needed(book, own_id),
        life=deal_life.of_deal(book, record.values, as_of=book.seen_on),
        rules=deal_rules.of_deal(
            book,
            own_id,
            stage=record.values["stage"] or "",
            stages=stages,
            on=today,
            worth=ahead.rules if ahead else None,
        ),
        calls=calls,
        scores=_scores(ahead, calls, viewer),
        hand=_hand(record, calls, viewer, period=ahead.quarter if ahead else ""),
        choices=_choices(book, stages),
        today=today,
    )


def _stages(company: Company, pipeline: Any) -> tuple[str, ...]:
    """The stages of a deal's pipeline, of all where it names none of the company's."""
    own = [one for one in company.pipelines if one.name == pipeline] or company.pipelines
    return tuple(dict.fromkeys(stage.name for one in own for stage in one.stages))


def _beside(book: Book, own_id: str, *, on: date) -> dict[str, tuple[Row, ...]]:
    mine = {name: book.table(name).filter(pl.col("deal") == own_id) for name in BESIDE}
    mine["people"] = meetings.last_met(mine["people"], book.with_tables(**mine), on=on)
    log = book.changes.filter(pl.col("table") == "deals", pl.col("id") == own_id)
    mine["changes"] = log.sort("at", descending=True)
    return {name: tuple(rows.to_dicts()) for name, rows in mine.items()}


def _needed(book: Book, own_id: str) -> dict[str, str]:
    needs = book.needs.filter(pl.col("deal") == own_id)
    called = book.features.join(needs, left_on="id", right_on="feature", how="semi")
    return {own: name or key or own for own, key, name in called.select("id", "key", "name").rows()}


def _calls(book: Book, own_id: str) -> Calls:
    mine = book.deal_calls.filter(pl.col("deal") == own_id)
    newest = mine.sort("period", "said_on", "by", descending=[True, True, False])
    found: dict[str, list[DealCall]] = {}
    for row in newest.iter_rows(named=True):
        found.setdefault(row["period"], []).append(DealCall.of(row))
    return {period: tuple(calls) for period, calls in found.items()}


def _scores(ahead: DealsAhead | None, calls: Calls, viewer: Viewer) -> tuple[DealCallLine, ...]:
    """Of the levels, and of those who said something of this deal."""
    if ahead is None or ahead.deal_calls is None or "deal_calls" not in viewer.right.sees:
        return ()
    here = {"", viewer.name, *(call.by for some in calls.values() for call in some)}
    return tuple(
        line for line in ahead.deal_calls.lines if line.by in here and viewer.sees_score_of(line.by)
    )


def _hand(record: Record, calls: Calls, viewer: Viewer, *, period: str) -> Hand:
    own_id = record.key[0]
    own = own_id in shown.own_deals(viewer)
    changes = frozenset(name for name in OF_DEALS if viewer.may_change(name, own=own))
    last = next((call for call in calls.get(period, ()) if call.by == viewer.name), None)
    key = (own_id, viewer.name, period, last.said_on) if last else None
    return Hand(
        changes=changes,
        amount="deals" in changes and viewer.sees_amount(own=own),
        takes_back=bool(key and "deal_calls" in changes and shown.is_typed("deal_calls", key)),
    )


def _choices(book: Book, stages: tuple[str, ...]) -> Choices:
    under_way = book.features.filter(
        pl.col("shipped_on").is_null(), pl.col("dropped_on").is_null()
    ).sort("name", "id")
    rules = book.rules.unique("id", keep="last", maintain_order=True)
    stated = [(own, name or own) for own, name in rules.select("id", "name").iter_rows()]
    others = sorted(set(book.evidence["rule"]) - {own for own, _ in stated})
    return Choices(
        stages=stages,
        owners=tuple(book.deals["owner"].drop_nulls().unique().sort()),
        rules=(*stated, *((one, one) for one in others)),
        features=tuple(
            (own, key or "", name or key or own)
            for own, key, name in under_way.select("id", "key", "name").iter_rows()
        ),
        roles=book.company.buyer_roles,
    )
