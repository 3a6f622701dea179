"""Your tokens: what programs sign in with as you, made, shown once, and revoked."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from interlock.actions import save_token
from interlock.records.errors import InterlockError
from interlock.web import clock, wrong
from interlock.web.gate import opens, user_of
from interlock.web.setting_fields import Day


class Token(forms.Form):
    """What it is for, and its last day if it has one."""

    name = forms.CharField(
        label="What it is for", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    last_day = Day(
        label="Last day, if it has one", required=False, help_text="It signs in until its end."
    )


@opens("week")
def tokens(request: HttpRequest) -> HttpResponse:
    """One's own tokens, and a way to make one, which is shown this once."""
    user, made = user_of(request), ""
    form = Token(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            made = save_token.make_token(user, **form.cleaned_data, by=str(request.user))
        except InterlockError as error:
            wrong.tell_form(form, error)
    told = {
        "form": Token(label_suffix="") if made else form,
        "made": made,
        "tokens": save_token.load_tokens(user),
        "now": clock.now(),
    }
    answer = render(request, "tokens.html", told, status=400 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


@opens("week")
@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Let one of one's own tokens sign in no more."""
    try:
        save_token.revoke_token(number, user_of(request), by=str(request.user))
    except InterlockError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Revoked: nothing signs in with it any more.")
    return redirect("tokens")
