"""The pieces that forms are made of."""

from collections.abc import Iterable
from typing import Any

from django import forms

from interlock.records.deal_file import Choices

NOTHING = Choices((), (), (), (), ())


class Plain(forms.Form):
    """A form without colons after its labels; ``choices`` fill its lists."""

    def __init__(self, *args: Any, choices: Any = NOTHING, **more: Any) -> None:
        super().__init__(*args, **more)
        self.label_suffix, self.choices = "", choices


def day(**more: Any) -> forms.DateField:
    """A day, picked or typed."""
    box = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=box, input_formats=["%Y-%m-%d"], **more)


def phrase(label: str, *, required: bool = True, options: str = "") -> forms.CharField:
    """A line of text; ``options`` is the id of a list that is offered."""
    box = forms.TextInput(attrs={"list": options, "autocomplete": "off"} if options else {})
    return forms.CharField(label=label, required=required, max_length=500, widget=box)


def one_of(label: str, values: Iterable[Any], *, empty: str = "") -> forms.ChoiceField:
    """One of some values, or of (value, words); none of them where ``empty`` says what that is."""
    first = [("", empty)] if empty else []
    said = [one if isinstance(one, tuple) else (one, one) for one in values]
    return forms.ChoiceField(label=label, required=not empty, choices=[*first, *said])
