"""One customer: contracts, what was promised in them, hand-over, our people, what comes next."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from interlock.actions.load_customers import load_contract, load_customer
from interlock.records.customers import Commitment, Contract, CustomerFile
from interlock.records.errors import NothingKept, UnknownName
from interlock.records.rights import Viewer
from interlock.render import (
    amounts,
    customer_health,
    customer_life,
    customer_rows,
    decided_words,
    icons,
    words,
)
from interlock.web import clock, handover_forms, standing
from interlock.web.gate import opens, viewer_of

ICONS = {"over": "broken", "kept": "kept", "late": "late", "open": "open"}
"""How a commitment stands -> by which shape."""


@opens("week")
def customer(request: HttpRequest, account: str) -> HttpResponse:
    """The page of a customer; while the odds are worked out, how far that is."""
    if request.htmx:  # type: ignore[attr-defined]
        return standing.progress(request, standing.deals(request))
    return page(request, look(request, account))


def page(
    request: HttpRequest, file: CustomerFile, *, forms: dict[str, Any] | None = None
) -> HttpResponse:
    """The page, with ``forms`` that could not be taken as they were sent, by the deal and what the
    form is for.
    """
    viewer, one = viewer_of(request), file.customer
    told = {
        "standing": standing.deals(request),
        "simulated": file.simulated,
        "file": file,
        "customer": one,
        "bar": customer_health.bar(one.health, of=one.account),
        "health": customer_health.all_in_words(one.health),
        "next": customer_rows.when(customer_rows.next_of(one), today=file.today),
        "life": [
            customer_life.picture(one.contracts, name=one.account, today=file.today, width=width)
            for width in (customer_life.WIDE, customer_life.NARROW)
        ],
        "contracts": [_contract(each, file, viewer, forms or {}) for each in one.contracts],
        "open": [(deal, file.deals.get(deal, deal)) for deal in one.open_deals],
        "may_expand": bool(file.begins),
    }
    return render(request, "customer.html", told, status=400 if forms else 200)


def look(request: HttpRequest, account: str) -> CustomerFile:
    """A customer by the name of the account. Raises ``Http404``."""
    return _found(load_customer, request, account)


def of_deal(request: HttpRequest, own_id: str) -> tuple[CustomerFile, Contract]:
    """A won deal and the customer whose it is. Raises ``Http404``."""
    return _found(load_contract, request, own_id)


def _found[Found](load: Callable[..., Found], request: HttpRequest, named: str) -> Found:
    try:
        made = standing.deals(request).made
        return load(named, viewer_of(request), deals=made, now=clock.now())
    except (UnknownName, NothingKept) as error:
        raise Http404 from error


def commitment(one: Commitment, file: CustomerFile) -> dict[str, Any]:
    """A commitment in words."""
    line = one.line
    day = line.due or line.first_due
    return {
        "line": line,
        "day": words.full_day(day) if day else "no date",
        "icon": icons.icon(ICONS.get(one.standing, line.verdict)),
        "verdict": _verdict(one),
        "standing": one.standing,
        "decided": decided_words.of(line, as_of=file.today),
        "delivery": one.delivery,
        "support": one.support,
    }


def _verdict(one: Commitment) -> str:
    if one.standing == "over":
        return "over, not done"
    if one.standing == "late" and one.line.verdict != "odds":
        return one.line.verdict
    return one.standing or "done, no day was named"


def _contract(
    one: Contract, file: CustomerFile, viewer: Viewer, forms: dict[str, Any]
) -> dict[str, Any]:
    hands_over = one.deal in file.hands_over
    return {
        "contract": one,
        **customer_rows.when(one, today=file.today),
        "amount": one.band
        if one.amount is None
        else amounts.full(one.amount, currency=file.currency),
        "commitments": [commitment(each, file) for each in one.commitments],
        "to_commit": [_to_commit(each) for each in one.to_commit],
        "handover": customer_rows.handover(one),
        "steps": [_step(step, one, file, viewer, forms) for step in one.steps],
        "hands_over": hands_over,
        "form": forms.get("hand_over" + one.deal) or handover_forms.hand_over(one, file)
        if hands_over
        else None,
        "add": forms.get("add" + one.deal) or handover_forms.Step(auto_id=f"add-{one.deal}-%s")
        if hands_over
        else None,
        "begins": one.deal in file.begins and one.runs and one.renewal not in
        file.customer.open_deals,
        "renewal_name": file.deals.get(one.renewal, one.renewal),
        "is_folded": one.is_begun or not one.steps,
    }  # fmt: skip


def _to_commit(one: Any) -> dict[str, Any]:
    said = f"{one.why}, by {one.said_by}" if one.said_by else one.why
    return {
        "name": one.name,
        "feature": one.feature,
        "day": words.full_day(one.due) if one.due else "no day named",
        "said": f"{said}, {words.full_day(one.said_on)}" if one.said_on else said,
    }


def _step(
    step: Any, contract: Contract, file: CustomerFile, viewer: Viewer, forms: dict[str, Any]
) -> dict[str, Any]:
    is_theirs = step.owner.casefold() == viewer.name.casefold()
    may = contract.deal in file.hands_over or (
        is_theirs and "handover_steps" in viewer.right.changes
    )
    is_over = step.done_on is None and step.due is not None and step.due < file.today
    first = {"step": step.step, "owner": step.owner, "due": step.due}
    key = f"change{contract.deal}{step.step}"
    return {
        "step": step,
        "due": words.full_day(step.due) if step.due else "no day",
        "is_over": is_over,
        "icon": icons.icon("kept" if step.done_on else "broken" if is_over else "open"),
        "said": f"done {words.full_day(step.done_on)}"
        + (f" by {step.done_by}" if step.done_by else "")
        if step.done_on
        else "over, not done"
        if is_over
        else "not done",
        "may": may and contract.is_begun,
        "form": forms.get(key)
        or handover_forms.StepNow(initial=first, auto_id=f"step-{abs(hash(key))}-%s"),
    }
