"""One promise: with every version of its day and what is known of it; moved, withdrawn, done."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field, create_model

from interlock.records.report import PromiseMove
from interlock.web import promise as page
from interlock.web import standing
from interlock.web.api import answers, forms, promise_odds, promises
from interlock.web.api.answers import Done, SeenBefore, Working, changes, done, given, opens, plain
from interlock.web.api.etags import seen
from interlock.web.api.lines import said
from interlock.web.api.promise_odds import Known, at_hand, is_current
from interlock.web.promise_forms import MoveForm, WithdrawForm

router = Router(tags=["promises"])
MOST_LETTERS, MOST_TOLD = 500, 50
Name = Annotated[str, Field(max_length=MOST_LETTERS, pattern="^[^,]+$")]

OnePromise: Any = create_model(
    "OnePromise",
    __base__=promises.Promise,
    today=(date, ...), seen_on=(date, said("the day of the last export")),
    is_current=(bool | None, said("whether odds are of the book as it is; null while some lack")),
    revision=(int, said("the change after which it was read: seen, when it is moved")),
    moves=(list[PromiseMove], said("every version of its day after the first, oldest first")),
    known=(Known, said("of the day that stands, were it promised now")),
)  # fmt: skip


class PromiseWithdrawn(SeenBefore):
    """It has no day any more."""

    why: str = Field(max_length=MOST_LETTERS)
    told: list[Name] = Field(
        default_factory=list, max_length=MOST_TOLD, description="who was told, by name"
    )


class PromiseMoved(PromiseWithdrawn):
    """Another day for a promise."""

    due: str = Field(max_length=10, description="2026-12-24")


@router.post("/promises/{path:promise}/move", response=Done, operation_id="move_promise")
@changes("promises")
def move(request: HttpRequest, promise: str, payload: PromiseMoved) -> HttpResponse:
    """Give it another day, saying why and who was told; with If-Match or `seen` only if nobody
    moved it since. What was said before stays.
    """
    return _changed(request, promise, payload, MoveForm)


@router.post("/promises/{path:promise}/withdraw", response=Done, operation_id="withdraw_promise")
@changes("promises")
def withdraw(request: HttpRequest, promise: str, payload: PromiseWithdrawn) -> HttpResponse:
    """Take its day away, saying why and who was told; with If-Match or `seen` as above."""
    return _changed(request, promise, payload, WithdrawForm)


@router.post("/promises/{path:promise}/done", response=Done, operation_id="promise_done")
@changes("promises")
def promise_done(request: HttpRequest, promise: str) -> HttpResponse:
    """It is done today, where no record says so by itself."""
    file, _ = page.look(request, promise)
    return done(page.save_done(request, file.line.id))


@router.get(
    "/promises/{path:promise}", response={200: OnePromise, 202: Working}, operation_id="promise"
)
@opens("week")
def promise(request: HttpRequest, promise: str, *, newest: bool = False) -> HttpResponse:
    """A promise: how it stands and by which record, every version of its day, what is known of
    it.
    """
    ahead = standing.ahead(request)

    def tell(_: Any) -> HttpResponse:
        file, _ = page.look(request, promise, ahead)
        told = promises.told(dict(file.record.values), file.line, file.hands, file.named)
        around = {
            "today": file.today, "seen_on": file.seen_on, "is_current": is_current(ahead),
            "revision": file.record.revision,
        }  # fmt: skip
        moves = [plain(one) for one in file.line.moves]
        return given({**told, **around, "moves": moves, "known": promise_odds.told(file.known)})

    return answers.standing(request, at_hand(ahead), tell, newest=newest)


def _changed(
    request: HttpRequest, promise: str, payload: PromiseWithdrawn, kind: Any
) -> HttpResponse:
    file, _ = page.look(request, promise)
    words = payload.dict(exclude={"seen", "told"}) | {"told": ", ".join(payload.told)}
    read_at = seen(request, payload.seen)
    sent = words | {"seen": file.record.revision if read_at is None else read_at}
    form = kind(sent, today=file.today)
    forms.is_valid(form)
    return done(page.save_moved(request, file, form))
