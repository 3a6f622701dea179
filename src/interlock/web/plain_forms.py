"""Fields as the site has them: no colons, days as calendars, lists with an empty choice."""

from typing import Any

from django import forms

from interlock.records.whole import MOST_DIGITS


class Plain(forms.Form):
    """A form without colons after its labels; ``choices`` fill its lists."""

    def __init__(self, *args: Any, choices: Any = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.label_suffix, self.choices = "", choices


def day(**more: Any) -> forms.DateField:
    box = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=box, input_formats=["%Y-%m-%d"], **more)


def seen() -> forms.IntegerField:
    """At which change of the book somebody read what they send."""
    most = 10**MOST_DIGITS - 1
    return forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=most)


def words(label: str, *, required: bool = True, options: str = "") -> forms.CharField:
    box = forms.TextInput(attrs={"list": options, "autocomplete": "off"} if options else {})
    return forms.CharField(label=label, required=required, max_length=500, widget=box)


def one_of(label: str, values: Any, *, empty: str = "") -> forms.ChoiceField:
    first = [("", empty)] if empty else []
    said = [one if isinstance(one, tuple) else (one, one) for one in values]
    return forms.ChoiceField(label=label, required=not empty, choices=[*first, *said])
