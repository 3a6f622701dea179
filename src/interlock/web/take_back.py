"""Take back what one typed, from the message that says it was typed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from interlock.actions import load_book, save_book
from interlock.records.errors import Conflict, InterlockError, NotAllowed
from interlock.web import back, told
from interlock.web.gate import opens, viewer_of


@opens("week")
@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Undo a change that whoever asks typed themselves, and go back to where they were."""
    by = str(request.user)
    try:
        if not is_own(number, by):
            raise NotAllowed(viewer_of(request).role, "take back what others changed")
        undone = save_book.undo(number, by=by)
    except Conflict:
        messages.error(request, "It was changed again since, so it stays as it is now.")
    except InterlockError as error:
        messages.error(request, str(error))
    else:
        told.done(request, "Taken back.", undone)
    return back.to_where(request, "week")


def is_own(number: int, by: str) -> bool:
    """Whether somebody typed a change, or took back or brought back one that they typed."""
    made, _ = load_book.load_revision(number)
    if made.undoes is not None:
        return made.by == by and is_own(made.undoes, by)
    return made.by == by and made.origin == "typed"
