"""The API as one application: its nouns under /api/v1/, its description, what is told of errors."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI, Swagger
from ninja.errors import HttpError
from ninja.openapi.schema import OpenAPISchema, get_schema
from pydantic import TypeAdapter

from interlock import __version__
from interlock.web.api import (
    after_sale,
    answers,
    buyer_plan,
    calls,
    changes,
    company,
    customers,
    deal_edits,
    deals,
    feature,
    feature_edits,
    features,
    forecasts,
    notes,
    odds,
    one_note,
    one_risk,
    one_tool,
    order,
    other_side,
    people,
    plan,
    problems,
    promise,
    promise_odds,
    promises,
    record,
    release_edits,
    releases,
    report,
    risks,
    risks_of,
    sales_tools,
    search,
    seats,
    tables,
    tellings,
    tool_asks,
    tool_files,
    weeks,
    whatif,
)
from interlock.web.api.problems import BadRequest, Trouble
from interlock.web.api.signed_in import Bearer, Pace, Session
from interlock.web.gate import public

NOUNS = (
    report, other_side, after_sale, deal_edits, odds, buyer_plan, seats, tellings, risks_of, deals,
    forecasts, feature_edits, feature, features, release_edits, releases, order, plan, calls, notes,
    one_note, promises, promise_odds, promise, record, risks, one_risk, weeks, tool_asks,
    tool_files, sales_tools, one_tool, tables, people, customers, search, whatif, changes, company,
)  # fmt: skip
"""In the order in which an address is looked for: what is under a deal, a feature or a release
comes before it, the odds of a promise before promises by their ids, and a tool's file before it.
"""

ABOUT = """
What the site shows and takes, for programs: under the same rights, with the same digits as the
command line. Make a token on the page *Your tokens* and send it as `Authorization: Bearer …`.
Amounts are exact decimals as text, days are ISO, odds are 0 to 1. What is wrong is told in one
shape, all of it at once. The guide has examples.
"""

ANYTHING = r"^[\s\S]+$"
"""Any other address; a path of Django's holds no line end."""

WHEN = {
    "401": "no token, or one that has ended", "403": "not yours to open or change",
    "404": "not there", "409": "changed by others meanwhile", "412": "changed since If-Match",
    "422": "all that is wrong with what was sent", "429": "too many: wait for Retry-After",
    "400": "no JSON", "503": "could not be worked out",
}  # fmt: skip


class Api(NinjaAPI):
    """Ninja's, with our errors and what they are in the description."""

    def validation_error_from_error_contexts(self, error_contexts: Any) -> Any:
        """Everything that is wrong, with what may have been meant."""
        return BadRequest(
            problems.of_validation(source, one, _place(context.model, one["loc"]))
            for context in error_contexts
            for source in [str(context.model.__ninja_param_source__)]
            for one in context.pydantic_validation_error.errors(include_url=False)
        )

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The description; it takes half a second, and is made once."""
        if path_prefix is None:
            path_prefix = self.get_root_path(path_params or {})
        return _described(self, path_prefix)


@lru_cache(2)
def _described(made: Api, prefix: str) -> OpenAPISchema:
    """With the shape of errors on every operation."""
    schema = get_schema(made, prefix)
    told = TypeAdapter(Trouble).json_schema(
        ref_template="#/components/schemas/{model}", mode="serialization"
    )
    schema["components"]["schemas"] |= {**told.pop("$defs"), "Trouble": told}
    reference = {"$ref": "#/components/schemas/Trouble"}
    for operations in schema["paths"].values():
        for one in operations.values():
            for status, said in WHEN.items():
                content = {problems.MEDIA: {"schema": reference}}
                one["responses"].setdefault(status, {"description": said, "content": content})
    return schema


def _place(model: Any, found: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(model.__ninja_flatten_map_reverse__.get(found, found))


def _made() -> Api:
    made = Api(
        title="Interlock",
        version=__version__,
        description=ABOUT,
        docs=Swagger({"persistAuthorization": False, "defaultModelsExpandDepth": -1}),
        docs_decorator=public("what the API is, and nothing of the book"),
        auth=[Bearer(), Session()],
        throttle=[Pace()],
        urls_namespace="api",
    )
    made.add_decorator(answers.asked_well)
    for noun in NOUNS:
        made.add_router("/v1", noun.router)
    for kind in (*problems.STATUS, HttpError, Exception):
        made.add_exception_handler(kind, problems.of_error)
    return made


api = _made()


def answering(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that answers HEAD as GET without the body, and OPTIONS with what may be sent."""

    def answered(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        if request.method == "HEAD":
            request.method = "GET"
            answer = view(request, *args, **more)
            request.method = "HEAD"
            return answer
        answer = view(request, *args, **more)
        if answer.status_code != 405:
            return answer
        methods = {one.strip() for one in answer["Allow"].split(",")}
        allowed = methods | {"OPTIONS"} | ({"HEAD"} if "GET" in methods else set())
        if request.method == "OPTIONS":
            told = HttpResponse(status=204)
        else:
            said = f"{request.method} is not for this address."
            told = problems.told(405, "method-not-allowed", said)
        told["Allow"] = ", ".join(sorted(allowed))
        return told

    answered.csrf_exempt = True  # type: ignore[attr-defined]
    return answered


@csrf_exempt
@public("says that nothing is there")
def nothing(_request: HttpRequest, **_: Any) -> HttpResponse:
    """No address of the API."""
    return problems.told(404, "not-found", problems.SAID[404])


def _urls() -> tuple[Sequence[Any], str, str]:
    found, app, name = api.urls
    patterns: Any = found
    ours = [
        URLPattern(one.pattern, answering(one.callback), one.default_args, one.name)
        for one in patterns
        if one.name != "api-root"
    ]
    others = [path("", nothing, name="api-root"), re_path(ANYTHING, nothing)]
    return [*ours, *others], app, name


urls = _urls()
"""What stands under /api/."""
