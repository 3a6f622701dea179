"""Requests that are too large are refused before anything of them is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

MIB = 2**20


def limits(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """413, with what may be done, for more than INTERLOCK_UPLOAD_MIB."""

    def limited(request: HttpRequest) -> HttpResponse:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
        if size > settings.UPLOAD_MIB * MIB:
            told = {"size": f"{size / MIB:,.0f}", "most": f"{settings.UPLOAD_MIB:,}"}
            return render(request, "413.html", told, status=413)
        return answer(request)

    return limited
