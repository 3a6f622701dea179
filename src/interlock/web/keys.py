"""Keys that make pages quicker, listed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from interlock.web.gate import opens


@opens("week")
def keys(request: HttpRequest) -> HttpResponse:
    """The keys, for who has no script to open their list beside a page."""
    return render(request, "keys.html")
