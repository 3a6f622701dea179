"""HubSpot: meetings and calls that are associated with a deal and a contact."""

import polars as pl

from interlock.importers.columns import Field, day, take, text
from interlock.importers.several import each
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.table import Rows, plain_header
from interlock.records.company import Company
from interlock.records.problems import LeftOut

OUTCOMES = ("Meeting outcome", "hs_meeting_outcome", "Call outcome", "hs_call_disposition")
DAYS = (
    "Meeting start time", "hs_meeting_start_time", "Activity date", "hs_timestamp",
)  # fmt: skip
DEALS = ("Associated Deal IDs", "Associated Deal", "Associated Deals")
PEOPLE = ("Associated Contact", "Associated Contacts", "Associated Contact IDs")
MET = ("completed", "connected", "meeting completed", "held")
"""Outcomes of an activity in which somebody was talked to; one without outcome was logged when it
was over."""

MAIL = r"\s*\([^()]*@[^()]*\)\s*$"
ALSO_READ = (
    *DEALS, *PEOPLE, "Activity date", "hs_timestamp", "Activity type", "Meeting end time",
    "hs_meeting_end_time", "Call and meeting type", "Record ID", "Associated Company",
    "Associated Company IDs", "Create Date", "Meeting source", "Meeting location",
)  # fmt: skip


def fields(company: Company) -> list[Field]:
    return [
        Field("deal", DEALS, text),
        Field("person", PEOPLE, text),
        Field("on", DAYS, day(time_zone=company.time_zone)),
        Field("outcome", OUTCOMES, text),
        Field("what", ("Meeting name", "Meeting title", "hs_meeting_title", "Call title"), text),
        Field("by", ("Activity assigned to", "Meeting owner", "Owner", "hubspot_owner_id"), text),
    ]


def detect(headers: tuple[str, ...]) -> Likeness | None:
    known = (*headers_of(fields(Company())), *ALSO_READ)
    of_meetings = (*OUTCOMES, *DAYS[:2], "Meeting name", "Meeting title", "hs_meeting_title")
    must = (of_meetings, DAYS, DEALS, PEOPLE)
    return likeness(headers, "HubSpot's of a meeting", must=must, known=known)


def read(rows: Rows, company: Company) -> Extract:
    """Meetings, one row a deal and contact: those that were completed, or have no outcome. What was
    cancelled, missed, put off or is only scheduled is left out, as is what belongs to no deal or
    names nobody.
    """
    taken = take(rows.without_words("(No value)"), fields(company), required=("on",))
    frame = _whole(taken.frame, company)
    held = pl.col("outcome").str.to_lowercase().is_in(MET).fill_null(value=True)
    named = pl.col("deal").is_not_null() & pl.col("person").is_not_null()
    kept = frame.filter(held, named)
    others = frame.height - kept.height
    why = "activities without a deal and a contact, or that did not take place"
    person = pl.col("person").str.replace(MAIL, "")
    meetings = each(kept, "deal", "person").with_columns(person=person)
    once = meetings.unique(["deal", "person", "on"], keep="first", maintain_order=True)
    return Extract(
        tables={"meetings": once.select("line", "deal", "person", "on", "what", "by")},
        problems=taken.problems,
        left_out=(LeftOut("meetings", others, why),) if others else (),
        taken=kept.height,
        unread=taken.left_out,
        read=frozenset(map(plain_header, (*headers_of(fields(company)), *ALSO_READ))),
    )


def _whole(frame: pl.DataFrame, company: Company) -> pl.DataFrame:
    absent = [field.ours for field in fields(company) if field.ours not in frame.columns]
    return frame.with_columns(pl.lit(None, pl.String).alias(name) for name in absent)


SOURCE = ImportSource("HubSpot meetings", detect, read, fields(Company()))
