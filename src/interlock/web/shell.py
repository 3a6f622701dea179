"""What every page shows around its content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from interlock import __version__
from interlock.web.gate import whoever

PAGES = (
    ("week", "week", "This week"),
    ("week", "deals", "Deals"),
    ("calls", "calls", "Calls"),
    ("import", "bring_in", "Bring in"),
    ("people", "people", "People"),
)
"""(what a role must open, the address's name, what it is called)"""


def shell(request: HttpRequest) -> dict[str, Any]:
    """Whoever looks, and the pages that they may open."""
    viewer = whoever(request) if hasattr(request, "user") else None
    pages = [(name, called) for page, name, called in PAGES if viewer and page in viewer.opens]
    has_mail = bool(settings.MAIL)
    return {"has_mail": has_mail, "viewer": viewer, "pages": pages, "version": __version__}
