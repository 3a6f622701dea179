"""What a page will show, and what to do, while no export is in the book."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SAYS = {
    "week": (
        "This week",
        "Here stand the odds of the quarter, what moved and why, when releases ship, what is "
        "promised and due",
    ),
    "deals": (
        "Deals",
        "Here stand your open deals, each with its odds, a range of dates and what holds it",
    ),
    "customers": (
        "Customers",
        "Here stands everybody who bought, what they were promised and how that went, and when "
        "they renew",
    ),
    "features": (
        "Features",
        "Here stand your unfinished features, each with its odds by date, who waits for it and "
        "what holds it",
    ),
    "order": ("Order of work", "Here stands each team's queue of features, to be put in order"),
    "releases": (
        "Releases",
        "Here stand your open releases, each with the odds of its day and the feature that holds "
        "it",
    ),
    "plan": ("Plan", "Here is each team's queue put in order by hand, with what that brings"),
    "what-ifs": (
        "What if",
        "Here it says what changes would cost and buy before anybody makes them",
    ),
    "promises": (
        "Promises",
        "Here stands what both sides promised, to whom and by when, with the odds of each day and "
        "what became of it",
    ),
    "risks": (
        "Risks",
        "Here stand risks of deals and features, each with who does what about it by when",
    ),
    "tools": (
        "Sales tools",
        "Here stand decks, demos, price lists and the like, each with who makes it, what it shows "
        "and when it is ready",
    ),
    "finance": (
        "Promises in writing",
        "Here stand written and contract promises of what is not out yet, each with its deal",
    ),
    "people": (
        "People",
        "Here stands who of the buyers and of ours is in each deal, who is missing, and who of "
        "ours knows whom (from people.csv, or a CRM's contacts and meetings)",
    ),
    "reports": (
        "Reports",
        "Here stands the report of every week, as it was on the day on which the week was closed",
    ),
    "other side": (
        "The other side",
        "Here stands what the other side is up against this week, and what you could do that "
        "would help it most",
    ),
    "calls": (
        "Calls",
        "Here stands what everybody says the quarter will bring, beside the CRM, our forecast and "
        "the target",
    ),
    "record": (
        "The record",
        "Here stands how the days that both sides said came out, on one scale: close dates, ship "
        "dates and promises",
    ),
    "notes": ("Notes", "Here stands what both sides write to each other"),
    "search": ("Search", "Here is found whatever is called so"),
}
"""page -> its head, and what stands there later"""


def page(request: HttpRequest, what: str) -> HttpResponse:
    """The empty page."""
    head, says = SAYS[what]
    return render(request, "nothing_yet.html", {"head": head, "says": says})
