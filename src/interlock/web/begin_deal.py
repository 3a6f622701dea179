"""Begin the deal that renews a contract, or one that expands what a customer has."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from interlock.actions import save_renewal
from interlock.records.customers import Contract, CustomerFile
from interlock.records.errors import InterlockError
from interlock.render import amounts, words
from interlock.web import customer, told, wrong
from interlock.web.gate import changes, viewer_of

NOT_YOURS = "Only who sold to this customer, or a manager, begins a deal with them."


@changes("deals")
def renew(request: HttpRequest, own_id: str) -> HttpResponse:
    """What the renewal begins with; sent, it stands among the open deals."""
    file, contract = customer.of_deal(request, own_id)
    if request.method == "POST":
        return _begun(request, file, lambda: save_renewed(request, file, contract), "The renewal")
    if own_id not in file.begins:
        return _not_yours(request, file)
    return _page(request, file, "renewal", _renewed(file, contract), contract)


@changes("deals")
def expand(request: HttpRequest, account: str) -> HttpResponse:
    """What the expansion begins with; sent, it stands among the open deals."""
    file = customer.look(request, account)
    if request.method == "POST":
        return _begun(request, file, lambda: save_expanded(request, file), "The expansion")
    if not file.begins:
        return _not_yours(request, file)
    newest = next(one for one in file.customer.contracts if one.deal in file.begins)
    return _page(request, file, "expansion", _expanded(file, newest), newest)


def save_renewed(
    request: HttpRequest, file: CustomerFile, contract: Contract
) -> tuple[str, int | None]:
    """Begin the renewal: its id and the number of the change. Raises as the action."""
    viewer, by = viewer_of(request), str(request.user)
    return save_renewal.begin_renewal(file.customer, contract, viewer=viewer, on=file.today, by=by)


def save_expanded(request: HttpRequest, file: CustomerFile) -> tuple[str, int | None]:
    """Begin an expansion: its id and the number of the change. Raises as the action."""
    viewer, by = viewer_of(request), str(request.user)
    return save_renewal.begin_expansion(file.customer, viewer=viewer, on=file.today, by=by)


def _begun(request: HttpRequest, file: CustomerFile, does: Any, what: str) -> HttpResponse:
    try:
        own_id, number = does()
    except InterlockError as error:
        wrong.tell(request, error)
        return redirect("customer", file.customer.account)
    told.done(request, f"{what} is begun. What {file.customer.account} was promised stands here.",
              number)  # fmt: skip
    return redirect("deal", own_id)


def _renewed(file: CustomerFile, contract: Contract) -> list[tuple[str, str]]:
    """What the renewal is made of, in words."""
    on = contract.renews_on
    assumed = ", by the usual term" if contract.is_assumed else ""
    said = [
        ("Name", f"{file.customer.account}: renewal"),
        ("Renews", contract.name),
        ("Owner", contract.owner or "nobody yet"),
        ("To be closed", f"{words.full_day(on)}{assumed}" if on else "no day"),
    ]
    if contract.amount is not None:
        amount = amounts.full(contract.amount, currency=file.currency)
        said.append(("Amount to begin with", f"that of the contract, {amount}"))
    return said


def _expanded(file: CustomerFile, contract: Contract) -> list[tuple[str, str]]:
    return [
        ("Name", f"{file.customer.account}: expansion"),
        ("Owner", contract.owner or "nobody yet"),
        ("Amount", "none yet: type it once you know what they want"),
    ]


def _page(
    request: HttpRequest,
    file: CustomerFile,
    what: str,
    said: list[tuple[str, str]],
    contract: Contract,
) -> HttpResponse:
    around = {
        "file": file,
        "account": file.customer.account,
        "what": what,
        "said": said,
        "contract": contract,
        "simulated": file.simulated,
        "back": reverse("customer", args=[file.customer.account]),
    }
    return render(request, "customer/begin.html", around)


def _not_yours(request: HttpRequest, file: CustomerFile) -> HttpResponse:
    messages.error(request, NOT_YOURS)
    return redirect("customer", file.customer.account)
