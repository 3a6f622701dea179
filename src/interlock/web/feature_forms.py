"""What can be typed over of a feature and of a release, and what takes it."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format

from interlock.records.feature_file import FeatureFile, Row
from interlock.web import plain_forms

OF_FEATURE = {
    "team": "Team", "order": "Number in the order of work", "release": "Release",
    "wanted_by": "Stated date",
}  # fmt: skip
OF_RELEASE = {"due": "Stated date"}
"""Columns that can be typed over -> what they are called."""

DAYS = ("wanted_by", "due")
"""Columns that hold a day."""

PLACES = 1_000_000
"""The last place that can be typed."""


def feature_field(column: str, file: FeatureFile) -> forms.Field:
    """What takes a value of a feature."""
    now: Any = file.record.values[column]
    if column == "release":
        known = dict(file.releases)
        others = [(now, file.release)] if now and now not in known else []
        return plain_forms.one_of("", [*file.releases, *others], empty="none")
    if column == "order":
        return forms.IntegerField(min_value=1, max_value=PLACES)
    if column == "wanted_by":
        return plain_forms.day()
    return plain_forms.words("", options="offered")


def history(changes: Iterable[Row], called: Mapping[str, str]) -> list[Row]:
    """What a tracker's log says, with columns as the page calls them."""
    return [
        {
            "at": one["at"],
            "called": called.get(one["field"], one["field"]),
            "old": _said(one["field"], one["old"]),
            "new": _said(one["field"], one["new"]),
        }
        for one in changes
    ]


def _said(column: str, value: Any) -> Any:
    """A day as days are written; what is none stays as the log has it."""
    with suppress(ValueError):
        if column in DAYS:
            return date_format(date.fromisoformat(str(value)[:10]), "j M Y")
    return value
