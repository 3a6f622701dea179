"""HubSpot: deals as exported from the screen, by labels or by internal names."""

from dataclasses import replace

import polars as pl

from interlock.importers.columns import Field, day, flag, money, text
from interlock.importers.crm_words import CATEGORIES, KINDS, known_words
from interlock.importers.deal_list import read_deals
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.stage_clock import entered
from interlock.importers.table import Rows
from interlock.records.company import Company
from interlock.records.problems import LeftOut

IDS = ("Record ID", "Record ID - Deals", "Deal ID", "hs_object_id")
NAMES, STAGES = ("Deal Name", "dealname"), ("Deal Stage", "dealstage")
ALSO_READ = (
    "Last Modified Date", "hs_lastmodifieddate", "Closed Won Reason", "closed_won_reason",
    "hs_v2_time_in_current_stage", "Date entered current stage", "Associated Company IDs",
    "Forecast probability", "hs_forecast_probability", "Weighted amount",
    "Amount in company currency", "amount_in_home_currency",
)  # fmt: skip
CLOCK = (
    r'^Date entered "(?P<stage>.+?)"$',
    r"^hs_v2_date_entered_(?P<stage>.+)$",
    r"^hs_date_entered_(?P<stage>.+)$",
)
CLOCKS = ('Date entered "Talk (Main)"', "hs_v2_date_entered_won", "hs_date_entered_closedlost")
"""Examples of them."""


def fields(company: Company) -> list[Field]:
    """Which of the two category properties is filled differs by account."""
    on = day(time_zone=company.time_zone)
    category = known_words(CATEGORIES)
    return [
        Field("id", IDS, text),
        Field("name", NAMES, text),
        Field("account", ("Associated Company", "Associated Company (Primary)",
                          "Primary Associated Company", "Company name"), text),
        Field("owner", ("Deal owner", "hubspot_owner_id"), text),
        Field("pipeline", ("Pipeline",), text),
        Field("stage", STAGES, text),
        Field("amount", ("Amount",), money),
        Field("currency", ("Currency", "deal_currency_code"), text),
        Field("created_on", ("Create Date", "createdate"), on),
        Field("close_on", ("Close Date", "closedate"), on),
        Field("category", ("Forecast category", "hs_manual_forecast_category"), category),
        Field("other_category", ("hs_forecast_category",), category),
        Field("kind", ("Deal Type", "dealtype"), known_words(KINDS)),
        Field("is_closed", ("Is Closed", "hs_is_closed"), flag),
        Field("is_won", ("Is Closed Won", "hs_is_closed_won"), flag),
        Field("is_lost", ("Is closed lost", "hs_is_closed_lost"), flag),
        Field("lost_reason", ("Closed Lost Reason", "closed_lost_reason"), text),
    ]  # fmt: skip


def detect(headers: tuple[str, ...]) -> Likeness | None:
    known = (*headers_of(fields(Company())), *ALSO_READ)
    return likeness(headers, "HubSpot's of a deal", must=(IDS, NAMES, STAGES), known=known)


def read(rows: Rows, company: Company) -> Extract:
    """Deals, and their past stages from the columns that say when each stage was entered.

    A new deal's Close Date is set to the end of its month by HubSpot itself: an open deal that
    still has it has no stated date. Moving a deal to a closed stage overwrites it.
    """
    rows = rows.without_words("(No value)")
    extract = read_deals(
        rows, company, fields(company), prepare=_prepared, also_read=_also_read(rows)
    )
    deals, defaults = _without_defaults(extract.tables["deals"])
    why = "HubSpot's own month-end date, not a stated one"
    said = (LeftOut("stated close dates", defaults, why),) if defaults else ()
    clock = entered(rows, deals, patterns=CLOCK, time_zone=company.time_zone)
    return replace(
        extract,
        tables={**extract.tables, "deals": deals, "changes": clock},
        left_out=(*extract.left_out, *said),
    )


def _prepared(deals: pl.DataFrame) -> pl.DataFrame:
    names = [name for name in ("category", "other_category") if name in deals.columns]
    return deals.with_columns(category=pl.coalesce(names)) if names else deals


def _also_read(rows: Rows) -> tuple[str, ...]:
    clocks = ("date entered ", "date exited ", "latest time in ", "cumulative time in ", "hs_v2_")
    return (*ALSO_READ, *(h for h in rows.headers if h.lower().startswith(clocks)))


def _without_defaults(deals: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    stated, created = pl.col("expected_close_on"), pl.col("created_on")
    default = (
        (pl.col("outcome") == "open")
        & (stated == stated.dt.month_end())
        & (stated.dt.month_end() == created.dt.month_end())
    ).fill_null(value=False)
    count = int(deals.select(default.sum()).item())
    kept = pl.when(~default).then(stated).alias("expected_close_on")
    return deals.with_columns(kept), count


SOURCE = ImportSource("HubSpot deals", detect, read, (*fields(Company()), CLOCKS))
