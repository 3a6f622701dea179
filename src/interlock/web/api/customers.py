"""Customers: all of them as the page asks for them, one, and the deals that begin after a sale."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field, create_model

from interlock.records.calendar import Quarter
from interlock.records.customers import Customer, CustomerFile, RenewalLink
from interlock.web import begin_deal, standing
from interlock.web import customer as one_page
from interlock.web import customers as page
from interlock.web.api import lines
from interlock.web.api.answers import Done, Page, Paging, changes, given, opens, paged, plain
from interlock.web.gate import viewer_of

router = Router(tags=["customers"])
MOST_LETTERS = 500


class AskedCustomers(Paging):
    """Which customers, in the words of the page's address."""

    q: str = Field("", max_length=MOST_LETTERS, description="words; all must stand in it")
    mine: bool = Field(False, description="only those with whom you have to do")
    soon: bool = Field(False, description=f"only what renews within {page.SOON_DAYS} days")
    bad: bool = Field(False, description="only with a commitment that came late or is over")
    handover: bool = Field(False, description="only what is not handed over")
    sort: str = Field(
        "", max_length=MOST_LETTERS,
        description="name, amount, health, renews, odds; a minus before it turns it round",
    )  # fmt: skip


class AroundCustomers(Schema):
    """What is said of all customers."""

    today: date
    currency: str
    quarters: list[Quarter] = Field(description="this one and the next two")
    link: RenewalLink = Field(description="whether kept commitments went with renewals")
    is_current: bool | None = Field(
        description="whether the odds are of the book as it is; null while there are none"
    )


class OfCustomer(Schema):
    """The odds beside a customer."""

    is_current: bool | None


class DealBegun(Done):
    """A deal that was begun."""

    deal: str = Field(description="its id")


Told: Any = lines.of(Customer, "CustomerTold")
Customers: Any = create_model("Customers", __base__=(AroundCustomers, Page[Told]))
OneCustomer: Any = lines.of(
    CustomerFile, "OneCustomer", base=OfCustomer, hands_over=(list[str], ...),
    begins=(list[str], ...),
)  # fmt: skip


@router.get("/customers", response=Customers, operation_id="customers")
@opens("week")
def customers(request: HttpRequest, asked: Query[AskedCustomers]) -> HttpResponse:
    """Customers with their contracts, commitments, hand-overs and renewals, those that need
    somebody soonest first.
    """
    waited, viewer = standing.deals(request), viewer_of(request)
    found = page.look(request, waited)
    some = page.chosen(found, _words(asked), viewer)
    around = {
        "today": found.today, "currency": found.currency, "quarters": plain(found.quarters),
        "link": plain(found.link), "is_current": waited.is_current if waited.made else None,
    }  # fmt: skip
    return paged(request, asked, some, plain, **around)


@router.post(
    "/customers/{path:account}/expansion", response={201: DealBegun}, operation_id="begin_expansion"
)
@changes("deals")
def expand(request: HttpRequest, account: str) -> HttpResponse:
    """Begin a deal that expands what a customer has, without an amount."""
    return begun(*begin_deal.save_expanded(request, one_page.look(request, account)))


@router.get("/customers/{path:account}", response=OneCustomer, operation_id="customer")
@opens("week")
def customer(request: HttpRequest, account: str) -> HttpResponse:
    """A customer by the name of its account, and what you may do."""
    waited = standing.deals(request)
    told = plain(one_page.look(request, account))
    sets = {name: sorted(told[name]) for name in ("hands_over", "begins")}
    return given({**told, **sets, "is_current": waited.is_current if waited.made else None})


def begun(own_id: str, change: int | None) -> HttpResponse:
    """A deal that was begun."""
    return given({"change": change, "deal": own_id}, status=201)


def _words(asked: AskedCustomers) -> dict[str, str]:
    """The same in the words of the page's address."""
    toggles = {name: "1" if getattr(asked, name) else "" for name in page.TOGGLES}
    return {"q": asked.q, "sort": asked.sort, **toggles}
