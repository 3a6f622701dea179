"""Promises on the page of a deal, a feature or a release: ``promise/box.html`` shows them."""

from typing import Any

from django.http import HttpRequest

from interlock.actions.load_promises import load_promises
from interlock.records.features_ahead import FeaturesAhead
from interlock.records.report import DealsAhead
from interlock.render import promise_rows
from interlock.web import clock
from interlock.web.gate import viewer_of


def box(
    request: HttpRequest,
    kind: str,
    own_id: str,
    *,
    deals: DealsAhead | None = None,
    features: FeaturesAhead | None = None,
) -> dict[str, Any]:
    """What ``promise/box.html`` shows as ``promised``, with the odds of the forecasts at hand."""
    viewer = viewer_of(request)
    found = load_promises(
        viewer, deals=deals, features=features, now=clock.now(), about={kind: own_id}
    )
    return {
        "kind": kind,
        "id": own_id,
        "may_give": "promises" in viewer.right.changes,
        "rows": [
            promise_rows.row(line, hands, found.named, today=found.today, seen_on=found.seen_on)
            for line, hands in found.lines
        ],
    }
