"""Files of sales tools: put there by who makes them, taken by whom the one rule lets."""

from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict
from ninja import File, Form, Query, Router, Schema, UploadedFile
from pydantic import Field

from interlock.web import tool_files as page
from interlock.web.api import etags, forms
from interlock.web.api.answers import Body, given, opens, plain

router = Router(tags=["tools"])
BINARY = {"schema": {"type": "string", "format": "binary"}}


class ForDeal(Schema):
    """For which deal a tool is taken."""

    deal: str = Field("", max_length=page.MOST_LETTERS, description="its id; none for no deal")


class WhichEdition(Body):
    """Which version of the tool a file is."""

    edition: str = Field(
        "", max_length=page.MOST_LETTERS, description="the tool's own where none is said"
    )


class ToolLink(Schema):
    """Where a tool is that has no file here."""

    link: str


class ToolFileKept(Schema):
    """A file of a tool."""

    edition: str
    name: str
    size: int = Field(description="bytes")
    sha256: str
    by: str
    at: str


class FilePut(Schema):
    """A file that was put there."""

    change: int | None = Field(description="the change that gave the tool a new version, if any")
    file: ToolFileKept


@router.get(
    "/tools/{path:name}/file",
    response={200: ToolLink},
    operation_id="take_tool",
    openapi_extra={"responses": {200: {"content": {"application/octet-stream": BINARY}}}},
)
@opens("week")
@etags.never
def take(request: HttpRequest, name: str, asked: Query[ForDeal]) -> HttpResponse:
    """Take a tool: the bytes of its newest file, or where it has none its link as JSON. It is kept
    who took it for which deal. What is not ready is refused but to those who make it, and whom they
    let have it for that deal: 403 says whom to ask.
    """
    found = page.taken(request, name, asked.deal)
    return page.as_file(found) if found.content is not None else given({"link": found.link})


@router.post("/tools/{path:name}/file", response={201: FilePut}, operation_id="put_tool_file")
@opens("week")
def put(
    request: HttpRequest, name: str, file: File[UploadedFile], said: Form[WhichEdition]
) -> HttpResponse:
    """Keep a file of a tool as its newest one; sent as multipart/form-data."""
    form = page.FileForm(said.dict(), MultiValueDict({"file": [file]}))
    forms.is_valid(form)
    made = page.kept(request, name, form)
    return given({"change": made.change, "file": plain(made.file)}, status=201)
