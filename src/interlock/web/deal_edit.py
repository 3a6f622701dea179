"""Write about a deal: type over what the CRM says, add what belongs to it, mark a step done."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from interlock.actions import save_typed
from interlock.records.deal_file import DealFile
from interlock.records.errors import InterlockError
from interlock.web import back, deal, over, told, wrong
from interlock.web.deal_forms import ADDED, TYPED_OVER, value_field
from interlock.web.gate import View, changes, viewer_of
from interlock.web.over import Over
from interlock.web.plain_forms import Plain


@changes("deals")
def type_over(request: HttpRequest, own_id: str, column: str) -> HttpResponse:
    """A form for one value; sent, it stands whatever the CRM says, until that is to count again."""
    _, _, _, file = deal.look(request, own_id)
    if column not in TYPED_OVER:
        raise Http404
    if not _may_type(file, column):
        return _not_yours(request, own_id)
    return over.answer(request, _over(file, column))


def adder(table: str) -> View:
    """A view that adds a row of ``table`` to a deal."""

    @changes(table)
    @require_POST
    def add(request: HttpRequest, own_id: str) -> HttpResponse:
        _, _, _, file = deal.look(request, own_id)
        if table not in file.hand.changes:
            return _not_yours(request, own_id)
        form = ADDED[table](request.POST, choices=file.choices, auto_id=f"{table}_%s")
        if form.is_valid():
            values = _row(request, table, form) | {"deal": own_id}
            try:
                number = save_typed.type_record(table, values, by=str(request.user))
            except InterlockError as error:
                wrong.tell_form(form, error)
            else:
                told.done(request, "Added.", number)
                return back.to_where(request, "deal", own_id)
        return deal.page(request, own_id, forms={table: form})

    return add


@changes("buyer_steps")
@require_POST
def step_done(request: HttpRequest, own_id: str) -> HttpResponse:
    """Mark a step of the buyer's timetable done today."""
    _, _, _, file = deal.look(request, own_id)
    if "buyer_steps" not in file.hand.changes:
        return _not_yours(request, own_id)
    key = (own_id, request.POST.get("step", ""))
    try:
        number = save_typed.type_over(
            "buyer_steps", key, {"done_on": file.today.isoformat()}, by=str(request.user)
        )
    except InterlockError as error:
        wrong.tell(request, error)
    else:
        told.done(request, f"Done: {key[1]}.", number, nothing=f"{key[1]} is done already.")
    return redirect("deal", own_id)


def _not_yours(request: HttpRequest, own_id: str) -> HttpResponse:
    messages.error(request, "Only who owns this deal, or a manager, changes that.")
    return redirect("deal", own_id)


def _may_type(file: DealFile, column: str) -> bool:
    return file.hand.amount if column == "amount" else "deals" in file.hand.changes


def _over(file: DealFile, column: str) -> Over:
    record = file.record
    return Over(
        record=record,
        column=column,
        called=TYPED_OVER[column],
        field=value_field(column, file.choices, record.values[column]),
        source="CRM",
        page="deal",
        here="type_over",
        unit=record.values["currency"] or "" if column == "amount" else "",
        options=file.choices.owners if column == "owner" else (),
    )


def _row(request: HttpRequest, table: str, form: Plain) -> dict[str, Any]:
    """The values of a new row; evidence says who saw to it, a need when it was asked."""
    said = {name: value or None for name, value in form.cleaned_data.items()}
    return said | ({"by": viewer_of(request).name} if table == "evidence" else {})
