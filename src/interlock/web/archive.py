"""The archive: the weekly reports of all closed weeks, and one of them as it was kept."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from interlock.actions.load_archive import load_archive
from interlock.actions.load_weeks import load_week, load_weeks
from interlock.records import day_asked, report_days
from interlock.records.archive import Archive, UnreadLine, WeekLine
from interlock.records.closed_week import OF_ALL, ClosedWeek
from interlock.records.errors import NotAllowed, NothingKept, NotReadable, UnknownName
from interlock.records.report import WeeklyReport
from interlock.records.rights import Viewer
from interlock.render import archive_rows, page, report_markdown, report_pdf, weeks_ran, words
from interlock.web import draft, lists, nothing_yet, past_weeks, remarked
from interlock.web.gate import opens, viewer_of
from interlock.web.week import page_of

A_PAGE = 26
PICTURED = 53
"""Weeks that the picture shows where no year is asked for."""

KEPT = ("for", "year", "quarter", "q")
"""What an address of the archive asks for, besides the page."""


@opens("week")
def archive(request: HttpRequest) -> HttpResponse:
    """Every closed week in a line, newest first: of a year, a quarter, with some words."""
    viewer = viewer_of(request)
    weeks = load_weeks(viewer)
    try:
        closes = draft.closing()
        if not weeks:
            return render(
                request, "archive/none.html", {"closes": closes} | past_weeks.told(request)
            )
        told = _listed(request, weeks, viewer)
    except NothingKept:
        return nothing_yet.page(request, "reports")
    return render(
        request, "archive/list.html", told | {"closes": closes} | past_weeks.told(request)
    )


@opens("week")
def report(request: HttpRequest, day: str) -> HttpResponse:
    """The report of one week exactly as it was kept, in the view asked for."""
    weeks, viewer = load_weeks(viewer_of(request)), viewer_of(request)
    week, reader = found(request.GET.get("for", ""), weeks, viewer, day)
    beside = [one.day for one in weeks if reader in one.readers]
    at = beside.index(week.day)
    told = {
        "week": week,
        "views": views([week], reader, viewer),
        "reader": reader,
        "asked_for": request.GET.get("for", ""),
        "after": beside[at - 1] if at else None,
        "before": beside[at + 1] if at + 1 < len(beside) else None,
    }
    try:
        made = kept(week.day, reader, viewer)
    except NotReadable as error:
        said = remarked.told(request, weeks, week.day, None)
        return render(request, "archive/unread.html", told | said | {"why": error})
    said = remarked.told(request, weeks, week.day, made)
    return render(request, "archive/week.html", told | said | _read(request, week, made))


def _read(request: HttpRequest, week: ClosedWeek, made: WeeklyReport) -> dict[str, Any]:
    """A report that can be read, with what came of it."""
    reader = made.reader.name or made.reader.kind
    found_of = load_archive([week.day], reader, viewer_of(request))
    line = next(iter(found_of.lines), None)
    return {
        "report": made,
        "simulated": made.simulated,
        "body": page.body(made, address=page_of),
        "line": line,
        "came": archive_rows.came_of(line, found_of.came) if line else "",
        "where": archive_rows.where(line, found_of.came) if line else "",
    }


FORMS = {"pdf": "application/pdf", "md": "text/markdown; charset=utf-8"}
"""What the name of a file ends with -> what it is."""


@opens("week")
def as_file(request: HttpRequest, day: str, form: str) -> HttpResponse:
    """The report of one week as it was kept, as a file: a PDF, on A4 unless Letter is asked for, or
    Markdown.
    """
    if form not in FORMS:
        raise Http404
    viewer = viewer_of(request)
    week, reader = found(request.GET.get("for", ""), load_weeks(viewer), viewer, day)
    try:
        made = kept(week.day, reader, viewer)
    except NotReadable as error:
        raise Http404(str(error)) from error
    here = request.build_absolute_uri(reverse("closed_week", args=[week.day]))
    paper = "letter" if request.GET.get("paper") == "letter" else "a4"
    body = (
        report_pdf.render(made, paper=paper)
        if form == "pdf"
        else report_markdown.render(made, page=here)
    )
    answer = HttpResponse(body, FORMS[form])
    answer["Content-Disposition"] = f'attachment; filename="{week.day}.{form}"'
    return answer


def found(said: str, weeks: Sequence[ClosedWeek], viewer: Viewer, *days: str) -> tuple[Any, ...]:
    """The closed weeks of these days, and whose report of them is asked for: the viewer's own where
    nobody's is ``said``. Raises ``Http404`` where one is not there, or not theirs to read.
    """
    by_day = {one.day.isoformat(): one for one in weeks}
    asked = [by_day[day] for day in days if day in by_day]
    if len(asked) < len(days):
        raise Http404
    reader = chosen(said, asked, viewer)
    if any(reader not in one.readers for one in asked):
        raise Http404
    return *asked, reader


def chosen(said: str, weeks: Iterable[ClosedWeek], viewer: Viewer) -> str:
    """Whose report is asked for; without a word of it the viewer's own, else the first of those
    that are theirs to read in any of the weeks.
    """
    if said:
        return said
    readers = tuple(dict.fromkeys(one for week in weeks for one in week.readers))
    return viewer.report if viewer.report in readers or not readers else readers[0]


def views(
    weeks: Iterable[ClosedWeek], reader: str, viewer: Viewer
) -> dict[str, list[tuple[str, str, bool]]]:
    """Reports that the viewer may read of any of the weeks: (reader, what it is called, whether it
    is shown), of all and the viewer's own first, then those of others.
    """
    readers = list(dict.fromkeys(one for week in weeks for one in week.readers))
    own = [one for one in readers if one.casefold() == viewer.name.casefold()]
    first = [*(one for one in OF_ALL if one in readers), *own]
    called = {one: one.capitalize() for one in OF_ALL} | dict.fromkeys(own, "Mine")
    told = [(one, called.get(one, one), one == reader) for one in readers]
    return {
        "first": [one for one in told if one[0] in first],
        "others": [one for one in told if one[0] not in first],
    }


def kept(day: date, reader: str, viewer: Viewer) -> WeeklyReport:
    """A report as it was kept. Raises ``Http404`` where there is none, or not theirs to read, and
    ``NotReadable``.
    """
    try:
        return load_week(day, reader, viewer)
    except (UnknownName, NotAllowed) as error:
        raise Http404 from error


def _listed(request: HttpRequest, weeks: Sequence[ClosedWeek], viewer: Viewer) -> dict[str, Any]:
    asked = {name: request.GET.get(name, "").strip() for name in KEPT}
    years = list(dict.fromkeys(str(one.day.year) for one in weeks))
    some = [one for one in weeks if asked["year"] in ("", str(one.day.year))]
    reader = chosen(asked["for"], weeks, viewer)
    found = load_archive([one.day for one in some], reader, viewer)
    lines = listed(found, asked["q"], asked["quarter"])
    shown = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
    pictured = found.lines if asked["year"] else found.lines[:PICTURED]
    return {
        "asked": asked,
        "reader": reader,
        "views": views(weeks, reader, viewer),
        "years": _links(request, "year", {"": "All", **dict(zip(years, years, strict=True))}),
        "quarters": list(dict.fromkeys(one.quarter.label for one in found.lines if one.quarter)),
        "groups": archive_rows.groups(shown, found.came, found.remarks),
        "simulated": any(one.simulated for one in found.lines),
        "page": shown,
        "count": len(lines),
        "every": len(weeks),
        "has_a_year": weeks[0].day - weeks[-1].day >= report_days.YEAR - report_days.WEEK,
        "afterwards": frozenset(one.day for one in weeks if one.afterwards),
        "said": words.count(len(lines), "week"),
        "tally": archive_rows.tally(found.lines, found.came),
        "left_out": weeks_ran.left_out(pictured) if pictured else "",
        "pictures": [
            drawn
            for size in (weeks_ran.WIDE, weeks_ran.NARROW)
            if (drawn := weeks_ran.weeks_ran(pictured, found.came, size=size))
        ],
        "in_money": bool(found.lines and found.lines[0].reader.sees_amounts),
    }


def listed(found: Archive, words_asked: str, quarter: str) -> list[WeekLine | UnreadLine]:
    """The weeks of a quarter with some words in report or remarks, or on whose day those are,
    newest first.
    """
    days = day_asked.fitting(words_asked, [one.day for one in found.every])
    asked = words_asked.casefold()
    sought = asked.split() if days is None else [asked]
    return [
        one
        for one in found.every
        if quarter in ("", _quarter(one))
        and ((days and one.day in days) or _holds(one, sought, found.remarked.get(one.day, "")))
    ]


def _quarter(one: WeekLine | UnreadLine) -> str:
    return one.quarter.label if isinstance(one, WeekLine) and one.quarter else ""


def _holds(one: WeekLine | UnreadLine, sought: Sequence[str], remarked_on: str) -> bool:
    if not sought:
        return True
    said = one.words.casefold() if isinstance(one, WeekLine) else ""
    text = f"{said}\n{remarked_on}"
    return all(word in text for word in sought)


def _links(
    request: HttpRequest, name: str, called: Mapping[str, str]
) -> list[tuple[str, str, bool]]:
    """(query, what it is called, whether that is shown) of each value."""
    now = request.GET.get(name, "")
    return [
        (lists.query(request.GET, KEPT, **{name: value}), said, value == now)
        for value, said in called.items()
    ]
