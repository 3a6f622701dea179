"""What is wrong with what somebody sent, told above the page or in the form that comes back."""

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest

from interlock.records.errors import BadInput, InterlockError
from interlock.records.problems import Problem


def tell(request: HttpRequest, error: InterlockError) -> None:
    """Everything that is wrong, a message each; nothing was changed."""
    for line in _lines(error):
        messages.error(request, f"{line} Nothing was changed.")


def tell_form(form: BaseForm, error: InterlockError) -> None:
    """Everything that is wrong, above the fields of a form."""
    for line in _lines(error):
        form.add_error(None, line)


def _lines(error: InterlockError) -> list[str]:
    """A sentence for each problem; the error's own where it names none."""
    if isinstance(error, BadInput):
        return [_words(one) for one in error.problems]
    said = str(error)
    return [said if said.endswith((".", "?")) else f"{said}."]


def _words(one: Problem) -> str:
    """amount, “much”: is no number; allowed: ...; what to do."""
    value = f", “{one.value}”" if one.value else ""
    allowed = f"; allowed: {one.allowed}" if one.allowed else ""
    remedy = f"; {one.remedy}" if one.remedy else ""
    return f"{one.column or one.file}{value}: {one.what}{allowed}{remedy}."
