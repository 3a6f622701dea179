"""Sales tools that must be looked at again: what they show is not any more what it was."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import polars as pl

from interlock.engine import plain
from interlock.engine.history import typed
from interlock.records.book import Book
from interlock.records.tool_tables import READY

MOVED_DAYS = 14
"""A stated day that moved by fewer since is no reason."""

Named = Callable[[date], Mapping[str, str]]
"""What each feature was called at the end of a day, by id; nothing where nobody knows any more."""


def reviews(book: Book, *, today: date, named: Named) -> dict[str, str]:
    """Tools that are ready -> why they must be looked at again.

    Since the later of the days on which a tool was ready and was looked at last, a feature that it
    shows was dropped, went to another release, is called otherwise, or its stated day moved by 14
    days or more. A tool of which neither day is known is not looked at.
    """
    features = {row["id"]: row for row in book.features.iter_rows(named=True)}
    releases = dict(book.releases.select("id", pl.coalesce("name", "id")).iter_rows())
    found = {}
    for tool in book.tools.filter(state=READY).iter_rows(named=True):
        days = [day for day in (tool["ready_on"], tool["looked_on"]) if day]
        shown = [features[one] for one in dict.fromkeys(tool["features"] or ()) if one in features]
        if days and shown:
            since = max(days)
            old = named(since)
            whys = [
                why for row in shown for why in _changed(book, row, since, today, releases, old)
            ]
            if whys:
                found[tool["name"]] = "; ".join(whys)
    return found


def _changed(
    book: Book,
    feature: Mapping[str, Any],
    since: date,
    today: date,
    releases: Mapping[str, str],
    old: Mapping[str, str],
) -> Iterator[str]:
    own_id = feature["id"]
    name = feature["name"] or feature["key"] or own_id
    if feature["dropped_on"] and feature["dropped_on"] > since:
        yield f"{name} was dropped on {plain.day(feature['dropped_on'], as_of=today)}"
        return
    was = old.get(own_id, name)
    if was != name:
        yield f"{was} is called {name} now"
    if feature["shipped_on"]:
        return
    moved = _since(book, own_id, "release", since)
    if moved and moved[0] and moved[0] != feature["release"]:
        there = releases.get(feature["release"], feature["release"])
        what = f"is in {there} now" if there else "is in no release now"
        yield f"{name} {what}, since {plain.day(moved[1], as_of=today)}"
    yield from _day_moved(book, feature, name, since, today)


def _day_moved(
    book: Book, feature: Mapping[str, Any], name: str, since: date, today: date
) -> Iterator[str]:
    moved = _since(book, feature["id"], "wanted_by", since)
    if not moved or not feature["wanted_by"]:
        return
    (then,) = pl.DataFrame({"old": [moved[0]]}, schema={"old": pl.String}).select(
        typed("old", pl.Date())
    )["old"]
    days = (feature["wanted_by"] - then).days if then else 0
    if abs(days) >= MOVED_DAYS:
        way = "later" if days > 0 else "sooner"
        to = plain.day(feature["wanted_by"], as_of=today)
        yield f"{name} is due {plain.count(abs(days), 'day')} {way}, on {to}"


def _since(book: Book, own_id: str, field: str, day: date) -> tuple[str | None, date] | None:
    """What a field of a feature said at the end of a day, and when it changed last since; None
    where it did not.
    """
    log = book.changes.filter(
        pl.col("table") == "features", pl.col("id") == own_id, pl.col("field") == field,
        pl.col("at").dt.date() > day,
    ).sort("at", maintain_order=True)  # fmt: skip
    return (log["old"][0], log["at"][-1].date()) if log.height else None
