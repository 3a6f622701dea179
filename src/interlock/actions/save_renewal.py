"""Save: a deal that renews a contract, or that expands what a customer has."""

import secrets
from datetime import date
from typing import Any

from interlock.records.company import Company
from interlock.records.customers import RENEWED, Contract, Customer
from interlock.records.errors import NotAllowed, NotPossible
from interlock.records.rights import Viewer
from interlock.store import connect, shown, typed

Row = dict[str, Any]
RENEWAL, EXPANSION = "renewal", "expansion"


def begin_renewal(
    customer: Customer, contract: Contract, *, viewer: Viewer, on: date, by: str
) -> tuple[str, int | None]:
    """Begin the deal that renews a contract, with its account, owner, pipeline and amount, to be
    closed when the contract ends: its id and the number of the change.

    Raises ``NotAllowed``, and ``NotPossible`` where one is under way or was won.
    """
    connect.open_book()
    if contract.renewal in customer.open_deals:
        raise NotPossible(f"Its renewal is under way: {contract.renewal}")
    if contract.state == RENEWED:
        raise NotPossible(f"It was renewed: {contract.renewal}")
    old = _old(contract, viewer)
    row = _begun(old, RENEWAL, on) | {
        "name": f"{old['account'] or old['name']}: renewal",
        "renewal_of": contract.deal,
        "term_months": old["term_months"],
        "expected_close_on": contract.renews_on,
    }
    if shown.may_write_amount(contract.deal, viewer):
        row |= {
            "amount": old["arr"] if old["arr"] is not None else old["amount"],
            "arr": old["arr"],
            "currency": old["currency"],
        }
    return _typed(row, by, f"renewal of deal {contract.deal} begun")


def begin_expansion(
    customer: Customer, *, viewer: Viewer, on: date, by: str
) -> tuple[str, int | None]:
    """Begin a deal that expands what a customer has, without an amount: its id and the number of
    the change.

    Raises ``NotAllowed``, and ``NotPossible`` where one is under way.
    """
    connect.open_book()
    deals = shown.table("deals", viewer)
    under_way = deals.filter(account=customer.account, kind=EXPANSION, outcome="open")
    if under_way.height:
        raise NotPossible(f"An expansion is under way: {under_way['id'][0]}")
    old = _old(_theirs(customer, viewer), viewer)
    row = _begun(old, EXPANSION, on) | {"name": f"{customer.account}: expansion"}
    return _typed(row, by, f"expansion of {customer.account} begun")


def _theirs(customer: Customer, viewer: Viewer) -> Contract:
    """The newest contract that the viewer sold, else the newest."""
    own = shown.own_deals(viewer)
    mine = [one for one in customer.contracts if one.deal in own]
    return (mine or list(customer.contracts))[0]


def _old(contract: Contract, viewer: Viewer) -> Row:
    if not shown.may_change("deals", contract.deal, viewer):
        raise NotAllowed(viewer.role, f"begin a deal after {contract.deal}")
    row: Row = shown.table("deals", viewer).filter(id=contract.deal).row(0, named=True)
    return row


def _begun(old: Row, kind: str, on: date) -> Row:
    """A deal of the same account, owner and pipeline at its first stage."""
    return {
        "id": secrets.token_hex(6),
        "account": old["account"],
        "owner": old["owner"],
        "pipeline": old["pipeline"],
        "stage": _first_stage(shown.company(), old["pipeline"]),
        "outcome": "open",
        "created_on": on,
        "segment": old["segment"],
        "kind": kind,
    }


def _first_stage(company: Company, pipeline: str | None) -> str | None:
    own = [one for one in company.pipelines if one.name == pipeline] or company.pipelines
    stages = (stage.name for one in own for stage in one.stages if stage.outcome == "open")
    return next(stages, None)


def _typed(row: Row, by: str, words: str) -> tuple[str, int | None]:
    whole = {name: value for name, value in row.items() if value is not None}
    return row["id"], typed.put("deals", [whole], by=by, words=words)
