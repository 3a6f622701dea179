"""Order of work: each team's queue as it is now with its capacity, and one feature moved."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from interlock.actions import save_order
from interlock.actions.load_queues import load_queues
from interlock.records.feature_file import InQueue, Queue
from interlock.records.features_ahead import FeaturesAhead, QueuedFeature, TeamLoad
from interlock.web import standing
from interlock.web.api import lines
from interlock.web.api.answers import Body, Done, changes, done, given, opens, plain
from interlock.web.api.etags import seen
from interlock.web.api.lines import Chance, said
from interlock.web.api.problems import BadRequest, Wrong, wrong
from interlock.web.feature_forms import PLACES
from interlock.web.gate import viewer_of
from interlock.web.order import WAYS

router = Router(tags=["features"])
OF_LINE = ("items_left", "p50_on", "p80_on", "p95_on", "p_by_due", "moved_days")
WORDS = tuple(way for way, _ in WAYS)
MOST_LETTERS = 500

Queued: Any = lines.of(
    InQueue,
    "Queued",
    place=(int, said("in the queue as it is now, 1 first")),
    items_left=(int | None, said("as forecast last, as is what follows; null where it is not")),
    p50_on=(date | None, ...), p80_on=(date | None, ...), p95_on=(date | None, ...),
    p_by_due=(Chance | None, ...), moved_days=(int | None, ...),
    strengths=(dict[str, int] | None, said("how many open deals need it how much")),
)  # fmt: skip


class TeamQueue(Schema):
    """A team's unfinished features, first things first."""

    team: str = said("empty for those that no team builds yet")
    capacity: TeamLoad | None = said("as forecast last")
    features: list[Queued]


class Order(Schema):
    """Every team's queue."""

    as_of: str | None = said("of the last forecast; null before the first")
    is_current: bool = said("whether the dates are of the book as it is")
    may_order: bool = said("whether you move features")
    queues: list[TeamQueue]


class Move(Body):
    """A feature and where it goes in its team's queue."""

    feature: str = Field(max_length=MOST_LETTERS, description="its id")
    to: int | str = Field(
        description=f"{', '.join(WORDS)}, or a place, 1 first", examples=["first", 3]
    )


@router.get("/order", response=Order, operation_id="order")
@opens("week")
def order(request: HttpRequest) -> HttpResponse:
    """Each team's queue as it is now, beside the last forecast of each date and what it can do."""
    viewer, found = viewer_of(request), standing.features(request)
    made = found.made
    return given(
        {
            "as_of": made and made.birth.as_of,
            "is_current": found.is_current,
            "may_order": "features" in viewer.right.changes,
            "queues": [_queue(queue, made) for queue in load_queues(viewer)],
        }
    )


@router.post("/order", response=Done, operation_id="move")
@changes("features")
def move(request: HttpRequest, payload: Move) -> HttpResponse:
    """Move a feature in its team's queue, as one change; with If-Match only if that queue is still
    as it was.
    """
    viewer, at = viewer_of(request), seen(request)
    now = load_queues(viewer)
    queue = _of(payload, now)
    before = {one.team: one.mark for one in (load_queues(viewer, at=at) if at else now)}
    number = save_order.move(
        queue.team, payload.feature, to=str(payload.to), seen=before.get(queue.team, ""),
        viewer=viewer, by=str(request.user),
    )  # fmt: skip
    return done(number)


def _of(payload: Move, queues: tuple[Queue, ...]) -> Queue:
    """The queue in which the feature stands. Raises ``BadRequest`` with all that is wrong."""
    problems: list[Wrong] = []
    found = {one.id: queue for queue in queues for one in queue.features}
    if payload.feature not in found:
        problems.append(wrong("body.feature", "is in no queue", payload.feature, known=found))
    is_place = isinstance(payload.to, int) and 1 <= payload.to <= PLACES
    if not is_place and payload.to not in WORDS:
        problems.append(wrong("body.to", "is no place in a queue", payload.to, allowed=WORDS))
    if problems:
        raise BadRequest(problems)
    return found[payload.feature]


def _queue(queue: Queue, made: FeaturesAhead | None) -> dict[str, Any]:
    ahead = {one.id: one for one in made.features} if made else {}
    teams = {one.name: one for one in made.teams} if made else {}
    return {
        "team": queue.team,
        "capacity": plain(teams.get(queue.team)),
        "features": [
            {**plain(one), "place": place, **_ahead(ahead.get(one.id))}
            for place, one in enumerate(queue.features, 1)
        ],
    }


def _ahead(one: QueuedFeature | None) -> dict[str, Any]:
    if one is None:
        return dict.fromkeys((*OF_LINE, "strengths"))
    return {
        **{name: getattr(one.line, name) for name in OF_LINE},
        "strengths": dict(one.strengths),
    }
