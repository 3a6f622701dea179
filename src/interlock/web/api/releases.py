"""Releases: the open ones with the odds of each day, and one with the features in it."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field, create_model

from interlock.records.feature_file import ReleaseFile
from interlock.records.features_ahead import FeaturesAhead, QueuedRelease
from interlock.records.report_work import ReleaseLine
from interlock.render.feature_rows import bands_of
from interlock.web import releases as page
from interlock.web import standing
from interlock.web.api import answers, lines, rows
from interlock.web.api.answers import Outcome, Working, given, opens, plain
from interlock.web.api.lines import said
from interlock.web.feature_forms import OF_RELEASE

router = Router(tags=["features"])


class Asked(Schema):
    """Which releases."""

    newest: bool = Field(False, description="only those of the book as it is, else 202")


Release: Any = lines.of(
    ReleaseLine,
    "Release",
    p95_on=(date | None, ...),
    last_p50_on=(date | None, said("p50_on as it was last week")),
    weeks=(list[float], said("chance of shipping in each week ahead")),
    unfinished=(list[str], said("ids of its features that are not finished")),
    held_by=(
        list[tuple[str, str, float]],
        said("id and name of the feature that is finished last, and the share of cases"),
    ),
    bands=(dict[str, int], said("how many amounts of its deals are large, middle, small")),
)


class Releases(Outcome):
    """Releases that are to come, with the odds of each day."""

    company_currency: str
    releases: list[Release]


class InRelease(Schema):
    """A feature that is meant for a release."""

    id: str
    key: str | None
    name: str
    team: str | None
    shipped_on: date | None
    dropped_on: date | None


class AroundRelease(Outcome):
    """All that is kept of a release, and what lies ahead of it."""

    company_currency: str
    stands: bool = said("false: its source holds it no longer")
    typed: list[str] = said("columns that somebody typed over")
    revision: int
    may_type: list[str] = said("columns that you type over")
    forecast: Release | None = said("none once it shipped, or where it was entered since")
    features: list[InRelease] = said("unfinished ones first")


OneRelease: Any = create_model(
    "OneRelease",
    __base__=AroundRelease,
    record=(rows.of("releases"), ...),
    **rows.lists("changes"),
)


@router.get("/releases", response={200: Releases, 202: Working}, operation_id="releases")
@opens("week")
def releases(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """The open releases: odds by day, scope, which feature holds each, what rides on them."""
    found = standing.features(request)

    def tell(made: FeaturesAhead) -> HttpResponse:
        told = [_told(made, one) for one in made.releases]
        return given({**_around(made, is_current=found.is_current), "releases": told})

    return answers.standing(request, found, tell, newest=asked.newest)


@router.get(
    "/releases/{path:own_id}", response={200: OneRelease, 202: Working}, operation_id="release"
)
@opens("week")
def release(request: HttpRequest, own_id: str) -> HttpResponse:
    """A release: its record, the odds of its day, the features in it."""
    found, file = page.look(request, own_id)

    def tell(made: FeaturesAhead) -> HttpResponse:
        return given({**_around(made, is_current=found.is_current), **_one(file, made)})

    return answers.standing(request, found, tell, newest=False)


def _around(made: FeaturesAhead, *, is_current: bool) -> dict[str, Any]:
    return {
        "as_of": made.birth.as_of,
        "is_current": is_current,
        "company_currency": made.currency,
    }


def _told(made: FeaturesAhead, one: QueuedRelease) -> dict[str, Any]:
    return {
        **plain(one.line),
        "p95_on": one.p95_on,
        "last_p50_on": one.last_p50_on,
        "weeks": one.weeks,
        "unfinished": one.features,
        "held_by": one.held_by,
        "bands": dict(bands_of(made, one)),
    }


def _one(file: ReleaseFile, made: FeaturesAhead) -> dict[str, Any]:
    record = file.record
    ahead = next((one for one in made.releases if one.line.id == record.key[0]), None)
    return {
        "record": record.values,
        "stands": record.stands,
        "typed": sorted(record.typed),
        "revision": record.revision,
        "may_type": list(OF_RELEASE) if file.may_change and record.stands else [],
        "forecast": ahead and _told(made, ahead),
        "features": [dict(one) for one in file.features],
        "changes": [dict(one) for one in file.changes],
    }
