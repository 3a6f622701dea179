"""One promise: what was said, every version of its day, and which record decides; moved, done."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from interlock.actions import save_promise
from interlock.actions.load_book import load_today
from interlock.actions.load_promises import load_promise
from interlock.records.errors import (
    Conflict,
    InterlockError,
    NothingKept,
    NotPossible,
    UnknownName,
)
from interlock.records.outcome import Standing
from interlock.records.promises import PromiseFile
from interlock.render import promise_rows, words
from interlock.web import back, clock, notes, promise_forms, standing, told, wrong
from interlock.web.gate import changes, opens, viewer_of

SEE_TO = {"delivery": "Delivery", "support": "Support"}
FACTS = {"maker": "From", "to": "To", "form": "How firmly", "confidence": "How sure",
         "evidence": "What it rests on"}  # fmt: skip


@opens("week")
def promise(request: HttpRequest, promise: str) -> HttpResponse:
    """The page of a promise; while the forecast is worked out, how far that is."""
    if request.htmx:  # type: ignore[attr-defined]
        return standing.progress(request, standing.waited(*standing.ahead(request)))
    return _page(request, *look(request, promise))


@changes("promises")
def move(request: HttpRequest, promise: str) -> HttpResponse:
    """Another day; asked without sending anything, the form on a page of its own."""
    return _changed(request, promise, promise_forms.MoveForm, "It is moved.")


@changes("promises")
def withdraw(request: HttpRequest, promise: str) -> HttpResponse:
    """No day any more."""
    return _changed(request, promise, promise_forms.WithdrawForm, "It is withdrawn.")


@changes("promises")
@require_POST
def done(request: HttpRequest, promise: str) -> HttpResponse:
    """What was promised is done today."""
    try:
        number = save_done(request, promise)
    except UnknownName as error:
        raise Http404 from error
    except InterlockError as error:
        wrong.tell(request, error)
    else:
        told.done(request, "Done.", number)
    return back.to_where(request, "promise", promise)


def look(
    request: HttpRequest, promise: str, ahead: tuple[Standing, Standing] | None = None
) -> tuple[PromiseFile, Standing]:
    """A promise with the odds at hand, and how far these are. Raises ``Http404``."""
    try:
        ahead = ahead or standing.ahead(request)
        deals, features = (one.made for one in ahead)
        file = load_promise(
            promise, viewer_of(request), deals=deals, features=features, now=clock.now()
        )
    except (NothingKept, UnknownName) as error:
        raise Http404 from error
    return file, standing.waited(*ahead)


def save_moved(request: HttpRequest, file: PromiseFile, form: Any) -> int | None:
    """Give a promise the day of a valid form, or none: the number of the change. Raises as the
    action, and ``NotPossible`` once it is settled.
    """
    if file.line.settled_on is not None:
        raise NotPossible("It is settled: its day moves no more")
    said = form.cleaned_data
    return save_promise.move(
        file.line.id, said.get("due"), why=said["why"], told=form.who(), seen=said["seen"],
        viewer=viewer_of(request), by=str(request.user),
    )  # fmt: skip


def save_done(request: HttpRequest, promise: str) -> int | None:
    """Write down that it is done today: the number of the change. Raises as the action."""
    today, by = load_today(clock.now()), str(request.user)
    return save_promise.done(promise, viewer=viewer_of(request), on=today, by=by)


def _changed(request: HttpRequest, promise: str, kind: Any, says: str) -> HttpResponse:
    file, waited = look(request, promise)
    form = _form(request, file, kind)
    if request.method == "POST" and form.is_valid():
        try:
            number = save_moved(request, file, form)
        except Conflict:
            form.add_error(None, "Somebody moved it since; look at it again.")
        except InterlockError as error:
            if not file.hands.moves:
                wrong.tell(request, error)
                return redirect("promise", promise)
            wrong.tell_form(form, error)
        else:
            told.done(request, says, number)
            return redirect("promise", promise)
    return _page(request, file, waited, form)


def _form(request: HttpRequest, file: PromiseFile, kind: Any) -> Any:
    first = {"seen": file.record.revision, "told": file.line.to}
    sent = request.POST if request.method == "POST" else None
    return kind(sent, today=file.today, initial=first, auto_id=f"{kind.__name__}_%s")


def _page(
    request: HttpRequest, file: PromiseFile, waited: Standing, form: Any = None
) -> HttpResponse:
    line = file.line
    moves = form if isinstance(form, promise_forms.MoveForm) else None
    around = {
        "standing": waited,
        "line": line,
        "row": promise_rows.row(
            line, file.hands, file.named, today=file.today, seen_on=file.seen_on
        ),
        "facts": [
            (called, _said(name, getattr(line, name)))
            for name, called in FACTS.items()
            if getattr(line, name)
        ]
        + [(said, who) for name, said in SEE_TO.items() if (who := file.record.values[name])],
        "versions": promise_rows.versions(line),
        "talk": notes.talk(request, "promises", line.id),
        "known": promise_rows.known(file.known, today=file.today),
        "said_odds": words.odds(line.said_odds) if line.said_odds is not None else "",
        "people": file.named.people,
        "move_form": moves or _form(request, file, promise_forms.MoveForm),
        "withdraw_form": form
        if form is not None and moves is None
        else _form(request, file, promise_forms.WithdrawForm),
        "opened": form is not None and ("move" if moves else "withdraw"),
    }
    wrong_form = form is not None and form.is_bound
    return render(request, "promise.html", around, status=400 if wrong_form else 200)


def _said(name: str, value: str) -> str:
    return promise_forms.FORMS.get(value, value) if name == "form" else value
