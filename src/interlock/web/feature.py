"""One feature: when it ships, what holds it, who needs it how much, and all that it was."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from interlock.actions.load_feature import load_feature
from interlock.records.errors import NothingKept, UnknownName
from interlock.records.feature_file import FeatureFile, Row
from interlock.records.features_ahead import FeaturesAhead, QueuedFeature, WaitingDeal
from interlock.records.outcome import Standing
from interlock.records.sales_tables import STRENGTHS
from interlock.records.whatif import BringForward, Delay, Drop
from interlock.render import feature_rows, one_feature, words
from interlock.web import (
    asked_changes,
    customer_told,
    notes,
    over,
    promise_box,
    risk_box,
    standing,
    tool_box,
)
from interlock.web.feature_forms import OF_FEATURE, feature_field, history
from interlock.web.gate import changes, opens, viewer_of
from interlock.web.over import Over

FACTS = {**OF_FEATURE, "key": "Key", "created_on": "Entered", "shipped_on": "Shipped",
         "dropped_on": "Dropped", "id": "Id"}  # fmt: skip
"""Columns of a feature at the head of its page -> what they are called."""

WEEKS = 4
"""How much later or sooner is supposed where the page asks what if."""


@opens("week")
def feature(request: HttpRequest, own_id: str) -> HttpResponse:
    """The page of a feature; while its forecast is worked out, how far that is."""
    if request.htmx:  # type: ignore[attr-defined]
        return standing.progress(request, standing.features(request))
    found, file = look(request, own_id)
    made = found.made
    one = next((one for one in made.features if one.id == own_id), None) if made else None
    told = {
        "standing": found,
        "made": made,
        "simulated": made and made.simulated,
        "one": one,
        "file": file,
        "record": file.record,
        "facts": _facts(file),
        "ahead": one_feature.ahead(made, one) if made and one else None,
        "needs": _needs(file, made, one),
        "promised": promise_box.box(request, "feature", own_id, features=made),
        "showing": tool_box.of_features(request, {own_id}, features=made),
        "history": history(file.changes, FACTS),
        "risks": risk_box.box(request, "feature", own_id) if file.record.stands else None,
        "talk": notes.talk(request, "features", own_id),
        "tellings": customer_told.of_feature(request, own_id, made=made),
        "what_if": {
            "dropped": asked_changes.query([Drop(own_id)]),
            "later": asked_changes.query([Delay(own_id, WEEKS)]),
            "sooner": asked_changes.query([BringForward(own_id, WEEKS)]),
        },
        "has_money": bool(one and any(deal.amount is not None for deal in one.waiting)),
        "has_bands": viewer_of(request).amounts == "bands",
    }
    return render(request, "feature.html", told)


@changes("features")
def type_over(request: HttpRequest, own_id: str, column: str) -> HttpResponse:
    """A form for one value; sent, it stands whatever the tracker says."""
    if column not in OF_FEATURE:
        raise Http404
    file = opened(request, own_id)
    return over.answer(
        request,
        Over(
            record=file.record,
            column=column,
            called=OF_FEATURE[column],
            field=feature_field(column, file),
            source="tracker",
            page="feature",
            here="type_feature",
            options=file.teams if column == "team" else (),
        ),
    )


def look(request: HttpRequest, own_id: str) -> tuple[Standing, FeatureFile]:
    """The forecast of all features, and the file of this one. Raises ``Http404``."""
    file = opened(request, own_id)
    return standing.features(request), file


def opened(request: HttpRequest, own_id: str) -> FeatureFile:
    """All that is kept of a feature. Raises ``Http404``."""
    try:
        return load_feature(own_id, viewer_of(request))
    except (UnknownName, NothingKept) as error:
        raise Http404 from error


def _facts(file: FeatureFile) -> list[dict[str, Any]]:
    """What the tracker says of the feature, and what of it whoever looks can type over."""
    values = file.record.values
    told = {name: values[name] for name in FACTS if name != "release"} | {"release": file.release}
    return [
        {
            "column": column,
            "called": called,
            "value": words.full_day(told[column])
            if hasattr(told[column], "year")
            else told[column],
            "is_typed": column in file.record.typed,
            "may_type": column in OF_FEATURE and file.may_change,
        }
        for column, called in FACTS.items()
        if told[column] or column in OF_FEATURE
    ]


def _needs(
    file: FeatureFile, made: FeaturesAhead | None, one: QueuedFeature | None
) -> dict[str, list[Row]]:
    """The deals that need it, open ones with their odds and amounts apart from those that ended."""
    waiting = {deal.deal: deal for deal in one.waiting} if one else {}
    open_ones: list[Row] = []
    ended: list[Row] = []
    for need in file.needs:
        deal = waiting.get(need["deal"])
        if need["outcome"] == "open":
            open_ones.append({**need, **_of_deal(deal, made)})
        elif need["outcome"]:
            ended.append(need)
    return {"open": sorted(open_ones, key=_hangs_most), "ended": ended}


def _hangs_most(need: Row) -> tuple[int, float]:
    """Dealbreakers first, and of each strength the deals that are likeliest won."""
    order = {strength: at for at, strength in enumerate(STRENGTHS)}
    return order.get(need["strength"], len(order)), -need["p_won"]


def _of_deal(deal: WaitingDeal | None, made: FeaturesAhead | None) -> dict[str, Any]:
    if deal is None or made is None:
        return {"p_won": 0.0, "odds": "", "amount": ""}
    amount = feature_rows.money(deal.amount, made)
    return {"p_won": deal.p_won, "odds": words.odds(deal.p_won), "amount": amount or deal.band}
