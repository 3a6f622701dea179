"""What is worked out of the book as it is, for pages: shown when it is there, else on its way.

Forecasts come without amounts that are not theirs to see who ask.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from interlock.actions.load_records import (
    forecast_without_amounts,
    of_features_without_amounts,
    without_amounts,
)
from interlock.actions.save_outcome import begin_work, load_standing
from interlock.records.outcome import Standing
from interlock.records.rights import Viewer
from interlock.web import tasks
from interlock.web.gate import viewer_of

TRY_AGAIN = "try_again"
"""The button beside what failed."""


def report(request: HttpRequest, reader: str) -> Standing:
    """The weekly report of one reader. Raises ``NothingKept``."""
    enqueue = partial(tasks.make_report.enqueue, reader=reader)
    return _of(request, "report", tasks.of_report(reader), enqueue)


def deals(request: HttpRequest) -> Standing:
    """What lies ahead of every open deal. Raises ``NothingKept``."""
    found = _of(request, "deals", tasks.OF_DEALS, tasks.make_deals.enqueue)
    return _cut(request, found, without_amounts)


def features(request: HttpRequest) -> Standing:
    """What lies ahead of every unfinished feature, release and team. Raises ``NothingKept``."""
    found = _of(request, "features", tasks.OF_FEATURES, tasks.make_features.enqueue)
    return _cut(request, found, of_features_without_amounts)


def ahead(request: HttpRequest) -> tuple[Standing, Standing]:
    """What lies ahead of deals, and of features and releases. Raises ``NothingKept``."""
    return deals(request), features(request)


def waited(*found: Standing) -> Standing:
    """Of several the first that is still worked out."""
    return next((one for one in found if not one.is_current), found[0])


def calls(request: HttpRequest) -> Standing:
    """The figures beside everybody's calls. Raises ``NothingKept``."""
    return _of(request, "calls", tasks.OF_CALLS, tasks.make_calls.enqueue)


def record(request: HttpRequest) -> Standing:
    """How the days that both sides said came out. Raises ``NothingKept``."""
    return _of(request, "record", tasks.OF_RECORD, tasks.make_record.enqueue)


def forecast(
    request: HttpRequest, what: str, *, quarters: int = 1, by: str | None = None
) -> Standing:
    """A table of odds: deals, features, bookings or drivers. Raises ``NothingKept``."""
    asked = tasks.of_forecast(what, quarters=quarters, by=by)
    enqueue = partial(tasks.make_forecast.enqueue, what=what, quarters=quarters, by=by)
    found = _of(request, "forecast", asked, enqueue)
    return _cut(request, found, forecast_without_amounts)


def progress(request: HttpRequest, found: Standing) -> HttpResponse:
    """How far it is, for the part of a page that asks; where the page had nothing to show before,
    it comes anew once all is there.
    """
    answer = render(request, "progress.html", {"standing": found})
    if found.is_current and "nothing" in request.GET:
        answer["HX-Refresh"] = "true"
    return answer


def _cut[Made](
    request: HttpRequest, found: Standing, cut: Callable[[Made, Viewer], Made]
) -> Standing:
    return replace(found, made=cut(found.made, viewer_of(request))) if found.made else found


def _of(
    request: HttpRequest, kind: str, asked: tasks.Asked, enqueue: Callable[[], object]
) -> Standing:
    """What failed is tried again when somebody says so."""
    found = load_standing(kind, asked)
    if not found.is_current and begin_work(kind, asked, again=TRY_AGAIN in request.POST):
        enqueue()
        return load_standing(kind, asked)
    return found
