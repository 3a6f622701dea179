"""Features and releases: what the tracker says of them, and when they ship."""

from typing import Any

import polars as pl
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field, create_model

from interlock.actions.load_records import load_record, load_table
from interlock.records.report import DealsAhead, ReleaseLine, WeeklyReport
from interlock.web import standing
from interlock.web.api import answers, rows
from interlock.web.api.answers import Outcome, Page, Paging, Working, given, opens, paged, plain
from interlock.web.gate import viewer_of
from interlock.web.week import reader_of

router = Router(tags=["features"])


class Ahead(Schema):
    """When a feature ships, if it is not finished."""

    p50_on: str | None = Field(description="shipped by this day in 5 of 10 cases")
    p80_on: str | None = Field(description="shipped by this day in 8 of 10 cases")
    p_by_quarter_end: float | None = Field(description="chance by the quarter's last day")


Feature: Any = create_model("Feature", __base__=(Ahead, rows.of("features")))
OneFeature: Any = create_model(
    "OneFeature",
    feature=(Feature, ...),
    is_current=(bool, ...),
    **rows.lists("needs", "promises", "items"),
)
Features: Any = create_model("Features", __base__=(Outcome, Page[Feature]))


class Asked(Paging):
    """Which features."""

    team: str | None = Field(None, description="team is this")
    release: str | None = Field(None, description="id of the release")
    unfinished: bool = Field(False, description="only those neither shipped nor dropped")
    newest: bool = Field(False, description="only the forecast of the book as it is, else 202")


class AskedReleases(Schema):
    """Which releases."""

    newest: bool = Field(False, description="only those of the book as it is, else 202")


class Releases(Outcome):
    """Releases that are to come, with the odds of each day."""

    releases: list[ReleaseLine]


@router.get("/features", response={200: Features, 202: Working}, operation_id="features")
@opens("week")
def features(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """Every feature; those that are not finished with their ship dates."""
    viewer, found = viewer_of(request), standing.deals(request)
    held = load_table("features", viewer)
    if asked.team is not None:
        held = held.filter(team=asked.team)
    if asked.release is not None:
        held = held.filter(release=asked.release)
    if asked.unfinished:
        held = held.filter(pl.col("shipped_on").is_null(), pl.col("dropped_on").is_null())

    def tell(made: DealsAhead) -> HttpResponse:
        joined = _with_dates(held, made).to_dicts()
        around = {"as_of": made.birth.as_of, "is_current": found.is_current}
        return paged(request, asked, joined, list, **around)

    return answers.standing(request, found, tell, newest=asked.newest)


@router.get(
    "/features/{path:own_id}", response={200: OneFeature, 202: Working}, operation_id="feature"
)
@opens("week")
def feature(request: HttpRequest, own_id: str) -> HttpResponse:
    """A feature with the deals that need it, promises of it and its items."""
    viewer, found = viewer_of(request), standing.deals(request)
    record = load_record("features", (own_id,), viewer)
    held = pl.DataFrame([dict(record.values)], schema=load_table("features", viewer).schema)

    def tell(made: DealsAhead) -> HttpResponse:
        beside = {
            name: load_table(name, viewer).filter(feature=own_id).to_dicts()
            for name in ("needs", "promises", "items")
        }
        one = _with_dates(held, made).to_dicts()[0]
        return given({"feature": one, "is_current": found.is_current, **beside})

    return answers.standing(request, found, tell, newest=False)


@router.get("/releases", response={200: Releases, 202: Working}, operation_id="releases")
@opens("week")
def releases(request: HttpRequest, asked: Query[AskedReleases]) -> HttpResponse:
    """The releases of the weekly report: odds by day, scope, what rides on them."""
    found = standing.report(request, reader_of(viewer_of(request)))

    def tell(made: WeeklyReport) -> HttpResponse:
        around: dict[str, Any] = {"as_of": made.birth.as_of, "is_current": found.is_current}
        return given({**around, "releases": plain(made.releases)})

    return answers.standing(request, found, tell, newest=asked.newest)


def _with_dates(held: pl.DataFrame, made: DealsAhead) -> pl.DataFrame:
    """Features with what the last forecast says of each; nothing where it says none."""
    kinds = {"id": pl.String, "p50_on": pl.Date, "p80_on": pl.Date, "p_by_quarter_end": pl.Float64}
    told = [(one.id, one.p50_on, one.p80_on, one.p_by_quarter_end) for one in made.features]
    ahead = pl.DataFrame(told, schema=kinds, orient="row")
    return held.join(ahead, on="id", how="left", maintain_order="left")
