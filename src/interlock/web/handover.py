"""The hand-over of a won deal: what was promised gets owners, and its steps are done one by one."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from interlock.actions import save_handover
from interlock.records.customers import Contract, CustomerFile
from interlock.records.errors import InterlockError
from interlock.web import back, customer, handover_forms, told, wrong
from interlock.web.gate import changes, viewer_of

STEPS = "handover_steps"


@changes(STEPS)
@require_POST
def hand_over(request: HttpRequest, own_id: str) -> HttpResponse:
    """Hand a won deal over to delivery and support, as one change."""
    file, contract = customer.of_deal(request, own_id)
    form = handover_forms.hand_over(contract, file, request.POST)
    if not form.is_valid():
        return customer.page(request, file, forms={f"hand_over{own_id}": form})
    return _saved(request, file, contract, lambda: save(request, file, contract, form), _says(form))


@changes(STEPS)
@require_POST
def done(request: HttpRequest, own_id: str) -> HttpResponse:
    """A step is done today."""
    return _step(request, own_id, save_done, "Done.")


@changes(STEPS)
@require_POST
def undone(request: HttpRequest, own_id: str) -> HttpResponse:
    """A step that was said to be done is open again."""
    return _step(request, own_id, save_undone, "It is open again.")


@changes(STEPS)
@require_POST
def add(request: HttpRequest, own_id: str) -> HttpResponse:
    """Add a step to a hand-over."""
    file, contract = customer.of_deal(request, own_id)
    form = handover_forms.Step(request.POST, auto_id=f"add-{own_id}-%s")
    if not form.is_valid():
        return customer.page(request, file, forms={f"add{own_id}": form})
    return _saved(request, file, contract, lambda: save_added(request, own_id, form), "Added.")


@changes(STEPS)
@require_POST
def change(request: HttpRequest, own_id: str) -> HttpResponse:
    """Say who does a step, and by when."""
    file, contract = customer.of_deal(request, own_id)
    form = handover_forms.StepNow(request.POST)
    if not form.is_valid():
        key = f"change{own_id}{request.POST.get('step', '')}"
        return customer.page(request, file, forms={key: form})
    return _saved(request, file, contract, lambda: save_changed(request, own_id, form), "Changed.")


def save(request: HttpRequest, file: CustomerFile, contract: Contract, form: Any) -> int | None:
    """Hand over to whom a valid form names: the number of the change. Raises as the action."""
    said = form.cleaned_data
    return save_handover.commit(
        file.customer.account, contract, delivery=said["delivery"], support=said["support"],
        viewer=viewer_of(request), by=str(request.user),
    )  # fmt: skip


def save_done(request: HttpRequest, file: CustomerFile, own_id: str, step: str) -> int | None:
    """Write down that a step is done today: the number of the change. Raises as the action."""
    viewer, by = viewer_of(request), str(request.user)
    return save_handover.done(own_id, step, viewer=viewer, on=file.today, by=by)


def save_undone(request: HttpRequest, _: CustomerFile, own_id: str, step: str) -> int | None:
    """Let it be open again. Raises as the action."""
    return save_handover.undone(own_id, step, viewer=viewer_of(request), by=str(request.user))


def save_added(request: HttpRequest, own_id: str, form: Any) -> int | None:
    """Add the step that a valid form names. Raises as the action."""
    return save_handover.add(
        own_id, **form.cleaned_data, viewer=viewer_of(request), by=str(request.user)
    )


def save_changed(request: HttpRequest, own_id: str, form: Any) -> int | None:
    """Say of a step what a valid form says. Raises as the action."""
    return save_handover.change(
        own_id, **form.cleaned_data, viewer=viewer_of(request), by=str(request.user)
    )


def address(account: str, deal: str) -> str:
    """Where a deal is handed over."""
    return f"{reverse('customer', args=[account])}#deal-{deal}"


def _says(form: Any) -> str:
    delivery, support = (form.cleaned_data[name] for name in ("delivery", "support"))
    said = [f"{delivery} delivers"] if delivery else []
    said += [f"{support} supports"] if support else []
    return f"Handed over: {', '.join(said)}." if said else "Handed over."


def _step(
    request: HttpRequest,
    own_id: str,
    does: Callable[[HttpRequest, CustomerFile, str, str], int | None],
    says: str,
) -> HttpResponse:
    file, contract = customer.of_deal(request, own_id)
    step = request.POST.get("step", "")
    return _saved(request, file, contract, lambda: does(request, file, own_id, step), says)


def _saved(
    request: HttpRequest,
    file: CustomerFile,
    contract: Contract,
    does: Callable[[], int | None],
    says: str,
) -> HttpResponse:
    """Do it, say so, and go back to where the contract stands."""
    try:
        number = does()
    except InterlockError as error:
        wrong.tell(request, error)
    else:
        told.done(request, says, number, nothing="All that stands already.")
    there = back.asked_for(request) or address(file.customer.account, contract.deal)
    return redirect(there)
