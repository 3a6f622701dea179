"""What-if: what changes that nobody has made yet would do to both sides; several side by side."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from interlock.actions.load_answer import load_answer, load_comparison
from interlock.actions.read_changes import read_changes
from interlock.records import whatif as records
from interlock.records.desk import Asked, Waiting
from interlock.records.errors import BadInput
from interlock.records.whatif import KINDS, Comparison, WhatIf
from interlock.render import whatif_table
from interlock.web import compared
from interlock.web.api import answers, lines
from interlock.web.api.answers import Body, Working, opens
from interlock.web.api.lines import Chance, Head, said
from interlock.web.api.problems import BadRequest, Wrong, of_problem
from interlock.web.api.signed_in import Pace
from interlock.web.gate import viewer_of

router = Router(tags=["what-if"])
A_MINUTE, MOST = "30/m", 50
PACE = Pace("whatif", A_MINUTE)
KEYS = ", ".join(KINDS)
Change = dict[str, Any]
Changes = Annotated[list[Change], Field(max_length=MOST)]

ROWS = (list[Change], said("the changes, as a saved what-if has them"))
Answer: Any = lines.of(records.Answer, "Answer", base=Head, whatif=ROWS)
Side: Any = lines.of(
    records.Answer,
    "Side",
    whatif=ROWS,
    name=(str, ...),
    beats=(
        Chance | None,
        said("share of cases in which it brings more than the next; null for the last"),
    ),
)


class Sides(Head):
    """What-ifs side by side, over the same luck."""

    sides: list[Side]


class Supposed(Body):
    """Changes, made one after the other."""

    changes: list[Change] = Field(
        min_length=1,
        max_length=MOST,
        description=f"each with its kind ({KEYS}) and the fields of that kind, as a saved what-if "
        "has them",
        examples=[[{"kind": "drop", "feature": "CORE-12"}]],
    )


class Beside(Body):
    """What-ifs by name."""

    whatifs: dict[str, Changes] = Field(
        min_length=2,
        max_length=compared.MOST,
        description="the changes of each, none for what is forecast as it is",
        examples=[{"without SSO": [{"kind": "drop", "feature": "CORE-12"}], "as forecast": []}],
    )


@router.post(
    "/whatif",
    response={200: Answer, 202: Working},
    by_alias=True,
    operation_id="whatif",
    throttle=[PACE],
)
@opens("week")
def whatif(request: HttpRequest, payload: Supposed) -> HttpResponse:
    """What the changes would do: `interlock whatif --json`; nothing is kept."""
    found = load_answer(read_changes(payload.changes), viewer_of(request), turns=True)
    if isinstance(found, Waiting):
        return answers.waiting(request, found.step, found.failed)
    return _given(whatif_table.as_json(found.made), found)


@router.post(
    "/whatif/compare",
    response={200: Sides, 202: Working},
    by_alias=True,
    operation_id="compare",
    throttle=[PACE],
)
@opens("week")
def compare(request: HttpRequest, payload: Beside) -> HttpResponse:
    """The same of several beside each other: `interlock whatif --against --json`."""
    found = load_comparison(_by_name(payload), viewer_of(request))
    if isinstance(found, Waiting):
        return answers.waiting(request, found.step, found.failed)
    return _given(whatif_table.compared_json(found.made), found)


def _by_name(payload: Beside) -> dict[str, WhatIf]:
    """The what-ifs by name. Raises ``BadRequest`` with everything that is wrong in any."""
    made: dict[str, WhatIf] = {}
    problems: list[Wrong] = []
    for name, changes in payload.whatifs.items():
        try:
            made[name] = read_changes(changes)
        except BadInput as error:
            problems += [of_problem(one, f"body.whatifs.{name}") for one in error.problems]
    if problems:
        raise BadRequest(problems)
    return made


def _given(text: str, found: Asked[records.Answer] | Asked[Comparison]) -> HttpResponse:
    answer = HttpResponse(text, content_type="application/json")
    answer["Interlock-Current"] = "true" if found.is_current else "false"
    return answer
