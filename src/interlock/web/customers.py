"""Customers: everybody who bought, those first that need somebody soonest; as a table or CSV."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from interlock.actions.load_customers import load_customers
from interlock.records.bands import BANDS
from interlock.records.customers import Customer, Customers
from interlock.records.errors import NothingKept
from interlock.records.outcome import Standing
from interlock.records.rights import Viewer
from interlock.render import customer_rows, customer_words, renewal_link, renewals_ahead
from interlock.web import clock, csv_file, lists, nothing_yet, standing
from interlock.web.gate import opens, viewer_of
from interlock.web.lists import Sort

A_PAGE = 50
SOON_DAYS = 90
TOGGLES = {
    "mine": "mine", "soon": f"renews in {SOON_DAYS} days", "bad": "something late or over",
    "handover": "not handed over",
}  # fmt: skip
KEPT = ("q", *TOGGLES, "sort")


@opens("week")
def customers(request: HttpRequest) -> HttpResponse:
    """The customers that the address asks for."""
    try:
        waited = standing.deals(request)
        if request.htmx:  # type: ignore[attr-defined]
            return standing.progress(request, waited)
        found = look(request, waited)
    except NothingKept:
        return nothing_yet.page(request, "customers")
    viewer = viewer_of(request)
    some = chosen(found, request.GET, viewer)
    if request.GET.get("as") == "csv":
        return csv_file.answer("customers", customer_rows.as_csv(some))
    shown = Paginator(some, A_PAGE).get_page(request.GET.get("page"))
    told = {
        "standing": waited,
        "simulated": found.simulated,
        "asked": request.GET,
        "every": len(found.customers),
        "count": len(some),
        "shown": shown,
        "rows": [
            customer_rows.row(one, currency=found.currency, today=found.today) for one in shown
        ],
        "toggles": [
            {"name": name, "called": called, "now": request.GET.get(name)}
            for name, called in TOGGLES.items()
        ],
        "heads": lists.heads(request.GET, KEPT, _sorts(viewer)),
        "has_amounts": any(
            one.amount is not None or one.band for each in shown for one in each.contracts
        ),
        **_ahead(found, viewer),
    }
    return render(request, "customers.html", told)


def look(request: HttpRequest, waited: Standing) -> Customers:
    """All customers, with the odds that are at hand. Raises ``NothingKept``."""
    return load_customers(viewer_of(request), deals=waited.made, now=clock.now())


def chosen(found: Customers, asked: Mapping[str, str], viewer: Viewer) -> list[Customer]:
    """The customers that some words ask for, in the order that they ask for."""
    tests = [test for name, test in _tests(found, viewer).items() if asked.get(name)]
    text = asked.get("q", "").casefold().split()
    some = [
        one
        for one in found.customers
        if all(test(one) for test in tests) and all(word in _words(one) for word in text)
    ]
    said = asked.get("sort", "")
    sort = _sorts(viewer).get(said.removeprefix("-"))
    return lists.in_order(some, sort, turned=said.startswith("-"))


def _words(one: Customer) -> str:
    names = " ".join(contract.name for contract in one.contracts)
    people = " ".join(name for name, _ in one.people)
    return f"{one.account} {names} {people}".casefold()


def _tests(found: Customers, viewer: Viewer) -> dict[str, Callable[[Customer], bool]]:
    me, until = viewer.name.casefold(), found.today + timedelta(days=SOON_DAYS)
    return {
        "mine": lambda one: any(name.casefold() == me for name, _ in one.people),
        "soon": lambda one: one.renews_on is not None and one.renews_on <= until,
        "bad": lambda one: bool(one.health.late or one.health.over),
        "handover": lambda one: bool(customer_rows.handover_of(one)),
    }


def _sorts(viewer: Viewer) -> dict[str, Sort[Customer]]:
    """address -> order; a minus before it turns it round."""
    sorts: dict[str, Sort[Customer]] = {
        "name": Sort("name", lambda one: one.account.casefold(), most_first=False),
        "health": Sort("health", lambda one: (one.health.over, one.health.late), most_first=True),
        "renews": Sort("renewal", lambda one: one.renews_on, most_first=False),
        "odds": Sort("odds", lambda one: customer_rows.next_of(one).odds, most_first=True),
    }
    if viewer.amounts in ("all", "own"):
        sorts["amount"] = Sort("amount", customer_rows.amount_of, most_first=True)
    elif viewer.amounts == "bands":
        sorts["amount"] = Sort("amount", _band, most_first=True)
    return sorts


def _band(one: Customer) -> int | None:
    band = customer_rows.band_of(one)
    return BANDS.index(band) if band else None


def _ahead(found: Customers, viewer: Viewer) -> dict[str, Any]:
    """What ends soon, and whether kept commitments went with renewals."""
    sizes = (renewals_ahead.WIDE, renewals_ahead.NARROW)
    links = (renewal_link.WIDTH, renewal_link.NARROW)
    return {
        "renewals": [one for width in sizes if (one := renewals_ahead.picture(found, width=width))],
        "quarters": renewals_ahead.by_quarter(found, sums=viewer.amounts == "all"),
        "links": [one for width in links if (one := renewal_link.picture(found.link, width=width))],
        "link_said": customer_words.link(found.link),
    }
