"""Features: all of them with what lies ahead of each, asked for as on the page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field, create_model

from interlock.actions.load_records import load_table
from interlock.records.features_ahead import FeaturesAhead, QueuedFeature
from interlock.records.report_work import Odds
from interlock.web import feature_filters, standing
from interlock.web.api import answers, rows
from interlock.web.api.answers import Outcome, Page, Paging, Working, opens, paged, plain
from interlock.web.api.lines import Chance, said
from interlock.web.api.problems import BadRequest, Wrong, wrong
from interlock.web.feature_filters import DEALS, SORTS, STATES, TOGGLES
from interlock.web.gate import viewer_of

router = Router(tags=["features"])
OF_LINE = (
    "items_left", "odds", "p50_on", "p80_on", "p95_on", "due", "p_by_due", "moved_days", "basis",
    "changed", "exposed", "at_risk", "closes_anyway",
)  # fmt: skip
OF_AHEAD = (
    "place", "items_done", "work_weeks", "p_by_quarter_end", "p_by_next_end", "week_later",
    "week_sooner", "waits_for",
)  # fmt: skip
"""What a list tells of what lies ahead."""

OF_UNFINISHED = ("state", "deals", *TOGGLES)
"""Words that ask what is forecast: what is finished is not found by them."""


class Ahead(Schema):
    """What lies ahead of a feature; null where it is finished, or no forecast knows it yet."""

    p50_on: date | None = said("shipped by this day in 5 of 10 cases")
    p80_on: date | None = said("shipped by this day in 8 of 10 cases")
    p95_on: date | None = said("shipped by this day in 95 of 100 cases")
    p_by_quarter_end: Chance | None = said("chance by the quarter's last day")
    p_by_next_end: Chance | None = said("chance by the last day of the quarter after")
    odds: Odds | None = said("chance of having shipped by each day")
    due: date | None = said("its stated date, or that of its release")
    p_by_due: Chance | None = said("chance by that date")
    moved_days: int | None = said("by how much p50_on moved since last week")
    basis: str | None = said("how the pace is known: own history, prior or no date")
    place: int | None = said("its own in its team's queue, 1 first")
    items_left: int | None
    items_done: int | None
    work_weeks: float | None = said("of its teams' time that are left in it")
    waits_for: list[str] | None = said("ids of unfinished features")
    changed: list[str] | None = said("what happened to it since last week")
    deals: int | None = said("open ones that wait for it")
    strengths: dict[str, int] | None = said("how many of them need it how much")
    bands: dict[str, int] | None = said("how many of their amounts are large, middle, small")
    exposed: float | None = said("open amount of these deals, in the company's currency")
    at_risk: float | None = said("what their expected bookings lose were it never shipped")
    closes_anyway: float | None = said("what they are expected to bring all the same")
    week_later: float | None = said("expected bookings that a week later loses")
    week_sooner: float | None = said("expected bookings that a week sooner brings")


Feature: Any = create_model(
    "Feature",
    __base__=(Ahead, rows.of("features")),
    release_name=(str | None, said("what its release is called")),
)
Features: Any = create_model(
    "Features",
    __base__=(Outcome, Page[Feature]),
    quarter=(str, ...), quarter_last=(date, ...), next_quarter_last=(date, ...),
    company_currency=(str, ...),
)  # fmt: skip


def _word(description: str) -> tuple[Any, Any]:
    return str | None, Field(None, description=description)


WORDS: dict[str, Any] = {
    "q": _word("stands in the name, key, id or team"),
    "team": _word("team is this"),
    "release": _word("id or name of the release"),
    "state": _word(", ".join(STATES)),
    "deals": _word(f"that wait: {', '.join(DEALS)}"),
    **{name: _word(f"anything: only {called}") for name, called in TOGGLES.items()},
    "sort": _word(
        f"{', '.join(SORTS)}; a minus before it turns it round; without it as the book has them"
    ),
    "unfinished": (bool, Field(False, description="only those neither shipped nor dropped")),
    "newest": (bool, Field(False, description="only the forecast of the book as it is, else 202")),
}
Asked: Any = create_model("AskedFeatures", __base__=Paging, **WORDS)


@router.get("/features", response={200: Features, 202: Working}, operation_id="features")
@opens("week")
def features(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """Every feature, those that are not finished with what lies ahead of them; the words that ask
    for some are those of the page's address.
    """
    _is_asked_well(asked)
    viewer, found = viewer_of(request), standing.features(request)

    def tell(made: FeaturesAhead) -> HttpResponse:
        ahead = {one.id: one for one in made.features}
        chosen = feature_filters.chosen(feature_filters.Asked(request.GET, viewer, made))
        listed = _listed(_held(request), asked, [one.id for one in chosen])
        around = {"quarter": made.quarter, **around_of(made, is_current=found.is_current)}
        return paged(
            request, asked, listed, lambda some: [told(row, ahead) for row in some], **around
        )

    return answers.standing(request, found, tell, newest=asked.newest)


def around_of(made: FeaturesAhead, *, is_current: bool) -> dict[str, Any]:
    """What stands around features."""
    return {
        "as_of": made.birth.as_of,
        "is_current": is_current,
        "quarter_last": made.quarter_last,
        "next_quarter_last": made.next_quarter_last,
        "company_currency": made.currency,
    }


def _held(request: HttpRequest) -> list[dict[str, Any]]:
    """All features as the book has them, each with what its release is called."""
    viewer = viewer_of(request)
    called = load_table("releases", viewer).select(
        release="id", release_name=pl.coalesce("name", "id")
    )
    held = load_table("features", viewer)
    return held.join(called, on="release", how="left", maintain_order="left").to_dicts()


def _listed(held: list[dict[str, Any]], asked: Any, chosen: list[str]) -> list[dict[str, Any]]:
    """The features that are asked for: ``chosen`` ones, and whose own values fit."""
    places = {own_id: place for place, own_id in enumerate(chosen)}
    some = [row for row in held if row["id"] in places or _fits(row, asked)]
    if asked.unfinished:
        some = [row for row in some if not (row["shipped_on"] or row["dropped_on"])]
    if asked.sort:
        some.sort(key=lambda row: places.get(row["id"], len(places)))
    return some


def _fits(row: Mapping[str, Any], asked: Any) -> bool:
    """Whether a feature is asked for by its own values, and by nothing that is forecast."""
    if any(getattr(asked, word) for word in OF_UNFINISHED):
        return False
    words = " ".join(row[name] or "" for name in ("name", "key", "id", "team")).lower()
    return (
        (asked.q or "").strip().lower() in words
        and asked.team in (None, "", row["team"])
        and asked.release in (None, "", row["release"], row["release_name"])
    )


def told(row: dict[str, Any], ahead: Mapping[str, QueuedFeature]) -> dict[str, Any]:
    """A feature and what lies ahead of it."""
    one = ahead.get(row["id"])
    if one is None:
        return {**dict.fromkeys(Ahead.model_fields), **row}
    return {
        **row,
        **{name: plain(getattr(one.line, name)) for name in OF_LINE},
        **{name: getattr(one, name) for name in OF_AHEAD},
        "deals": len(one.waiting),
        "strengths": dict(one.strengths),
        "bands": dict(one.bands),
    }


def _is_asked_well(asked: Any) -> None:
    """What has few values is one of them. Raises ``BadRequest``."""
    problems: list[Wrong] = []
    for name, known in (("state", STATES), ("deals", DEALS)):
        if (word := getattr(asked, name)) and word not in known:
            problems.append(wrong(f"query.{name}", "none of these", word, allowed=known))
    if asked.sort and asked.sort.removeprefix("-") not in SORTS:
        problems.append(wrong("query.sort", "no such order", asked.sort, allowed=SORTS))
    if problems:
        raise BadRequest(problems)
