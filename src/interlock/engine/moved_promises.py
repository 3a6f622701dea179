"""Promises whose day was moved this week: by whom, why, who was told, and who must be still."""

from collections.abc import Iterable
from datetime import date, timedelta

import polars as pl

from interlock.engine import tellings, weekly_features
from interlock.engine.need_promises import INTERNAL
from interlock.engine.outlook import Outlook
from interlock.engine.tellings import Ahead
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.report import MovedPromise, NamedDeal, PromiseLine, PromiseMove


def of_week(now: Outlook, promises: Iterable[PromiseLine]) -> tuple[MovedPromise, ...]:
    """``moved`` this week, by the days on which features ship in 8 of 10 cases."""
    ahead = {
        feature: weekly_features.day_at(now.ship.days[:, at], 0.8, now.as_of)
        for at, feature in enumerate(now.ship.features)
    }
    return moved(now.book, promises, as_of=now.as_of, ahead=ahead)


def moved(
    book: Book, promises: Iterable[PromiseLine], *, as_of: date, ahead: Ahead
) -> tuple[MovedPromise, ...]:
    """Each move of the last seven days, the newest first.

    Who must still be told: to whom it was given; who owns the deal that it is about; and, unless it
    is internal, who owns an open deal whose buyer waits for what it promises and has to be told of
    it (`tellings`). Whoever moved it, or was told, is not among them.
    """
    first = as_of - timedelta(days=DAYS_PER_WEEK)
    found = [
        _moved(book, line, move, ahead)
        for line in promises
        for move in line.moves
        if first < move.on <= as_of
    ]
    return tuple(sorted(found, key=lambda one: (-one.on.toordinal(), one.id)))


def _moved(book: Book, line: PromiseLine, move: PromiseMove, ahead: Ahead) -> MovedPromise:
    deals = _waiting(book, line, move, ahead)
    owners = book.deals.filter(pl.col("id").is_in([line.deal, *(one.deal for one in deals)]))
    names = [line.to, *owners["owner"].drop_nulls().unique().sort()]
    know = {name.casefold() for name in (*move.told, move.by or line.maker, "")}
    return MovedPromise(
        id=line.id,
        what=line.what,
        maker=line.maker,
        side=line.side,
        to=line.to,
        deal=line.deal,
        on=move.on,
        old=move.old,
        new=move.new,
        by=move.by,
        why=move.why,
        told=move.told,
        tell=tuple(dict.fromkeys(name for name in names if name.casefold() not in know)),
        deals=deals,
    )


def _waiting(
    book: Book, line: PromiseLine, move: PromiseMove, ahead: Ahead
) -> tuple[NamedDeal, ...]:
    """The deals whose buyers have to be told of what was promised."""
    if line.form == INTERNAL:
        return ()
    is_it = pl.col("id") == line.feature
    if line.release:
        is_it |= pl.col("release") == line.release
    features = book.features.filter(is_it)["id"]
    of_it = pl.col("feature").is_in(features.implode())
    if line.deal:
        of_it &= pl.col("deal") == line.deal
    asked = tellings.tellings(
        deals=book.deals, features=book.features, needs=book.needs.filter(of_it),
        told=book.told.filter(of_it), ahead=ahead, moved=dict.fromkeys(features, move.on),
    )  # fmt: skip
    tell = {one.deal: one.deal_name for one in tellings.to_tell(asked)}
    return tuple(NamedDeal(*one) for one in tell.items())
