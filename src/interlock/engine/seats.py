"""Which seats of each open deal are taken, and which are empty: roles of buyers, departments."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from interlock.engine import meetings
from interlock.engine.people import in_role, is_ours, plain_name
from interlock.records.book import Book
from interlock.records.seats import (
    LONG_AGO,
    MET,
    MISSING,
    NAMED,
    NEVER_MET,
    Department,
    Member,
    Seat,
    Seated,
)

Names = dict[tuple[str | None, str], list[str]]
Met = Mapping[tuple[str, str], tuple[date, str]]
"""(deal, person) -> last met on, by whom"""


def seats(book: Book, *, on: date) -> tuple[Seated, ...]:
    """Every open deal with a seat for each of ``buyer_roles`` and of ``departments``, by id.

    A role is met where any of its holders was; long ago, where that is more than ``stale_days``
    before ``on``. A department is named where anybody of it stands on the deal, or on all of them;
    a deal's owner is its contact in sales.
    """
    now = in_role(book.people, on=on)
    theirs, ours, met = _theirs(now), contacts(now), _last(book, on)
    long_ago = on - timedelta(days=book.company.stale_days)
    return tuple(
        Seated(
            deal=deal["id"],
            name=deal["name"] or deal["id"],
            account=deal["account"] or "",
            owner=deal["owner"] or "",
            segment=deal["segment"] or "",
            seats=(
                *(_role(deal, role, theirs, met, long_ago) for role in book.company.buyer_roles),
                *(_department(deal, one, ours) for one in book.company.departments),
            ),
        )
        for deal in _open(book)
    )


def departments(book: Book, seated: Iterable[Seated], *, on: date) -> tuple[Department, ...]:
    """The company's departments, then others that people of ours stand in, each with its people;
    ``seated`` are all open deals with their seats.
    """
    names = {deal["id"]: deal["name"] or deal["id"] for deal in _open(book)}
    empty = Counter(seat.part for one in seated for seat in one.gaps if seat.ours)
    members = _members(in_role(book.people, on=on), names)
    known = {plain_name(one): one for one in book.company.departments}
    others = {one: one for one in sorted(members) if one and one not in known}
    return tuple(
        Department(called, members.get(plain, ()), empty[called], len(names))
        for plain, called in (known | others).items()
    )


def _members(now: pl.DataFrame, names: Mapping[str, str]) -> dict[str, tuple[Member, ...]]:
    """Our people by department, each with the open deals that they stand on."""
    ours = now.filter(is_ours()).with_columns(said=pl.coalesce("department", "side"))
    each = ours.group_by("said", "name", maintain_order=True).agg("deal", pl.col("role").first())
    found: dict[str, list[Member]] = {}
    for said, name, stood, role in each.sort("name").iter_rows():
        deals = None if None in stood else tuple(
            (deal, names[deal]) for deal in sorted(set(stood)) if deal in names
        )  # fmt: skip
        found.setdefault(plain_name(said), []).append(Member(name, role or "", deals))
    return {said: tuple(some) for said, some in found.items()}


def contacts(now: pl.DataFrame) -> Names:
    """Who of ours stands in each department on each deal; under None those for all deals."""
    found: Names = {}
    for row in now.filter(is_ours()).iter_rows(named=True):
        key = (row["deal"], plain_name(row["department"] or row["side"]))
        found.setdefault(key, []).append(row["name"])
    return found


def _open(book: Book) -> Iterator[dict[str, Any]]:
    return book.deals.filter(pl.col("outcome") == "open").sort("id").iter_rows(named=True)


def _theirs(now: pl.DataFrame) -> Names:
    found: Names = {}
    buyers = now.filter(pl.col("side") == "buyer").select("deal", "role", "name")
    for deal, role, name in buyers.iter_rows():
        found.setdefault((deal, plain_name(role)), []).append(name)
    return found


def _last(book: Book, on: date) -> Met:
    last = meetings.met(book, on=on).unique(["deal", "person"], keep="last", maintain_order=True)
    return {
        (deal, person): (day, by or "")
        for deal, person, day, by in last.select("deal", "person", "on", "by").iter_rows()
    }


def _role(deal: Mapping[str, Any], role: str, theirs: Names, met: Met, long_ago: date) -> Seat:
    names = tuple(dict.fromkeys(theirs.get((deal["id"], plain_name(role)), ())))
    if not names:
        return Seat(role, ours=False, names=(), state=MISSING)
    last = max((met[deal["id"], name] for name in names if (deal["id"], name) in met), default=None)
    if last is None:
        return Seat(role, ours=False, names=names, state=NEVER_MET)
    state = LONG_AGO if last[0] < long_ago else MET
    return Seat(role, ours=False, names=names, state=state, met_on=last[0], by=last[1])


def _department(deal: Mapping[str, Any], department: str, ours: Names) -> Seat:
    """Whoever stands on the deal comes first; those for all deals only where nobody does."""
    plain = plain_name(department)
    own = [deal["owner"]] if plain == "sales" and deal["owner"] else []
    here = [*own, *ours.get((deal["id"], plain), ())]
    names = tuple(dict.fromkeys(here or ours.get((None, plain), [])))
    return Seat(department, ours=True, names=names, state=NAMED if names else MISSING)
