"""The plan: the joint forecast of an order and scope with its queues; accepted, the book's."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from interlock.actions.load_answer import load_plan
from interlock.actions.read_changes import read_changes
from interlock.records.desk import Waiting
from interlock.records.plan import Decisions, Given, Plan, PlannedQueue
from interlock.render import whatif_table
from interlock.web import planned
from interlock.web.api import answers, forms
from interlock.web.api.answers import Body, Done, Working, changes, done, given, opens, plain
from interlock.web.api.etags import made_at, seen
from interlock.web.api.lines import said
from interlock.web.api.problems import BadRequest, wrong
from interlock.web.api.whatif import KEYS, PACE, Answer, Changes
from interlock.web.gate import viewer_of

router = Router(tags=["plan"])
MOST_LETTERS, MOST_PROMISES = 500, 1000
STALE = "forecasting the book as it is now"


class PlanAsked(Body):
    """Changes of order and scope, made one after the other."""

    changes: Changes = Field(
        description=f"each with its kind ({KEYS}) and the fields of that kind; none for the plan "
        "as it stands",
        examples=[[{"kind": "order", "feature": "CORE-12", "place": 1}]],
    )


class Accepting(PlanAsked):
    """A plan that becomes the book's."""

    name: str = Field(min_length=1, max_length=MOST_LETTERS, description="what the plan is called")
    promises: dict[str, str] = Field(
        {},
        max_length=MOST_PROMISES,
        description="the day that promises (ids) which the plan touches get; others keep theirs",
        examples=[{"P1": "2027-02-01"}],
    )


class Planned(Schema):
    """What a plan does, each team's queue under it, promises that it touches, what it decides."""

    is_current: bool = said("whether it is of the book as it is: only then it can be accepted")
    revision: int = said("the change after which it was worked out, as the ETag has it")
    answer: Answer
    queues: list[PlannedQueue]
    promises: list[Given]
    decisions: Decisions


@router.post(
    "/plan",
    response={200: Planned, 202: Working},
    by_alias=True,
    operation_id="plan",
    throttle=[PACE],
)
@opens("week")
def plan(request: HttpRequest, payload: PlanAsked) -> HttpResponse:
    """The joint forecast under the changes, with each team's queue; nothing is kept."""
    found = load_plan(read_changes(payload.changes), viewer_of(request))
    if isinstance(found, Waiting):
        return answers.waiting(request, found.step, found.failed)
    told = {
        "is_current": found.is_current,
        "revision": found.revision,
        "answer": whatif_table.as_dict(found.made.answer),
        **{name: plain(getattr(found.made, name)) for name in ("queues", "promises", "decisions")},
    }
    return made_at(found.revision, given(told))


@router.post(
    "/plan/accept",
    response={200: Done, 202: Working},
    operation_id="accept_plan",
    throttle=[PACE],
)
@changes("features")
def accept(request: HttpRequest, payload: Accepting) -> HttpResponse:
    """Write what the plan decides, as one change; 202 while it cannot be worked out of the book as
    it is, and then nothing is written. With If-Match only if nobody typed over the same since.
    """
    at = seen(request)
    found = load_plan(read_changes(payload.changes), viewer_of(request))
    if isinstance(found, Waiting):
        return answers.waiting(request, found.step, found.failed)
    if not found.is_current:
        return answers.waiting(request, STALE, "")
    form = _filled(payload, found.made, seen=at or found.revision)
    return done(planned.write(request, form, found.made))


def _filled(payload: Accepting, made: Plan, *, seen: int) -> planned.Accepted:
    """The page's form, filled in. Raises ``BadRequest`` with all that is wrong."""
    days = {f"due-{own_id}": day for own_id, day in payload.promises.items()}
    sent: dict[str, Any] = {"name": payload.name, "seen": seen, **days}
    form = planned.Accepted(sent, promises=made.promises)
    touched = [one.id for one in made.promises]
    problems = [
        wrong(f"body.promises.{one}", "is no promise that this plan touches", one, allowed=touched)
        for one in payload.promises
        if one not in touched
    ]
    problems += forms.wrong_of(form, _called)
    if problems:
        raise BadRequest(problems)
    return form


def _called(field: str) -> str:
    """A field of the form as the body has it."""
    return f"promises.{field[4:]}" if field.startswith("due-") else field
