"""How answers are given: to whom, what is long in pages, what is not worked out yet on its way."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from functools import wraps
from typing import Any, get_type_hints

from django.http import HttpRequest, HttpResponse
from ninja import Field, Schema
from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from interlock.records.errors import NotAllowed, near_misses
from interlock.records.outcome import Standing
from interlock.records.rights import Viewer
from interlock.render import json
from interlock.web.api import etags
from interlock.web.api.problems import BadRequest, told, wrong
from interlock.web.gate import viewer_of

FIRST, MOST = 50, 500
"""Rows of a page that are given without being asked, and at most."""

MOST_PLACE = 10_000_000
SOON_SECONDS = 3
View = Callable[..., Any]


class Body(Schema):
    """What is sent: a name that is not known is a problem, not nothing."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def no_other_names(cls, sent: Any) -> Any:
        """Every name is one of ours."""
        given = getattr(sent, "_obj", sent)
        names = set(given) - set(cls.model_fields) if isinstance(given, Mapping) else set()
        if names:
            name, known = sorted(names, key=str)[0], tuple(cls.model_fields)
            near = near_misses(str(name), known)
            hint = f": did you mean {' or '.join(near)}?" if near else ""
            about = {"name": str(name), "known": known, "hint": hint}
            raise PydanticCustomError("unknown_name", "nothing is called {name}{hint}", about)
        return sent


class SeenBefore(Body):
    """What is changed, and when it was read."""

    seen: int | None = Field(
        None,
        ge=1,
        description="the revision at which it was read, where no If-Match says so: 412 where "
        "somebody changed the same since",
    )


class Paging(Schema):
    """Which part of a long list."""

    limit: int = Field(FIRST, ge=1, le=MOST, description="how many at most")
    offset: int = Field(0, ge=0, le=MOST_PLACE, description="how many to leave out first")


class Page[Item](Schema):
    """A part of a list."""

    count: int = Field(description="how many there are in all")
    next: str | None = Field(description="where the next part is")
    items: list[Item]


class Outcome(Schema):
    """What a forecast says of itself."""

    as_of: str = Field(description="the day whose knowledge was used")
    is_current: bool = Field(
        description="whether it is of the book as it is; else the last one, while the next is made"
    )


class Working(Schema):
    """It is being worked out: ask again at Location, after Retry-After seconds."""

    step: str = Field(description="what is done just now")
    begun: str | None


class Done(Schema):
    """A change of the book; none where nothing differed."""

    change: int | None = Field(description="its number, by which it can be taken back")


def opens(page: str) -> Callable[[View], View]:
    """Let in whose role opens a page of the site, as the page does."""
    return _guard(f"open {page}", lambda viewer: page in viewer.opens)


def changes(table: str) -> Callable[[View], View]:
    """Let in whose role changes a table; whether of this record too, the view asks."""
    return _guard(f"change {table}", lambda viewer: table in viewer.right.changes)


def _guard(what: str, allowed: Callable[[Viewer], bool]) -> Callable[[View], View]:
    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **more: Any) -> Any:
            viewer = viewer_of(request)
            if not allowed(viewer):
                raise NotAllowed(viewer.role, what)
            return view(request, *args, **more)

        return guarded

    return guard


def asked_well(view: View) -> View:
    """Words that nothing asks for are a problem; and what did not change is not made again."""
    known, beside = _names(view), etags.beside_of(view)

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **more: Any) -> Any:
        if unknown := sorted(set(request.GET) - known):
            raise BadRequest(
                wrong(f"query.{name}", "nothing is called so here", name, known=sorted(known))
                for name in unknown
            )
        if request.method != "GET":
            return view(request, *args, **more)
        tag = etags.tag(request, beside) if beside else ""
        if tag and etags.is_same(request, tag):
            return etags.with_tag(HttpResponse(status=304), tag)
        answer = view(request, *args, **more)
        return etags.with_tag(answer, tag) if tag and answer.status_code == 200 else answer

    return answered


def given(value: Any, *, status: int = 200, **headers: str) -> HttpResponse:
    """A value as JSON, with the same digits as every other JSON of ours."""
    answer = HttpResponse(json.dumped(value), status=status, content_type="application/json")
    for name, said in headers.items():
        answer[name.replace("_", "-")] = said
    return answer


def plain(value: Any) -> Any:
    """Records as plain values."""
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def done(change: int | None, *, status: int = 200, **headers: str) -> HttpResponse:
    """A change that was made."""
    return given({"change": change}, status=status, **headers)


def paged(
    request: HttpRequest,
    asked: Paging,
    rows: Any,
    tell: Callable[[Any], list[dict[str, Any]]],
    **around: Any,
) -> HttpResponse:
    """A part of ``rows``, of which only these are told."""
    items = tell(rows[asked.offset : asked.offset + asked.limit])
    return part(request, asked, len(rows), items, **around)


def part(
    request: HttpRequest, asked: Paging, count: int, items: Any, **around: Any
) -> HttpResponse:
    """These ``items`` of so many; where the next are stands beside them and in ``Link``."""
    after = asked.offset + asked.limit
    following = None
    if after < count:
        words = request.GET.copy()
        words["offset"], words["limit"] = str(after), str(asked.limit)
        following = request.build_absolute_uri(f"{request.path}?{words.urlencode()}")
    answer = given({**around, "count": count, "next": following, "items": items})
    if following:
        answer["Link"] = f'<{following}>; rel="next"'
    return answer


def standing(
    request: HttpRequest, found: Standing, tell: Callable[[Any], HttpResponse], *, newest: bool
) -> HttpResponse:
    """What is worked out; 202 while there is none, or while it is not of the book as it is and the
    ``newest`` is asked for.
    """
    progress = found.progress
    waits = found.made is None or (newest and not found.is_current)
    if not waits:
        return tell(found.made)
    began = progress.begun.isoformat() if progress else None
    step, failed = (progress.step, progress.failed) if progress else ("", "")
    return waiting(request, step, failed, begun=began)


def waiting(
    request: HttpRequest, step: str, failed: str, *, begun: str | None = None
) -> HttpResponse:
    """202, where to ask again and when; 503 where it failed."""
    if failed:
        return told(503, "forecast-failed", f"It could not be worked out: {failed}")
    where = {"Location": request.get_full_path(), "Retry_After": str(SOON_SECONDS)}
    said = {"step": step or "waiting for the worker", "begun": begun}
    return given(said, status=202, **where)


def _names(view: View) -> frozenset[str]:
    """Every word that an address may ask with."""
    hints = get_type_hints(view)
    names = set()
    for name in inspect.signature(view).parameters:
        kind = hints.get(name)
        is_model = isinstance(kind, type) and issubclass(kind, BaseModel)
        names |= set(kind.model_fields) if is_model and kind else {name}
    return frozenset(names - {"request"})
