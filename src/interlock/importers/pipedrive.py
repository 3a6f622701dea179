"""Pipedrive: the deals export, in both vocabularies that are in use."""

import polars as pl

from interlock.importers.columns import Field, day, money, text
from interlock.importers.deal_list import read_deals
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.table import Rows
from interlock.records.company import Company

IDS, STATUS = ("Deal - ID", "Deal - Pipedrive System ID"), ("Deal - Status",)
ALSO_READ = (
    "Deal - Weighted value", "Deal - Currency of Weighted value", "Deal - Update time",
    "Deal - Probability", "Deal - Organization ID", "Deal - Contact person ID", "Deal - Visible to",
)  # fmt: skip


def fields(company: Company) -> list[Field]:
    on = day(time_zone=company.time_zone)
    return [
        Field("id", IDS, text),
        Field("name", ("Deal - Title",), text),
        Field("account", ("Deal - Organization", "Organization - Name", "Organization"), text),
        Field("owner", ("Deal - Owner",), text),
        Field("pipeline", ("Deal - Pipeline",), text),
        Field("stage", ("Deal - Stage", "Deal - Stage (pipeline)"), text),
        Field("status", STATUS, text),
        Field("amount", ("Deal - Value",), money),
        Field("currency", ("Deal - Currency of Value",), text),
        Field("created_on", ("Deal - Deal created", "Deal - Creation date"), on),
        Field("expected_close_on", ("Deal - Expected close date",), on),
        Field("won_on", ("Deal - Won time",), on),
        Field("lost_on", ("Deal - Lost time",), on),
        Field("ended_on", ("Deal - Deal closed on", "Deal - Closed on"), on),
        Field("lost_reason", ("Deal - Lost reason",), text),
    ]


def detect(headers: tuple[str, ...]) -> Likeness | None:
    known = (*headers_of(fields(Company())), *ALSO_READ)
    return likeness(headers, "Pipedrive's of a deal", must=(IDS, STATUS), known=known)


def read(rows: Rows, company: Company) -> Extract:
    """Deals; Status says how one ended. The export holds no history of stages."""
    return read_deals(rows, company, fields(company), prepare=_prepared, also_read=ALSO_READ)


def _prepared(deals: pl.DataFrame) -> pl.DataFrame:
    ends = [name for name in ("won_on", "lost_on", "ended_on") if name in deals.columns]
    deleted = pl.col("status").str.to_lowercase() == "deleted"
    deals = deals.filter(~deleted.fill_null(value=False))
    return deals.with_columns(closed_on=pl.coalesce(ends)) if ends else deals


SOURCE = ImportSource("Pipedrive deals", detect, read, fields(Company()))
