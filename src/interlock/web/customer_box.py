"""The customer on a deal's page: after the sale of a won one, their record beside an open one."""

from typing import Any

from django.http import HttpRequest

from interlock.actions.load_customers import load_after_sale
from interlock.records.customers import Contract, CustomerFile
from interlock.records.deal_file import DealFile
from interlock.records.report import DealsAhead
from interlock.render import amounts, customer_health, customer_rows
from interlock.web import clock, customer, handover
from interlock.web.gate import viewer_of

SHOWN = ("open", "won")


def box(request: HttpRequest, file: DealFile, made: DealsAhead | None) -> dict[str, Any] | None:
    """What ``customer/box.html`` shows as ``sale``; None where the deal was lost, and where its
    account bought nothing yet.
    """
    own_id, outcome = file.record.key[0], file.record.values["outcome"]
    if outcome not in SHOWN:
        return None
    found = load_after_sale(own_id, viewer_of(request), deals=made, now=clock.now())
    if found is None:
        return None
    one = found.customer
    contract = next((each for each in one.contracts if each.deal == own_id), None)
    return {
        "customer": one,
        "file": found,
        "bar": customer_health.bar(one.health, of=one.account),
        "health": customer_health.all_in_words(one.health),
        "next": customer_rows.when(customer_rows.next_of(one), today=found.today),
        "commitments": _waiting(found, [contract] if contract else one.contracts),
        "contracts": [_contract(each, found) for each in one.contracts],
        "contract": _after(contract, found) if contract else None,
    }


def _waiting(found: CustomerFile, some: Any) -> dict[str, list[dict[str, Any]]]:
    """Commitments that are over, that came late, and that are open, by name."""
    told = [customer.commitment(each, found) for one in some for each in one.commitments]
    return {
        how: [one for one in told if one["standing"] == how] for how in ("over", "late", "open")
    }


def _contract(one: Contract, found: CustomerFile) -> dict[str, Any]:
    return {
        **customer_rows.when(one, today=found.today),
        "amount": amounts.short(one.amount, currency=found.currency)
        if one.amount is not None
        else "",
    }


def _after(one: Contract, found: CustomerFile) -> dict[str, Any]:
    """A won deal: its hand-over, its own health and renewal."""
    return {
        **_contract(one, found),
        "handover": customer_rows.handover(one),
        "to_commit": len(one.to_commit),
        "hands_over": one.deal in found.hands_over,
        "address": handover.address(found.customer.account, one.deal),
        "begins": one.deal in found.begins
        and one.runs
        and one.renewal not in found.customer.open_deals,
    }
