"""Load: who is in which deal, who is missing, who knows whom, as a viewer may see it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import polars as pl

from interlock.engine import gaps, meetings, seats, ties
from interlock.engine.people import in_role
from interlock.records.book import Book
from interlock.records.errors import UnknownName
from interlock.records.rights import Viewer
from interlock.records.seats import (
    BuyerFile,
    Contact,
    Department,
    Part,
    PersonFile,
    Seated,
    WayIn,
)
from interlock.records.shared_tables import SIDES
from interlock.store import connect, read, shown

TABLES = ("deals", "people", "meetings", "evidence", "rules", "buyer_steps")
ANYBODY = Viewer("", "viewer")
MORE = ("needs", "features", "memberships")


@dataclass(frozen=True)
class Seating:
    """Every open deal with its seats; ids of those that are the viewer's ``own`` and of those whose
    people and meetings they ``may_change``; what cannot be said (``notes``).
    """

    today: date
    deals: tuple[Seated, ...]
    own: frozenset[str]
    changes: frozenset[str]
    stale_days: int
    notes: tuple[str, ...]


def load_seating(viewer: Viewer, *, now: datetime) -> Seating:
    """Who is missing on which open deal. Raises ``NothingKept``."""
    book = shown.book(viewer, TABLES)
    today = book.today(now)
    deals, own = _seated(connect.where(), read.latest(), today), shown.own_deals(viewer)
    return Seating(
        today=today,
        deals=deals,
        own=own,
        changes=frozenset(one.deal for one in deals if _may(viewer, one.deal, own)),
        stale_days=book.company.stale_days,
        notes=gaps.notes(book),
    )


@dataclass(frozen=True)
class SeatedDeal:
    """One open deal with its seats, ways to whoever is missing, and whether the viewer may change
    who is in it.
    """

    deal: Seated
    ways: tuple[WayIn, ...]
    may_change: bool
    today: date


def load_seated(deal: str, viewer: Viewer, *, now: datetime) -> SeatedDeal:
    """One open deal. Raises ``UnknownName`` where there is none of this id."""
    book = shown.book(viewer, TABLES)
    today = book.today(now)
    alone = book.with_tables(deals=book.deals.filter(id=deal))
    found = next(iter(seats.seats(alone, on=today)), None)
    if found is None:
        raise UnknownName("open deal", deal, [])
    known = ties.ties(book, on=today, account=found.account or deal)
    return SeatedDeal(
        deal=found,
        ways=ties.ways_in(book, found, known, on=today),
        may_change=_may(viewer, deal, shown.own_deals(viewer)),
        today=today,
    )


def load_departments(viewer: Viewer, *, now: datetime) -> tuple[Department, ...]:
    """The departments with their people. Raises ``NothingKept``."""
    book = shown.book(viewer, TABLES)
    today = book.today(now)
    seated = _seated(connect.where(), read.latest(), today)
    return seats.departments(book, seated, on=today)


def load_buyer(account: str, viewer: Viewer, *, now: datetime) -> BuyerFile:
    """A buyer by the name of its account. Raises ``UnknownName``."""
    book = shown.book(viewer, TABLES)
    today = book.today(now)
    mine = book.deals.filter(account=account)
    if not mine.height:
        raise UnknownName("buyer", account, [])
    known = ties.ties(book, on=today, account=account)
    seated = seats.seats(book.with_tables(deals=mine), on=today)
    ways = {one.deal: ties.ways_in(book, one, known, on=today) for one in seated}
    theirs = book.people.filter(pl.col("side") == "buyer").join(mine, left_on="deal", right_on="id",
                                                                how="semi")  # fmt: skip
    ended = mine.filter(pl.col("outcome") != "open").sort("closed_on", "id", descending=True)
    return BuyerFile(
        account=account,
        open=seated,
        ended=tuple(
            (own, name or own, outcome)
            for own, name, outcome in ended.select("id", "name", "outcome").iter_rows()
        ),
        people=_parts(book, theirs, viewer, today),
        ties=known,
        ways={deal: found for deal, found in ways.items() if found},
        chart=ties.chart(in_role(theirs, on=today)),
        today=today,
        stale_days=book.company.stale_days,
    )


def load_person(name: str, viewer: Viewer, *, now: datetime) -> PersonFile:
    """All that is held of somebody's name. Raises ``UnknownName`` where it stands nowhere."""
    book = shown.book(viewer, (*TABLES, *MORE))
    today = book.today(now)
    rows = book.people.filter(name=name)
    above = rows["reports_to"].drop_nulls().unique().sort()
    below = book.people.filter(reports_to=name)["name"].unique().sort()
    owned = book.deals.filter(outcome="open", owner=name).sort("id")
    groups = book.memberships.filter(name=name).filter(
        pl.col("to_on").is_null() | (pl.col("to_on") >= today)
    )
    found = PersonFile(
        name=name,
        parts=_parts(book, rows, viewer, today),
        contacts=_contacts(book, name, today),
        ties=ties.ties(book, on=today, name=name),
        asked=_asked(book, name),
        above=tuple(above),
        below=tuple(below),
        owns=tuple((own, called or own) for own, called in owned.select("id", "name").iter_rows()),
        groups=tuple(groups["group"].unique().sort()),
        today=today,
    )
    if not any((found.parts, found.contacts, found.ties, found.asked, found.owns, below.len())):
        raise UnknownName("person", name, [])
    return found


def load_known(*, now: datetime) -> frozenset[str]:
    """The names of all of whom the book holds anything: those that ``load_person`` finds."""
    today = shown.today(now)
    return _known(connect.where(), read.latest(), today)


@lru_cache(2)
def _known(_where: str, _revision: int, today: date) -> frozenset[str]:
    book = shown.book(ANYBODY, (*TABLES, *MORE))
    met = meetings.together(book, on=today)
    named = (
        book.people["name"],
        book.people["reports_to"],
        book.deals.filter(outcome="open")["owner"],
        book.needs["said_by"],
        met["person"],
        met["by"],
    )
    return frozenset(pl.concat(one.alias("name") for one in named).drop_nulls())


@lru_cache(2)
def _seated(_where: str, _revision: int, today: date) -> tuple[Seated, ...]:
    """All open deals with their seats, which tell nobody's amounts: the same for all who look."""
    return seats.seats(shown.book(ANYBODY, TABLES), on=today)


def _may(viewer: Viewer, deal: str, own: frozenset[str]) -> bool:
    return viewer.may_change("people", own=deal in own)


def _parts(book: Book, rows: pl.DataFrame, viewer: Viewer, today: date) -> tuple[Part, ...]:
    """Rows of people with their deal, those in open deals first, then by name."""
    deals = {row["id"]: row for row in book.deals.join(
        rows, left_on="id", right_on="deal", how="semi").iter_rows(named=True)}  # fmt: skip
    own = shown.own_deals(viewer)
    found = []
    for row in meetings.last_met(rows, book, on=today).iter_rows(named=True):
        deal = deals.get(row["deal"], {})
        found.append(
            Part(
                name=row["name"],
                side=row["side"] if row["side"] in SIDES else "other",
                role=row["role"] or "",
                department=row["department"] or "",
                reports_to=row["reports_to"] or "",
                deal=row["deal"] or "",
                deal_name=deal.get("name") or row["deal"] or "",
                account=deal.get("account") or "",
                is_open=deal.get("outcome") == "open",
                met_on=row["met_on"],
                to_on=row["to_on"],
                may_change=_may(viewer, row["deal"], own),
            )
        )
    return tuple(sorted(found, key=lambda one: (not one.is_open, one.name, one.deal, one.role)))


def _contacts(book: Book, name: str, today: date) -> tuple[Contact, ...]:
    """The days on which somebody met or was met, newest first."""
    found = meetings.together(book, on=today).filter(
        (pl.col("person") == name) | (pl.col("by") == name)
    )
    about = book.meetings.select("deal", "person", "on", "what")
    called = book.deals.select(pl.col("id").alias("deal"), deal_name=pl.coalesce("name", "id"))
    rows = (
        found.join(about, on=["deal", "person", "on"], how="left")
        .join(called, on="deal", how="left")
        .sort("on", "deal", descending=[True, False])
    )
    return tuple(
        Contact(
            on=row["on"],
            deal=row["deal"],
            deal_name=row["deal_name"] or row["deal"],
            other=(row["by"] if row["person"] == name else row["person"]) or "",
            what=row["what"] or "",
            how=row["how"],
        )
        for row in rows.iter_rows(named=True)
    )


def _asked(book: Book, name: str) -> tuple[tuple[str, str, str], ...]:
    """(deal, its name, feature) of the needs that somebody named."""
    called = book.deals.select(pl.col("id").alias("deal"), deal_name=pl.coalesce("name", "id"))
    features = book.features.select(
        pl.col("id").alias("feature"), what=pl.coalesce("name", "key", "id")
    )
    rows = (
        book.needs.filter(said_by=name)
        .join(called, on="deal", how="left")
        .join(features, on="feature", how="left")
        .select("deal", pl.coalesce("deal_name", "deal"), what=pl.coalesce("what", "feature"))
        .sort("deal", "what")
    )
    return tuple(rows.iter_rows())
