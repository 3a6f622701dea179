"""Told the customer: keep that a deal's buyer was told by when a feature ships."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from interlock.actions.save_told import tell_customer
from interlock.records.errors import InterlockError
from interlock.render import words
from interlock.web import deal, told, wrong
from interlock.web.gate import changes, viewer_of


class Told(forms.Form):
    """Which feature, by which day, if they were told one, and in which words."""

    feature = forms.CharField(max_length=500)
    due = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    what = forms.CharField(required=False, max_length=500)


@changes("told")
@require_POST
def tell(request: HttpRequest, own_id: str) -> HttpResponse:
    """Keep that the buyer was told today."""
    _, _, _, file = deal.look(request, own_id)
    form = Told(request.POST)
    if not form.is_valid():
        messages.error(request, "Write the day as in 2026-12-15, or none. Nothing was changed.")
        return redirect("deal", own_id)
    said = form.cleaned_data
    try:
        made = tell_customer(
            own_id, said["feature"], on=file.today, due=said["due"], what=said["what"],
            viewer=viewer_of(request), by=str(request.user),
        )  # fmt: skip
    except InterlockError as error:
        wrong.tell(request, error)
    else:
        due = f"by {words.full_day(said['due'])}" if said["due"] else "without a day"
        told.done(request, f"Told the customer: {due}.", made, nothing="They know that already.")
    return redirect(f"{request.path.removesuffix('told/')}#needs")
