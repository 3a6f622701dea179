"""The plan that a buyer and we share: to print or as CSV for the buyer, and its steps changed."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from interlock.actions import save_typed
from interlock.actions.load_plan import load_plan
from interlock.records.errors import Conflict, InterlockError, NothingKept, UnknownName
from interlock.records.mutual_plan import MutualPlan, PlanLine
from interlock.records.report import DealsAhead
from interlock.render import plan_lines
from interlock.render.csv_text import written
from interlock.web import clock, csv_file, told, wrong
from interlock.web.deal_forms import StepNow
from interlock.web.gate import changes, opens, viewer_of

HEADS = ("due", "step", "owner_theirs", "owner_ours", "done_on")


@opens("week")
def plan(request: HttpRequest, own_id: str) -> HttpResponse:
    """The steps as the buyer may see them: no odds, no amounts, nothing that we think of them."""
    found = load(request, own_id)
    if request.GET.get("as") == "csv":
        rows = ((one.due, one.what, one.theirs, one.ours, one.done_on) for one in found.steps)
        return csv_file.answer("plan", written(HEADS, rows))
    told = {
        "plan": found,
        "lines": found.steps,
        "pictures": pictures(found.steps, found),
        "simulated": found.simulated,
    }
    return render(request, "plan.html", told)


@changes("buyer_steps")
def step(request: HttpRequest, own_id: str) -> HttpResponse:
    """A form for the day and the owners of a step; sent, they stand whatever an export says."""
    found = load(request, own_id)
    asked = request.POST.get("step") or request.GET.get("step", "")
    line = next((one for one in found.steps if one.what == asked), None)
    if line is None:
        raise Http404
    if not found.may_change:
        messages.error(request, "Only who owns this deal, or a manager, changes that.")
        return redirect("deal", own_id)
    form = StepNow(request.POST or None, initial=_now(line, found), auto_id="step_%s")
    if request.method == "POST" and form.is_valid():
        return _typed(request, found, line, form)
    return _form(request, found, line, form, status=400 if form.is_bound else 200)


def load(request: HttpRequest, own_id: str, *, ahead: DealsAhead | None = None) -> MutualPlan:
    """The plan of a deal; ``ahead`` is the forecast, where odds are to stand in it."""
    try:
        return load_plan(own_id, viewer_of(request), ahead=ahead, now=clock.now())
    except (UnknownName, NothingKept) as error:
        raise Http404 from error


def differing(line: PlanLine, said: Mapping[str, Any]) -> dict[str, Any]:
    """Of what is said of a step only what differs: what an export says of the rest goes on
    counting.
    """
    now = {
        "due": line.due, "owner_theirs": line.theirs, "owner_ours": line.ours,
        "done_on": line.done_on,
    }  # fmt: skip
    return {name: value for name, value in said.items() if value != (now[name] or None)}


def pictures(lines: tuple[PlanLine, ...], found: MutualPlan) -> list[Any]:
    """The drawing for a screen and for a phone."""
    name = found.account or found.deal_name
    drawn = (
        plan_lines.picture(lines, today=found.today, name=name, width=width)
        for width in (plan_lines.WIDE, plan_lines.NARROW)
    )
    return [one for one in drawn if one is not None]


def _now(line: PlanLine, found: MutualPlan) -> dict[str, Any]:
    return {
        "step": line.what,
        "due": line.due,
        "owner_theirs": line.theirs,
        "owner_ours": line.ours,
        "seen": found.revision,
    }


def _typed(request: HttpRequest, found: MutualPlan, line: PlanLine, form: StepNow) -> HttpResponse:
    said = {name: form.cleaned_data[name] or None for name in ("due", "owner_theirs", "owner_ours")}
    values = differing(line, said)
    if not values:
        told.done(request, "", None)
        return redirect("deal", found.deal)
    try:
        number = save_typed.type_over(
            "buyer_steps", (found.deal, line.what), values, by=str(request.user),
            seen=form.cleaned_data["seen"],
        )  # fmt: skip
    except Conflict as error:
        again = StepNow({**form.cleaned_data, "seen": found.revision}, auto_id="step_%s")
        wrong.tell_form(again, error)
        return _form(request, found, line, again, status=409)
    except InterlockError as error:
        wrong.tell_form(form, error)
        return _form(request, found, line, form, status=400)
    words = f"{line.what}: moved." if "due" in values else f"{line.what}: changed."
    told.done(request, words, number)
    return redirect("deal", found.deal)


def _form(
    request: HttpRequest, found: MutualPlan, line: PlanLine, form: StepNow, *, status: int
) -> HttpResponse:
    around = {"form": form, "plan": found, "line": line}
    alone = "plan/row.html" if request.htmx else "plan/page.html"  # type: ignore[attr-defined]
    return render(request, alone, around, status=status)
