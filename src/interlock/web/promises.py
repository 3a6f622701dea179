"""Promises of both sides: mine, to me, by deal, by release, as a calendar."""

from calendar import Calendar
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from interlock.actions.load_promises import load_promises
from interlock.records.errors import NothingKept
from interlock.records.outcome import Standing
from interlock.records.promises import Hands, PromiseList
from interlock.records.report import PromiseLine
from interlock.records.rights import Viewer
from interlock.render import promise_rows, words
from interlock.web import clock, csv_file, nothing_yet, standing
from interlock.web.gate import opens, viewer_of
from interlock.web.promise_forms import FORMS

A_PAGE = 50
SOON_DAYS = 14
MINE, TO_ME, EVERYBODYS = "mine", "to_me", "everybody"
WHOSE = {MINE: "Given by me", TO_ME: "Given to me", EVERYBODYS: "Everybody's"}
SHOWN = {"": "List", "deal": "By deal", "release": "By release", "calendar": "Calendar"}
STATES = {"": "standing", "soon": "due in 14 days", "over": "day passed", "kept": "kept",
          "missed": "late, broken or withdrawn", "all": "all"}  # fmt: skip
CUSTOMER = "customer"
ABOUT = {"": "anything", "deal": "deals", "feature": "features", "release": "releases",
         "tool": "sales tools", CUSTOMER: "what customers were promised"}  # fmt: skip
MISSED = ("late", "broken", "withdrawn")
Pair = tuple[PromiseLine, Hands]


@opens("week")
def promises(request: HttpRequest) -> HttpResponse:
    """The promises that the address asks for, as a list, by what they are about, as a calendar or
    as CSV.
    """
    viewer = viewer_of(request)
    try:
        ahead = standing.ahead(request)
        if request.htmx:  # type: ignore[attr-defined]
            return standing.progress(request, standing.waited(*ahead))
        found = look(request, ahead)
    except NothingKept:
        return nothing_yet.page(request, "promises")
    asked = request.GET.dict()
    asked.setdefault("whose", _first(found, viewer))
    some = chosen(found, asked, viewer)
    if asked.get("as") == "csv":
        return csv_file.answer("promises", promise_rows.as_csv(line for line, _ in some))
    told = {
        "standing": standing.waited(*ahead),
        "asked": asked,
        "count": len(some),
        "every": len(found.lines),
        "whose": _links(request.GET, "whose", WHOSE, asked["whose"]),
        "shown_as": _links(request.GET, "as", SHOWN, asked.get("as", "")),
        "choices": _choices(asked),
        "may_give": "promises" in viewer.right.changes,
        "seen_on": words.full_day(found.seen_on) if found.seen_on < found.today else "",
        **_shown(request, found, some, asked),
    }
    return render(request, "promises.html", told)


def look(request: HttpRequest, ahead: tuple[Standing, Standing]) -> PromiseList:
    """All promises with the odds that are at hand. Raises ``NothingKept``."""
    deals, features = (one.made for one in ahead)
    return load_promises(viewer_of(request), deals=deals, features=features, now=clock.now())


def chosen(found: PromiseList, asked: Mapping[str, str], viewer: Viewer) -> list[Pair]:
    """The promises that some words ask for, ``whose`` among them."""
    return [pair for pair in found.lines if _is_asked(pair[0], asked, viewer, found)]


def _first(found: PromiseList, viewer: Viewer) -> str:
    """Whose come first: one's own, where one has any that stand."""
    for whose in (MINE, TO_ME):
        if any(line.settled_on is None and _is_of(line, whose, viewer) for line, _ in found.lines):
            return whose
    return EVERYBODYS


def _is_of(line: PromiseLine, whose: str, viewer: Viewer) -> bool:
    name = viewer.name.casefold()
    if whose == MINE:
        return line.maker.casefold() == name
    return whose != TO_ME or line.to.casefold() == name


def _is_asked(
    line: PromiseLine, asked: Mapping[str, str], viewer: Viewer, found: PromiseList
) -> bool:
    text = f"{line.what} {line.maker} {line.to} {line.why} {line.evidence}".casefold()
    about, form, state = (asked.get(name, "") for name in ("about", "form", "state"))
    return (
        _is_of(line, asked["whose"], viewer)
        and (_stands(line, state, found.today) or (not state and asked.get("as") == "calendar"))
        and _is_about(line, about, found)
        and form in ("", line.form)
        and all(word in text for word in asked.get("q", "").casefold().split())
    )


def _is_about(line: PromiseLine, about: str, found: PromiseList) -> bool:
    if about == CUSTOMER:
        return line.id in found.commitments
    return not about or bool(getattr(line, about, ""))


def _stands(line: PromiseLine, state: str, today: date) -> bool:
    is_open, due = line.settled_on is None, line.due
    return {
        "": is_open,
        "soon": is_open and due is not None and 0 <= (due - today).days <= SOON_DAYS,
        "over": is_open and due is not None and due < today,
        "kept": line.verdict == "kept" or (line.verdict == "odds" and line.odds == 1),
        "missed": line.verdict in MISSED or (not is_open and line.odds == 0),
    }.get(state, True)


def _shown(
    request: HttpRequest, found: PromiseList, some: list[Pair], asked: Mapping[str, str]
) -> dict[str, Any]:
    form = asked.get("as", "")
    if form == "calendar":
        return {"month": _month(request.GET, found, some)}
    if form in ("deal", "release"):
        return {"groups": _groups(found, some, form)}
    page = Paginator(some, A_PAGE).get_page(asked.get("page"))
    return {"rows": _rows(found, page), "page": page}


def _rows(found: PromiseList, some: Iterable[Pair]) -> list[dict[str, Any]]:
    return [
        promise_rows.row(line, hands, found.named, today=found.today, seen_on=found.seen_on)
        for line, hands in some
    ]


def _groups(found: PromiseList, some: Iterable[Pair], by: str) -> list[dict[str, Any]]:
    """Promises under the deal or the release that they are about; those about none last."""
    names = getattr(found.named, f"{by}s")

    def own_id(pair: Pair) -> str:
        line = pair[0]
        if by == "deal":
            return line.deal
        return line.release or found.releases.get(line.feature, "")

    def order(pair: Pair) -> tuple[bool, str, str]:
        own = own_id(pair)
        return not own, names.get(own, own).casefold(), own

    return [
        {"id": own, "name": names.get(own, own), "rows": _rows(found, pairs)}
        for own, pairs in groupby(sorted(some, key=order), key=own_id)
    ]


def _month(asked: QueryDict, found: PromiseList, some: Iterable[Pair]) -> dict[str, Any]:
    """The weeks of a month with what is due on each day; this month unless another is asked for."""
    first = _month_of(asked.get("month", ""), found.today)
    on_day: dict[date, list[dict[str, Any]]] = {}
    for row in _rows(found, some):
        if row["line"].due:
            on_day.setdefault(row["line"].due, []).append(row)
    weeks = Calendar(found.week_start).monthdatescalendar(first.year, first.month)
    return {
        "called": f"{first:%B %Y}",
        "before": _with(asked, "month", f"{first - timedelta(days=1):%Y-%m}"),
        "after": _with(asked, "month", f"{first + timedelta(days=31):%Y-%m}"),
        "weekdays": [f"{day:%a}" for day in weeks[0]],
        "weeks": [
            [
                {
                    "day": day,
                    "rows": on_day.get(day, []),
                    "is_today": day == found.today,
                    "is_outside": day.month != first.month,
                }
                for day in week
            ]
            for week in weeks
        ],
        "is_empty": not any(
            on_day.get(day) for week in weeks for day in week if day.month == first.month
        ),
    }


def _month_of(said: str, today: date) -> date:
    try:
        first = date.fromisoformat(f"{said}-01")
    except ValueError:
        first = today
    has_others = date.min.year < first.year < date.max.year
    return first.replace(day=1) if has_others else today.replace(day=1)


def _links(
    asked: QueryDict, name: str, called: Mapping[str, str], now: str
) -> list[tuple[str, str, bool]]:
    """(address, what it is called, whether that is shown) of each value."""
    return [(_with(asked, name, value), words, value == now) for value, words in called.items()]


def _with(asked: QueryDict, name: str, value: str) -> str:
    changed = asked.copy()
    changed.pop("page", None)
    if value:
        changed[name] = value
    else:
        changed.pop(name, None)
    return changed.urlencode()


def _choices(asked: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each list of the filter with what is chosen of it."""
    states = {**STATES, "": "all"} if asked.get("as") == "calendar" else STATES
    states = {key: said for key, said in states.items() if key != "all" or states[""] != "all"}
    every = {"state": ("Which", states), "about": ("About", ABOUT),
             "form": ("How firmly", {"": "any", **FORMS})}  # fmt: skip
    return [
        {"name": name, "called": called, "values": values, "now": asked.get(name, "")}
        for name, (called, values) in every.items()
    ]
