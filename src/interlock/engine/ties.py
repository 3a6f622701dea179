"""Who of ours knows whom at a buyer, and who could lead to somebody that is missing on a deal."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import polars as pl

from interlock.engine import meetings
from interlock.engine.people import in_role, plain_name
from interlock.records.book import Book
from interlock.records.seats import Post, Seated, Tie, WayIn

MOST_WAYS = 3
SOUGHT, SAME_ROLE, SAME_BUYER = "sought", "role", "buyer"


def ties(book: Book, *, on: date, account: str = "", name: str = "") -> tuple[Tie, ...]:
    """Who was in touch with whom, deal by deal, up to ``on``, the last first: of one ``account``,
    or of one ``name`` of either side, or all. A deal without an account is a buyer of its own.
    """
    deals = book.deals.select(
        pl.col("id").alias("deal"),
        pl.coalesce("account", "id").alias("account"),
        pl.coalesce("name", "id").alias("deal_name"),
    )
    found = meetings.together(book, on=on).drop_nulls("by").join(deals, on="deal")
    if account:
        found = found.filter(account=account)
    if name:
        found = found.filter((pl.col("by") == name) | (pl.col("person") == name))
    each = (
        found.sort("on")
        .group_by("account", ours="by", theirs="person", deal="deal", deal_name="deal_name")
        .agg(pl.col("on").last(), times=pl.len(), how=pl.col("how").last())
        .sort("on", "ours", "theirs", "deal", descending=[True, False, False, False])
    )
    return tuple(Tie(**row) for row in each.iter_rows(named=True))


def ways_in(book: Book, seated: Seated, known: Sequence[Tie], *, on: date) -> tuple[WayIn, ...]:
    """For each role that nobody holds or whose holders were never met, who of ours could lead
    there, at most three a role: first those who know the very person from another deal, then those
    who know somebody of that role at the same buyer, then those who know anybody there; the one in
    touch last first. ``known`` are the ties of the deal's buyer.
    """
    roles = _roles(book, on)
    found: list[WayIn] = []
    for seat in seated.gaps:
        if not seat.ours:
            ranked = list(_ranked(seat.part, seat.names, known, roles))
            found += _one_each(ranked)[:MOST_WAYS]
    return tuple(found)


def chart(people: pl.DataFrame) -> tuple[Post, ...]:
    """Who reports to whom, from the top; a circle is cut where it closes."""
    above: dict[str, str] = {}
    for name, to in people.select("name", "reports_to").iter_rows():
        if to or name not in above:
            above[name] = to or ""
    listed = dict.fromkeys(above)
    every = dict.fromkeys([*listed, *(to for to in above.values() if to)])
    below: dict[str, list[str]] = {name: [] for name in every}
    for name, to in above.items():
        if to:
            below[to].append(name)
    seen: set[str] = set()

    def post(name: str) -> Post:
        seen.add(name)
        mine = tuple(post(one) for one in sorted(below[name]) if one not in seen)
        return Post(name, name in listed, mine)

    tops = [name for name in every if not above.get(name)]
    return tuple(post(name) for name in [*sorted(tops), *sorted(every)] if name not in seen)


def _ranked(
    part: str, names: Iterable[str], known: Sequence[Tie], roles: dict[str, set[str]]
) -> Iterator[WayIn]:
    sought = {plain_name(name) for name in names}
    yield from (WayIn(part, tie, SOUGHT) for tie in known if plain_name(tie.theirs) in sought)
    same = {name for name, held in roles.items() if plain_name(part) in held}
    yield from (WayIn(part, tie, SAME_ROLE) for tie in known if plain_name(tie.theirs) in same)
    yield from (WayIn(part, tie, SAME_BUYER) for tie in known)


def _one_each(ranked: Iterable[WayIn]) -> list[WayIn]:
    """The first way through each of ours."""
    found: dict[str, WayIn] = {}
    for way in ranked:
        found.setdefault(way.tie.ours, way)
    return list(found.values())


def _roles(book: Book, on: date) -> dict[str, set[str]]:
    """The roles that each of the buyers' people holds in any deal."""
    found: dict[str, set[str]] = {}
    buyers = in_role(book.people, on=on).filter(pl.col("side") == "buyer")
    for name, role in buyers.select("name", "role").iter_rows():
        found.setdefault(plain_name(name), set()).add(plain_name(role))
    return found
