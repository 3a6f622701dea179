"""Risks on the page of a deal or a feature: shown in a box, named, promised against, done, ended.

Any page joins them: ``box`` for its template, which includes ``risk/box.html``.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from interlock.actions import load_risks, save_risk
from interlock.actions.load_book import load_today
from interlock.records.errors import InterlockError, NothingKept
from interlock.records.report import DealsAhead
from interlock.records.risks import KINDS, Named, RiskBox, RiskLine, Stated
from interlock.render import risk_rows
from interlock.web import back, clock, standing, told, wrong
from interlock.web.gate import changes, viewer_of
from interlock.web.risk_forms import ActForm, RiskForm


def box(
    request: HttpRequest, kind: str, own_id: str, *, ahead: DealsAhead | None = None
) -> dict[str, Any]:
    """What ``risk/box.html`` shows as ``risks``; ``ahead`` is the forecast, where it is at hand."""
    made = ahead or forecast(request)
    found = load_risks.load_box(kind, own_id, viewer_of(request), ahead=made, now=clock.now())
    return {
        "box": found,
        "rows": [risk_rows.row(one, hands, today=found.today) for one, hands in found.lines],
        "says": risk_rows.stated(kind, found.stated),
        "form": _form(RiskForm, request, found) if found.may_name else None,
    }


@changes("risks")
def name_risk(request: HttpRequest, kind: str, own_id: str) -> HttpResponse:
    """A form for a risk; sent, it stands with what is promised against it."""
    found, made = opened(request, kind, own_id)
    form = _form(RiskForm, request, found)
    if request.method == "POST" and form.is_valid():
        try:
            named = save_named(request, found, form, ahead=made)
        except InterlockError as error:
            wrong.tell_form(form, error)
        else:
            told.done(request, "The risk is named.", named.made)
            return _back(request, kind, own_id)
    return _page(request, found, form, reverse("name_risk", args=[kind, own_id]), "")


@changes("risks")
def promise(request: HttpRequest, risk: str) -> HttpResponse:
    """A form for what is done about a risk; sent, it is a promise."""
    line = line_of(request, risk)
    found, made = opened(request, line.kind, line.about)
    form = _form(ActForm, request, found)
    if request.method == "POST" and form.is_valid():
        try:
            number = save_promised(request, found, risk, form, ahead=made)
        except InterlockError as error:
            wrong.tell_form(form, error)
        else:
            told.done(request, "It is promised.", number)
            return _back(request, line.kind, line.about)
    return _page(request, found, form, reverse("promise_risk", args=[risk]), line.what)


def _one_click(words: str) -> Callable[[Callable[..., int | None]], Callable[..., HttpResponse]]:
    """A view that changes a risk as its button says."""

    def view(does: Callable[..., int | None]) -> Callable[..., HttpResponse]:
        @changes("risks")
        @require_POST
        @wraps(does)
        def clicked(request: HttpRequest, risk: str) -> HttpResponse:
            line = line_of(request, risk)
            try:
                number = does(risk, request, load_today(clock.now()))
            except InterlockError as error:
                wrong.tell(request, error)
            else:
                told.done(request, words, number)
            return _back(request, line.kind, line.about)

        return clicked

    return view


@_one_click("Done.")
def done(risk: str, request: HttpRequest, today: Any) -> int | None:
    """What was promised against a risk is done today."""
    by = str(request.user)
    return save_risk.act_done(risk, viewer=viewer_of(request), on=today, by=by)


@_one_click("It is no risk any more.")
def end(risk: str, request: HttpRequest, today: Any) -> int | None:
    """A risk is none any more, from today."""
    by = str(request.user)
    return save_risk.end_risk(risk, viewer=viewer_of(request), on=today, by=by)


def save_named(
    request: HttpRequest, found: RiskBox, form: RiskForm, *, ahead: DealsAhead | None
) -> Named:
    """Keep the risk that a valid form names, with the odds of the day. Raises as the action."""
    act = form.promised()
    return save_risk.name_risk(
        found.kind, found.about, form.cleaned_data["what"], act=act,
        stated=_stated(found, act, ahead), viewer=viewer_of(request), on=found.today,
        by=str(request.user),
    )  # fmt: skip


def save_promised(
    request: HttpRequest, found: RiskBox, risk: str, form: ActForm, *, ahead: DealsAhead | None
) -> int | None:
    """Keep what a valid form promises against a risk: the number of the change."""
    if not (act := form.promised()):
        return None
    return save_risk.promise(
        risk, act, stated=_stated(found, act, ahead), viewer=viewer_of(request), on=found.today,
        by=str(request.user),
    )  # fmt: skip


def page_of(kind: str, own_id: str) -> str:
    """Where a deal or a feature is shown."""
    return reverse(kind, args=[own_id])


def forecast(request: HttpRequest) -> DealsAhead | None:
    """What lies ahead, as the viewer may see it; None while nothing is worked out."""
    try:
        made: DealsAhead | None = standing.deals(request).made
    except NothingKept:
        return None
    return made


def opened(request: HttpRequest, kind: str, own_id: str) -> tuple[RiskBox, DealsAhead | None]:
    """The risks of a deal or a feature, and the forecast if it is there. Raises ``Http404``."""
    if kind not in KINDS:
        raise Http404
    made, viewer = forecast(request), viewer_of(request)
    try:
        found = load_risks.load_box(kind, own_id, viewer, ahead=made, now=clock.now())
    except NothingKept as error:
        raise Http404 from error
    return found, made


def line_of(request: HttpRequest, risk: str) -> RiskLine:
    """A risk by its id. Raises ``Http404``."""
    try:
        every = load_risks.load_risks(viewer_of(request), ahead=None, now=clock.now()).lines
    except NothingKept as error:
        raise Http404 from error
    found = next((one for one, _ in every if one.id == risk), None)
    if found is None:
        raise Http404
    return found


def _stated(found: RiskBox, act: save_risk.Act | None, ahead: DealsAhead | None) -> Stated | None:
    due = act.due if act else None
    return load_risks.load_stated(found.kind, found.about, ahead=ahead, today=found.today, due=due)


def _form(kind: type[ActForm], request: HttpRequest, found: RiskBox) -> Any:
    first = {"maker": viewer_of(request).name}
    sent = request.POST if request.method == "POST" else None
    return kind(sent, today=found.today, initial=first, auto_id="risk_%s")


def _page(
    request: HttpRequest, found: RiskBox, form: ActForm, address: str, called: str
) -> HttpResponse:
    """The form by itself, in the page that asks for it or on one of its own."""
    around = {
        "form": form,
        "address": address,
        "called": called,
        "back": back.asked_for(request) or page_of(found.kind, found.about),
        "box": found,
        "says": risk_rows.stated(found.kind, found.stated),
    }
    alone = "risk/form.html" if request.htmx else "risk/page.html"  # type: ignore[attr-defined]
    return render(request, alone, around, status=400 if form.is_bound else 200)


def _back(request: HttpRequest, kind: str, own_id: str) -> HttpResponse:
    return back.to_where(request, kind, own_id)
