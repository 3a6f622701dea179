"""The forms in which notes are written, with their words."""

from typing import Any

from django import forms

from interlock.records.notes import EVERYBODY, MOST_LETTERS, SALES, Talk
from interlock.records.rights import Viewer
from interlock.web import plain_forms

READERS = {EVERYBODY: "everybody", SALES: "sales alone: who sees amounts"}


class Text(forms.Form):
    """What a note says; ``next`` is where it was written."""

    text = forms.CharField(
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 3, "data-mentions": "", "spellcheck": "true"}),
        error_messages={"required": "Write something first."},
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, label: str = "Answer", **more: Any) -> None:
        super().__init__(*args, **more)
        self.label_suffix, self.fields["text"].label = "", label


class Edit(Text):
    """What one's own note says now; ``seen`` is when it was read."""

    seen = plain_forms.seen()


class Note(Text):
    """A note, which feature it is about beside its deal, and who reads it."""

    def __init__(self, *args: Any, talk: Talk, viewer: Viewer, **more: Any) -> None:
        super().__init__(*args, label="Write a note", **more)
        if talk.needed or talk.others:
            self.fields["feature"] = _feature(talk)
        if talk.about.kind == "weeks":
            self.fields["named"] = forms.CharField(
                label="Deal or feature",
                required=False,
                widget=forms.TextInput(attrs={"list": "named-in-it", "autocomplete": "off"}),
            )
            self.fields["comes_by"] = forms.DateField(
                label="Comes by",
                required=False,
                widget=forms.DateInput(attrs={"type": "date"}),
            )
        if viewer.reads_sales:
            self.fields["readers"] = forms.ChoiceField(
                label="Read by", choices=list(READERS.items()), initial=EVERYBODY
            )


def _feature(talk: Talk) -> forms.ChoiceField:
    """Those that the deal needs first."""
    groups = [("It needs", list(talk.needed)), ("Others under way", list(talk.others))]
    choices: list[Any] = [("", "no feature"), *(one for one in groups if one[1])]
    return forms.ChoiceField(label="About", choices=choices, required=False)
