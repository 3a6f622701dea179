"""What is wrong, told in one shape (RFC 9457): all of it at once, with what may have been meant."""

import logging
import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Schema
from ninja.errors import AuthenticationError, HttpError, Throttled
from pydantic import Field

from interlock.records import errors
from interlock.records.errors import near_misses
from interlock.records.problems import Problem
from interlock.render import json

MEDIA = "application/problem+json"
_NAMED = re.compile(r"'([^']*)'")
_LOG = logging.getLogger("interlock.api")


class Wrong(Schema):
    """One thing that is wrong with what was sent."""

    at: str = Field(description="where: query.sort, body.stage, path.own_id")
    what: str = Field(description="what is wrong with it")
    value: str | None = Field(description="what was sent there")
    allowed: list[str] = Field(description="what may be sent there, where that is few")
    near: list[str] = Field(description="what may have been meant")


class Trouble(Schema):
    """Why a request was not done; nothing was changed."""

    type: str = Field(description="urn:interlock: and a word for each kind of trouble")
    title: str
    status: int
    detail: str
    problems: list[Wrong] = Field(description="everything that is wrong with what was sent")


class BadRequest(errors.BadUsage):
    """What was asked for holds problems: all of them."""

    def __init__(self, problems: Iterable[Wrong]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        super().__init__(f"{count} {'problem' if count == 1 else 'problems'} in what was sent")


STATUS: dict[type[Exception], tuple[int, str]] = {
    BadRequest: (422, "bad-values"),
    errors.BadInput: (422, "bad-values"),
    errors.NotAllowed: (403, "not-allowed"),
    errors.NothingKept: (404, "nothing-kept"),
    errors.NotReadable: (404, "not-readable"),
    errors.Conflict: (409, "conflict"),
    errors.UndoneBefore: (409, "undone-before"),
    errors.NoBook: (503, "no-book"),
    errors.UnknownName: (422, "unknown-name"),
    errors.NotPossible: (422, "not-possible"),
    errors.InterlockError: (422, "not-possible"),
    PermissionDenied: (403, "not-allowed"),
    Http404: (404, "not-found"),
    AuthenticationError: (401, "not-signed-in"),
    Throttled: (429, "too-many-requests"),
}
"""error -> its status and the word for it; others have those of what they are a kind of."""

SAID = {
    401: "Sign in with a token: Authorization: Bearer …. The page Your tokens makes one.",
    403: "That is not yours to open.",
    404: "There is nothing at this address.",
    429: "Too many requests: wait as long as Retry-After says.",
    500: "The site did not answer as it should; what happened is in its log.",
}
"""status -> what is told where the error itself says nothing."""


def of_error(request: HttpRequest, error: Any) -> HttpResponse:
    """The answer to a request that could not be done."""
    status, word = _kind(error)
    if isinstance(error, errors.Conflict) and _says_what_it_saw(request):
        status = 412
    if isinstance(error, errors.UnknownName) and request.method == "GET":
        status, word = 404, "not-found"
    detail = str(error) if isinstance(error, errors.InterlockError) else SAID.get(status, "")
    if isinstance(error, HttpError) and not detail:
        detail = error.message
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        _LOG.error("%s %s failed", request.method, request.path, exc_info=error)
    answer = told(status, word, detail, _problems(error))
    if status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = 'Bearer realm="Interlock"'
    return answer


def told(status: int, word: str, detail: str, problems: Iterable[Wrong] = ()) -> HttpResponse:
    """The shape itself."""
    body = {
        "type": f"urn:interlock:{word}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "problems": [one.model_dump() for one in problems],
    }
    return HttpResponse(json.dumped(body), status=status, content_type=MEDIA)


def wrong(
    at: str, what: str, value: Any = None, *, allowed: Iterable[str] = (), known: Iterable[str] = ()
) -> Wrong:
    """One thing that is wrong; near ones are looked for among what is ``allowed`` and ``known``."""
    said, may = None if value is None else str(value), list(allowed)
    near = near_misses(said, [*may, *known]) if said else []
    return Wrong(at=at, what=what, value=said, allowed=may, near=near)


def of_validation(source: str, found: Mapping[str, Any], place: tuple[Any, ...]) -> Wrong:
    """What pydantic found wrong at a place of the request."""
    parts = [str(one) for one in place if one not in ("payload", "asked")]
    expected = (found.get("ctx") or {}).get("expected", "")
    value = found.get("input")
    is_plain = isinstance(value, str | int | float | bool)
    about = found.get("ctx") or {}
    return wrong(
        ".".join([source, *parts]),
        found["msg"],
        about.get("name", value if is_plain else None),
        allowed=_NAMED.findall(expected) if found["type"] == "literal_error" else (),
        known=about.get("known", ()),
    )


def _says_what_it_saw(request: HttpRequest) -> bool:
    """Whether it says at which change it read what it changes: `etags.seen`."""
    return "If-Match" in request.headers or getattr(request, "was_seen", False)


def _kind(error: Exception) -> tuple[int, str]:
    found = next((STATUS[of] for of in type(error).__mro__ if of in STATUS), None)
    if found is None and isinstance(error, HttpError):
        return error.status_code, "bad-request"
    return found or (500, "failed")


def _problems(error: Exception) -> list[Wrong]:
    if isinstance(error, BadRequest):
        return list(error.problems)
    if isinstance(error, errors.BadInput):
        return [of_problem(one) for one in error.problems]
    if isinstance(error, errors.Conflict):
        return [wrong("body", one) for one in error.clashes]
    return []


def of_problem(one: Problem, at: str = "body") -> Wrong:
    """What is wrong with a value that was sent somewhere in the body."""
    allowed = [word.strip() for word in one.allowed.split(",") if word.strip()]
    what = "; ".join(part for part in (one.what, one.remedy) if part)
    return wrong(f"{at}.{one.column}" if one.column else at, what, one.value, allowed=allowed)
