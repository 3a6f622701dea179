"""Your nudges: which kinds you want, what you were told, and putting it away."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from interlock.actions import load_nudges, save_nudges
from interlock.records.nudges import KINDS, MOST, Told
from interlock.records.whole import whole
from interlock.web import clock, tasks
from interlock.web.gate import opens, user_of

Lines = list[tuple[str, Told]]
"""(the page it leads to, what somebody was told)"""


def for_you(request: HttpRequest) -> Lines:
    """What a page shows of what whoever looks was told, until it is over or put away."""
    return _lines(load_nudges.load_nudges(user_of(request)))


@opens("week")
def nudges(request: HttpRequest) -> HttpResponse:
    """Which kinds one wants and whether by mail, and what one was told lately."""
    user = user_of(request)
    if request.method == "POST":
        kinds = request.POST.getlist("kinds")
        save_nudges.choose_nudges(user, kinds, mails="mails" in request.POST)
        messages.success(request, "Kept.")
        return redirect("own_nudges")
    wanted = load_nudges.load_wanted(user)
    told = {
        "kinds": [(kind, when, bool(wanted and kind in wanted.nudges))
                  for kind, when in KINDS.items()],
        "mails": wanted and wanted.mails_nudges,
        "latest": _lines(load_nudges.load_latest(user)),
        "trouble": load_nudges.load_trouble(user),
        "most": MOST,
    }  # fmt: skip
    return render(request, "account/nudges.html", told)


@opens("week")
@require_POST
def put_away(request: HttpRequest) -> HttpResponse:
    """Put one of one's own away, all of them where none is named."""
    number = whole(request.POST.get("number", ""))
    save_nudges.put_away(number, user=user_of(request), now=clock.now())
    return redirect("week")


def _lines(found: Iterable[Told]) -> Lines:
    return [(tasks.page_of_nudge(one.nudge), one) for one in found]
