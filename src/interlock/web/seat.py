"""One seat in a deal: ways to whoever is missing, and forms that fill it; a person mended."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from interlock.actions import load_people, save_typed
from interlock.records.errors import InterlockError, NothingKept, UnknownName
from interlock.records.seats import Part, Seat
from interlock.render import seats as drawn
from interlock.web import back, clock, plain_forms, told, wrong
from interlock.web.deal_forms import Meeting, Person
from interlock.web.gate import changes, opens, viewer_of
from interlock.web.plain_forms import Plain

SIDE_OF = {"sales": "sales", "development": "development"}
"""department -> the side that its people stand on; other for all others"""

CONTACT = "named contact"


class Mended(Plain):
    """What can be mended of somebody's part in a deal, besides who they are and which part."""

    department = plain_forms.words("Department", required=False)
    reports_to = plain_forms.words("Reports to", required=False)
    to_on = plain_forms.day(label="Last day in this role", required=False)


@opens("week")
def seat(request: HttpRequest, own_id: str) -> HttpResponse:
    """Who holds one part in a deal, who could lead to them, and forms to name and to have met."""
    viewer, part = viewer_of(request), request.GET.get("part", "")
    try:
        file = load_people.load_seated(own_id, viewer, now=clock.now())
        found = next(one for one in file.deal.seats if one.part == part)
    except (UnknownName, NothingKept, StopIteration) as error:
        raise Http404 from error
    about = {
        "deal": file.deal,
        "seat": found,
        "cell": drawn.cell(found, today=file.today),
        "ways": drawn.ways([one for one in file.ways if one.part == part], today=file.today),
        "next": request.GET.get("next", ""),
    }
    if file.may_change:
        about |= _forms(found, file.today, viewer.name)
    return render(request, "people/seat.html", about)


@changes("people")
def mend(request: HttpRequest) -> HttpResponse:
    """Mend somebody's part in a deal; taken back as everything that is typed."""
    said = {name: request.GET.get(name, "") for name in ("name", "deal", "role")}
    part = part_of(request, **said)
    if not part.may_change:
        return render(request, "refused.html", {"page": "change people"}, status=403)
    first = {name: getattr(part, name) for name in ("department", "reports_to", "to_on")}
    form = Mended(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        values = {name: str(value) if value else None for name, value in form.cleaned_data.items()}
        try:
            number = save_typed.type_over("people", part.key, values, by=str(request.user))
        except InterlockError as error:
            wrong.tell_form(form, error)
        else:
            told.done(request, f"{part.name} is mended, whatever the next export says.", number)
            return back.to_where(request, "person", part.name)
    return render(request, "people/mend.html", {"form": form, "part": part},
                  status=400 if form.is_bound else 200)  # fmt: skip


def part_of(request: HttpRequest, name: str, deal: str, role: str) -> Part:
    """Somebody's part in a deal, as the viewer may see it. Raises ``Http404``."""
    try:
        file = load_people.load_person(name, viewer_of(request), now=clock.now())
        return next(one for one in file.parts if (one.deal, one.role) == (deal, role))
    except (UnknownName, NothingKept, StopIteration) as error:
        raise Http404 from error


def _forms(found: Seat, today: Any, name: str) -> dict[str, Any]:
    """To name somebody; to have met them, where a buyer's person holds the seat."""
    plain = found.part.strip().casefold()
    first = (
        {"side": SIDE_OF.get(plain, "other"), "role": CONTACT, "department": found.part}
        if found.ours
        else {"side": "buyer", "role": found.part}
    )
    person = Person(initial=first, auto_id="person_%s")
    for one in first:
        person.fields[one].widget = forms.HiddenInput()
    made: dict[str, Any] = {"person": person}
    if found.names and not found.ours:
        met = {"person": found.names[0], "on": today, "by": name}
        made["meeting"] = Meeting(initial=met, auto_id="meeting_%s")
    return made
