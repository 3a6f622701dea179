"""Type over one value of a record: in place, with what its source says, and who was quicker."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from interlock.actions import save_typed
from interlock.actions.load_records import load_record
from interlock.records.errors import Conflict, InterlockError
from interlock.records.record import Past, Record
from interlock.web import plain_forms, told, wrong
from interlock.web.gate import viewer_of
from interlock.web.plain_forms import Plain


@dataclass(frozen=True)
class Over:
    """A value that can be typed over: of which ``record``, in which ``column``, what that is
    ``called``, and the ``field`` that takes it. ``source`` is what says it otherwise: CRM or
    tracker. ``page`` and ``here`` are the names of the record's address and of this form's;
    ``unit`` is that of an amount, ``options`` are offered as somebody writes.
    """

    record: Record
    column: str
    called: str
    field: forms.Field
    source: str
    page: str
    here: str
    unit: str = ""
    options: tuple[str, ...] = ()

    @property
    def own_id(self) -> str:
        return str(self.record.key[0])

    @property
    def name(self) -> str:
        return self.record.values["name"] or self.own_id

    @property
    def is_typed(self) -> bool:
        return self.column in self.record.typed


class Value(Plain):
    """One value; ``seen`` is when its record was read."""

    seen = plain_forms.seen()

    def __init__(self, *args: Any, over: Over, **more: Any) -> None:
        super().__init__(*args, **more)
        over.field.label, over.field.required = over.called, False
        self.fields["value"] = over.field


def answer(request: HttpRequest, over: Over) -> HttpResponse:
    """A form for the value; sent, it stands whatever the source says, until that is to count
    again.
    """
    if "give_back" in request.POST:
        return _give_back(request, over)
    now = {"value": over.record.values[over.column], "seen": over.record.revision}
    form = Value(request.POST or None, over=over, initial=now)
    if request.method == "POST" and form.is_valid():
        return _typed(request, over, form)
    return _field(request, over, form, status=400 if form.is_bound else 200)


def _typed(request: HttpRequest, over: Over, form: Value) -> HttpResponse:
    value = form.cleaned_data["value"]
    values = {over.column: None if value in ("", None) else str(value)}
    try:
        number = save_typed.type_over(
            over.record.table, over.record.key, values, by=str(request.user),
            seen=form.cleaned_data["seen"],
        )  # fmt: skip
    except Conflict:
        return _conflict(request, over, form)
    except InterlockError as error:
        wrong.tell_form(form, error)
        return _field(request, over, form, status=400)
    told.done(request, f"{over.called} is typed over; the {over.source} keeps its own.", number)
    return redirect(over.page, over.own_id)


def _give_back(request: HttpRequest, over: Over) -> HttpResponse:
    table, key = over.record.table, over.record.key
    try:
        number = save_typed.give_back(table, key, (over.column,), by=str(request.user))
    except InterlockError as error:
        wrong.tell(request, error)
    else:
        told.done(request, f"{over.called}: what the {over.source} says counts again.", number)
    return redirect(over.page, over.own_id)


def _conflict(request: HttpRequest, over: Over, form: Value) -> HttpResponse:
    """Who typed over the same meanwhile, what and when; sent again, it is typed over that."""
    record = load_record(over.record.table, over.record.key, viewer_of(request))
    last = next((one for one in record.past if one.column == over.column), None)
    now = {"value": form.cleaned_data["value"], "seen": record.revision}
    return _field(request, over, Value(over=over, initial=now), status=409, theirs=last)


def _field(
    request: HttpRequest, over: Over, form: Value, *, status: int, theirs: Past | None = None
) -> HttpResponse:
    """The form alone in the page of its record, or by itself on a page of its own."""
    alone = "over/field.html" if request.htmx else "over/field_page.html"  # type: ignore[attr-defined]
    return render(request, alone, {"form": form, "over": over, "theirs": theirs}, status=status)
