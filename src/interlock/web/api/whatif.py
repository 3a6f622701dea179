"""What-if: what changes that nobody has made yet would do to both sides."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from interlock.actions.load_answer import load_answer
from interlock.actions.whatif import changes_of
from interlock.records.desk import Waiting
from interlock.records.whatif import KINDS, Answer
from interlock.render import whatif_table
from interlock.web.api import answers
from interlock.web.api.answers import Body, Working, opens
from interlock.web.api.signed_in import Pace
from interlock.web.gate import viewer_of

router = Router(tags=["what-if"])
A_MINUTE, MOST = "30/m", 50


class Supposed(Body):
    """Changes, made one after the other."""

    changes: list[dict[str, Any]] = Field(
        min_length=1,
        max_length=MOST,
        description=f"each with its kind ({', '.join(KINDS)}) and the fields of that kind, as a "
        "saved what-if has them",
        examples=[[{"kind": "drop", "feature": "CORE-12"}]],
    )


@router.post(
    "/whatif",
    response={200: Answer, 202: Working},
    operation_id="whatif",
    throttle=[Pace("whatif", A_MINUTE)],
)
@opens("week")
def whatif(request: HttpRequest, payload: Supposed) -> HttpResponse:
    """What the changes would do: `interlock whatif --json`; nothing is kept."""
    found = load_answer(changes_of(payload.changes), viewer_of(request), turns=True)
    if isinstance(found, Waiting):
        return answers.waiting(request, found.step, found.failed)
    answer = HttpResponse(whatif_table.as_json(found.made), content_type="application/json")
    answer["Interlock-Current"] = "true" if found.is_current else "false"
    return answer
