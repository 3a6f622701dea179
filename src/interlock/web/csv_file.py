"""A table as a file that the browser keeps."""

from django.http import HttpResponse


def answer(name: str, text: str) -> HttpResponse:
    """The CSV ``text`` as a file of this name."""
    told = HttpResponse(text, content_type="text/csv; charset=utf-8")
    told["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return told
