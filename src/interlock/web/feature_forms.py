"""What can be typed over of a feature and of a release, and what takes it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from interlock.records.feature_file import FeatureFile, Row
from interlock.web import plain_forms

OF_FEATURE = {
    "team": "Team", "order": "Place in the queue", "release": "Release", "wanted_by": "Stated date",
}  # fmt: skip
OF_RELEASE = {"due": "Stated date"}
"""Columns that can be typed over -> what they are called."""

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
    return [{**one, "called": called.get(one["field"], one["field"])} for one in changes]
