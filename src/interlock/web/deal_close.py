"""A deal has ended: won or lost, on which day; typed, it stands until the CRM is to count again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from interlock.actions import save_typed
from interlock.records.deal_file import DealFile
from interlock.records.errors import InterlockError
from interlock.web import deal, deal_forms, handover, told, wrong
from interlock.web.deal_forms import Ended
from interlock.web.gate import changes

COLUMNS = ("outcome", "closed_on")
WON = "won"
BACK = "give_back"


@changes("deals")
@require_POST
def close(request: HttpRequest, own_id: str) -> HttpResponse:
    """Write down how a deal ended, or let what the CRM says count again."""
    _, _, _, file = deal.look(request, own_id)
    if "deals" not in file.hand.changes:
        messages.error(request, "Only who owns this deal, or a manager, changes that.")
        return redirect("deal", own_id)
    if BACK in request.POST:
        return _given_back(request, own_id, file)
    if file.record.values["outcome"] != "open":
        messages.error(request, "It has ended already.")
        return redirect("deal", own_id)
    form = deal_forms.ended(file, request.POST)
    if form.is_valid():
        try:
            number = save(request, own_id, form)
        except InterlockError as error:
            wrong.tell_form(form, error)
        else:
            told.done(request, _says(own_id, file, form), number)
            return redirect("deal", own_id)
    return deal.page(request, own_id, forms={"ended": form})


def save(request: HttpRequest, own_id: str, form: Ended) -> int | None:
    """Type how a valid form says that a deal ended: the number of the change. Raises as the
    action.
    """
    values = {name: str(form.cleaned_data[name]) for name in COLUMNS}
    return save_typed.type_over("deals", (own_id,), values, by=str(request.user))


def _says(own_id: str, file: DealFile, form: Ended) -> str:
    """That it has ended; of a won deal, where it is handed over."""
    if form.cleaned_data["outcome"] != WON:
        return "It is lost; the CRM keeps its own."
    values = file.record.values
    account = values["account"] or values["name"] or own_id
    return format_html(
        'It is won. <a href="{}">Hand it over</a>: what was promised gets an owner in delivery and '
        "one in support.",
        handover.address(account, own_id),
    )


def _given_back(request: HttpRequest, own_id: str, file: DealFile) -> HttpResponse:
    typed = [name for name in COLUMNS if name in file.record.typed]
    try:
        number = save_typed.give_back("deals", (own_id,), typed, by=str(request.user))
    except InterlockError as error:
        wrong.tell(request, error)
    else:
        told.done(request, "How it ended: what the CRM says counts again.", number)
    return redirect("deal", own_id)
