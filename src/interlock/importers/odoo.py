"""Odoo: the list of opportunities, by labels or by technical names."""

import polars as pl

from interlock.importers.columns import Field, day, flag, money, number, text
from interlock.importers.deal_list import read_deals
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.table import Rows
from interlock.records.company import Company

NAMES = ("Opportunity", "Opportunity Name", "name")
REVENUES = ("Expected Revenue", "expected_revenue")
CLOSINGS = ("Expected Closing", "date_deadline")
STAGES = ("Stage", "stage_id", "stage_id/name")
ALSO_READ = (
    "Prorated Revenue", "prorated_revenue", "Automated Probability", "automated_probability",
    "Days to Close", "day_close", "Last Stage Update", "date_last_stage_update",
)  # fmt: skip


def fields(company: Company) -> list[Field]:
    on = day(time_zone=company.time_zone)
    return [
        Field("id", ("External ID", "ID", "id", ".id"), text),
        Field("name", NAMES, text),
        Field("account", ("Customer", "partner_id", "partner_id/name", "Company Name"), text),
        Field("owner", ("Salesperson", "user_id", "user_id/name"), text),
        Field("pipeline", ("Sales Team", "team_id", "team_id/name"), text),
        Field("stage", STAGES, text),
        Field("amount", REVENUES, money),
        Field("currency", ("Currency", "company_currency", "currency_id"), text),
        Field(
            "created_on", ("Created on", "create_date", "Conversion Date", "date_conversion"), on
        ),
        Field("expected_close_on", CLOSINGS, on),
        Field("closed_on", ("Closed Date", "date_closed"), on),
        Field("probability", ("Probability", "probability", "Probability (%)"), number),
        Field("active", ("Active", "active"), flag),
        Field("lost_reason", ("Lost Reason", "lost_reason_id"), text),
    ]


def detect(headers: tuple[str, ...]) -> Likeness | None:
    known = (*headers_of(fields(Company())), *ALSO_READ)
    must = (NAMES, STAGES, REVENUES, CLOSINGS)
    return likeness(headers, "Odoo's of an opportunity", must=must, known=known)


def read(rows: Rows, company: Company) -> Extract:
    """Deals. Won ones have probability 100 and a closed date; lost ones are archived, with
    probability 0 or a lost reason: export archived rows too.
    """
    return read_deals(rows, company, fields(company), prepare=_prepared, also_read=ALSO_READ)


def _prepared(deals: pl.DataFrame) -> pl.DataFrame:
    absent = {"active": pl.Boolean(), "probability": pl.Float64(), "lost_reason": pl.String()}
    deals = deals.with_columns(
        pl.lit(None, kind).alias(name) for name, kind in absent.items() if name not in deals.columns
    )
    archived = ~pl.col("active").fill_null(value=True)
    sure = (pl.col("probability") >= 100) & pl.col("closed_on").is_not_null()
    return deals.with_columns(
        is_won=pl.when(sure & ~archived).then(True),
        is_lost=pl.when(archived | pl.col("lost_reason").is_not_null()).then(True),
    )


SOURCE = ImportSource("Odoo opportunities", detect, read, fields(Company()))
