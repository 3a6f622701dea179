"""The way to the company's own sign-in, whose page lies on another site."""

from urllib.parse import urlsplit

from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csp import csp_override
from requests import RequestException

from interlock.web.gate import public

ISSUER = urlsplit(settings.OIDC)
AT_HOME = [f"http://{ISSUER.netloc.rpartition('@')[2]}"] if ISSUER.scheme == "http" else []
LEADS_AWAY = ["'self'", "https:", *AT_HOME]
"""Whither its form may lead: the page for signing in need not be where the issuer is."""


@public("the company's own sign-in")
@csp_override(settings.SECURE_CSP | {"form-action": LEADS_AWAY})
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Ask whether to go there, and go; say so where it does not answer."""
    try:
        return views.login(request, provider_id)
    except RequestException:
        return render(request, "socialaccount/authentication_error.html", status=502)
