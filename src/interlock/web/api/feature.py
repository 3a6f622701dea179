"""One feature: when it ships, its work, who needs it how much, what holds it, what happened."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import create_model

from interlock.actions.load_records import load_table
from interlock.records.feature_file import FeatureFile
from interlock.records.features_ahead import FeaturesAhead, QueuedFeature
from interlock.web import feature as page
from interlock.web.api import answers, rows
from interlock.web.api.answers import Outcome, Working, given, opens, plain
from interlock.web.api.features import Feature, around_of, told
from interlock.web.api.lines import said
from interlock.web.feature_forms import OF_FEATURE
from interlock.web.gate import viewer_of

router = Router(tags=["features"])
BESIDE = ("promises", "items")
"""Tables whose rows hang on a feature, beside its needs."""

Need: Any = create_model(
    "NeedOfFeature",
    __base__=rows.of("needs"),
    name=(str | None, said("of the deal")), owner=(str | None, said("of the deal")),
    outcome=(str | None, said("of the deal: open, won or lost")), closed_on=(date | None, ...),
)  # fmt: skip


class AroundFeature(Outcome):
    """All that is kept of a feature, and what lies ahead of it."""

    company_currency: str
    quarter_last: date
    next_quarter_last: date
    stands: bool = said("false: its source holds it no longer")
    typed: list[str] = said("columns that somebody typed over")
    revision: int
    may_type: list[str] = said("columns that you type over")
    forecast: QueuedFeature | None = said("none where it is finished, or entered since")
    names: dict[str, str] = said("of features that it waits for, or that wait for it, by id")


OneFeature: Any = create_model(
    "OneFeature",
    __base__=AroundFeature,
    feature=(Feature, ...),
    needs=(list[Need], said("deals that need it, open ones first")),
    **rows.lists(*BESIDE, "changes"),
)


@router.get(
    "/features/{path:own_id}", response={200: OneFeature, 202: Working}, operation_id="feature"
)
@opens("week")
def feature(request: HttpRequest, own_id: str) -> HttpResponse:
    """A feature: its record, when it ships and its work, who needs it how much, what holds it."""
    found, file = page.look(request, own_id)

    def tell(made: FeaturesAhead) -> HttpResponse:
        around = around_of(made, is_current=found.is_current)
        return given({**around, **_one(request, file, made)})

    return answers.standing(request, found, tell, newest=False)


def _one(request: HttpRequest, file: FeatureFile, made: FeaturesAhead) -> dict[str, Any]:
    record, viewer = file.record, viewer_of(request)
    own_id = record.key[0]
    ahead = {one.id: one for one in made.features if one.id == own_id}
    row = {**record.values, "release_name": file.release or None}
    return {
        "feature": told(row, ahead),
        "stands": record.stands,
        "typed": sorted(record.typed),
        "revision": record.revision,
        "may_type": list(OF_FEATURE) if file.may_change and record.stands else [],
        "forecast": plain(ahead.get(own_id)),
        "names": {**file.after, **file.before},
        "needs": [dict(one) for one in file.needs],
        "changes": [dict(one) for one in file.changes],
        **{name: load_table(name, viewer).filter(feature=own_id).to_dicts() for name in BESIDE},
    }
