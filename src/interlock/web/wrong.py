"""What is wrong with what somebody sent, told above the page that they come back to."""

from django.contrib import messages
from django.http import HttpRequest

from interlock.records.errors import BadInput, InterlockError
from interlock.records.problems import Problem


def tell(request: HttpRequest, error: InterlockError) -> None:
    """Everything that is wrong, a message each; nothing was changed."""
    if isinstance(error, BadInput):
        for one in error.problems:
            messages.error(request, _words(one))
    else:
        messages.error(request, str(error))


def _words(one: Problem) -> str:
    """amount, “much”: is no number; allowed: ...; nothing was changed."""
    value = f", “{one.value}”" if one.value else ""
    allowed = f"; allowed: {one.allowed}" if one.allowed else ""
    remedy = f"; {one.remedy}" if one.remedy else ""
    return f"{one.column or one.file}{value}: {one.what}{allowed}{remedy}. Nothing was changed."
