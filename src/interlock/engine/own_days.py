"""The days that one person has to do with: promises by and to them, buyers' steps, sales tools."""

from collections.abc import Iterator
from datetime import date, timedelta

import polars as pl

from interlock.engine import ledger, people, risk_odds
from interlock.engine.people import plain_name
from interlock.records.book import Book
from interlock.records.own_days import (
    BROKEN,
    KEPT,
    LATE,
    OPEN,
    OUTCOME,
    OVERDUE,
    PROMISE,
    STEP,
    TOOL,
    WITHDRAWN,
    OwnDay,
)
from interlock.records.report import DealsAhead, PromiseLine

YEAR_DAYS = 365
"""For so long what is settled stays."""

WITHDRAWN_DAYS = 28
"""For so long what was withdrawn stays, so that calendars take it away."""


SEE_TO = ("delivery", "support")
"""Columns of promises that name who sees to what a customer was promised."""


def of(book: Book, name: str, *, today: date, ahead: DealsAhead | None) -> tuple[OwnDay, ...]:
    """What is due by ``name``, or to them, from a year back on; the earliest first. A promise to a
    customer is theirs too who see to it in delivery or support.

    Promises are judged as of ``today``, as ``ledger.promises`` does; one that stands for no day any
    more keeps the last that it stood for. A buyer's step is theirs whose
    name stands as its owner of ours, a tool theirs who makes it; both are done, late, overdue or
    open by their day alone. What never had a day does not come in here.
    """
    me = plain_name(name)
    found = [*_promises(book, me, today, ahead), *_steps(book, me, today), *_tools(book, me, today)]
    shown = [one for one in found if _is_shown(one, today)]
    return tuple(sorted(shown, key=lambda one: (one.on, one.kind, one.key)))


def _is_shown(one: OwnDay, today: date) -> bool:
    if one.state == WITHDRAWN:
        return (one.settled_on or one.on) >= today - timedelta(days=WITHDRAWN_DAYS)
    return one.on >= today - timedelta(days=YEAR_DAYS)


def _promises(book: Book, me: str, today: date, ahead: DealsAhead | None) -> Iterator[OwnDay]:
    mine = people.rows_of(book.promises, me, "maker", "to", *SEE_TO)
    seen_to = set(people.rows_of(mine, me, *SEE_TO)["id"])
    lines = ledger.promises(book.with_tables(promises=mine), as_of=today, older=True)
    deals, features, releases = map(_names, (book.deals, book.features, book.releases))
    for line in lines:
        on = line.due or _last_day(line)
        gave = plain_name(line.maker) == me
        is_mine = gave or line.id in seen_to
        if on is not None:
            yield OwnDay(
                kind=OUTCOME if line.kind == "outcome" else PROMISE,
                key=(line.id,),
                what=line.what,
                on=on,
                is_mine=is_mine,
                whom=line.to if is_mine else line.maker,
                state=_state(line),
                side=line.side,
                said_on=line.said_on,
                first_on=line.first_due,
                settled_on=line.settled_on,
                decided=line.decided,
                moved=line.moved,
                moved_by=line.moves[-1].by if line.moves else "",
                moved_why=line.moves[-1].why if line.moves else "",
                odds=_odds(line, ahead) if on > today and _state(line) == OPEN else None,
                deal=line.deal,
                deal_name=deals.get(line.deal, line.deal),
                feature=line.feature,
                feature_name=features.get(line.feature, line.feature),
                release=line.release,
                release_name=releases.get(line.release, line.release),
                tool=line.tool,
                sees_to=is_mine and not gave,
            )


def _last_day(line: PromiseLine) -> date | None:
    """The last day for which a promise stood that stands for none any more."""
    return line.moves[-1].old if line.moves else line.first_due


def _state(line: PromiseLine) -> str:
    """The verdict; of an outcome, which has none, what its odds say once they are settled."""
    if line.verdict != "odds":
        return line.verdict
    if line.odds is None:
        return WITHDRAWN if line.due is None else OPEN
    return KEPT if line.odds else BROKEN


def _steps(book: Book, me: str, today: date) -> Iterator[OwnDay]:
    names = _names(book.deals)
    mine = people.rows_of(book.buyer_steps, me, "owner_ours").drop_nulls("due")
    for row in mine.iter_rows(named=True):
        yield OwnDay(
            kind=STEP,
            key=(row["deal"], row["step"]),
            what=row["step"],
            on=row["due"],
            is_mine=True,
            whom=row["owner_theirs"] or "",
            state=_by_day(row["due"], row["done_on"], today),
            side="sales",
            settled_on=row["done_on"],
            deal=row["deal"],
            deal_name=names.get(row["deal"], row["deal"]),
        )


def _tools(book: Book, me: str, today: date) -> Iterator[OwnDay]:
    features = _names(book.features)
    mine = people.rows_of(book.tools, me, "owner").drop_nulls("due")
    for row in mine.iter_rows(named=True):
        first = next(iter(row["features"] or ()), "")
        is_ready = row["state"] == "ready"
        yield OwnDay(
            kind=TOOL,
            key=(row["name"],),
            what=row["name"],
            on=row["due"],
            is_mine=True,
            whom="",
            state=KEPT if is_ready else _by_day(row["due"], None, today),
            side="sales",
            feature=first,
            feature_name=features.get(first, first),
        )


def _by_day(due: date, done_on: date | None, today: date) -> str:
    if done_on is not None and done_on <= today:
        return KEPT if done_on <= due else LATE
    return OVERDUE if due < today else OPEN


def _odds(line: PromiseLine, ahead: DealsAhead | None) -> float | None:
    """The odds of an outcome's deal, else of the feature, by the day that is promised."""
    if line.kind == "outcome" and line.deal:
        return risk_odds.now(ahead, "deal", line.deal, line.due)
    return risk_odds.now(ahead, "feature", line.feature, line.due) if line.feature else None


def _names(rows: pl.DataFrame) -> dict[str, str]:
    return {row["id"]: row["name"] or row.get("key") or row["id"] for row in rows.to_dicts()}
