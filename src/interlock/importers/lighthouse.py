"""Lighthouse: the work items CSV, with its default columns."""

from interlock.importers.columns import Field, day, number, text
from interlock.importers.issue_list import read_issues
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.table import Rows
from interlock.records.company import Company

FEATURES_ARE = ("epic", "parent")
PARENTS = ("Parent Reference Id",)


def fields(company: Company) -> list[Field]:
    on = day(time_zone=company.time_zone)
    return [
        Field("id", ("ID",), text),
        Field("key", ("ID",), text),
        Field("title", ("Name",), text),
        Field("status", ("State",), text),
        Field("type", ("Type",), text),
        Field("started_on", ("Started Date",), on),
        Field("done_on", ("Closed Date",), on),
        Field("created_on", ("Created Date",), on),
        Field("parent", PARENTS, text),
        Field("label", ("Tags",), text),
        Field("team", ("Owning Team",), text),
        Field("size", ("Estimated Size",), number),
        Field("waits_for", ("Depends On",), text),
    ]


def detect(headers: tuple[str, ...]) -> Likeness | None:
    must = (("ID",), ("Name",), ("State",), ("Closed Date",), (*PARENTS, "Started Date"))
    known = (*headers_of(fields(Company())), "Url")
    return likeness(headers, "Lighthouse's of a work item", must=must, known=known)


def read(rows: Rows, company: Company) -> Extract:
    """A feature is an item of type Epic or Feature, else one that is a parent of others."""
    return read_issues(
        rows, company, fields(company), kinds=FEATURES_ARE, also_read=("Url",), between_labels=";"
    )


SOURCE = ImportSource("Lighthouse work items", detect, read, fields(Company()))
