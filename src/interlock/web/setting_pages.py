"""The company's settings: all of them with their defaults, a section to change, the whole file."""

from datetime import date
from typing import Any
from zoneinfo import available_timezones

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from interlock.actions import save_settings
from interlock.actions.save_settings import Prepared
from interlock.records.calendar import DAYS_PER_WEEK, Quarter
from interlock.records.company import Company
from interlock.records.errors import Conflict
from interlock.records.whole import whole
from interlock.render import company_toml
from interlock.web import clock, told
from interlock.web.gate import opens
from interlock.web.section_form import SectionForm
from interlock.web.setting_sections import BY_KEY, BY_NAME, SECTIONS, default_of, said

MOST_LINES = 8
FILE = "company.toml"


@opens("settings")
@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """Every setting in force, and which of them are defaults."""
    company, _ = save_settings.known()
    plain = said(company)
    sections = [
        (section, [_shown(name, plain, company) for name in section.names]) for section in SECTIONS
    ]
    quarter = company.fiscal.quarter_of(today(company))
    return render(request, "settings.html", {"sections": sections, "quarter": quarter})


@opens("company")
def section(request: HttpRequest, section: str) -> HttpResponse:
    """Change the settings of a section, look at what that does, or go back to the defaults."""
    if section not in BY_KEY:
        raise Http404
    of, (company, seen) = BY_KEY[section], save_settings.known()
    form = SectionForm(of, company, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        values = dict.fromkeys(of.names) if "default" in request.POST else form.values()
        prepared = save_settings.prepare(values, seen=_seen(request, seen))
        form.tell(prepared.problems)
        if "look" not in request.POST and ("default" in request.POST or form.is_valid):
            return _saved(request, prepared, f"settings of {of.title.lower()}")
        company = prepared.made
    around = {"section": of, "form": form, "seen": seen, "quarters": _quarters(company)}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "quarters.html", around)
    zones = sorted(available_timezones()) if "time_zone" in of.names else ()
    return render(request, "settings_section.html", around | {"zones": zones})


@opens("settings")
@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """The settings as a file: to look at, to download, to change as a whole."""
    company, seen = save_settings.known()
    text = company_toml.written(company)
    if request.GET.get("as") == "toml":
        answer = HttpResponse(text, content_type="application/toml; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{FILE}"'
        return answer
    return render(request, "settings_file.html", {"text": text, "seen": seen})


@opens("company")
@require_POST
def change_file(request: HttpRequest) -> HttpResponse:
    """What a whole file would change; applied once somebody looked."""
    _, seen = save_settings.known()
    sent = request.FILES.get("file")
    content = sent.read() if sent else request.POST.get("text", "").encode()
    prepared = save_settings.prepare_file(content, seen=_seen(request, seen))
    if "apply" in request.POST and not prepared.problems:
        return _saved(request, prepared, f"{FILE} brought in")
    told = {
        "text": content.decode("utf-8-sig", errors="replace"),
        "seen": seen,
        "prepared": prepared,
        "changes": [_change(name, prepared) for name in prepared.changes],
    }
    return render(request, "settings_file.html", told)


def today(company: Company) -> date:
    """The day that it is where the company is."""
    return company.day_of(clock.now())


def _saved(request: HttpRequest, prepared: Prepared, words: str) -> HttpResponse:
    try:
        made = save_settings.apply(prepared, by=str(request.user), words=words)
    except Conflict as conflict:
        messages.error(request, f"{conflict}. Look at them as they are now, and set yours again.")
        return redirect("settings")
    same = "Nothing differs from the settings in force."
    told.done(request, "Saved. Forecasts follow.", made, nothing=same)
    return redirect("settings")


def _shown(name: str, plain: dict[str, Any], company: Company) -> dict[str, Any]:
    """A setting as it stands, beside its default where it is another."""
    lines = BY_NAME[name].lines(plain[name])
    return {
        "setting": BY_NAME[name],
        "lines": lines[:MOST_LINES],
        "more": len(lines[MOST_LINES:]),
        "is_given": name in company.given,
        "default": default_of(name, plain[name]),
    }


def _change(name: str, prepared: Prepared) -> dict[str, Any]:
    """What a setting says no more, and what it says instead."""
    setting = BY_NAME[name]
    before, after = (setting.lines(said(one)[name]) for one in (prepared.now, prepared.made))
    return {
        "setting": setting,
        "gone": [line for line in before if line not in after],
        "new": [line for line in after if line not in before],
        "is_given": name in prepared.made.given,
        "was_given": name in prepared.now.given,
    }


def _quarters(company: Company) -> list[tuple[Quarter, float]]:
    """The quarters of the fiscal year in which it is today, each with its weeks."""
    now = company.fiscal.quarter_of(today(company))
    year = (company.fiscal.quarter_named(f"{now.label[:-1]}{number}") for number in range(1, 5))
    return [(quarter, quarter.days / DAYS_PER_WEEK) for quarter in year if quarter]


def _seen(request: HttpRequest, latest: int) -> int:
    """The change of the book at which somebody read what they send."""
    said = whole(request.POST.get("seen", ""))
    return latest if said is None else min(said, latest)
