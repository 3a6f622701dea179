"""Write about a deal: type over what the CRM says, add what belongs to it, mark a step done."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from interlock.actions import save_typed
from interlock.actions.load_records import load_record
from interlock.records.deal_file import DealFile
from interlock.records.errors import Conflict, InterlockError
from interlock.records.record import Past
from interlock.web import back, deal, told, wrong
from interlock.web.deal_forms import ADDED, TYPED_OVER, Value
from interlock.web.gate import View, changes, viewer_of
from interlock.web.plain_forms import Plain


@changes("deals")
def type_over(request: HttpRequest, own_id: str, column: str) -> HttpResponse:
    """A form for one value; sent, it stands whatever the CRM says, until that is to count again."""
    _, _, _, file = deal.look(request, own_id)
    if column not in TYPED_OVER:
        raise Http404
    if not _may_type(file, column):
        return _not_yours(request, own_id)
    if "give_back" in request.POST:
        return _give_back(request, own_id, column)
    form = Value(
        request.POST or None, column=column, choices=file.choices, initial=_now(file, column)
    )
    if request.method == "POST" and form.is_valid():
        return _typed(request, file, column, form)
    return _field(request, file, column, form, status=400 if form.is_bound else 200)


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


def _now(file: DealFile, column: str) -> dict[str, Any]:
    return {"value": file.record.values[column], "seen": file.record.revision}


def _row(request: HttpRequest, table: str, form: Plain) -> dict[str, Any]:
    """The values of a new row; evidence says who saw to it, a need when it was asked."""
    said = {name: value or None for name, value in form.cleaned_data.items()}
    return said | ({"by": viewer_of(request).name} if table == "evidence" else {})


def _typed(request: HttpRequest, file: DealFile, column: str, form: Value) -> HttpResponse:
    own_id, value = file.record.key[0], form.cleaned_data["value"]
    values = {column: None if value in ("", None) else str(value)}
    try:
        number = save_typed.type_over(
            "deals", (own_id,), values, by=str(request.user), seen=form.cleaned_data["seen"]
        )
    except Conflict:
        return _conflict(request, file, column, form)
    except InterlockError as error:
        wrong.tell_form(form, error)
        return _field(request, file, column, form, status=400)
    told.done(request, f"{TYPED_OVER[column]} is typed over; the CRM keeps its own.", number)
    return redirect("deal", own_id)


def _give_back(request: HttpRequest, own_id: str, column: str) -> HttpResponse:
    try:
        number = save_typed.give_back("deals", (own_id,), (column,), by=str(request.user))
    except InterlockError as error:
        wrong.tell(request, error)
    else:
        told.done(request, f"{TYPED_OVER[column]}: what the CRM says counts again.", number)
    return redirect("deal", own_id)


def _conflict(request: HttpRequest, file: DealFile, column: str, form: Value) -> HttpResponse:
    """Who typed over the same meanwhile, what and when; sent again, it is typed over that."""
    record = load_record("deals", file.record.key, viewer_of(request))
    last = next((one for one in record.past if one.column == column), None)
    again = Value(
        column=column, choices=file.choices,
        initial={"value": form.cleaned_data["value"], "seen": record.revision},
    )  # fmt: skip
    return _field(request, file, column, again, status=409, theirs=last)


def _field(
    request: HttpRequest,
    file: DealFile,
    column: str,
    form: Value,
    *,
    status: int,
    theirs: Past | None = None,
) -> HttpResponse:
    """The form alone in the page of its deal, or by itself on a page of its own."""
    around = {
        "form": form,
        "file": file,
        "column": column,
        "called": TYPED_OVER[column],
        "theirs": theirs,
        "is_typed": column in file.record.typed,
    }
    alone = "deal/field.html" if request.htmx else "deal/field_page.html"  # type: ignore[attr-defined]
    return render(request, alone, around, status=status)
