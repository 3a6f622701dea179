"""What if: changes that nobody has made yet, and what they do to both sides, while one looks."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from interlock.actions.load_answer import load_answer, load_turn
from interlock.actions.load_changeable import load_changeable
from interlock.actions.load_views import load_views
from interlock.records import written_changes
from interlock.records.changeable import Changeable
from interlock.records.desk import Asked, Waiting
from interlock.records.errors import NothingKept, NotPossible
from interlock.records.rights import Viewer
from interlock.records.whatif import Change, WhatIf
from interlock.records.written_changes import WORDS
from interlock.render import whatif as words_of
from interlock.render import whatif_page
from interlock.web import asked_changes, change_forms, nothing_yet
from interlock.web.change_forms import ChangeForm
from interlock.web.gate import opens, user_of, viewer_of

Changes = tuple[Change, ...]
USUAL = "drop"
NEW = "new"
"""Before the names of a form's fields: changes are called as some of them are."""

ANSWER, FORM = "answer", "change-form"
"""Parts of the page that come by themselves: the answer while it is waited for, another form."""


@opens("week")
def whatif(request: HttpRequest) -> HttpResponse:
    """The changes that the address asks for, a form for one more, and the answer."""
    try:
        choices = load_changeable(viewer_of(request))
    except NothingKept:
        return nothing_yet.page(request, "what-ifs")
    changes, wrong = asked_changes.of(request.META["QUERY_STRING"])
    form = _form(request, choices)
    if _wants(request, FORM):
        told = _around(request, changes, choices) | {"form": form}
        return render(request, "whatif/form.html", told)
    if form.is_bound and form.is_valid():
        changes = (*changes, form.change())
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect(_address(changes))
        form = _empty(form.word, choices)
    answer = _answer(changes, viewer_of(request))
    told = _around(request, changes, choices) | {"form": form, "wrong": wrong, **answer}
    told |= {"lines": _lines(changes, answer), "undone": _address(changes[:-1])}
    return _rendered(request, told, changes)


@opens("week")
def turn(request: HttpRequest) -> HttpResponse:
    """Where what the changes cost and buy are alike: it takes longer than the answer."""
    changes, _ = asked_changes.of(request.META["QUERY_STRING"])
    try:
        found = load_turn(WhatIf(changes), viewer_of(request))
    except NotPossible:
        found = None
    said = words_of.turn(found.made) if isinstance(found, Asked) else ""
    return render(request, "whatif/turn.html", {"said": said})


def _rendered(request: HttpRequest, told: dict[str, Any], changes: Changes) -> HttpResponse:
    """All of the page, or the part that was asked for."""
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, "whatif.html", told)
    if _wants(request, ANSWER):
        return render(request, "whatif/answer.html", told | {"later": "answer" in told})
    answer = render(request, "whatif/body.html", told)
    answer["HX-Push-Url"] = _address(changes)
    return answer


def _wants(request: HttpRequest, part: str) -> bool:
    return bool(request.htmx.target == part)  # type: ignore[attr-defined]


def _address(changes: Changes, **more: str) -> str:
    said = "&".join(filter(None, (asked_changes.query(changes), urlencode(more))))
    return f"{reverse('whatif')}?{said}" if said else reverse("whatif")


def _form(request: HttpRequest, choices: Changeable) -> ChangeForm:
    """The form of the kind that was chosen; bound where it was sent."""
    word = request.GET.get("kind", USUAL)
    if word not in WORDS:
        word = USUAL
    if "suppose" in request.GET:
        return ChangeForm(request.GET, word=word, choices=choices, prefix=NEW)
    return _empty(word, choices)


def _empty(word: str, choices: Changeable) -> ChangeForm:
    return ChangeForm(word=word, choices=choices, prefix=NEW)


def _lines(changes: Changes, answer: dict[str, Any]) -> list[dict[str, str]]:
    """Each change in words, and the address without it."""
    said = answer["answer"].changes if "answer" in answer else ()
    if len(said) != len(changes):
        said = [" ".join(one) for one in written_changes.written(changes)]
    return [
        {"said": one, "without": _address((*changes[:at], *changes[at + 1 :]))}
        for at, one in enumerate(said)
    ]


def _around(request: HttpRequest, changes: Changes, choices: Changeable) -> dict[str, Any]:
    """What stands around the answer."""
    sees_amounts = viewer_of(request).amounts == "all"
    called = dict(choices.features)
    kinds = {
        word: called
        for word, called in change_forms.CALLED.items()
        if sees_amounts or word not in change_forms.MONEY
    }
    return {
        "choices": choices,
        "kinds": kinds,
        "changes": changes,
        "written": written_changes.written(changes),
        "query": asked_changes.query(changes),
        "address": _address(changes),
        "views": load_views("whatif", user_of(request)),
        "tries": [
            (called.get(one, one), f"{reverse('whatif')}?{urlencode({'drop': one})}")
            for one in choices.most_needed
        ],
    }


def _answer(changes: Changes, viewer: Viewer) -> dict[str, Any]:
    """What is answered; how far it is while there is nothing; what cannot be supposed."""
    try:
        asked = load_answer(WhatIf(changes), viewer)
    except NotPossible as error:
        return {"impossible": error.reasons}
    if isinstance(asked, Waiting):
        return {"waiting": asked}
    return {"is_current": asked.is_current, **whatif_page.told(asked.made)}
