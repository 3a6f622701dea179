"""Odds of a deal that somebody says, beside Interlock's; taken back."""

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from interlock.actions import save_deal_call
from interlock.actions.save_deal_call import Said
from interlock.records.errors import NotAllowed, NotPossible
from interlock.web import deal, deal_forms
from interlock.web.api.answers import Body, Done, changes, done
from interlock.web.api.problems import BadRequest, wrong
from interlock.web.gate import viewer_of

router = Router(tags=["deals"])


class OwnOdds(Body):
    """The chance that it is won by the quarter's last day."""

    odds: float = Field(ge=0, le=1)
    why: str = Field("", max_length=500, description="needed of whoever overrides a rep")


@router.put("/deals/{path:own_id}/odds", response=Done, operation_id="say_odds")
@changes("deal_calls")
def say(request: HttpRequest, own_id: str, payload: OwnOdds) -> HttpResponse:
    """Say your own odds of it this quarter."""
    viewer = viewer_of(request)
    _, made, line, file = deal.look(request, own_id)
    _may(request, own_id, file.hand.changes)
    why_not = deal_forms.why_nothing_said(file, line, made)
    if made is None or line is None or why_not:
        raise NotPossible(why_not)
    if viewer.level != "rep" and not payload.why.strip():
        raise BadRequest([wrong("body.why", "a reason stands beside every override", "")])
    said = Said(own_id, viewer.name, viewer.level, made.quarter)
    number = save_deal_call.say(
        said, payload.odds, model_odds=line.p_won, on=file.today, why=payload.why.strip(),
        typed_by=str(request.user),
    )  # fmt: skip
    return done(number)


@router.delete("/deals/{path:own_id}/odds", response=Done, operation_id="take_back_odds")
@changes("deal_calls")
def take_back(request: HttpRequest, own_id: str) -> HttpResponse:
    """Take back what you said last this quarter."""
    viewer = viewer_of(request)
    _, made, _, file = deal.look(request, own_id)
    _may(request, own_id, file.hand.changes)
    calls = file.calls.get(made.quarter, ()) if made else ()
    last = next((call for call in calls if call.by == viewer.name), None)
    if made is None or last is None:
        return done(None)
    said = Said(own_id, viewer.name, viewer.level, made.quarter)
    return done(save_deal_call.take_back(said, on=last.said_on, typed_by=str(request.user)))


def _may(request: HttpRequest, own_id: str, hand: frozenset[str]) -> None:
    if "deal_calls" not in hand:
        raise NotAllowed(viewer_of(request).role, f"say odds of deal {own_id}")
