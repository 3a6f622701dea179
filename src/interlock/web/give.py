"""Giving a promise: the odds of its day, and the days for 50, 80 and 95 %, come before."""

from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from interlock.actions import save_promise
from interlock.actions.load_promises import load_giving
from interlock.records.errors import InterlockError, NothingKept
from interlock.records.outcome import Standing
from interlock.records.promises import ABOUT, Giving, Said
from interlock.records.rights import Viewer
from interlock.render import promise_rows
from interlock.web import back, clock, nothing_yet, promise_forms, standing, told, wrong
from interlock.web.gate import changes, viewer_of
from interlock.web.promise_forms import GiveForm

BEGINS = {"kind": "own act", "form": "internal"}
LOOK, TAKE = "look", "take"
"""Buttons: to look at the odds only; to take one of the days that are offered."""


@changes("promises")
def give(request: HttpRequest) -> HttpResponse:
    """A form for a promise with the odds of its day; sent, it is given."""
    try:
        ahead = standing.ahead(request)
        if request.htmx and request.method == "GET":  # type: ignore[attr-defined]
            return standing.progress(request, standing.waited(*ahead))
        form, found = asked(request, ahead)
    except NothingKept:
        return nothing_yet.page(request, "promises")
    if form.is_bound and form.is_valid():
        try:
            own_id, number = save(request, form, found)
        except InterlockError as error:
            wrong.tell_form(form, error)
        else:
            told.done(request, "It is promised.", number)
            return back.to_where(request, "promise", own_id)
    return _page(request, form, found, standing.waited(*ahead))


def asked(request: HttpRequest, ahead: tuple[Standing, Standing]) -> tuple[GiveForm, Giving]:
    """The form as it was sent or begun, and what is known of the day that it names.

    Raises ``NothingKept``.
    """
    is_sent = request.method == "POST"
    said = (request.POST if is_sent else request.GET).dict()
    said["due"] = said.get(TAKE) or said.get("due", "")
    looks = not is_sent or LOOK in request.POST or TAKE in request.POST
    return begun(request, said, ahead, sent=None if looks else request.POST)


def begun(
    request: HttpRequest,
    said: dict[str, str],
    ahead: tuple[Standing, Standing],
    *,
    sent: Mapping[str, str] | None,
) -> tuple[GiveForm, Giving]:
    """The form with what is ``said`` or ``sent``, and what is known of the day that is said.

    Raises ``NothingKept``.
    """
    viewer = viewer_of(request)
    said = first(viewer) | said
    deals, features = (one.made for one in ahead)
    found = load_giving(_said(said), viewer, deals=deals, features=features, now=clock.now())
    form = GiveForm(
        sent, initial=_called(said, found), choices=found.named, today=found.today,
        levels=found.levels, auto_id="give_%s",
    )  # fmt: skip
    return form, found


def first(viewer: Viewer) -> dict[str, str]:
    """What a promise is unless somebody says otherwise: one's own act, among ourselves."""
    return {**BEGINS, "maker": viewer.name}


def save(request: HttpRequest, form: GiveForm, found: Giving) -> tuple[str, int | None]:
    """Keep what a valid form promises, with what is known of its day. Raises as the action."""
    given = form.given() | {"odds": found.known.odds}
    return save_promise.give(given, viewer=viewer_of(request), on=found.today, by=str(request.user))


def _said(said: dict[str, str]) -> Said:
    try:
        due = date.fromisoformat(said.get("due", ""))
    except ValueError:
        due = None
    records = {kind: said.get(kind, "") for kind in ("deal", "feature", "release")}
    return Said(kind=said["kind"], maker=said["maker"], due=due, **records)


def _called(said: dict[str, str], found: Giving) -> dict[str, str]:
    """What a field shows of records that an address names by id: what they are called, where only
    they are called so.
    """
    ids = {kind: found.named.own_ids(kind, said[kind]) for kind in ABOUT if said.get(kind)}
    one = {kind: own[0] for kind, own in ids.items() if len(own) == 1}
    shown = {"what": _begins(one, found, said["kind"]), **said}
    for kind, own_id in one.items():
        called = getattr(found.named, f"{kind}s")[own_id]
        if found.named.own_ids(kind, called) == (own_id,):
            shown[kind] = called
    return shown


def _begins(one: dict[str, str], found: Giving, kind: str) -> str:
    """What is promised of the records that are named, in words to begin with."""
    named = found.named
    if "feature" in one:
        return f"Ship {named.features[one['feature']]}"
    if "release" in one:
        return f"Ship {named.releases[one['release']]}"
    return f"{named.deals[one['deal']]} signs" if "deal" in one and kind == "outcome" else ""


def _page(request: HttpRequest, form: GiveForm, found: Giving, waited: Standing) -> HttpResponse:
    around = {
        "standing": waited,
        "form": form,
        "known": promise_rows.known(found.known, today=found.today),
        "lists": promise_forms.options(found.named) | {"how-sure": list(found.levels)},
        "back": back.asked_for(request),
    }
    return render(request, "promise_give.html", around, status=400 if form.is_bound else 200)
