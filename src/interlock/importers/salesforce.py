"""Salesforce: the Opportunity export with API names (Data Loader, weekly export)."""

import polars as pl

from interlock.importers.cells import LINE
from interlock.importers.columns import Cleaned, Field, day, flag, money, one_of, take, text
from interlock.importers.salesforce_words import CATEGORIES, KINDS, full_id, outcome_of_stage
from interlock.importers.source import Extract, ImportSource
from interlock.importers.table import Rows, plain_header
from interlock.records.company import Company
from interlock.records.problems import LeftOut
from interlock.records.tables import CATEGORIES as ALLOWED_CATEGORIES

KEPT = (
    "probability", "nextstep", "leadsource", "lastactivitydate", "pushcount", "description",
)  # fmt: skip
LONGEST_KEPT = 500
MUST = ("id", "stagename", "closedate")


def detect(headers: tuple[str, ...]) -> str | None:
    plain = {plain_header(header) for header in headers}
    if plain.issuperset(MUST) and "opportunityid" not in plain:
        return "Id, StageName and CloseDate are Salesforce's names of an opportunity's fields"
    return None


def read(rows: Rows, company: Company) -> Extract:
    """Deals, and as attributes the custom fields (``__c``) and a few others.

    CloseDate is the expected day of an open deal and the closing day of a closed one. How a deal
    ended is told by IsClosed and IsWon; without these by ``company.toml``'s pipelines; without
    these by a stage called Closed Won or Closed Lost.
    """
    fields = _fields(company)
    taken = take(rows, fields, required=("id", "stage"))
    deleted = _true(taken.frame, "is_deleted")
    deals = taken.frame.filter(~deleted).with_columns(
        pl.Series("outcome", _outcomes(taken.frame, company)).filter(~deleted)
    )
    closed = pl.col("outcome") != "open"
    deals = deals.with_columns(
        expected_close_on=pl.when(~closed).then("close_on"),
        closed_on=pl.when(closed).then("close_on"),
    )
    names = [
        name
        for name in deals.columns
        if name not in ("close_on", "is_deleted", "is_closed", "is_won")
    ]
    attributes, kept = _attributes(rows, fields, deals)
    left_out = (
        [LeftOut("deals", int(deleted.sum()), "deleted in Salesforce")] if deleted.any() else []
    )
    return Extract(
        tables={"deals": deals.select(names), "attributes": attributes},
        problems=taken.problems,
        left_out=tuple(left_out),
        taken=deals.height,
        unread=taken.left_out,
        read=frozenset(h.lower() for field in fields for h in field.theirs) | kept,
    )


def _fields(company: Company) -> list[Field]:
    on = day(time_zone=company.time_zone)
    category = one_of(ALLOWED_CATEGORIES, CATEGORIES)
    return [
        Field("id", ("Id",), _id),
        Field("name", ("Name",), text),
        Field("account", ("Account.Name", "AccountName", "AccountId"), text),
        Field("owner", ("Owner.Name", "OwnerName", "OwnerId"), text),
        Field("pipeline", ("RecordType.Name", "RecordTypeId"), text),
        Field("stage", ("StageName",), text),
        Field("amount", ("Amount",), money),
        Field("currency", ("CurrencyIsoCode",), text),
        Field("created_on", ("CreatedDate",), on),
        Field("close_on", ("CloseDate",), on),
        Field("category", ("ForecastCategoryName", "ForecastCategory"), category),
        Field("segment", ("Segment__c",), text),
        Field("kind", ("Type",), _kind),
        Field("arr", ("ARR__c", "Annual_Recurring_Revenue__c"), money),
        Field("is_deleted", ("IsDeleted",), flag),
        Field("is_closed", ("IsClosed",), flag),
        Field("is_won", ("IsWon",), flag),
    ]


def _id(column: pl.Series) -> Cleaned:
    return Cleaned(full_id(column), pl.Series([False] * len(column), dtype=pl.Boolean))


def _kind(column: pl.Series) -> Cleaned:
    """Types are each company's own words: one that says nothing of new, expansion or renewal is
    left empty.
    """
    lower = column.str.to_lowercase()
    values = lower.replace_strict(KINDS, default=None, return_dtype=pl.String)
    return Cleaned(values, pl.Series([False] * len(column), dtype=pl.Boolean))


def _outcomes(deals: pl.DataFrame, company: Company) -> pl.Series:
    stages = [stage for pipeline in company.pipelines for stage in pipeline.stages]
    by_stage = {stage.name: stage.outcome for stage in stages}
    stage = deals["stage"].replace_strict(by_stage, default=None, return_dtype=pl.String)
    named = outcome_of_stage(deals["stage"])
    if not {"is_closed", "is_won"} <= set(deals.columns):
        return stage.zip_with(stage.is_not_null(), named)
    return deals.select(
        pl.when(pl.col("is_won"))
        .then(pl.lit("won"))
        .when(pl.col("is_closed"))
        .then(pl.lit("lost"))
        .when(pl.col("is_closed").is_null())
        .then(pl.Series(named))
        .otherwise(pl.lit("open"))
    ).to_series()


def _true(frame: pl.DataFrame, name: str) -> pl.Series:
    if name in frame.columns:
        return frame[name].fill_null(False)
    return pl.Series([False] * frame.height, dtype=pl.Boolean)


def _attributes(
    rows: Rows, fields: list[Field], deals: pl.DataFrame
) -> tuple[pl.DataFrame, frozenset[str]]:
    """Custom fields and the kept standard ones of the deals that were taken, one value a row."""
    used = {header.lower() for field in fields for header in field.theirs}
    kept = [h for h in rows.headers if h.lower() not in used and _is_kept(h)]
    rows = rows.where(rows.lines.is_in(deals[LINE].implode()))
    parts = [
        pl.DataFrame({"id": deals["id"], "value": rows.columns(header)[0]})
        .filter(pl.col("value").str.len_chars() <= LONGEST_KEPT)
        .select(table=pl.lit("deals"), id="id", name=pl.lit(header), value="value")
        for header in dict.fromkeys(kept)
    ]
    empty = pl.DataFrame(schema=dict.fromkeys(("table", "id", "name", "value"), pl.String))
    return pl.concat([empty, *parts]), frozenset(header.lower() for header in kept)


def _is_kept(header: str) -> bool:
    return header.lower().endswith("__c") or header.lower() in KEPT


SOURCE = ImportSource("Salesforce opportunities", 0.9, detect, read)
