"""Requests that are too large are refused before anything of them is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

MIB = 2**20


def limits(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """413, with what may be done, for more than INTERLOCK_UPLOAD_MIB."""

    def limited(request: HttpRequest) -> HttpResponse:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
        if size > settings.UPLOAD_MIB * MIB:
            words = (
                f"These files are {size / MIB:,.0f} MiB; at most {settings.UPLOAD_MIB:,} MiB come "
                "in at once. Zip them, bring them one by one, or use interlock take-in."
            )
            return HttpResponse(words, status=413, content_type="text/plain; charset=utf-8")
        return answer(request)

    return limited
