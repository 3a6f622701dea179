"""Your webhooks: addresses that are told when forecasts, promises and plans change."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from interlock.actions import save_hooks, send_hooks
from interlock.records.errors import UnknownName
from interlock.records.webhook import KINDS
from interlock.web.gate import opens, user_of


class Hook(forms.Form):
    """Where to, and of what."""

    url = forms.CharField(
        label="Address",
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
    )
    kinds = forms.MultipleChoiceField(
        label="Tell it when",
        choices=[(kind, when) for kind, when in KINDS.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one."},
    )

    def clean_url(self) -> str:
        """An address to which something may be sent."""
        url = str(self.cleaned_data["url"]).strip()
        if why := why_not(url):
            raise forms.ValidationError(f"{url} {why}.")
        return url


def why_not(url: str) -> str:
    """Why nothing is sent to an address; nothing where it is well."""
    return send_hooks.allowed(url, private=settings.HOOKS_PRIVATE, this_machine=bool(settings.DEMO))


@opens("week")
def webhooks(request: HttpRequest) -> HttpResponse:
    """One's own webhooks, and a way to add one."""
    user = user_of(request)
    form = Hook(request.POST or None, label_suffix="", initial={"kinds": list(KINDS)})
    if request.method == "POST" and form.is_valid():
        number = save_hooks.make_hook(user, **form.cleaned_data, by=str(request.user))
        messages.success(request, "Added. Send a test to see whether it arrives.")
        return redirect("webhook", number)
    told = {"form": form, "hooks": save_hooks.load_hooks(user), "kinds": KINDS}
    return render(request, "webhooks.html", told, status=400 if form.errors else 200)


@opens("week")
def webhook(request: HttpRequest, number: int) -> HttpResponse:
    """One of them: its secret, what it was told lately; changed, tested, removed."""
    user = user_of(request)
    hook = next((one for one in save_hooks.load_hooks(user) if one.number == number), None)
    if hook is None:
        raise Http404
    form = Hook(None, initial={"url": hook.url, "kinds": hook.kinds}, label_suffix="")
    if request.method == "POST":
        if "remove" in request.POST or "test" in request.POST:
            return _removed_or_tested(request, number, user)
        form = Hook(request.POST, label_suffix="")
        if form.is_valid():
            by: Any = str(request.user)
            save_hooks.change_hook(number, user, **form.cleaned_data, by=by)
            messages.success(request, "Changed.")
            return redirect("webhook", number)
    told = {"form": form, "hook": hook, "deliveries": save_hooks.load_deliveries(number, user)}
    return render(request, "webhook.html", told, status=400 if form.errors else 200)


def _removed_or_tested(request: HttpRequest, number: int, user: int) -> HttpResponse:
    try:
        if "remove" in request.POST:
            save_hooks.remove_hook(number, user, by=str(request.user))
            messages.success(request, "Removed: it is told nothing more.")
            return redirect("webhooks")
        save_hooks.test_hook(number, user)
    except UnknownName as error:
        raise Http404 from error
    messages.success(request, "A test is on its way. Load the page again to see what came of it.")
    return redirect("webhook", number)
