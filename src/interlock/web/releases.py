"""Releases: all that are open with their odds and what holds them, and the page of one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from interlock.actions.load_release import load_release
from interlock.records.errors import NothingKept, UnknownName
from interlock.records.feature_file import ReleaseFile
from interlock.records.features_ahead import FeaturesAhead, QueuedRelease
from interlock.records.outcome import Standing
from interlock.render import feature_rows, one_feature, sellable, words
from interlock.web import notes, nothing_yet, over, plain_forms, promise_box, standing, tool_box
from interlock.web.feature_forms import OF_RELEASE, history
from interlock.web.gate import changes, opens, viewer_of
from interlock.web.over import Over


@opens("week")
def releases(request: HttpRequest) -> HttpResponse:
    """The open releases by their stated date."""
    try:
        found = standing.features(request)
    except NothingKept:
        return nothing_yet.page(request, "releases")
    if request.htmx:  # type: ignore[attr-defined]
        return standing.progress(request, found)
    told: dict[str, Any] = {"standing": found}
    if found.made is not None:
        made = found.made
        rows = feature_rows.release_rows(made, made.releases)
        told |= {
            "made": made,
            "simulated": made.simulated,
            "rows": rows,
            "has_money": any(one.line.exposed is not None for one in made.releases),
            "has_bands": viewer_of(request).amounts == "bands",
            "has_tools": any(row["sellable"] or row["release"].line.tools_left for row in rows),
            "count": len(made.releases),
        }
    return render(request, "releases.html", told)


@opens("week")
def release(request: HttpRequest, own_id: str) -> HttpResponse:
    """The page of a release; while its forecast is worked out, how far that is."""
    if request.htmx:  # type: ignore[attr-defined]
        return standing.progress(request, standing.features(request))
    found, file = look(request, own_id)
    made = found.made
    one = next((one for one in made.releases if one.line.id == own_id), None) if made else None
    told = {
        "standing": found,
        "made": made,
        "simulated": made and made.simulated,
        "one": one,
        "file": file,
        "record": file.record,
        "facts": _facts(file),
        "ahead": one_feature.release_ahead(made, one) if made and one else None,
        "has_bands": viewer_of(request).amounts == "bands",
        "sellable": sellable.said(one.line, as_of=made.birth.as_of) if made and one else "",
        "showing": tool_box.of_features(
            request, {row["id"] for row in file.features}, features=made
        ),
        "history": history(file.changes, OF_RELEASE),
        "promised": promise_box.box(request, "release", own_id, features=made),
        "talk": notes.talk(request, "releases", own_id),
        **_features(file, made, one),
    }
    return render(request, "release.html", told)


@changes("releases")
def type_over(request: HttpRequest, own_id: str, column: str) -> HttpResponse:
    """A form for one value; sent, it stands whatever the tracker says."""
    if column not in OF_RELEASE:
        raise Http404
    return over.answer(
        request,
        Over(
            record=opened(request, own_id).record,
            column=column,
            called=OF_RELEASE[column],
            field=plain_forms.day(),
            source="tracker",
            page="release",
            here="type_release",
        ),
    )


def look(request: HttpRequest, own_id: str) -> tuple[Standing, ReleaseFile]:
    """The forecast of all releases, and the file of this one. Raises ``Http404``."""
    file = opened(request, own_id)
    return standing.features(request), file


def opened(request: HttpRequest, own_id: str) -> ReleaseFile:
    """All that is kept of a release. Raises ``Http404``."""
    try:
        return load_release(own_id, viewer_of(request))
    except (UnknownName, NothingKept) as error:
        raise Http404 from error


def _facts(file: ReleaseFile) -> list[dict[str, Any]]:
    """What the tracker says of the release, and what of it whoever looks can type over."""
    values = file.record.values
    day = {name: words.full_day(values[name]) if values[name] else "" for name in
           ("due", "shipped_on")}  # fmt: skip
    facts = (
        ("due", OF_RELEASE["due"], day["due"]),
        ("shipped_on", "Shipped", day["shipped_on"]),
        ("train", "Train", values["train"]),
        ("id", "Id", file.record.key[0]),
    )
    return [
        {
            "column": column,
            "called": called,
            "value": value,
            "is_typed": column in file.record.typed,
            "may_type": column in OF_RELEASE and file.may_change,
        }
        for column, called, value in facts
        if value or column in OF_RELEASE
    ]


def _features(
    file: ReleaseFile, made: FeaturesAhead | None, one: QueuedRelease | None
) -> dict[str, Any]:
    """Its unfinished features with their odds as far as they are known, and those that ended."""
    ended = [row for row in file.features if row["shipped_on"] or row["dropped_on"]]
    open_ones = {row["id"] for row in file.features} - {row["id"] for row in ended}
    lines = [line for line in made.features if line.id in open_ones] if made and one else []
    known = {line.id for line in lines}
    return {
        "rows": feature_rows.rows(made, lines) if made else [],
        "others": [row for row in file.features if row["id"] in open_ones - known],
        "ended": ended,
    }
