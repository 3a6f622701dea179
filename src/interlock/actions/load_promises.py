"""Load: promises as they stand, one with all that it was, and what is known before one is given."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import polars as pl

from interlock.engine import act_times, commitments, due_odds, ledger, people
from interlock.engine.due_odds import Curves
from interlock.engine.promise_ends import OUTCOME
from interlock.records.book import Book
from interlock.records.errors import UnknownName
from interlock.records.features_ahead import FeaturesAhead
from interlock.records.promises import (
    DueOdds,
    Giving,
    Hands,
    Named,
    PromiseFile,
    PromiseList,
    Said,
    is_by_hand,
)
from interlock.records.report import DealsAhead, PromiseLine
from interlock.records.rights import Viewer
from interlock.store import shown

TABLES = ("promises", "moves", "deals", "features", "releases", "tools", "people", "teams")
LOG = ("promises", None)
KINDS = ("deal", "feature", "release")


def load_promises(
    viewer: Viewer,
    *,
    deals: DealsAhead | None,
    features: FeaturesAhead | None,
    now: datetime,
    about: Mapping[str, str] | None = None,
) -> PromiseList:
    """All promises, or those ``about`` a record (its kind and id), with their odds by what lies
    ahead: those that stand by their day, then those that are settled, the latest first.

    Raises ``NothingKept``.
    """
    book = shown.book(viewer, TABLES, log_of=LOG)
    if about:
        book = book.with_tables(promises=book.promises.filter(**about))
    today = book.today(now)
    lines = _judged(book, due_odds.curves(deals, features), today)
    dated = book.features.drop_nulls("release").select("id", "release")
    return PromiseList(
        lines=tuple(_with_hands(sorted(lines, key=_order), viewer)),
        named=_named(book, viewer),
        releases=dict(dated.iter_rows()),
        commitments=frozenset(
            one.line.id for some in commitments.commitments(book, lines).values() for one in some
        ),
        today=today,
        seen_on=book.seen_on,
        week_start=book.company.week_start,
        simulated=book.company.simulated,
    )


def load_promise(
    promise: str,
    viewer: Viewer,
    *,
    deals: DealsAhead | None,
    features: FeaturesAhead | None,
    now: datetime,
) -> PromiseFile:
    """One promise with all that it was. Raises ``NothingKept`` and ``UnknownName``."""
    record = shown.record("promises", (promise,), viewer)
    book = shown.book(viewer, TABLES, log_of=LOG)
    today, curves = book.today(now), due_odds.curves(deals, features)
    lines = _judged(book, curves, today)
    line = next((line for line in lines if line.id == promise), None)
    if line is None:
        raise UnknownName("promise", promise, [one.id for one in lines])
    ((_, hands),) = _with_hands([line], viewer)
    return PromiseFile(
        line=line,
        hands=hands,
        named=_named(book, viewer),
        record=record,
        known=_known(_said(line), line.side, lines, curves, today),
        today=today,
        seen_on=book.seen_on,
    )


def load_giving(
    said: Said,
    viewer: Viewer,
    *,
    deals: DealsAhead | None,
    features: FeaturesAhead | None,
    now: datetime,
) -> Giving:
    """What is known before something is promised. Raises ``NothingKept``."""
    book = shown.book(viewer, TABLES, log_of=LOG)
    today, curves = book.today(now), due_odds.curves(deals, features)
    named, lines = _named(book, viewer), _judged(book, curves, today)
    ids: dict[str, Any] = {kind: _one(named.own_ids(kind, getattr(said, kind))) for kind in KINDS}
    side = people.side_of(said.maker, people.sides(book))
    return Giving(
        named=named,
        levels=book.company.confidence_levels,
        known=_known(replace(said, **ids), side, lines, curves, today),
        today=today,
    )


def _judged(book: Book, curves: Curves, today: date) -> tuple[PromiseLine, ...]:
    return ledger.promises(book, as_of=today, odds=due_odds.odds(curves), older=True)


def _known(
    said: Said, side: str, lines: Iterable[PromiseLine], curves: Curves, today: date
) -> DueOdds:
    """By the record that will decide where the forecast knows it, else by how such acts went."""
    kinds = ("deal",) if said.kind == OUTCOME and said.deal else ("feature", "release")
    for kind in kinds:
        curve = curves.get(kind, {}).get(getattr(said, kind))
        if curve is not None:
            return curve.known(kind, said.due)
    return act_times.known(lines, side, today=today, due=said.due)


def _said(line: PromiseLine) -> Said:
    return Said(line.kind, line.maker, line.due, line.deal, line.feature, line.release)


def _one(ids: Iterable[str]) -> str:
    """The one id that is meant; empty where none or several are."""
    found = tuple(ids)
    return found[0] if len(found) == 1 else ""


def _order(line: PromiseLine) -> tuple[bool, int, str]:
    """What stands by its day, days that are missing last; then what is settled, latest first."""
    on = line.settled_on
    nearness = -on.toordinal() if on else (line.due or date.max).toordinal()
    return on is not None, nearness, line.id


def _with_hands(
    lines: Iterable[PromiseLine], viewer: Viewer
) -> Iterable[tuple[PromiseLine, Hands]]:
    own = shown.own_deals(viewer)
    for line in lines:
        may = viewer.says_done(line.maker, own=line.deal in own)
        waits = line.verdict in ("open", "broken", "no date") and is_by_hand(vars(line))
        yield line, Hands(moves=may and line.settled_on is None, does=may and waits)


def _named(book: Book, viewer: Viewer) -> Named:
    ours = book.people.filter(pl.col("side").ne_missing("buyer"))["name"]
    names = {*ours.drop_nulls(), *book.deals["owner"].drop_nulls(), viewer.name}
    return Named(
        deals=_called(book.deals, "id", "name"),
        features=_called(book.features, "id", "name", "key"),
        releases=_called(book.releases, "id", "name"),
        tools=_called(book.tools, "name"),
        people=tuple(sorted(names - {""})),
        keys=dict(book.features.drop_nulls("key").select("key", "id").iter_rows()),
    )


def _called(rows: pl.DataFrame, key: str, *names: str) -> dict[str, str]:
    return dict(rows.select(pl.col(key), pl.coalesce(*names, key).alias("_called")).iter_rows())
