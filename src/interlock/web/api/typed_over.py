"""Typed over what a source says of a record: checked as the fields of its page take it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.forms import Field as FormField
from django.http import HttpRequest, HttpResponse
from pydantic import Field

from interlock.actions import save_typed
from interlock.records.record import Record
from interlock.web.api import forms
from interlock.web.api.answers import Body, done
from interlock.web.api.etags import seen
from interlock.web.api.problems import BadRequest, wrong
from interlock.web.plain_forms import Plain

COLUMNS = 50


class Back(Body):
    """Columns in which what the source says counts again."""

    columns: list[str] = Field(min_length=1, max_length=COLUMNS)


def said(payload: Body) -> dict[str, Any]:
    """The values that are sent, null among them. Raises ``BadRequest`` where there are none."""
    found = {name: getattr(payload, name) for name in payload.model_fields_set}
    if not found:
        raise BadRequest([wrong("body", "says nothing", known=type(payload).model_fields)])
    return found


def type_over(
    request: HttpRequest, record: Record, payload: Body, field: Callable[[str], FormField]
) -> HttpResponse:
    """Type the values over a record, all of them at once; ``field`` takes that of a column. Raises
    ``BadRequest`` with all that is wrong.
    """
    values = _checked(said(payload), field)
    number = save_typed.type_over(
        record.table, record.key, values, by=str(request.user), seen=seen(request)
    )
    return done(number)


def are_columns(back: Back, known: Iterable[str]) -> None:
    """What is to be given back can be typed over. Raises ``BadRequest``."""
    may = list(known)
    unknown = [one for one in back.columns if one not in may]
    if unknown:
        raise BadRequest(
            wrong("body.columns", "is not typed over", one, allowed=may) for one in unknown
        )


def give_back(
    request: HttpRequest, record: Record, back: Back, known: Iterable[str]
) -> HttpResponse:
    """Let what the source says of a record count again."""
    are_columns(back, known)
    by = str(request.user)
    return done(save_typed.give_back(record.table, record.key, back.columns, by=by))


def _checked(values: Mapping[str, Any], field: Callable[[str], FormField]) -> dict[str, str | None]:
    """Values as the page's own fields take them; an empty one is none."""
    given = {column: str(value) for column, value in values.items() if value is not None}
    form = Plain(given)
    for column in given:
        form.fields[column] = field(column)
    forms.is_valid(form)
    typed = {
        column: str(value) for column, value in form.cleaned_data.items() if value not in ("", None)
    }
    return dict.fromkeys(values) | typed
