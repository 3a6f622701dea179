"""Back to the page that somebody came from, where it is one of this site's."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme


def to_where(request: HttpRequest, otherwise: str, *of: Any) -> HttpResponse:
    """To the page that a form names as ``next``, else to the one called ``otherwise``."""
    there = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(there, None):
        return redirect(there)
    return redirect(otherwise, *of)
