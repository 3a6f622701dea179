"""What every page shows around its content."""

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from interlock import __version__
from interlock.actions.load_book import load_time_zone
from interlock.records.cast import CAST
from interlock.web.demo import is_demo
from interlock.web.gate import whoever
from interlock.web.theme import COOKIE, THEMES, theme_of


class Page(NamedTuple):
    """A page in the bar: what a role must open, the address's name, what it is called, the key
    that leads there after ``g``, and the names of addresses that lie ``under`` it elsewhere.
    ``is_more``: it stands behind *More*, being opened now and then.
    """

    opens: str
    name: str
    called: str
    key: str
    is_more: bool = False
    under: tuple[str, ...] = ()


PAGES = (
    Page("week", "week", "This week", "w"),
    Page("week", "deals", "Deals", "d"),
    Page("week", "customers", "Customers", "u"),
    Page("week", "features", "Features", "f", under=("releases", "order")),
    Page("week", "planned", "Plan", "l"),
    Page("week", "whatif", "What if", "x"),
    Page("calls", "calls", "Calls", "c"),
    Page("week", "other_side", "Other side", "o"),
    Page("week", "promises", "Promises", "m"),
    Page("week", "notes", "Notes", "n", is_more=True),
    Page("week", "risks", "Risks", "k", is_more=True),
    Page("week", "tools", "Tools", "t", is_more=True),
    Page("week", "archive", "Reports", "r", is_more=True),
    Page("week", "seats", "People", "p", is_more=True),
    Page("import", "bring_in", "Bring in", "i", is_more=True),
    Page("settings", "settings", "Settings", "s", is_more=True),
)
KEYS = (
    ("/", "search"), ("j", "next row"), ("k", "row before"), ("Enter", "open the row"),
    ("?", "these keys"), ("Esc", "close, or leave the field"),
)  # fmt: skip
"""(key, what it does) on every page."""


def shell(request: HttpRequest) -> dict[str, Any]:
    """Whoever looks, and the pages that they may open."""
    viewer = whoever(request) if hasattr(request, "user") else None
    pages = [page for page in PAGES if viewer and page.opens in viewer.opens]
    return {
        "has_mail": bool(settings.MAIL),
        "viewer": viewer,
        "pages": pages,
        "more_pages": [page for page in pages if page.is_more],
        "here": _here(request.path),
        "keys": KEYS,
        "theme": theme_of(request.COOKIES.get(COOKIE, "")),
        "themes": THEMES,
        "cast": CAST.values() if is_demo() else (),
        "zone": SimpleLazyObject(load_time_zone),
        "version": __version__,
    }


def _here(path: str) -> str:
    """The page of the bar to which an address belongs, empty where it belongs to none."""
    under = [
        page.name
        for page in PAGES[1:]
        if any(path.startswith(reverse(name)) for name in (page.name, *page.under))
    ]
    return under[0] if under else "week" if path in (reverse("week"), reverse("report")) else ""
