"""Changes of the book: what a record was, what was changed, and taking it back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from interlock.actions import load_book, save_book
from interlock.actions.load_records import load_named
from interlock.records.errors import NotAllowed
from interlock.records.revision import Revision
from interlock.web.api.answers import Done, done, given, opens, plain
from interlock.web.api.problems import BadRequest, wrong
from interlock.web.api.tables import NOUNS
from interlock.web.gate import viewer_of
from interlock.web.take_back import is_own

router = Router(tags=["changes"])
TABLES = ("deals", "features", "releases", "promises", "risks", "tools", *NOUNS)
MOST = 500


class Which(Schema):
    """Which record: its key, a word for each column of it, in order."""

    key: list[str] = Field(description="once for each column of the table's key", min_length=1)


class Past(Schema):
    """A value that changed; without a column it is whether the record stood."""

    at: str
    by: str
    origin: str
    column: str
    old: Any
    new: Any


class History(Schema):
    """A record as it stands, and everything that it was."""

    table: str
    key: list[Any]
    stands: bool
    values: dict[str, Any]
    typed: list[str]
    past: list[Past]


class Asked(Schema):
    """How many changes."""

    most: int = Field(50, ge=1, le=MOST)


class Changes(Schema):
    """Changes of the book, the newest first."""

    changes: list[Revision]


@router.get("/history/{table}", response=History, operation_id="history")
@opens("week")
def history(request: HttpRequest, table: str, asked: Query[Which]) -> HttpResponse:
    """What a record was: every value, who changed it, when and from where."""
    if table not in TABLES:
        raise BadRequest([wrong("path.table", "no such table", table, allowed=TABLES)])
    found = load_named(table, asked.key, viewer_of(request))
    return given(
        {
            "table": table,
            "key": list(found.key),
            "stands": found.stands,
            "values": found.values,
            "typed": sorted(found.typed),
            "past": plain(found.past),
        }
    )


@router.get("/changes", response=Changes, operation_id="changes")
@opens("import")
def changes(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """What changed the book, by whom and when."""
    return given({"changes": plain(load_book.load_history(most=asked.most))})


@router.post("/changes/{int:number}/undo", response=Done, operation_id="undo")
@opens("week")
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take a change back: what you typed yourself, or anything where you bring exports in."""
    viewer, by = viewer_of(request), str(request.user)
    if "import" not in viewer.opens and not is_own(number, by):
        raise NotAllowed(viewer.role, "take back what others changed")
    return done(save_book.undo(number, by=by))
