"""Load: customers, what they were promised, and when they renew, as a viewer may see them."""

from datetime import datetime

import polars as pl

from interlock.engine import customers, ledger, people
from interlock.records.book import Book
from interlock.records.customers import CustomerFile, Customers
from interlock.records.errors import UnknownName
from interlock.records.report import DealsAhead
from interlock.records.rights import Viewer
from interlock.store import shown

TABLES = ("deals", "promises", "moves", "needs", "told", "handover_steps")
BESIDE = ("features", "releases", "tools", "people", "teams")
ALL = Viewer("", "owner")
"""As whom amounts are read, which are cut to the viewer's afterwards: of their size alone, where
that is all they may know.
"""


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
    one = next((one for one in made.customers if one.account.strip().casefold() == asked), None)
    if one is None:
        raise UnknownName("customer", account, [one.account for one in made.customers])
    ids = [contract.deal for contract in one.contracts]
    named = book.deals.filter(account=one.account).select("id", pl.coalesce("name", "id"))
    return CustomerFile(
        customer=one,
        hands_over=frozenset(deal for deal in ids if _hands_over(deal, viewer)),
        begins=frozenset(deal for deal in ids if shown.may_change("deals", deal, viewer)),
        deals={**{contract.deal: contract.name for contract in one.contracts},
               **dict(named.iter_rows())},
        ours=_ours(book),
        link=made.link,
        currency=made.currency,
        today=made.today,
        simulated=made.simulated,
    )  # fmt: skip


def _book() -> Book:
    return shown.book(ALL, (*TABLES, *BESIDE), log_of=("promises", None))


def _customers(book: Book, viewer: Viewer, deals: DealsAhead | None, now: datetime) -> Customers:
    today = book.today(now)
    lines = ledger.promises(book, as_of=today, older=True)
    made = customers.customers(book, lines, odds=customers.odds_of(deals), as_of=today)
    if viewer.amounts == "all":
        return made
    own = shown.own_deals(viewer) if viewer.amounts == "own" else frozenset[str]()
    return customers.without_amounts(made, own=own, in_bands=viewer.amounts == "bands")


def _hands_over(deal: str, viewer: Viewer) -> bool:
    return "promises" in viewer.right.changes and shown.may_change("handover_steps", deal, viewer)


def _ours(book: Book) -> tuple[str, ...]:
    ours = book.people.filter(people.is_ours())["name"]
    return tuple(sorted({*ours, *book.deals["owner"].drop_nulls()} - {""}))
