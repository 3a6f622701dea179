"""Salesforce: Event and Task, of which those that were meetings with a buyer's people are read."""

import polars as pl

from interlock.importers.columns import Cleaned, Field, day, flag, take, text
from interlock.importers.salesforce_ids import full_id
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.table import Rows, plain_header
from interlock.records.company import Company
from interlock.records.problems import LeftOut

DAYS = ("ActivityDate", "StartDateTime", "ActivityDateTime")
OPPORTUNITY = "006"
MET = ("meeting", "call", "event", "demo", "visit", "presentation")
"""A task counts when its type, else its subject, says that somebody was talked to."""


def fields(company: Company) -> list[Field]:
    return [
        Field("deal", ("WhatId",), _id),
        Field("contact", ("WhoId",), _id),
        Field("name", ("Who.Name", "WhoName"), text),
        Field("what", ("Subject",), text),
        Field("on", DAYS, day(time_zone=company.time_zone)),
        Field("by", ("Owner.Name", "OwnerName", "OwnerId"), text),
        Field("status", ("Status",), text),
        Field("type", ("TaskSubtype", "Type", "EventSubtype"), text),
        Field("is_deleted", ("IsDeleted",), flag),
    ]


def detect(headers: tuple[str, ...]) -> Likeness | None:
    known = headers_of(fields(Company()))
    must = (("WhatId",), ("WhoId",), ("Subject",), DAYS)
    return likeness(headers, "those of Event and Task", must=must, known=known)


def read(rows: Rows, company: Company) -> Extract:
    """Meetings. An event was one; a task only when it was completed and was a call, a demo or the
    like. What belongs to no opportunity or names nobody is left out.
    """
    taken = take(rows, fields(company), required=("on",))
    kinds = dict.fromkeys(("deal", "contact", "name", "what", "by", "status", "type"), pl.String())
    absent = [pl.lit(None, k).alias(n) for n, k in kinds.items() if n not in taken.frame.columns]
    frame = taken.frame.with_columns(absent)
    if "is_deleted" in frame.columns:
        frame = frame.filter(~pl.col("is_deleted").fill_null(value=False))
    person = pl.coalesce("contact", "name")
    ours = pl.col("deal").str.starts_with(OPPORTUNITY).fill_null(value=False)
    kept = frame.filter(ours, person.is_not_null(), _met(has_status=rows.has("Status")))
    meetings = kept.select("deal", "on", "what", "by", person=person)
    others = frame.height - meetings.height
    why = "activities without a deal and a person, or not completed, or no meeting"
    return Extract(
        tables={"meetings": meetings},
        problems=taken.problems,
        left_out=(LeftOut("meetings", others, why),) if others else (),
        taken=meetings.height,
        unread=taken.left_out,
        read=frozenset(map(plain_header, (*headers_of(fields(company)), "Id", "Description"))),
    )


def _met(*, has_status: bool) -> pl.Expr:
    if not has_status:
        return pl.lit(True)
    said = pl.coalesce("type", "what").str.to_lowercase().str.contains("|".join(MET))
    done = pl.col("status").str.to_lowercase() == "completed"
    return (said & done).fill_null(value=False)


def _id(column: pl.Series) -> Cleaned:
    return Cleaned(full_id(column), pl.Series([False] * len(column), dtype=pl.Boolean))


SOURCE = ImportSource("Salesforce events and tasks", detect, read, fields(Company()))
