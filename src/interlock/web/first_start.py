"""The first start: whoever has the token from the terminal makes themselves the owner."""

import os
from hmac import compare_digest

from django import forms
from django.contrib.auth import get_user_model, login, password_validation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from interlock.actions.load_members import needs_owner
from interlock.actions.save_member import make_owner
from interlock.records.member import FIRST_TOKEN
from interlock.web.gate import public

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Password(forms.Form):
    """A password that is not easily guessed."""

    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 10 characters.",
    )

    def clean_password(self) -> str:
        """Not too short, too common or too much like the name."""
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password)
        return password


class Owner(Password):
    """Who owns the book."""

    email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    known_as = forms.CharField(
        label="Your name", help_text="As your CRM or tracker writes it, if you stand there."
    )
    field_order = ("known_as", "email", "password")


@public("asks for the token that the terminal printed, and only while nobody owns the book")
def first_start(request: HttpRequest, token: str) -> HttpResponse:
    """Make the first owner."""
    given = os.environ.get(FIRST_TOKEN, "")
    if not given or not compare_digest(given, token) or not needs_owner():
        raise Http404
    form = Owner(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        user = make_owner(said["email"], said["password"], known_as=said["known_as"])
        sign_in(request, user)
        return redirect("bring_in")
    return render(request, "first_start.html", {"form": form})


def sign_in(request: HttpRequest, user: int) -> None:
    """Sign somebody in who has just chosen a password."""
    login(request, get_user_model().objects.get(pk=user), backend=BACKEND)
