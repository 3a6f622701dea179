"""One sales tool: what it is, its files, who took it and who is let have it, how far it is."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from interlock.actions import load_tools, save_tool
from interlock.actions.load_book import load_today
from interlock.records.errors import InterlockError, NothingKept, UnknownName
from interlock.records.sales_tools import ToolPage
from interlock.records.tool_tables import DRAFT, INTERNAL, READY, RETIRED
from interlock.render import tool_rows
from interlock.web import back, clock, promise_box, standing, told, tool_forms, wrong
from interlock.web.gate import changes, opens, viewer_of
from interlock.web.tool_forms import ChangeForm, LetForm

MOVES = {DRAFT: "a draft", INTERNAL: "for ourselves", READY: "ready", RETIRED: "retired"}
"""State that it can be given -> what the button says."""

TOLD = {
    DRAFT: "It is a draft.", INTERNAL: "It is for ourselves.",
    READY: "It is ready: everybody can take it.", RETIRED: "It is retired.",
}  # fmt: skip


@opens("week")
def tool(request: HttpRequest, name: str) -> HttpResponse:
    """The page of a tool, ``deal`` says for which it is looked at."""
    if request.htmx:  # type: ignore[attr-defined]
        return standing.progress(request, standing.features(request))
    return page(request, name)


def page(
    request: HttpRequest, name: str, *, change: ChangeForm | None = None, let: LetForm | None = None
) -> HttpResponse:
    """The page, with a form that could not be taken as it was sent."""
    found = opened(request, name)
    waited, one, of = standing.features(request), found.tool, found.of
    around = {
        "standing": waited,
        "simulated": of.simulated,
        "page": found,
        "one": tool_rows.row(one, of),
        "tool": one,
        "record": found.record,
        "deal": request.GET.get("deal", ""),
        "moves": _moves(found),
        "change": change or _change(request, found),
        "let": let or _let(request, found),
        "features": of.features,
        "kinds": tool_forms.KINDS,
        "deals": found.deals,
        "lets": [(row, found.deals.get(row["deal"], row["deal"])) for row in one.lets],
        "taken": [(took, found.deals.get(took.deal, took.deal)) for took in found.taken],
        "promised": promise_box.box(request, "tool", name, features=waited.made),
    }
    return render(request, "tool.html", around, status=400 if change or let else 200)


@changes("tool_asks")
@require_POST
def change(request: HttpRequest, name: str) -> HttpResponse:
    """What somebody says of a tool, from the form on its page."""
    found = opened(request, name)
    form = _change(request, found)
    if form.is_valid():
        said = form.said()
        seen = said.pop("seen") or found.of.seen
        try:
            number = save_tool.change(
                name, said, seen=seen, viewer=viewer_of(request), on=found.of.today,
                by=str(request.user),
            )  # fmt: skip
        except InterlockError as error:
            wrong.tell_form(form, error)
        else:
            told.done(request, "It is changed.", number)
            return back.to_where(request, "tool", name)
    return page(request, name, change=form)


@changes("tool_asks")
@require_POST
def state(request: HttpRequest, name: str) -> HttpResponse:
    """How far a tool is, as the button says."""
    to = request.POST.get("state", "")
    return _clicked(request, name, {"state": to}, TOLD.get(to, "It is changed."))


@changes("tool_asks")
@require_POST
def looked_at(request: HttpRequest, name: str) -> HttpResponse:
    """A tool was looked at again: nothing speaks against it any more."""
    return _clicked(request, name, {"review": None}, "It was looked at again.")


@changes("tool_asks")
@require_POST
def let(request: HttpRequest, name: str) -> HttpResponse:
    """Somebody may have a tool that is not ready, for a deal."""
    found = opened(request, name)
    form = _let(request, found)
    if form.is_valid():
        said = form.cleaned_data
        try:
            number = save_tool.let(
                name, said["person"], said["deal"], said["why"], viewer=viewer_of(request),
                now=clock.now(), by=str(request.user),
            )  # fmt: skip
        except InterlockError as error:
            wrong.tell_form(form, error)
        else:
            told.done(request, f"{said['person']} can take it for that deal.", number)
            return back.to_where(request, "tool", name)
    return page(request, name, let=form)


@changes("tool_asks")
@require_POST
def let_no_more(request: HttpRequest, name: str) -> HttpResponse:
    """Somebody may have it no longer."""
    person, deal = request.POST.get("person", ""), request.POST.get("deal", "")
    viewer, by = viewer_of(request), str(request.user)
    try:
        number = save_tool.take_back_let(name, person, deal, viewer=viewer, by=by)
    except InterlockError as error:
        wrong.tell(request, error)
    else:
        told.done(request, f"{person} cannot take it any longer.", number)
    return back.to_where(request, "tool", name)


def opened(request: HttpRequest, name: str) -> ToolPage:
    """All that is kept of a tool. Raises ``Http404``."""
    made, viewer = _features(request), viewer_of(request)
    deal = request.GET.get("deal", "")
    try:
        return load_tools.load_tool(name, viewer, features=made, now=clock.now(), deal=deal)
    except (UnknownName, NothingKept) as error:
        raise Http404 from error


def _features(request: HttpRequest) -> Any:
    try:
        return standing.features(request).made
    except NothingKept as error:
        raise Http404 from error


def _clicked(request: HttpRequest, name: str, values: dict[str, Any], words: str) -> HttpResponse:
    viewer, by = viewer_of(request), str(request.user)
    try:
        on = load_today(clock.now())
        number = save_tool.change(name, values, viewer=viewer, on=on, by=by)
    except InterlockError as error:
        wrong.tell(request, error)
    else:
        told.done(request, words, number)
    return back.to_where(request, "tool", name)


def _change(request: HttpRequest, found: ToolPage) -> ChangeForm:
    first = tool_forms.begun(found.tool.row, found.of)
    return ChangeForm(
        _sent(request, "change_tool"), initial=first, choices=found.of, auto_id="tool_%s"
    )


def _let(request: HttpRequest, found: ToolPage) -> LetForm:
    return LetForm(_sent(request, "let_tool"), choices=(found.hands, found.deals), auto_id="let_%s")


def _sent(request: HttpRequest, here: str) -> Any:
    """What was sent to the form whose address is called so."""
    match = request.resolver_match
    return request.POST if match and match.url_name == here else None


def _moves(found: ToolPage) -> list[dict[str, str]]:
    """The states that it could be in, and what is asked first where people use it."""
    tool = found.tool
    used = len({one.person for one in found.taken})
    is_used = tool.row["state"] == READY and (used or tool.asks)
    people = f"{used} of us took it. " if used else ""
    asks = f"{people}Nobody but its owner could take it then: go on?" if is_used else ""
    return [
        {"state": state, "called": called, "asks": asks if state != READY else ""}
        for state, called in MOVES.items()
        if state != tool.row["state"]
    ]
