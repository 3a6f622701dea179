"""Load: customers, what they were promised, and when they renew, as a viewer may see them."""

from datetime import date, datetime
from functools import lru_cache

import polars as pl

from interlock.engine import customers, ledger, people
from interlock.records.book import Book
from interlock.records.customers import Contract, Customer, CustomerFile, Customers
from interlock.records.errors import UnknownName
from interlock.records.report import DealsAhead
from interlock.records.rights import Viewer
from interlock.store import connect, read, shown

TABLES = ("deals", "promises", "moves", "needs", "told", "handover_steps")
OF_ONE = ("promises", "needs", "told", "handover_steps")
"""Tables of which a deal has rows of its own."""

BESIDE = ("features", "releases", "tools", "people", "teams")
ALL = Viewer("", "owner")
"""As whom amounts are read, which are cut to the viewer's afterwards: of their size alone, where
that is all they may know.
"""

OWNS = 8
"""The customers are kept for so many of those who see other amounts."""


def load_customers(viewer: Viewer, *, deals: DealsAhead | None, now: datetime) -> Customers:
    """Every customer, those that need somebody soonest first; ``deals`` is what lies ahead, if it
    is known. Raises ``NothingKept``.
    """
    return _customers(_book(), viewer, deals, now)


def load_customer(
    account: str, viewer: Viewer, *, deals: DealsAhead | None, now: datetime
) -> CustomerFile:
    """One customer, and what the viewer may do. Raises ``NothingKept``, and ``UnknownName`` for an
    account without a won deal.
    """
    book = _book()
    made = _customers(book, viewer, deals, now)
    asked = account.strip().casefold()
    found = [one for one in made.customers if one.account.strip().casefold() == asked]
    one = next((one for one in found if one.account == account), found[0] if found else None)
    if one is None:
        raise UnknownName("customer", account, [one.account for one in made.customers])
    return _file(book, made, one, viewer)


def load_contract(
    own_id: str, viewer: Viewer, *, deals: DealsAhead | None, now: datetime
) -> tuple[CustomerFile, Contract]:
    """A won deal with the customer whose it is. Raises ``NothingKept`` and ``UnknownName``."""
    book = _book()
    made = _customers(book, viewer, deals, now)
    for one in made.customers:
        for contract in one.contracts:
            if contract.deal == own_id:
                return _file(book, made, one, viewer), contract
    raise UnknownName("won deal", own_id, [])


def load_after_sale(
    own_id: str, viewer: Viewer, *, deals: DealsAhead | None, now: datetime
) -> CustomerFile | None:
    """The customer with whom a deal is; None for an account that bought nothing yet. Of other
    accounts nothing is worked out: no link, and no size of an amount. Raises ``NothingKept``.
    """
    rows = shown.table("deals", viewer)
    asked = rows.filter(id=own_id)
    account = asked["account"][0] if asked.height else None
    theirs = rows.filter(account=account) if account else asked
    if not theirs.filter(outcome="won").height:
        return None
    book = _book()
    today, ids = book.today(now), theirs["id"].implode()
    own = {name: book.table(name).filter(pl.col("deal").is_in(ids)) for name in OF_ONE}
    narrow = book.with_tables(deals=book.deals.filter(pl.col("id").is_in(ids)), **own)
    made = customers.with_odds(_made(narrow, today), customers.odds_of(deals))
    if viewer.amounts != "all":
        made = customers.without_amounts(made, own=_own(viewer))
    return _file(book, made, made.customers[0], viewer) if made.customers else None


def _file(book: Book, made: Customers, one: Customer, viewer: Viewer) -> CustomerFile:
    ids = [contract.deal for contract in one.contracts]
    named = book.deals.filter(account=one.account).select("id", pl.coalesce("name", "id"))
    return CustomerFile(
        customer=one,
        hands_over=frozenset(deal for deal in ids if _hands_over(deal, viewer)),
        begins=frozenset(deal for deal in ids if shown.may_change("deals", deal, viewer)),
        deals={**{contract.deal: contract.name for contract in one.contracts},
               **dict(named.iter_rows())},
        ours=_ours(book),
        usual=customers.usual(made, one),
        link=made.link,
        currency=made.currency,
        today=made.today,
        simulated=made.simulated,
    )  # fmt: skip


def _book(at: int | None = None) -> Book:
    return shown.book(ALL, (*TABLES, *BESIDE), log_of=("promises", None), at=at)


def _customers(book: Book, viewer: Viewer, deals: DealsAhead | None, now: datetime) -> Customers:
    own = _own(viewer)
    made = _of_all(connect.where(), read.latest(), book.today(now), viewer.amounts, own)
    return customers.with_odds(made, customers.odds_of(deals))


@lru_cache(OWNS)
def _of_all(
    _where: str, revision: int, today: date, amounts: str, own: frozenset[str]
) -> Customers:
    """The same for whoever sees the same amounts, until the book changes or the day does."""
    if amounts == "all":
        return _made(_book(revision), today)
    made = _of_all(_where, revision, today, "all", frozenset())
    return customers.without_amounts(made, own=own, in_bands=amounts == "bands")


def _made(book: Book, today: date) -> Customers:
    lines = ledger.promises(book, as_of=today, older=True)
    return customers.customers(book, lines, odds={}, as_of=today)


def _own(viewer: Viewer) -> frozenset[str]:
    return shown.own_deals(viewer) if viewer.amounts == "own" else frozenset[str]()


def _hands_over(deal: str, viewer: Viewer) -> bool:
    return "promises" in viewer.right.changes and shown.may_change("handover_steps", deal, viewer)


def _ours(book: Book) -> tuple[str, ...]:
    ours = book.people.filter(people.is_ours())["name"]
    return tuple(sorted({*ours, *book.deals["owner"].drop_nulls()} - {""}))
