"""How allauth lets people in: nobody signs up by themselves, and every sign-in is noted."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.signals import password_changed, user_logged_in, user_logged_out
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.auth import get_user_model
from django.dispatch import receiver
from django.http import HttpRequest
from django.shortcuts import render

from interlock.actions.save_member import note_event
from interlock.web.gate import address


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """People join by invitation alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note who could not sign in."""
        super().authentication_failed(request, **credentials)
        who = str(credentials.get("email") or credentials.get("username") or "")
        note_event("sign-in refused", who=who, address=address(request))


class CompanyAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The company's own sign-in lets in who was invited, by their address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Connect it to the member of that address, else refuse."""
        if sociallogin.is_existing:
            return
        email = (sociallogin.user.email or "").lower()
        user = get_user_model().objects.filter(email=email).first()
        verified = any(
            one.verified and one.email.lower() == email for one in sociallogin.email_addresses
        )
        if user is None or not verified:
            note_event(
                "sign-in refused", who=email, about="company sign-in", address=address(request)
            )
            raise ImmediateHttpResponse(
                render(request, "not_invited.html", {"email": email}, status=403)
            )
        sociallogin.connect(request, user)


@receiver(user_logged_in)
def _signed_in(request: HttpRequest, user: Any, **_: Any) -> None:
    note_event("signed in", who=user.email, address=address(request))


@receiver(user_logged_out)
def _signed_out(request: HttpRequest, user: Any, **_: Any) -> None:
    if user is not None:
        note_event("signed out", who=user.email, address=address(request))


@receiver(password_changed)
def _password_changed(request: HttpRequest, user: Any, **_: Any) -> None:
    note_event("password changed", who=user.email, address=address(request))
