"""What buyers were told of features, as pages show it, and who has to be told something else."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest

from interlock.actions.load_book import load_time_zone
from interlock.actions.load_tellings import load_tellings
from interlock.records.features_ahead import FeaturesAhead
from interlock.records.report import DealsAhead
from interlock.records.rights import Viewer
from interlock.records.telling import Telling
from interlock.render import tellings
from interlock.web import clock
from interlock.web.gate import viewer_of

NO_DATE = "no date"
"""The basis of a feature of which no day can be said."""


def of_deal(
    request: HttpRequest, own_id: str, *, made: DealsAhead | None, on: date
) -> dict[str, dict[str, Any]]:
    """feature -> what the buyer of a deal was told of it."""
    found = tellings_of_deal(viewer_of(request), own_id, made=made)
    return {one.feature: _line(one, on) for one in found}


def of_feature(
    request: HttpRequest, own_id: str, *, made: FeaturesAhead | None
) -> list[dict[str, Any]]:
    """What the buyers who wait for a feature were told, those first who have to be told; a page
    shows them by ``{% include "notes/tellings.html" %}``.
    """
    found = tellings_of_feature(viewer_of(request), own_id, made=made)
    return lines(found, clock.today(load_time_zone()))


def tellings_of_deal(
    viewer: Viewer, own_id: str, *, made: DealsAhead | None
) -> tuple[Telling, ...]:
    """What the buyer of a deal was told, held against the forecast, if it is there."""
    known = (one for one in made.features if one.p80_on or one.ships) if made else ()
    return load_tellings(viewer, ahead={one.id: one.p80_on for one in known}, deal=own_id)


def tellings_of_feature(
    viewer: Viewer, own_id: str, *, made: FeaturesAhead | None
) -> tuple[Telling, ...]:
    """The same of a feature: what the buyers were told who wait for it."""
    known = (one.line for one in made.features if one.line.basis != NO_DATE) if made else ()
    return load_tellings(viewer, ahead={one.id: one.p80_on for one in known}, feature=own_id)


def lines(found: Iterable[Telling], on: date) -> list[dict[str, Any]]:
    """Tellings as templates show them."""
    return [_line(one, on) for one in found]


def _line(one: Telling, on: date) -> dict[str, Any]:
    """What was told, and what to know of it."""
    return {
        "telling": one,
        "said": tellings.said(one, as_of=on),
        "statement": tellings.statement(one, as_of=on),
    }
