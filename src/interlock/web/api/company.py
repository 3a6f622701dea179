"""Settings of the company, and the whole book as files."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from interlock.actions import load_book, save_settings
from interlock.records.book import Book
from interlock.render import book_files, company_toml, json
from interlock.web.api.answers import given, opens
from interlock.web.gate import viewer_of

router = Router(tags=["book"])


class Settings(Schema):
    """What company.toml may say: each setting, and which of them are set here."""

    settings: dict[str, Any]
    given: list[str]


class Asked(Schema):
    """In which form."""

    form: Literal["parquet", "csv"] = "parquet"


@router.get("/settings", response=Settings, operation_id="settings")
@opens("settings")
def settings(request: HttpRequest) -> HttpResponse:
    """The settings of the company."""
    company, _ = save_settings.known()
    said = company_toml.said(company)
    told = {name: value for name, value in said.items() if name != "given"}
    return given({"settings": told, "given": sorted(company.given)})


@router.get(
    "/book",
    response={200: None},
    operation_id="book",
    openapi_extra={
        "responses": {
            200: {
                "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}
            }
        }
    },
)
@opens("week")
def book(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """Every table of the book that you may see as a zip: a file each, and `book.json` with the day
    that it was seen on, its revision and the settings as the text of a company.toml.
    """
    held, revision = load_book.load_shown(viewer_of(request))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(held, revision, asked.form):
            archive.writestr(zipfile.ZipInfo(name), content)
    answer = HttpResponse(written.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="book-{revision}.zip"'
    return answer


def _files(held: Book, revision: int, form: str) -> Iterator[tuple[str, bytes]]:
    head = {
        "schema": "interlock/book/1",
        "revision": revision,
        "seen_on": held.seen_on,
        "company": company_toml.written(held.company),
        "form": form,
        "tables": held.counts,
    }
    yield "book.json", json.dumped(head).encode()
    yield from ((name, body) for name, body in book_files.written(held, form) if name != TOML)


TOML = "company.toml"
"""It stands in book.json."""
