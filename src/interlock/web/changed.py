"""A change of the book: who made it, when, and what it did to each table."""

from collections.abc import Iterator
from itertools import chain

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from interlock.actions.load_book import load_revision
from interlock.records.errors import UnknownName
from interlock.records.revision import RowChange, TableChange
from interlock.render.csv_text import written
from interlock.render.revisions_text import in_words
from interlock.web import csv_file
from interlock.web.gate import opens

HEADS = ("table", "what", "record", "column", "before", "after")


@opens("import")
def changed(request: HttpRequest, number: int) -> HttpResponse:
    """What a change did: the first records of each table, every one as CSV."""
    as_csv = request.GET.get("as") == "csv"
    try:
        change, did = load_revision(number, every_row=as_csv)
    except UnknownName as error:
        raise Http404 from error
    told = tuple(map(in_words, did))
    if as_csv:
        rows = chain.from_iterable(map(_rows, told))
        return csv_file.answer(f"change-{number}", written(HEADS, rows))
    return render(request, "changed.html", {"change": change, "tables": told})


def _rows(table: TableChange) -> Iterator[tuple[str, ...]]:
    yield from ((table.table, "added", one, "", "", "") for one in table.added_such_as)
    for row in table.changed_such_as:
        yield from _moves(table.table, row)
    yield from ((table.table, "gone from source", one, "", "", "") for one in table.gone_such_as)


def _moves(table: str, row: RowChange) -> Iterator[tuple[str, ...]]:
    for column, (old, new) in row.values.items():
        yield table, "changed", row.record, column, str(old), str(new)
