"""What was done, told above the page that comes next, with a way back."""

from django.contrib import messages
from django.http import HttpRequest

TYPED, TAKEN_IN = "typed", "undo"
"""Taken back by whoever typed it; by those who bring exports in."""


def done(
    request: HttpRequest,
    words: str,
    made: int | None,
    *,
    nothing: str = "Nothing differs.",
    back: str = TYPED,
) -> None:
    """Say what the change ``made`` did, or that there is none."""
    if made is None:
        messages.info(request, nothing)
    else:
        messages.success(request, words, extra_tags=f"{back}:{made}")
