"""Calls: what everybody says a quarter will bring, beside the CRM, the forecast and the target."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from interlock.actions import load_calls
from interlock.actions.load_calls import WHOSE, Moment
from interlock.records.calendar import Quarter
from interlock.records.calls import CallsAhead, CallTable, PeriodFigures, Scope, categories
from interlock.records.errors import NothingKept
from interlock.records.outcome import Standing
from interlock.records.rights import Viewer
from interlock.render import amounts, call_bar, call_rows, call_steps, page
from interlock.web import csv_file, nothing_yet, standing, tasks
from interlock.web.gate import opens, viewer_of

PERIODS = 2
FIRST_LOOK = {"rep": "me", "manager": "team"}


@dataclass(frozen=True)
class Opened:
    """A page of calls as somebody opens it: who, now, what is worked out as they may see it, and
    which quarter they ask about.
    """

    viewer: Viewer
    moment: Moment
    standing: Standing
    made: CallsAhead | None
    quarters: Sequence[Quarter | PeriodFigures]
    quarter: Quarter | PeriodFigures

    @property
    def period(self) -> str:
        return self.quarter.label

    @property
    def figures(self) -> PeriodFigures | None:
        return self.quarter if isinstance(self.quarter, PeriodFigures) else None

    @property
    def categories(self) -> tuple[str, ...]:
        return categories(self.moment.company)

    @property
    def currency(self) -> str:
        return self.moment.company.currency

    @property
    def has_ended(self) -> bool:
        """Whether what is said now would come too late to be a call."""
        return self.quarter.last < self.moment.said_on

    @property
    def told(self) -> dict[str, Any]:
        """What every template of calls is told."""
        company = self.moment.company
        return {
            "opened": self,
            "standing": self.standing,
            "simulated": company.simulated,
            "week": self.moment.week,
            "lock": company.calls_lock.capitalize(),
        }


def of_calls(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page over what is worked out for calls: before anything was brought in it says so, and how
    far the figures are where that alone is asked.
    """

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        try:
            asked = opened(request)
        except NothingKept:
            return nothing_yet.page(request, "calls")
        if request.htmx:  # type: ignore[attr-defined]
            return standing.progress(request, asked.standing)
        return view(request, asked, *args, **more)

    return shown


def opened(request: HttpRequest, period: str | None = None) -> Opened:
    """What the address asks for, of this quarter if one is said. Raises ``NothingKept``."""
    viewer, moment = viewer_of(request), load_calls.load_moment()
    found = standing.calls(request)
    made = load_calls.for_viewer(found.made, viewer) if found.made else None
    quarters: Sequence[Quarter | PeriodFigures] = (
        made.periods if made else moment.company.fiscal.quarters_from(moment.day, PERIODS)
    )
    asked = period or request.GET.get("period")
    quarter = next((one for one in quarters if one.label == asked), quarters[0])
    return Opened(viewer, moment, found, made, quarters, quarter)


@opens("calls")
@of_calls
def calls(request: HttpRequest, asked: Opened) -> HttpResponse:
    """Everybody's calls for a quarter, as a table or CSV."""
    asked_of = whose(request, asked.viewer)
    table = load_calls.load_calls(
        asked.viewer, asked.moment, period=asked.period, figures=asked.figures, whose=asked_of
    )
    if request.GET.get("as") == "csv":
        text = call_rows.as_csv(table, categories=asked.categories)
        return csv_file.answer(f"calls_{asked.period}", text)
    told = {"whose": asked_of, "all_whose": _choices(asked.viewer), **_tables(table, asked)}
    return render(request, "calls.html", asked.told | told)


@opens("calls")
@of_calls
def caller(request: HttpRequest, asked: Opened, name: str) -> HttpResponse:
    """One caller's calls through a quarter, beside the forecast of those days."""
    viewer, level = asked.viewer, request.GET.get("level", "rep")
    if viewer.amounts != "all" and (name, level) != (viewer.name, "rep"):
        raise Http404
    said = load_calls.load_said(viewer, name, period=asked.period)
    figures = load_calls.load_figures(viewer, asked.figures, name=name, level=level)
    scope = figures.scope if figures else Scope("rep", name)
    if not said and figures is None:
        raise Http404
    drawn = _steps(asked, name, level, said, scope, figures.target if figures else None)
    listed = [one | {"money": amounts.full(one["amount"], currency=asked.currency)} for one in said]
    may_lead = leads(asked, name, level, led(asked))
    told = {"name": name, "level": level, "said": listed, "drawn": drawn, "leads": may_lead}
    return render(request, "caller.html", asked.told | told)


def led(asked: Opened) -> frozenset[str] | None:
    """In place of whose calls the viewer may say another number; None for everybody's."""
    if "lead" not in asked.viewer.opens:
        return frozenset()
    return load_calls.led_by(asked.viewer, asked.moment)


def leads(asked: Opened, name: str, level: str, whom: frozenset[str] | None) -> bool:
    """Whether this call is one of ``whom`` the viewer leads, and below the viewer's own level."""
    is_lower = level == "rep" or (level == "manager" and asked.viewer.role == "owner")
    return is_lower and name != asked.viewer.name and (whom is None or name in whom)


def whose(request: HttpRequest, viewer: Viewer) -> str:
    """Whose calls the address asks for, as far as the viewer sees them."""
    asked = request.GET.get("whose")
    first = FIRST_LOOK.get(viewer.role, "company")
    return asked if asked in _choices(viewer) else first if viewer.amounts == "all" else "me"


def _choices(viewer: Viewer) -> dict[str, str]:
    called = dict(zip(WHOSE, ("me", "my team", "the company"), strict=True))
    if viewer.amounts != "all":
        return {"me": called["me"]}
    return called if viewer.role != "product" else {"company": called["company"]}


def _tables(table: CallTable, asked: Opened) -> dict[str, Any]:
    """The rows of each table in words, and how to read them."""
    in_words = partial(call_rows.rows, categories=asked.categories, currency=asked.currency)
    together = partial(call_rows.sums, categories=asked.categories, currency=asked.currency)
    with_leads = partial(_with_leads, asked, led(asked))
    is_now = asked.quarter is asked.quarters[0]
    by_name = {one["row"].name: one for one in with_leads(in_words(table.reps))}
    groups = [
        (group, [by_name[row.name] for row in group.rows], together(group.rows))
        for group in table.groups
    ]
    return {
        "table": table,
        "above": with_leads(in_words(table.above, alone=True)),
        "groups": [(group, rows, _in_order(asked, sums)) for group, rows, sums in groups],
        "parts": in_words(table.parts),
        "unsaid": [row.name for row in table.reps if not row.is_said and is_now],
        "legend": call_bar.legend(),
        "scores": page.call_scores(asked.made) if asked.made else "",
    }


def _with_leads(
    asked: Opened, whom: frozenset[str] | None, rows: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Rows with whether the viewer may say another number in place of theirs."""
    return [one | {"leads": leads(asked, one["row"].name, one["row"].level, whom)} for one in rows]


def _in_order(asked: Opened, sums: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(category, sums.get(category, "")) for category in asked.categories]


def _steps(
    asked: Opened,
    name: str,
    level: str,
    said: Sequence[Any],
    scope: Scope,
    target: float | None,
) -> list[Any]:
    """The drawing for a screen and for a phone."""
    found = defaultdict[str, list[Any]](list)
    for one in reversed(said):
        if one["by"] == name and not one["about"] and one["level"] == level:
            found[one["category"]].append((one["said_on"], one["amount"]))
    ordered = {each: found[each] for each in asked.categories if each in found}
    if not ordered:
        return []
    medians = load_calls.load_medians(asked.viewer, tasks.OF_CALLS, scope, period=asked.period)
    drawn = (
        call_steps.steps(
            ordered,
            medians,
            first=asked.quarter.first,
            last=asked.quarter.last,
            today=asked.moment.day,
            target=target,
            currency=asked.currency,
            name=name,
            size=size,
        )
        for size in (call_steps.WIDE, call_steps.NARROW)
    )
    return [one for one in drawn if one is not None]
