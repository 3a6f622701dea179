"""Back to the page that somebody came from, where it is one of this site's."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def asked_for(request: HttpRequest) -> str:
    """The page that a form, or else the address, names as ``next``; empty where it is none of this
    site's.
    """
    return ours(request.POST.get("next") or request.GET.get("next", ""))


def ours(there: str) -> str:
    """An address, if it is one of this site's."""
    is_ours = there.startswith("/") and url_has_allowed_host_and_scheme(there, None)
    return there if is_ours else ""


def to_where(request: HttpRequest, otherwise: str, *of: Any) -> HttpResponse:
    """To the page that is asked for, else to the one called ``otherwise``."""
    return redirect(asked_for(request) or reverse(otherwise, args=of))
