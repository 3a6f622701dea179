"""Channels of chat tools that are told the weekly report when a week is closed."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from interlock.actions import save_hooks
from interlock.records.errors import UnknownName
from interlock.records.webhook import READERS, SHAPES
from interlock.web.gate import opens, user_of
from interlock.web.webhooks import why_not

SUCH = "Such as https://hooks.slack.com/services/… or https://….logic.azure.com/workflows/…"


class Channel(forms.Form):
    """Where to, and whose report; an address that is known need not be given again."""

    shape = forms.ChoiceField(label="Chat tool", choices=list(SHAPES.items()))
    url = forms.CharField(
        label="Address",
        max_length=1000,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
        help_text=f"Of the channel's incoming webhook: a secret, which is not shown again. {SUCH}",
    )
    reader = forms.ChoiceField(label="View", choices=[(one, one) for one in READERS])

    def __init__(self, data: Any, *, known: str = "", initial: Any = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        self.known = known
        if known:
            del self.fields["shape"]
            self.fields["url"].required = False
            self.fields["url"].help_text = "Leave it empty to keep the one there is."

    def clean_url(self) -> str:
        """An address to which something may be sent; what is refused is not told again."""
        url = str(self.cleaned_data["url"]).strip() or self.known
        if why := why_not(url):
            raise forms.ValidationError(f"This address {why}.")
        return url


@opens("company")
def chats(request: HttpRequest) -> HttpResponse:
    """Every channel, and a way to add one."""
    form = Channel(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = save_hooks.make_chat(user_of(request), **form.cleaned_data, by=str(request.user))
        messages.success(request, "Added. Send a test to see whether it arrives.")
        return redirect("chat", number)
    told = {"form": form, "chats": save_hooks.load_chats()}
    return render(request, "chats.html", told, status=400 if form.errors else 200)


@opens("company")
def chat(request: HttpRequest, number: int) -> HttpResponse:
    """One of them: what it was told lately; changed, tested, removed."""
    found = next((one for one in save_hooks.load_chats() if one.number == number), None)
    if found is None:
        raise Http404
    form = Channel(None, known=found.url, initial={"reader": found.reader})
    if request.method == "POST":
        if "remove" in request.POST or "test" in request.POST:
            return _removed_or_tested(request, number)
        form = Channel(request.POST, known=found.url)
        if form.is_valid():
            save_hooks.change_chat(number, **form.cleaned_data, by=str(request.user))
            messages.success(request, "Changed.")
            return redirect("chat", number)
    told = {"form": form, "chat": found, "deliveries": save_hooks.load_chat_deliveries(number)}
    return render(request, "chat.html", told, status=400 if form.errors else 200)


def _removed_or_tested(request: HttpRequest, number: int) -> HttpResponse:
    try:
        if "remove" in request.POST:
            save_hooks.remove_chat(number, by=str(request.user))
            messages.success(request, "Removed: it is told nothing more.")
            return redirect("chats")
        save_hooks.test_chat(number)
    except UnknownName as error:
        raise Http404 from error
    messages.success(request, "A test is on its way. Load the page again to see what came of it.")
    return redirect("chat", number)
