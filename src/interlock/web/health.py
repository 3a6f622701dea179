"""Whether the site works: for whoever watches over it."""

from django.http import HttpRequest, JsonResponse

from interlock import __version__
from interlock.actions.load_book import load_history
from interlock.records.errors import NoBook
from interlock.web.gate import public


@public("tells nothing of the book but that it can be read")
def healthz(_request: HttpRequest) -> JsonResponse:
    """200 and the version while the book can be read, else 503 and why."""
    try:
        load_history(most=1)
    except NoBook:
        return JsonResponse({"ok": False, "why": "the book cannot be read"}, status=503)
    return JsonResponse({"ok": True, "version": __version__})
